// What client_load.cc does, with the AWS SDK v2 for Java: as many threads as connections.
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.mturk.MTurkClient;

final class Load {
    private static final LongAdder failures = new LongAdder();

    private Load() {}

    private static String create(MTurkClient mturk, String question) {
        return mturk.createHIT(request -> request.maxAssignments(1)
                        .lifetimeInSeconds(604_800L)
                        .assignmentDurationInSeconds(600L)
                        .reward("0.05")
                        .title("Say which animal it is")
                        .keywords("image, label, animal")
                        .description("Look at one picture and say which animal it shows.")
                        .question(question))
                .hit()
                .hitId();
    }

    private static String ask(MTurkClient mturk) {
        return mturk.getAccountBalance(request -> {}).availableBalance();
    }

    /** Calls for so long; how many calls were good. */
    private static long run(Callable<String> call, int connections, int milliseconds)
            throws InterruptedException {
        LongAdder calls = new LongAdder();
        long end = System.nanoTime() + milliseconds * 1_000_000L;
        Runnable work = () -> {
            while (System.nanoTime() - end < 0) {
                try {
                    (call.call() != null ? calls : failures).increment();
                } catch (Exception problem) {
                    System.err.println(problem.getMessage());
                    failures.increment();
                }
            }
        };
        List<Thread> threads = Stream.generate(() -> new Thread(work)).limit(connections).toList();
        for (Thread thread : threads) thread.start();
        for (Thread thread : threads) thread.join();
        return calls.sum();
    }

    private static double peakMegabytes() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmHWM:")) return Double.parseDouble(line.replaceAll("\\D", "")) * 1024 / 1e6;
        }
        throw new IOException("/proc/self/status does not tell VmHWM");
    }

    public static void main(String[] words) throws Exception {
        String question = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        int connections = Integer.parseInt(words[1]);
        int milliseconds = Integer.parseInt(words[2]);
        int warmUpMilliseconds = Integer.parseInt(words[3]);
        var process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        URI endpoint = URI.create(System.getenv("AWS_ENDPOINT_URL_MTURK"));
        try (MTurkClient mturk =
                MTurkClient.builder().endpointOverride(endpoint).region(Region.US_EAST_1).build()) {
            Callable<String> call =
                    words[0].equals("CreateHIT") ? () -> create(mturk, question) : () -> ask(mturk);
            run(call, connections, warmUpMilliseconds);
            long began = System.nanoTime();
            long usedBefore = process.getProcessCpuTime();
            long calls = run(call, connections, milliseconds);
            double used = (process.getProcessCpuTime() - usedBefore) / 1e9;
            double wall = (System.nanoTime() - began) / 1e9;
            System.out.println(calls + " " + failures + " " + wall + " " + used + " " + peakMegabytes());
        }
    }
}
