// Publishes a HIT of each kind of question, for workers in two countries whose work is mostly approved.
using Amazon.MTurk;
using Amazon.MTurk.Model;

namespace Samples;

internal static class Publish
{
    private static readonly List<QualificationRequirement> Requirements =
    [
        new()
        {
            QualificationTypeId = "00000000000000000071", // Worker_Locale
            Comparator = Comparator.In,
            LocaleValues = [new() { Country = "DE" }, new() { Country = "US" }],
        },
        new()
        {
            QualificationTypeId = "000000000000000000L0", // Worker_PercentAssignmentsApproved
            Comparator = Comparator.GreaterThanOrEqualTo,
            IntegerValues = [95],
        },
    ];

    private static readonly (string Kind, string File)[] Kinds =
    [
        ("HTMLQuestion", "html_question"),
        ("ExternalQuestion", "external_question"),
        ("QuestionForm", "question_form"),
    ];

    public static async Task RunAsync()
    {
        using var mturk = Connection.Connect();
        foreach (var (kind, file) in Kinds)
        {
            var created = await mturk.CreateHITAsync(new CreateHITRequest
            {
                Title = $"Look out of the window ({kind})",
                Description = "Say what you see.",
                Keywords = "window, animals",
                Reward = "0.10",
                MaxAssignments = 1,
                LifetimeInSeconds = 3600,
                AssignmentDurationInSeconds = 600,
                QualificationRequirements = Requirements,
                Question = Connection.Question(file),
                UniqueRequestToken = Guid.NewGuid().ToString(), // a repeated call publishes nothing twice
            });
            Console.WriteLine($"HIT: {created.HIT.HITId} {kind}");
        }
        Console.WriteLine($"published: {Kinds.Length}");
    }
}
