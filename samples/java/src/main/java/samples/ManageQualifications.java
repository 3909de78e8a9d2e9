// Decides on requests for a qualification, gives it unasked, looks up who has it, and takes it away.
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
import software.amazon.awssdk.services.mturk.model.Qualification;
import software.amazon.awssdk.services.mturk.model.QualificationRequest;
import software.amazon.awssdk.services.mturk.model.QualificationRequirement;
import software.amazon.awssdk.services.mturk.model.QualificationStatus;
import software.amazon.awssdk.services.mturk.model.QualificationType;
import software.amazon.awssdk.services.mturk.model.QualificationTypeStatus;

final class ManageQualifications {
    public static void main(String[] arguments) throws Exception {
        Connection.run(ManageQualifications::manage);
    }

    private static void manage() throws Exception {
        try (MTurkClient mturk = connect()) {
            String name = "Watches birds " + UUID.randomUUID();
            String qualification = createQualification(mturk, name);
            OUT.println("qualification type: " + qualification);
            describe(mturk, name, qualification);
            String hitId = publish(mturk, qualification);
            OUT.println("HIT: " + hitId);

            decide(mturk, qualification);
            awaitReviewable(mturk, hitId);
            List<Assignment> done = mturk.listAssignmentsForHIT(work -> work.hitId(hitId)).assignments();
            for (Assignment assignment : done) {
                mturk.approveAssignment(request -> request.assignmentId(assignment.assignmentId()));
            }
            giveAndTake(mturk, qualification);
            mturk.deleteHIT(request -> request.hitId(hitId));
            mturk.deleteQualificationType(request -> request.qualificationTypeId(qualification));
            OUT.println("deleted: " + qualification);
        }
    }

    private static String createQualification(MTurkClient mturk, String name) {
        return mturk.createQualificationType(type -> type
                        .name(name)
                        .description("For people who know birds.")
                        .qualificationTypeStatus(QualificationTypeStatus.ACTIVE)
                        .retryDelayInSeconds(1L))
                .qualificationType().qualificationTypeId();
    }

    /** Finds the qualification by its name and changes its description. */
    private static void describe(MTurkClient mturk, String name, String qualification) {
        List<QualificationType> found = mturk.listQualificationTypes(request -> request
                        .query(name)
                        .mustBeRequestable(true)
                        .mustBeOwnedByCaller(true))
                .qualificationTypes();
        OUT.println("found: " + found.size());
        mturk.updateQualificationType(type -> type
                .qualificationTypeId(qualification)
                .description("For people who watch birds."));
        QualificationType about = mturk.getQualificationType(request -> request
                        .qualificationTypeId(qualification))
                .qualificationType();
        OUT.println("description: " + about.description());
    }

    private static String publish(MTurkClient mturk, String qualification) throws IOException {
        String question = question("question_form");
        String hitId = mturk.createHIT(hit -> hit
                        .title("Look out of the window, if you watch birds")
                        .description("Say what you see.")
                        .reward("0.10")
                        .maxAssignments(1)
                        .lifetimeInSeconds(3600L)
                        .assignmentDurationInSeconds(600L)
                        .qualificationRequirements(QualificationRequirement.builder()
                                .qualificationTypeId(qualification)
                                .comparator(Comparator.EXISTS)
                                .build())
                        .question(question))
                .hit().hitId();
        int listed = mturk.listHITsForQualificationType(request -> request
                        .qualificationTypeId(qualification))
                .hiTs().size();
        OUT.println("HITs that require it: " + listed);
        return hitId;
    }

    /** The request that waits for a decision, once there is one. */
    private static String nextRequest(MTurkClient mturk, String qualification) throws InterruptedException {
        while (true) {
            List<QualificationRequest> waiting = mturk.listQualificationRequests(request -> request
                            .qualificationTypeId(qualification))
                    .qualificationRequests();
            if (!waiting.isEmpty()) {
                return waiting.get(0).qualificationRequestId();
            }
            Thread.sleep(1000);
        }
    }

    /** Rejects the first request and accepts the second. */
    private static void decide(MTurkClient mturk, String qualification) throws InterruptedException {
        String first = nextRequest(mturk, qualification);
        mturk.rejectQualificationRequest(request -> request
                .qualificationRequestId(first)
                .reason("Please ask again tomorrow."));
        OUT.println("request: rejected");
        String second = nextRequest(mturk, qualification);
        mturk.acceptQualificationRequest(request -> request
                .qualificationRequestId(second)
                .integerValue(80));
        OUT.println("request: accepted");
    }

    private static List<Qualification> holders(MTurkClient mturk, String qualification) {
        return mturk.listWorkersWithQualificationType(request -> request
                        .qualificationTypeId(qualification)
                        .status(QualificationStatus.GRANTED))
                .qualifications();
    }

    /** Gives the worker another value, and then takes the qualification away. */
    private static void giveAndTake(MTurkClient mturk, String qualification) {
        String worker = holders(mturk, qualification).get(0).workerId();
        mturk.associateQualificationWithWorker(request -> request
                .qualificationTypeId(qualification)
                .workerId(worker)
                .integerValue(95)
                .sendNotification(false));
        OUT.println("value: " + holders(mturk, qualification).get(0).integerValue());
        mturk.disassociateQualificationFromWorker(request -> request
                .qualificationTypeId(qualification)
                .workerId(worker)
                .reason("The birds have left."));
        OUT.println("workers who have it: " + holders(mturk, qualification).size());
    }
}
