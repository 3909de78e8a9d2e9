// Hears by webhook what happens to a HIT, and approves its assignment as soon as it is submitted.
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Threading.Channels;
using Amazon.MTurk;
using Amazon.MTurk.Model;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Samples;

internal static partial class Listen
{
    private static readonly byte[] Secret =
        Encoding.UTF8.GetBytes(Environment.GetEnvironmentVariable("KEMPELEN_WEBHOOK_SECRET") ?? "");

    private sealed record Event(string EventType, string? AssignmentId);

    private sealed record Document(string EventDocId, List<Event> Events);

    public static async Task RunAsync()
    {
        var documents = Channel.CreateUnbounded<Document>();
        await using var webhook = await StartWebhookAsync(documents.Writer);
        using var mturk = Connection.Connect();
        var hitId = await PublishAsync(mturk, webhook.Urls.Single() + "/");
        Console.WriteLine($"HIT: {hitId}");
        await HearAsync(mturk, documents.Reader);
        await mturk.DeleteHITAsync(new DeleteHITRequest { HITId = hitId });
        Console.WriteLine("heard: everything");
    }

    /// <summary>Passes on the genuine documents.</summary>
    private static async Task<WebApplication> StartWebhookAsync(ChannelWriter<Document> documents)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders(); // they would write to standard output
        var webhook = builder.Build();
        webhook.Urls.Add("http://127.0.0.1:0");
        webhook.MapPost("/", async (HttpRequest request) =>
        {
            using var buffer = new MemoryStream();
            await request.Body.CopyToAsync(buffer);
            var body = buffer.ToArray();
            if (!IsGenuine(request.Headers["Kempelen-Signature"].ToString(), body)
                || JsonSerializer.Deserialize<Document>(body) is not { } document)
            {
                return Results.StatusCode(StatusCodes.Status403Forbidden);
            }
            await documents.WriteAsync(document);
            return Results.NoContent();
        });
        await webhook.StartAsync();
        return webhook;
    }

    [GeneratedRegex(@"^t=(?<time>[0-9]{1,11}),v1=(?<signature>(?:[0-9a-f]{2})+)$")]
    private static partial Regex Signature();

    /// <summary>Who knows the address but not the secret cannot write such a header.</summary>
    private static bool IsGenuine(string header, byte[] body)
    {
        var parts = Signature().Match(header);
        if (!parts.Success)
        {
            return false;
        }
        var time = parts.Groups["time"].Value;
        byte[] signed = [.. Encoding.ASCII.GetBytes($"{time}."), .. body];
        var expected = HMACSHA256.HashData(Secret, signed);
        var claimed = Convert.FromHexString(parts.Groups["signature"].Value);
        var sent = DateTimeOffset.FromUnixTimeSeconds(long.Parse(time, CultureInfo.InvariantCulture));
        return CryptographicOperations.FixedTimeEquals(expected, claimed)
            && (DateTimeOffset.UtcNow - sent).Duration() < TimeSpan.FromMinutes(5);
    }

    /// <summary>The id of a HIT whose events are sent to the destination.</summary>
    private static async Task<string> PublishAsync(IAmazonMTurk mturk, string destination)
    {
        var hitType = await mturk.CreateHITTypeAsync(new CreateHITTypeRequest
        {
            Title = "Look out of the window",
            Description = "Say what you see.",
            Reward = "0.10",
            AssignmentDurationInSeconds = 600,
        });
        var notification = new NotificationSpecification
        {
            Destination = destination,
            Transport = "Webhook", // Kempelen's own, so the SDK has no constant for it
            Version = "2014-08-15",
            EventTypes =
            [
                EventType.AssignmentAccepted,
                EventType.AssignmentSubmitted,
                EventType.AssignmentApproved,
            ],
        };
        // A Ping comes at once if the destination can be reached.
        await mturk.SendTestEventNotificationAsync(new SendTestEventNotificationRequest
        {
            Notification = notification,
            TestEventType = EventType.Ping,
        });
        await mturk.UpdateNotificationSettingsAsync(new UpdateNotificationSettingsRequest
        {
            HITTypeId = hitType.HITTypeId,
            Notification = notification,
            Active = true,
        });
        var created = await mturk.CreateHITWithHITTypeAsync(new CreateHITWithHITTypeRequest
        {
            HITTypeId = hitType.HITTypeId,
            MaxAssignments = 1,
            LifetimeInSeconds = 3600,
            Question = Connection.Question("question_form"),
        });
        return created.HIT.HITId;
    }

    /// <summary>Takes each document once, although it may come twice, until the work is approved.</summary>
    private static async Task HearAsync(IAmazonMTurk mturk, ChannelReader<Document> documents)
    {
        var known = new HashSet<string>();
        await foreach (var document in documents.ReadAllAsync())
        {
            if (!known.Add(document.EventDocId))
            {
                continue;
            }
            foreach (var happened in document.Events)
            {
                Console.WriteLine($"event: {happened.EventType}");
                if (happened.EventType == EventType.AssignmentSubmitted)
                {
                    await mturk.ApproveAssignmentAsync(new ApproveAssignmentRequest
                    {
                        AssignmentId = happened.AssignmentId,
                    });
                }
                if (happened.EventType == EventType.AssignmentApproved)
                {
                    return;
                }
            }
        }
    }
}
