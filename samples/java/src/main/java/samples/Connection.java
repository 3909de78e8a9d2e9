// What all programs share: the client, the questions of samples/questions, output, waiting, complaining.
package samples;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.mturk.MTurkClient;
import software.amazon.awssdk.services.mturk.model.HITStatus;

final class Connection {
    /** UTF-8 whatever the locale says; a line at once, for whoever plays the worker waits for it. */
    static final PrintStream OUT =
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);

    /** What a program does. */
    interface Story {
        void tell() throws Exception;
    }

    private Connection() {}

    /** When the server refuses a call, says why: the SDK's exception has the error's name only inside. */
    static void run(Story story) throws Exception {
        try {
            story.tell();
        } catch (AwsServiceException refusal) {
            System.err.println(refusal.awsErrorDetails().errorCode() + ": " + refusal.getMessage());
            System.exit(1);
        }
    }

    static MTurkClient connect() {
        return connect(System.getenv("AWS_ENDPOINT_URL_MTURK"));
    }

    /** A client for one marketplace; the SDK itself finds the credentials in the environment. */
    static MTurkClient connect(String endpoint) {
        return MTurkClient.builder().endpointOverride(URI.create(endpoint)).region(Region.US_EAST_1).build();
    }

    static String question(String name) throws IOException {
        return Files.readString(Path.of("..", "questions", name + ".xml"));
    }

    /** Asks once a second until all work on the HIT has been submitted. */
    static void awaitReviewable(MTurkClient mturk, String hitId) throws InterruptedException {
        while (mturk.getHIT(request -> request.hitId(hitId)).hit().hitStatus() != HITStatus.REVIEWABLE) {
            Thread.sleep(1000);
        }
    }
}
