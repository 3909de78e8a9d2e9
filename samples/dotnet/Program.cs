// Runs the program that is named: dotnet run CheckBalance
using System.Text;
using Amazon.Runtime;
using Samples;

var programs = new Dictionary<string, Func<Task>>
{
    ["CheckBalance"] = CheckBalance.RunAsync,
    ["Publish"] = Publish.RunAsync,
    ["CollectAndApprove"] = CollectAndApprove.RunAsync,
    ["QualificationTest"] = QualificationTest.RunAsync,
    ["ReviewAndPay"] = ReviewAndPay.RunAsync,
    ["ManageHits"] = ManageHits.RunAsync,
    ["ManageQualifications"] = ManageQualifications.RunAsync,
    ["CollectFiles"] = CollectFiles.RunAsync,
    ["Listen"] = Listen.RunAsync,
};
if (args is not [var name] || !programs.TryGetValue(name, out var run))
{
    Console.Error.WriteLine($"Name one of: {string.Join(", ", programs.Keys)}");
    return 2;
}

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
try
{
    await run();
    return 0;
}
catch (AmazonServiceException refusal)
{
    // The message alone does not have the error's name.
    Console.Error.WriteLine($"{refusal.ErrorCode}: {refusal.Message}");
    return 1;
}
