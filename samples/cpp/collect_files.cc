// Asks for a file, and says where it can be fetched from for the next minute.
#include <aws/mturk-requester/model/ApproveAssignmentRequest.h>
#include <aws/mturk-requester/model/CreateHITRequest.h>
#include <aws/mturk-requester/model/GetFileUploadURLRequest.h>
#include <aws/mturk-requester/model/ListAssignmentsForHITRequest.h>

#include "connection.h"

namespace {

using namespace Aws::MTurk::Model;
using Aws::MTurk::MTurkClient;

Aws::String publish(const MTurkClient& mturk) {
  const auto request = CreateHITRequest()
                           .WithTitle("Show your window")
                           .WithDescription("Send a photo.")
                           .WithReward("0.10")
                           .WithMaxAssignments(1)
                           .WithLifetimeInSeconds(3600)
                           .WithAssignmentDurationInSeconds(600)
                           .WithQuestion(samples::question("file_form"));
  return samples::result_of(mturk.CreateHIT(request)).GetHIT().GetHITId();
}

void collect_files() {
  const auto mturk = samples::connect();
  const auto hit_id = publish(mturk);
  samples::say("HIT: ", hit_id);
  samples::await_reviewable(mturk, hit_id);

  int collected = 0;
  const auto request = ListAssignmentsForHITRequest().WithHITId(hit_id);
  const auto work = samples::result_of(mturk.ListAssignmentsForHIT(request));
  for (const auto& assignment : work.GetAssignments()) {
    const auto file = GetFileUploadURLRequest()
                          .WithAssignmentId(assignment.GetAssignmentId())
                          .WithQuestionIdentifier("photo");
    const auto address = samples::result_of(mturk.GetFileUploadURL(file));
    samples::say("photo: ", address.GetFileUploadURL());
    samples::result_of(
        mturk.ApproveAssignment(ApproveAssignmentRequest().WithAssignmentId(assignment.GetAssignmentId())));
    ++collected;
  }
  samples::say("collected: ", collected);
}

}  // namespace

int main() {
  return samples::run(collect_files);
}
