// Makes a qualification with a test that is graded at once, and a HIT for those who pass it.
using Amazon.MTurk;
using Amazon.MTurk.Model;

namespace Samples;

internal static class QualificationTest
{
    public static async Task RunAsync()
    {
        using var mturk = Connection.Connect();
        var qualification = await CreateQualificationAsync(mturk);
        Console.WriteLine($"qualification type: {qualification}");
        var hitId = await PublishAsync(mturk, qualification);
        Console.WriteLine($"HIT: {hitId}");
        await Connection.AwaitReviewableAsync(mturk, hitId);

        var work = await mturk.ListAssignmentsForHITAsync(new ListAssignmentsForHITRequest { HITId = hitId });
        foreach (var assignment in work.Assignments)
        {
            var score = await mturk.GetQualificationScoreAsync(new GetQualificationScoreRequest
            {
                QualificationTypeId = qualification,
                WorkerId = assignment.WorkerId,
            });
            Console.WriteLine($"score: {score.Qualification.IntegerValue}");
            await mturk.ApproveAssignmentAsync(new ApproveAssignmentRequest
            {
                AssignmentId = assignment.AssignmentId,
            });
        }
        await mturk.DeleteHITAsync(new DeleteHITRequest { HITId = hitId });
        await mturk.DeleteQualificationTypeAsync(new DeleteQualificationTypeRequest
        {
            QualificationTypeId = qualification,
        });
        Console.WriteLine($"deleted: {qualification}");
    }

    private static async Task<string> CreateQualificationAsync(IAmazonMTurk mturk)
    {
        var created = await mturk.CreateQualificationTypeAsync(new CreateQualificationTypeRequest
        {
            Name = $"Knows animals {Guid.NewGuid()}",
            Description = "Two questions about animals.",
            QualificationTypeStatus = QualificationTypeStatus.Active,
            Test = Connection.Question("test"),
            TestDurationInSeconds = 600,
            AnswerKey = Connection.Question("answer_key"),
        });
        return created.QualificationType.QualificationTypeId;
    }

    private static async Task<string> PublishAsync(IAmazonMTurk mturk, string qualification)
    {
        var created = await mturk.CreateHITAsync(new CreateHITRequest
        {
            Title = "Look out of the window, if you know animals",
            Description = "Say what you see.",
            Reward = "0.10",
            MaxAssignments = 1,
            LifetimeInSeconds = 3600,
            AssignmentDurationInSeconds = 600,
            QualificationRequirements =
            [
                new()
                {
                    QualificationTypeId = qualification,
                    Comparator = Comparator.GreaterThanOrEqualTo,
                    IntegerValues = [80],
                },
            ],
            Question = Connection.Question("question_form"),
        });
        return created.HIT.HITId;
    }
}
