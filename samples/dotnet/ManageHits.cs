// Changes a HIT while it is worked on: its type, how many may do it, when it ends, how its review stands.
using Amazon.MTurk;
using Amazon.MTurk.Model;

namespace Samples;

internal static class ManageHits
{
    public static async Task RunAsync()
    {
        using var mturk = Connection.Connect();
        var first = await CreateTypeAsync(mturk, "Look out of the window");
        var second = await CreateTypeAsync(mturk, "Look out of the window, with patience");
        var hitId = await PublishAsync(mturk, first);
        await ChangeAsync(mturk, hitId, second);
        await CountAsync(mturk, second);

        Console.WriteLine($"HIT: {hitId}");
        while ((await AssignmentsAsync(mturk, hitId)).Count == 0)
        {
            await Task.Delay(TimeSpan.FromSeconds(1));
        }
        await EndAsync(mturk, hitId);
        await PrintReviewAsync(mturk, hitId);

        foreach (var assignment in await AssignmentsAsync(mturk, hitId))
        {
            await mturk.ApproveAssignmentAsync(new ApproveAssignmentRequest
            {
                AssignmentId = assignment.AssignmentId,
            });
        }
        await mturk.DeleteHITAsync(new DeleteHITRequest { HITId = hitId });
        Console.WriteLine($"deleted: {hitId}");
    }

    private static async Task<string> CreateTypeAsync(IAmazonMTurk mturk, string title)
    {
        var hitType = await mturk.CreateHITTypeAsync(new CreateHITTypeRequest
        {
            Title = title,
            Description = "Say what you see.",
            Reward = "0.10",
            AssignmentDurationInSeconds = 600,
        });
        return hitType.HITTypeId;
    }

    /// <summary>Its review policy finds the answer on which at least half of the workers agree.</summary>
    private static async Task<string> PublishAsync(IAmazonMTurk mturk, string hitTypeId)
    {
        var created = await mturk.CreateHITWithHITTypeAsync(new CreateHITWithHITTypeRequest
        {
            HITTypeId = hitTypeId,
            MaxAssignments = 1,
            LifetimeInSeconds = 3600,
            Question = Connection.Question("question_form"),
            HITReviewPolicy = new()
            {
                PolicyName = "SimplePlurality/2011-09-01",
                Parameters =
                [
                    new() { Key = "QuestionIds", Values = ["seen"] },
                    new() { Key = "QuestionAgreementThreshold", Values = ["50"] },
                ],
            },
        });
        return created.HIT.HITId;
    }

    private static async Task<HIT> LookUpAsync(IAmazonMTurk mturk, string hitId)
    {
        var found = await mturk.GetHITAsync(new GetHITRequest { HITId = hitId });
        return found.HIT;
    }

    /// <summary>Gives the HIT another type, and one assignment more.</summary>
    private static async Task ChangeAsync(IAmazonMTurk mturk, string hitId, string hitTypeId)
    {
        await mturk.UpdateHITTypeOfHITAsync(new UpdateHITTypeOfHITRequest
        {
            HITId = hitId,
            HITTypeId = hitTypeId,
        });
        Console.WriteLine($"title: {(await LookUpAsync(mturk, hitId)).Title}");
        await mturk.CreateAdditionalAssignmentsForHITAsync(new CreateAdditionalAssignmentsForHITRequest
        {
            HITId = hitId,
            NumberOfAdditionalAssignments = 1,
        });
        Console.WriteLine($"assignments: {(await LookUpAsync(mturk, hitId)).MaxAssignments}");
    }

    private static async Task CountAsync(IAmazonMTurk mturk, string hitTypeId)
    {
        var listed = 0;
        await foreach (var page in mturk.Paginators.ListHITs(new ListHITsRequest()).Responses)
        {
            listed += page.HITs.Count(hit => hit.HITTypeId == hitTypeId);
        }
        Console.WriteLine($"HITs of this type: {listed}");
    }

    private static async Task<List<Assignment>> AssignmentsAsync(IAmazonMTurk mturk, string hitId)
    {
        var work = await mturk.ListAssignmentsForHITAsync(new ListAssignmentsForHITRequest { HITId = hitId });
        return work.Assignments;
    }

    /// <summary>One of two assignments is done; a time that has passed ends the HIT at once.</summary>
    private static async Task EndAsync(IAmazonMTurk mturk, string hitId)
    {
        await mturk.UpdateExpirationForHITAsync(new UpdateExpirationForHITRequest
        {
            HITId = hitId,
            ExpireAt = DateTime.UnixEpoch,
        });
        Console.WriteLine($"status: {(await LookUpAsync(mturk, hitId)).HITStatus}");
        await mturk.UpdateHITReviewStatusAsync(new UpdateHITReviewStatusRequest
        {
            HITId = hitId,
            Revert = false,
        });
        Console.WriteLine($"status: {(await LookUpAsync(mturk, hitId)).HITStatus}");
    }

    private static async Task PrintReviewAsync(IAmazonMTurk mturk, string hitId)
    {
        var found = await mturk.ListReviewPolicyResultsForHITAsync(new ListReviewPolicyResultsForHITRequest
        {
            HITId = hitId,
            PolicyLevels = [ReviewPolicyLevel.HIT],
        });
        foreach (var result in found.HITReviewReport.ReviewResults)
        {
            if (result.QuestionId is { } question) // the others are about the HIT as a whole
            {
                Console.WriteLine($"review: {question} {result.Key} = {result.Value}");
            }
        }
    }
}
