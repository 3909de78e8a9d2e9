// Asks for a file, and says where it can be fetched from for the next minute.
using Amazon.MTurk;
using Amazon.MTurk.Model;

namespace Samples;

internal static class CollectFiles
{
    public static async Task RunAsync()
    {
        using var mturk = Connection.Connect();
        var hitId = await PublishAsync(mturk);
        Console.WriteLine($"HIT: {hitId}");
        await Connection.AwaitReviewableAsync(mturk, hitId);

        var work = await mturk.ListAssignmentsForHITAsync(new ListAssignmentsForHITRequest { HITId = hitId });
        foreach (var assignment in work.Assignments)
        {
            var address = await mturk.GetFileUploadURLAsync(new GetFileUploadURLRequest
            {
                AssignmentId = assignment.AssignmentId,
                QuestionIdentifier = "photo",
            });
            Console.WriteLine($"photo: {address.FileUploadURL}");
            await mturk.ApproveAssignmentAsync(new ApproveAssignmentRequest
            {
                AssignmentId = assignment.AssignmentId,
            });
        }
        Console.WriteLine($"collected: {work.Assignments.Count}");
    }

    private static async Task<string> PublishAsync(IAmazonMTurk mturk)
    {
        var created = await mturk.CreateHITAsync(new CreateHITRequest
        {
            Title = "Show your window",
            Description = "Send a photo.",
            Reward = "0.10",
            MaxAssignments = 1,
            LifetimeInSeconds = 3600,
            AssignmentDurationInSeconds = 600,
            Question = Connection.Question("file_form"),
        });
        return created.HIT.HITId;
    }
}
