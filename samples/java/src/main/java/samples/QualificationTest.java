// Makes a qualification with a test that is graded at once, and a HIT for those who pass it.
package samples;

import static samples.Connection.OUT;
import static samples.Connection.awaitReviewable;
import static samples.Connection.connect;
import static samples.Connection.question;

import java.io.IOException;
import java.util.List;
import java.util.UUID;
import software.amazon.awssdk.services.mturk.MTurkClient;
import software.amazon.awssdk.services.mturk.model.Assignment;
import software.amazon.awssdk.services.mturk.model.Comparator;
import software.amazon.awssdk.services.mturk.model.QualificationRequirement;
import software.amazon.awssdk.services.mturk.model.QualificationTypeStatus;

final class QualificationTest {
    public static void main(String[] arguments) throws Exception {
        Connection.run(QualificationTest::examine);
    }

    private static void examine() throws Exception {
        try (MTurkClient mturk = connect()) {
            String qualification = createQualification(mturk);
            OUT.println("qualification type: " + qualification);
            String hitId = publish(mturk, qualification);
            OUT.println("HIT: " + hitId);
            awaitReviewable(mturk, hitId);

            List<Assignment> done = mturk.listAssignmentsForHIT(work -> work.hitId(hitId)).assignments();
            for (Assignment assignment : done) {
                int score = mturk.getQualificationScore(request -> request
                                .qualificationTypeId(qualification)
                                .workerId(assignment.workerId()))
                        .qualification().integerValue();
                OUT.println("score: " + score);
                mturk.approveAssignment(request -> request.assignmentId(assignment.assignmentId()));
            }
            mturk.deleteHIT(request -> request.hitId(hitId));
            mturk.deleteQualificationType(request -> request.qualificationTypeId(qualification));
            OUT.println("deleted: " + qualification);
        }
    }

    private static String createQualification(MTurkClient mturk) throws IOException {
        String test = question("test");
        String answerKey = question("answer_key");
        return mturk.createQualificationType(type -> type
                        .name("Knows animals " + UUID.randomUUID())
                        .description("Two questions about animals.")
                        .qualificationTypeStatus(QualificationTypeStatus.ACTIVE)
                        .test(test)
                        .testDurationInSeconds(600L)
                        .answerKey(answerKey))
                .qualificationType().qualificationTypeId();
    }

    private static String publish(MTurkClient mturk, String qualification) throws IOException {
        String question = question("question_form");
        return mturk.createHIT(hit -> hit
                        .title("Look out of the window, if you know animals")
                        .description("Say what you see.")
                        .reward("0.10")
                        .maxAssignments(1)
                        .lifetimeInSeconds(3600L)
                        .assignmentDurationInSeconds(600L)
                        .qualificationRequirements(QualificationRequirement.builder()
                                .qualificationTypeId(qualification)
                                .comparator(Comparator.GREATER_THAN_OR_EQUAL_TO)
                                .integerValues(80)
                                .build())
                        .question(question))
                .hit().hitId();
    }
}
