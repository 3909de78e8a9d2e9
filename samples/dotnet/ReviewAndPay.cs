// Rejects an assignment, thinks better of it, pays a bonus, and writes to, blocks and unblocks its worker.
using Amazon.MTurk;
using Amazon.MTurk.Model;

namespace Samples;

internal static class ReviewAndPay
{
    public static async Task RunAsync()
    {
        using var mturk = Connection.Connect();
        var hitId = await PublishAsync(mturk);
        Console.WriteLine($"HIT: {hitId}");
        await Connection.AwaitReviewableAsync(mturk, hitId);

        var work = await mturk.ListAssignmentsForHITAsync(new ListAssignmentsForHITRequest
        {
            HITId = hitId,
            AssignmentStatuses = [AssignmentStatus.Submitted],
        });
        var assignment = work.Assignments.Single();
        await ReviewAsync(mturk, assignment.AssignmentId);
        await PayAsync(mturk, assignment);
        await WriteAsync(mturk, assignment.WorkerId);
        await BlockAsync(mturk, assignment.WorkerId);
        await mturk.DeleteHITAsync(new DeleteHITRequest { HITId = hitId });
    }

    private static async Task<string> PublishAsync(IAmazonMTurk mturk)
    {
        var created = await mturk.CreateHITAsync(new CreateHITRequest
        {
            Title = "Look out of the window",
            Description = "Say what you see.",
            Reward = "0.10",
            MaxAssignments = 1,
            LifetimeInSeconds = 3600,
            AssignmentDurationInSeconds = 600,
            Question = Connection.Question("question_form"),
        });
        return created.HIT.HITId;
    }

    /// <summary>Rejects, and takes it back.</summary>
    private static async Task ReviewAsync(IAmazonMTurk mturk, string assignmentId)
    {
        await mturk.RejectAssignmentAsync(new RejectAssignmentRequest
        {
            AssignmentId = assignmentId,
            RequesterFeedback = "There is no such animal.",
        });
        Console.WriteLine($"after the rejection: {await StatusAsync(mturk, assignmentId)}");
        await mturk.ApproveAssignmentAsync(new ApproveAssignmentRequest
        {
            AssignmentId = assignmentId,
            RequesterFeedback = "There is one.",
            OverrideRejection = true,
        });
        Console.WriteLine($"after the override: {await StatusAsync(mturk, assignmentId)}");
    }

    private static async Task<AssignmentStatus> StatusAsync(IAmazonMTurk mturk, string assignmentId)
    {
        var found = await mturk.GetAssignmentAsync(new GetAssignmentRequest { AssignmentId = assignmentId });
        return found.Assignment.AssignmentStatus;
    }

    private static async Task PayAsync(IAmazonMTurk mturk, Assignment assignment)
    {
        await mturk.SendBonusAsync(new SendBonusRequest
        {
            WorkerId = assignment.WorkerId,
            AssignmentId = assignment.AssignmentId,
            BonusAmount = "0.50",
            Reason = "Sorry for the rejection.",
            UniqueRequestToken = Guid.NewGuid().ToString(), // a repeated call pays nothing twice
        });
        var paid = await mturk.ListBonusPaymentsAsync(new ListBonusPaymentsRequest
        {
            AssignmentId = assignment.AssignmentId,
        });
        foreach (var bonus in paid.BonusPayments)
        {
            Console.WriteLine($"bonus: {bonus.BonusAmount}");
        }
    }

    private static async Task WriteAsync(IAmazonMTurk mturk, string workerId)
    {
        var answer = await mturk.NotifyWorkersAsync(new NotifyWorkersRequest
        {
            Subject = "Your animal",
            MessageText = "It does exist. We have paid you.",
            WorkerIds = [workerId],
        });
        Console.WriteLine($"messages that failed: {answer.NotifyWorkersFailureStatuses.Count}");
    }

    /// <summary>Blocks the worker, and unblocks them again.</summary>
    private static async Task BlockAsync(IAmazonMTurk mturk, string workerId)
    {
        await mturk.CreateWorkerBlockAsync(new CreateWorkerBlockRequest
        {
            WorkerId = workerId,
            Reason = "Only to show how it is done.",
        });
        await PrintBlockedAsync(mturk);
        await mturk.DeleteWorkerBlockAsync(new DeleteWorkerBlockRequest
        {
            WorkerId = workerId,
            Reason = "It was only to show how it is done.",
        });
        await PrintBlockedAsync(mturk);
    }

    private static async Task PrintBlockedAsync(IAmazonMTurk mturk)
    {
        var answer = await mturk.ListWorkerBlocksAsync(new ListWorkerBlocksRequest());
        Console.WriteLine($"blocked workers: {answer.WorkerBlocks.Count}");
    }
}
