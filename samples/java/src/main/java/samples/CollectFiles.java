// Asks for a file, and says where it can be fetched from for the next minute.
package samples;

import static samples.Connection.OUT;
import static samples.Connection.awaitReviewable;
import static samples.Connection.connect;
import static samples.Connection.question;

import java.io.IOException;
import java.util.List;
import software.amazon.awssdk.services.mturk.MTurkClient;
import software.amazon.awssdk.services.mturk.model.Assignment;

final class CollectFiles {
    public static void main(String[] arguments) throws Exception {
        Connection.run(CollectFiles::collect);
    }

    private static void collect() throws Exception {
        try (MTurkClient mturk = connect()) {
            String hitId = publish(mturk);
            OUT.println("HIT: " + hitId);
            awaitReviewable(mturk, hitId);

            List<Assignment> done = mturk.listAssignmentsForHIT(work -> work.hitId(hitId)).assignments();
            for (Assignment assignment : done) {
                String address = mturk.getFileUploadURL(file -> file
                                .assignmentId(assignment.assignmentId())
                                .questionIdentifier("photo"))
                        .fileUploadURL();
                OUT.println("photo: " + address);
                mturk.approveAssignment(request -> request.assignmentId(assignment.assignmentId()));
            }
            OUT.println("collected: " + done.size());
        }
    }

    private static String publish(MTurkClient mturk) throws IOException {
        String question = question("file_form");
        return mturk.createHIT(hit -> hit
                        .title("Show your window")
                        .description("Send a photo.")
                        .reward("0.10")
                        .maxAssignments(1)
                        .lifetimeInSeconds(3600L)
                        .assignmentDurationInSeconds(600L)
                        .question(question))
                .hit().hitId();
    }
}
