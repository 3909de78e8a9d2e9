// Publishes three HITs, waits until they are done, reads the answers as plain values and approves them.
using System.Xml.Linq;
using Amazon.MTurk;
using Amazon.MTurk.Model;

namespace Samples;

internal static class CollectAndApprove
{
    private const int Hits = 3;
    private const int PageSize = 2;
    private static readonly XNamespace Answers =
        "http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2005-10-01/QuestionFormAnswers.xsd";

    public static async Task RunAsync()
    {
        using var mturk = Connection.Connect();
        var hitTypeId = await PublishAsync(mturk);
        var done = await ReviewableAsync(mturk, hitTypeId);
        while (done.Count < Hits)
        {
            await Task.Delay(TimeSpan.FromSeconds(1));
            done = await ReviewableAsync(mturk, hitTypeId);
        }

        var approved = 0;
        foreach (var hit in done)
        {
            foreach (var assignment in await AssignmentsAsync(mturk, hit.HITId))
            {
                PrintAnswers(assignment.Answer);
                await mturk.ApproveAssignmentAsync(new ApproveAssignmentRequest
                {
                    AssignmentId = assignment.AssignmentId,
                    RequesterFeedback = "Thank you",
                });
                approved++;
            }
            await mturk.DeleteHITAsync(new DeleteHITRequest { HITId = hit.HITId });
        }
        Console.WriteLine($"approved: {approved}");
    }

    /// <summary>The id of a new HIT type with three HITs.</summary>
    private static async Task<string> PublishAsync(IAmazonMTurk mturk)
    {
        var hitType = await mturk.CreateHITTypeAsync(new CreateHITTypeRequest
        {
            Title = "Look out of the window",
            Description = "Say what you see.",
            Keywords = "window, animals",
            Reward = "0.10",
            AssignmentDurationInSeconds = 600,
        });
        for (var number = 0; number < Hits; number++)
        {
            var created = await mturk.CreateHITWithHITTypeAsync(new CreateHITWithHITTypeRequest
            {
                HITTypeId = hitType.HITTypeId,
                MaxAssignments = 1,
                LifetimeInSeconds = 3600,
                Question = Connection.Question("question_form"),
            });
            Console.WriteLine($"HIT: {created.HIT.HITId}");
        }
        return hitType.HITTypeId;
    }

    /// <summary>From all pages: the paginator follows NextToken.</summary>
    private static async Task<List<HIT>> ReviewableAsync(IAmazonMTurk mturk, string hitTypeId)
    {
        var request = new ListReviewableHITsRequest { HITTypeId = hitTypeId, MaxResults = PageSize };
        var found = new List<HIT>();
        await foreach (var page in mturk.Paginators.ListReviewableHITs(request).Responses)
        {
            found.AddRange(page.HITs);
        }
        return found;
    }

    private static async Task<List<Assignment>> AssignmentsAsync(IAmazonMTurk mturk, string hitId)
    {
        var request = new ListAssignmentsForHITRequest { HITId = hitId, MaxResults = PageSize };
        var found = new List<Assignment>();
        await foreach (var page in mturk.Paginators.ListAssignmentsForHIT(request).Responses)
        {
            found.AddRange(page.Assignments);
        }
        return found;
    }

    /// <summary>Each as its text or, for what was chosen from a list, as the identifiers.</summary>
    private static void PrintAnswers(string xml)
    {
        foreach (var answer in XElement.Parse(xml).Elements(Answers + "Answer"))
        {
            var texts = answer.Elements(Answers + "FreeText");
            var chosen = answer.Elements(Answers + "SelectionIdentifier");
            var value = string.Join(", ", texts.Concat(chosen).Select(element => element.Value));
            Console.WriteLine($"answer: {answer.Element(Answers + "QuestionIdentifier")?.Value} = {value}");
        }
    }
}
