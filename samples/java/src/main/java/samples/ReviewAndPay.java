// Rejects an assignment, thinks better of it, pays a bonus, and writes to, blocks and unblocks its worker.
package samples;

import static samples.Connection.OUT;
import static samples.Connection.awaitReviewable;
import static samples.Connection.connect;
import static samples.Connection.question;

import java.io.IOException;
import java.util.UUID;
import software.amazon.awssdk.services.mturk.MTurkClient;
import software.amazon.awssdk.services.mturk.model.Assignment;
import software.amazon.awssdk.services.mturk.model.AssignmentStatus;

final class ReviewAndPay {
    public static void main(String[] arguments) throws Exception {
        Connection.run(ReviewAndPay::reviewAndPay);
    }

    private static void reviewAndPay() throws Exception {
        try (MTurkClient mturk = connect()) {
            String hitId = publish(mturk);
            OUT.println("HIT: " + hitId);
            awaitReviewable(mturk, hitId);
            Assignment assignment = mturk.listAssignmentsForHIT(request -> request
                            .hitId(hitId)
                            .assignmentStatuses(AssignmentStatus.SUBMITTED))
                    .assignments().get(0);
            review(mturk, assignment.assignmentId());
            pay(mturk, assignment);
            write(mturk, assignment.workerId());
            block(mturk, assignment.workerId());
            mturk.deleteHIT(request -> request.hitId(hitId));
        }
    }

    private static String publish(MTurkClient mturk) throws IOException {
        String question = question("question_form");
        return mturk.createHIT(hit -> hit
                        .title("Look out of the window")
                        .description("Say what you see.")
                        .reward("0.10")
                        .maxAssignments(1)
                        .lifetimeInSeconds(3600L)
                        .assignmentDurationInSeconds(600L)
                        .question(question))
                .hit().hitId();
    }

    /** Rejects, and takes it back. */
    private static void review(MTurkClient mturk, String assignmentId) {
        mturk.rejectAssignment(request -> request
                .assignmentId(assignmentId)
                .requesterFeedback("There is no such animal."));
        OUT.println("after the rejection: " + status(mturk, assignmentId));
        mturk.approveAssignment(request -> request
                .assignmentId(assignmentId)
                .requesterFeedback("There is one.")
                .overrideRejection(true));
        OUT.println("after the override: " + status(mturk, assignmentId));
    }

    private static AssignmentStatus status(MTurkClient mturk, String assignmentId) {
        return mturk.getAssignment(request -> request.assignmentId(assignmentId))
                .assignment().assignmentStatus();
    }

    private static void pay(MTurkClient mturk, Assignment assignment) {
        mturk.sendBonus(bonus -> bonus
                .workerId(assignment.workerId())
                .assignmentId(assignment.assignmentId())
                .bonusAmount("0.50")
                .reason("Sorry for the rejection.")
                .uniqueRequestToken(UUID.randomUUID().toString())); // a repeated call pays nothing twice
        mturk.listBonusPayments(request -> request.assignmentId(assignment.assignmentId()))
                .bonusPayments()
                .forEach(bonus -> OUT.println("bonus: " + bonus.bonusAmount()));
    }

    private static void write(MTurkClient mturk, String workerId) {
        int failed = mturk.notifyWorkers(message -> message
                        .subject("Your animal")
                        .messageText("It does exist. We have paid you.")
                        .workerIds(workerId))
                .notifyWorkersFailureStatuses().size();
        OUT.println("messages that failed: " + failed);
    }

    /** Blocks the worker, and unblocks them again. */
    private static void block(MTurkClient mturk, String workerId) {
        mturk.createWorkerBlock(request -> request.workerId(workerId).reason("Only to show how it is done."));
        OUT.println("blocked workers: " + countBlocked(mturk));
        mturk.deleteWorkerBlock(request -> request
                .workerId(workerId)
                .reason("It was only to show how it is done."));
        OUT.println("blocked workers: " + countBlocked(mturk));
    }

    private static int countBlocked(MTurkClient mturk) {
        return mturk.listWorkerBlocks(request -> {}).workerBlocks().size();
    }
}
