// Changes a HIT while it is worked on: its type, how many may do it, when it ends, how its review stands.
package samples;

import static samples.Connection.OUT;
import static samples.Connection.connect;
import static samples.Connection.question;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.services.mturk.MTurkClient;
import software.amazon.awssdk.services.mturk.model.Assignment;
import software.amazon.awssdk.services.mturk.model.HIT;
import software.amazon.awssdk.services.mturk.model.HITStatus;
import software.amazon.awssdk.services.mturk.model.PolicyParameter;
import software.amazon.awssdk.services.mturk.model.ReviewPolicy;
import software.amazon.awssdk.services.mturk.model.ReviewPolicyLevel;
import software.amazon.awssdk.services.mturk.model.ReviewResultDetail;

final class ManageHits {
    private static final ReviewPolicy REVIEW_POLICY = ReviewPolicy.builder()
            .policyName("SimplePlurality/2011-09-01")
            .parameters(
                    PolicyParameter.builder().key("QuestionIds").values("seen").build(),
                    PolicyParameter.builder().key("QuestionAgreementThreshold").values("50").build())
            .build();

    public static void main(String[] arguments) throws Exception {
        Connection.run(ManageHits::manage);
    }

    private static void manage() throws Exception {
        try (MTurkClient mturk = connect()) {
            String first = createHitType(mturk, "Look out of the window");
            String second = createHitType(mturk, "Look out of the window, with patience");
            String hitId = publish(mturk, first);
            change(mturk, hitId, second);
            OUT.println("HIT: " + hitId);

            while (assignments(mturk, hitId).isEmpty()) {
                Thread.sleep(1000);
            }
            end(mturk, hitId);
            printReview(mturk, hitId);
            for (Assignment assignment : assignments(mturk, hitId)) {
                mturk.approveAssignment(request -> request.assignmentId(assignment.assignmentId()));
            }
            mturk.deleteHIT(request -> request.hitId(hitId));
            OUT.println("deleted: " + hitId);
        }
    }

    private static String createHitType(MTurkClient mturk, String title) {
        return mturk.createHITType(type -> type
                        .title(title)
                        .description("Say what you see.")
                        .reward("0.10")
                        .assignmentDurationInSeconds(600L))
                .hitTypeId();
    }

    private static String publish(MTurkClient mturk, String hitTypeId) throws IOException {
        String question = question("question_form");
        return mturk.createHITWithHITType(hit -> hit
                        .hitTypeId(hitTypeId)
                        .maxAssignments(1)
                        .lifetimeInSeconds(3600L)
                        .question(question)
                        .hitReviewPolicy(REVIEW_POLICY))
                .hit().hitId();
    }

    /** Gives the HIT another type and one more assignment. */
    private static void change(MTurkClient mturk, String hitId, String hitTypeId) {
        mturk.updateHITTypeOfHIT(request -> request.hitId(hitId).hitTypeId(hitTypeId));
        HIT retyped = mturk.getHIT(request -> request.hitId(hitId)).hit();
        OUT.println("title: " + retyped.title());
        mturk.createAdditionalAssignmentsForHIT(request -> request
                .hitId(hitId)
                .numberOfAdditionalAssignments(1));
        HIT extended = mturk.getHIT(request -> request.hitId(hitId)).hit();
        OUT.println("assignments: " + extended.maxAssignments());
        long listed = mturk.listHITsPaginator(request -> {})
                .stream().flatMap(page -> page.hiTs().stream())
                .filter(hit -> hit.hitTypeId().equals(hitTypeId))
                .count();
        OUT.println("HITs of this type: " + listed);
    }

    private static HITStatus status(MTurkClient mturk, String hitId) {
        return mturk.getHIT(request -> request.hitId(hitId)).hit().hitStatus();
    }

    private static List<Assignment> assignments(MTurkClient mturk, String hitId) {
        return mturk.listAssignmentsForHIT(work -> work.hitId(hitId)).assignments();
    }

    /** Ends the HIT, of whose two assignments one is done, and says that it is being reviewed. */
    private static void end(MTurkClient mturk, String hitId) {
        // A time that has passed ends the HIT at once.
        mturk.updateExpirationForHIT(request -> request.hitId(hitId).expireAt(Instant.EPOCH));
        OUT.println("status: " + status(mturk, hitId));
        mturk.updateHITReviewStatus(request -> request.hitId(hitId).revert(false));
        OUT.println("status: " + status(mturk, hitId));
    }

    /** What the review policy found about each question. */
    private static void printReview(MTurkClient mturk, String hitId) {
        List<ReviewResultDetail> results = mturk.listReviewPolicyResultsForHIT(request -> request
                        .hitId(hitId)
                        .policyLevels(ReviewPolicyLevel.HIT))
                .hitReviewReport().reviewResults();
        for (ReviewResultDetail result : results) {
            if (result.questionId() != null) {
                OUT.println("review: " + result.questionId() + " " + result.key() + " = " + result.value());
            }
        }
    }
}
