// Hears by webhook what happens to a HIT, and approves its assignment as soon as it is submitted.
package samples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static samples.Connection.OUT;
import static samples.Connection.connect;
import static samples.Connection.question;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import software.amazon.awssdk.services.mturk.MTurkClient;
import software.amazon.awssdk.services.mturk.model.EventType;
import software.amazon.awssdk.services.mturk.model.NotificationSpecification;

final class Listen {
    private static final byte[] SECRET = System.getenv("KEMPELEN_WEBHOOK_SECRET").getBytes(UTF_8);
    private static final Pattern SIGNATURE = Pattern.compile("t=(\\d{1,18}),v1=((?:[0-9a-f]{2})+)");
    private static final ObjectMapper JSON = new ObjectMapper();

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Event(
            @JsonProperty("EventType") String eventType,
            @JsonProperty("AssignmentId") String assignmentId) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Document(
            @JsonProperty("EventDocId") String eventDocId,
            @JsonProperty("Events") List<Event> events) {}

    private final BlockingQueue<Document> documents = new LinkedBlockingQueue<>();

    public static void main(String[] arguments) throws Exception {
        Connection.run(new Listen()::listen);
    }

    private void listen() throws Exception {
        HttpServer webhook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        webhook.createContext("/", this::receive);
        webhook.start();
        try (MTurkClient mturk = connect()) {
            String hitId = publish(mturk, "http://127.0.0.1:" + webhook.getAddress().getPort() + "/");
            OUT.println("HIT: " + hitId);
            hear(mturk);
            mturk.deleteHIT(request -> request.hitId(hitId));
            OUT.println("heard: everything");
        } finally {
            webhook.stop(0);
        }
    }

    /** Puts genuine documents into the queue. */
    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            boolean genuine = isGenuine(exchange.getRequestHeaders().getFirst("Kempelen-Signature"), body);
            if (genuine) {
                documents.add(JSON.readValue(body, Document.class));
            }
            exchange.sendResponseHeaders(genuine ? 204 : 403, -1);
        }
    }

    /** The header is t=(epoch seconds),v1=(hex): who knows the address but not the secret cannot write it. */
    private static boolean isGenuine(String header, byte[] body) {
        Matcher parts = SIGNATURE.matcher(Objects.requireNonNullElse(header, ""));
        if (!parts.matches()) {
            return false;
        }
        Duration age = Duration.between(Instant.ofEpochSecond(Long.parseLong(parts.group(1))), Instant.now());
        return MessageDigest.isEqual(HexFormat.of().parseHex(parts.group(2)), signature(parts.group(1), body))
                && age.abs().compareTo(Duration.ofMinutes(5)) < 0;
    }

    private static byte[] signature(String time, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET, "HmacSHA256"));
            mac.update((time + ".").getBytes(UTF_8));
            return mac.doFinal(body);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible); // every Java has HmacSHA256
        }
    }

    /** The id of a HIT whose events are sent to the destination. */
    private static String publish(MTurkClient mturk, String destination) throws IOException {
        String question = question("question_form");
        String hitTypeId = mturk.createHITType(type -> type
                        .title("Look out of the window")
                        .description("Say what you see.")
                        .reward("0.10")
                        .assignmentDurationInSeconds(600L))
                .hitTypeId();
        NotificationSpecification notification = NotificationSpecification.builder()
                .destination(destination)
                .transport("Webhook") // Kempelen's own, so the SDK has no constant for it
                .version("2014-08-15")
                .eventTypes(
                        EventType.ASSIGNMENT_ACCEPTED,
                        EventType.ASSIGNMENT_SUBMITTED,
                        EventType.ASSIGNMENT_APPROVED)
                .build();
        // A Ping comes at once if the destination can be reached.
        mturk.sendTestEventNotification(test -> test
                .notification(notification)
                .testEventType(EventType.PING));
        mturk.updateNotificationSettings(settings -> settings
                .hitTypeId(hitTypeId)
                .notification(notification)
                .active(true));
        return mturk.createHITWithHITType(hit -> hit
                        .hitTypeId(hitTypeId)
                        .maxAssignments(1)
                        .lifetimeInSeconds(3600L)
                        .question(question))
                .hit().hitId();
    }

    /** Takes each document once, although it may come twice, until the work has been approved. */
    private void hear(MTurkClient mturk) throws InterruptedException {
        Set<String> known = new HashSet<>();
        boolean approved = false;
        while (!approved) {
            Document document = documents.take();
            if (!known.add(document.eventDocId())) {
                continue;
            }
            for (Event event : document.events()) {
                OUT.println("event: " + event.eventType());
                EventType type = EventType.fromValue(event.eventType());
                if (type == EventType.ASSIGNMENT_SUBMITTED) {
                    mturk.approveAssignment(request -> request.assignmentId(event.assignmentId()));
                }
                approved |= type == EventType.ASSIGNMENT_APPROVED;
            }
        }
    }
}
