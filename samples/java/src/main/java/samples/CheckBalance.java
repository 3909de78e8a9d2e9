// Prints the balance in the marketplace that is set, and in live where its address is known.
package samples;

import static samples.Connection.OUT;
import static samples.Connection.connect;

import software.amazon.awssdk.services.mturk.MTurkClient;

final class CheckBalance {
    public static void main(String[] arguments) throws Exception {
        Connection.run(CheckBalance::printBalances);
    }

    private static void printBalances() {
        try (MTurkClient mturk = connect()) {
            OUT.println("balance: " + mturk.getAccountBalance().availableBalance());
        }
        String live = System.getenv("KEMPELEN_LIVE_URL");
        if (live != null) {
            try (MTurkClient mturk = connect(live)) {
                OUT.println("live balance: " + mturk.getAccountBalance().availableBalance());
            }
        }
    }
}
