// Prints the balance in the marketplace that is set, and in live where its address is known.
using Amazon.MTurk;
using Amazon.MTurk.Model;

namespace Samples;

internal static class CheckBalance
{
    public static async Task RunAsync()
    {
        Console.WriteLine($"balance: {await BalanceAsync(Connection.Connect())}");
        if (Environment.GetEnvironmentVariable("KEMPELEN_LIVE_URL") is { } live)
        {
            Console.WriteLine($"live balance: {await BalanceAsync(Connection.Connect(live))}");
        }
    }

    private static async Task<string> BalanceAsync(AmazonMTurkClient client)
    {
        using var mturk = client;
        return (await mturk.GetAccountBalanceAsync(new GetAccountBalanceRequest())).AvailableBalance;
    }
}
