// What all programs share: the client, the questions of samples/questions, and waiting.
using Amazon.MTurk;
using Amazon.MTurk.Model;

namespace Samples;

internal static class Connection
{
    /// <summary>For one marketplace; the SDK itself finds the credentials in the environment.</summary>
    public static AmazonMTurkClient Connect(string? endpoint = null) => new(new AmazonMTurkConfig
    {
        ServiceURL = endpoint ?? Environment.GetEnvironmentVariable("AWS_ENDPOINT_URL_MTURK"),
        AuthenticationRegion = "us-east-1",
    });

    public static string Question(string name) =>
        File.ReadAllText(Path.Combine("..", "questions", $"{name}.xml"));

    /// <summary>Asks once a second until all work on the HIT has been submitted.</summary>
    public static async Task AwaitReviewableAsync(IAmazonMTurk mturk, string hitId)
    {
        var request = new GetHITRequest { HITId = hitId };
        while ((await mturk.GetHITAsync(request)).HIT.HITStatus != HITStatus.Reviewable)
        {
            await Task.Delay(TimeSpan.FromSeconds(1));
        }
    }
}
