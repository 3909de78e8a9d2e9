// Publishes a HIT of each kind of question, for workers in two countries whose work is mostly approved.
package samples;

import static samples.Connection.OUT;
import static samples.Connection.connect;
import static samples.Connection.question;

import java.io.IOException;
import java.util.List;
import java.util.UUID;
import software.amazon.awssdk.services.mturk.MTurkClient;
import software.amazon.awssdk.services.mturk.model.Comparator;
import software.amazon.awssdk.services.mturk.model.Locale;
import software.amazon.awssdk.services.mturk.model.QualificationRequirement;

final class Publish {
    private static final List<QualificationRequirement> REQUIREMENTS = List.of(
            QualificationRequirement.builder()
                    .qualificationTypeId("00000000000000000071") // Worker_Locale
                    .comparator(Comparator.IN)
                    .localeValues(
                            Locale.builder().country("DE").build(),
                            Locale.builder().country("US").build())
                    .build(),
            QualificationRequirement.builder()
                    .qualificationTypeId("000000000000000000L0") // Worker_PercentAssignmentsApproved
                    .comparator(Comparator.GREATER_THAN_OR_EQUAL_TO)
                    .integerValues(95)
                    .build());

    private record Kind(String name, String file) {}

    private static final List<Kind> KINDS = List.of(
            new Kind("HTMLQuestion", "html_question"),
            new Kind("ExternalQuestion", "external_question"),
            new Kind("QuestionForm", "question_form"));

    public static void main(String[] arguments) throws Exception {
        Connection.run(Publish::publish);
    }

    private static void publish() throws IOException {
        try (MTurkClient mturk = connect()) {
            for (Kind kind : KINDS) {
                String question = question(kind.file());
                String hitId = mturk.createHIT(hit -> hit
                                .title("Look out of the window (" + kind.name() + ")")
                                .description("Say what you see.")
                                .keywords("window, animals")
                                .reward("0.10")
                                .maxAssignments(1)
                                .lifetimeInSeconds(3600L)
                                .assignmentDurationInSeconds(600L)
                                .qualificationRequirements(REQUIREMENTS)
                                .question(question)
                                // a repeated call publishes nothing twice
                                .uniqueRequestToken(UUID.randomUUID().toString()))
                        .hit().hitId();
                OUT.println("HIT: " + hitId + " " + kind.name());
            }
            OUT.println("published: " + KINDS.size());
        }
    }
}
