// Decides on requests for a qualification, gives it unasked, looks up who has it, and takes it away.
using Amazon.MTurk;
using Amazon.MTurk.Model;

namespace Samples;

internal static class ManageQualifications
{
    public static async Task RunAsync()
    {
        using var mturk = Connection.Connect();
        var name = $"Watches birds {Guid.NewGuid()}";
        var qualification = await CreateQualificationAsync(mturk, name);
        Console.WriteLine($"qualification type: {qualification}");
        await ChangeAsync(mturk, qualification, name);

        var hitId = await PublishAsync(mturk, qualification);
        var listed = await mturk.ListHITsForQualificationTypeAsync(new ListHITsForQualificationTypeRequest
        {
            QualificationTypeId = qualification,
        });
        Console.WriteLine($"HITs that require it: {listed.HITs.Count}");
        Console.WriteLine($"HIT: {hitId}");
        await DecideAsync(mturk, qualification);
        await Connection.AwaitReviewableAsync(mturk, hitId);
        await ApproveAsync(mturk, hitId);
        await GiveAndTakeAsync(mturk, qualification);

        await mturk.DeleteHITAsync(new DeleteHITRequest { HITId = hitId });
        await mturk.DeleteQualificationTypeAsync(new DeleteQualificationTypeRequest
        {
            QualificationTypeId = qualification,
        });
        Console.WriteLine($"deleted: {qualification}");
    }

    private static async Task<string> CreateQualificationAsync(IAmazonMTurk mturk, string name)
    {
        var created = await mturk.CreateQualificationTypeAsync(new CreateQualificationTypeRequest
        {
            Name = name,
            Description = "For people who know birds.",
            QualificationTypeStatus = QualificationTypeStatus.Active,
            RetryDelayInSeconds = 1,
        });
        return created.QualificationType.QualificationTypeId;
    }

    /// <summary>Finds the qualification by its name, and changes its description.</summary>
    private static async Task ChangeAsync(IAmazonMTurk mturk, string qualification, string name)
    {
        var found = await mturk.ListQualificationTypesAsync(new ListQualificationTypesRequest
        {
            Query = name,
            MustBeRequestable = true,
            MustBeOwnedByCaller = true,
        });
        Console.WriteLine($"found: {found.QualificationTypes.Count}");
        await mturk.UpdateQualificationTypeAsync(new UpdateQualificationTypeRequest
        {
            QualificationTypeId = qualification,
            Description = "For people who watch birds.",
        });
        var about = await mturk.GetQualificationTypeAsync(new GetQualificationTypeRequest
        {
            QualificationTypeId = qualification,
        });
        Console.WriteLine($"description: {about.QualificationType.Description}");
    }

    /// <summary>The id of a HIT for those who have the qualification, whatever its value.</summary>
    private static async Task<string> PublishAsync(IAmazonMTurk mturk, string qualification)
    {
        var created = await mturk.CreateHITAsync(new CreateHITRequest
        {
            Title = "Look out of the window, if you watch birds",
            Description = "Say what you see.",
            Reward = "0.10",
            MaxAssignments = 1,
            LifetimeInSeconds = 3600,
            AssignmentDurationInSeconds = 600,
            QualificationRequirements =
            [
                new() { QualificationTypeId = qualification, Comparator = Comparator.Exists },
            ],
            Question = Connection.Question("question_form"),
        });
        return created.HIT.HITId;
    }

    /// <summary>The id of the request that waits for a decision, once there is one.</summary>
    private static async Task<string> NextRequestAsync(IAmazonMTurk mturk, string qualification)
    {
        while (true)
        {
            var waiting = await mturk.ListQualificationRequestsAsync(new ListQualificationRequestsRequest
            {
                QualificationTypeId = qualification,
            });
            if (waiting.QualificationRequests is [var first, ..])
            {
                return first.QualificationRequestId;
            }
            await Task.Delay(TimeSpan.FromSeconds(1));
        }
    }

    /// <summary>Declines the first request and grants the second one.</summary>
    private static async Task DecideAsync(IAmazonMTurk mturk, string qualification)
    {
        await mturk.RejectQualificationRequestAsync(new RejectQualificationRequestRequest
        {
            QualificationRequestId = await NextRequestAsync(mturk, qualification),
            Reason = "Please ask again tomorrow.",
        });
        Console.WriteLine("request: rejected");
        await mturk.AcceptQualificationRequestAsync(new AcceptQualificationRequestRequest
        {
            QualificationRequestId = await NextRequestAsync(mturk, qualification),
            IntegerValue = 80,
        });
        Console.WriteLine("request: accepted");
    }

    private static async Task ApproveAsync(IAmazonMTurk mturk, string hitId)
    {
        var work = await mturk.ListAssignmentsForHITAsync(new ListAssignmentsForHITRequest { HITId = hitId });
        foreach (var assignment in work.Assignments)
        {
            await mturk.ApproveAssignmentAsync(new ApproveAssignmentRequest
            {
                AssignmentId = assignment.AssignmentId,
            });
        }
    }

    private static async Task<List<Qualification>> HoldersAsync(IAmazonMTurk mturk, string qualification)
    {
        var request = new ListWorkersWithQualificationTypeRequest
        {
            QualificationTypeId = qualification,
            Status = QualificationStatus.Granted,
        };
        var found = await mturk.ListWorkersWithQualificationTypeAsync(request);
        return found.Qualifications;
    }

    /// <summary>Gives the one who has it another value unasked, and takes it away.</summary>
    private static async Task GiveAndTakeAsync(IAmazonMTurk mturk, string qualification)
    {
        var workerId = (await HoldersAsync(mturk, qualification)).Single().WorkerId;
        await mturk.AssociateQualificationWithWorkerAsync(new AssociateQualificationWithWorkerRequest
        {
            QualificationTypeId = qualification,
            WorkerId = workerId,
            IntegerValue = 95,
            SendNotification = false,
        });
        Console.WriteLine($"value: {(await HoldersAsync(mturk, qualification)).Single().IntegerValue}");
        await mturk.DisassociateQualificationFromWorkerAsync(new DisassociateQualificationFromWorkerRequest
        {
            QualificationTypeId = qualification,
            WorkerId = workerId,
            Reason = "The birds have left.",
        });
        Console.WriteLine($"workers who have it: {(await HoldersAsync(mturk, qualification)).Count}");
    }
}
