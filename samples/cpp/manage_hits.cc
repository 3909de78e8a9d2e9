// Changes a HIT while it is worked on: its type, how many may do it, when it ends, how its review stands.
#include <aws/core/utils/DateTime.h>
#include <aws/mturk-requester/model/ApproveAssignmentRequest.h>
#include <aws/mturk-requester/model/CreateAdditionalAssignmentsForHITRequest.h>
#include <aws/mturk-requester/model/CreateHITTypeRequest.h>
#include <aws/mturk-requester/model/CreateHITWithHITTypeRequest.h>
#include <aws/mturk-requester/model/DeleteHITRequest.h>
#include <aws/mturk-requester/model/ListAssignmentsForHITRequest.h>
#include <aws/mturk-requester/model/ListHITsRequest.h>
#include <aws/mturk-requester/model/ListReviewPolicyResultsForHITRequest.h>
#include <aws/mturk-requester/model/UpdateExpirationForHITRequest.h>
#include <aws/mturk-requester/model/UpdateHITReviewStatusRequest.h>
#include <aws/mturk-requester/model/UpdateHITTypeOfHITRequest.h>

#include <cstdint>

#include "connection.h"

namespace {

using namespace Aws::MTurk::Model;
using Aws::MTurk::MTurkClient;

/// Finds the answer to the question `seen` on which at least half of the workers agree.
ReviewPolicy agreement() {
  return ReviewPolicy()
      .WithPolicyName("SimplePlurality/2011-09-01")
      .AddParameters(PolicyParameter().WithKey("QuestionIds").AddValues("seen"))
      .AddParameters(PolicyParameter().WithKey("QuestionAgreementThreshold").AddValues("50"));
}

Aws::String create_type(const MTurkClient& mturk, const Aws::String& title) {
  const auto request = CreateHITTypeRequest()
                           .WithTitle(title)
                           .WithDescription("Say what you see.")
                           .WithReward("0.10")
                           .WithAssignmentDurationInSeconds(600);
  return samples::result_of(mturk.CreateHITType(request)).GetHITTypeId();
}

Aws::String publish(const MTurkClient& mturk, const Aws::String& hit_type_id) {
  const auto request = CreateHITWithHITTypeRequest()
                           .WithHITTypeId(hit_type_id)
                           .WithMaxAssignments(1)
                           .WithLifetimeInSeconds(3600)
                           .WithQuestion(samples::question("question_form"))
                           .WithHITReviewPolicy(agreement());
  return samples::result_of(mturk.CreateHITWithHITType(request)).GetHIT().GetHITId();
}

HIT look_up(const MTurkClient& mturk, const Aws::String& hit_id) {
  const auto found = samples::result_of(mturk.GetHIT(GetHITRequest().WithHITId(hit_id)));
  return found.GetHIT();
}

/// Gives the HIT another type, and one assignment more.
void change(const MTurkClient& mturk, const Aws::String& hit_id, const Aws::String& hit_type_id) {
  samples::result_of(
      mturk.UpdateHITTypeOfHIT(UpdateHITTypeOfHITRequest().WithHITId(hit_id).WithHITTypeId(hit_type_id)));
  samples::say("title: ", look_up(mturk, hit_id).GetTitle());
  samples::result_of(mturk.CreateAdditionalAssignmentsForHIT(
      CreateAdditionalAssignmentsForHITRequest().WithHITId(hit_id).WithNumberOfAdditionalAssignments(1)));
  samples::say("assignments: ", look_up(mturk, hit_id).GetMaxAssignments());
}

/// Looks at all pages of all HITs for those of the type.
void count(const MTurkClient& mturk, const Aws::String& hit_type_id) {
  int listed = 0;
  ListHITsRequest request;
  Aws::String next;
  do {
    const auto page = samples::result_of(mturk.ListHITs(request));
    for (const auto& hit : page.GetHITs()) {
      if (hit.GetHITTypeId() == hit_type_id) ++listed;
    }
    next = page.GetNextToken();
    request.SetNextToken(next);
  } while (!next.empty());
  samples::say("HITs of this type: ", listed);
}

Aws::Vector<Assignment> assignments(const MTurkClient& mturk, const Aws::String& hit_id) {
  const auto request = ListAssignmentsForHITRequest().WithHITId(hit_id);
  const auto found = samples::result_of(mturk.ListAssignmentsForHIT(request));
  return found.GetAssignments();
}

void print_status(const MTurkClient& mturk, const Aws::String& hit_id) {
  samples::say("status: ", HITStatusMapper::GetNameForHITStatus(look_up(mturk, hit_id).GetHITStatus()));
}

/// One of two assignments is done; a time that has passed ends the HIT at once.
void end(const MTurkClient& mturk, const Aws::String& hit_id) {
  const Aws::Utils::DateTime long_ago(std::int64_t{0});
  const auto request = UpdateExpirationForHITRequest().WithHITId(hit_id).WithExpireAt(long_ago);
  samples::result_of(mturk.UpdateExpirationForHIT(request));
  print_status(mturk, hit_id);
  samples::result_of(
      mturk.UpdateHITReviewStatus(UpdateHITReviewStatusRequest().WithHITId(hit_id).WithRevert(false)));
  print_status(mturk, hit_id);
}

void print_review(const MTurkClient& mturk, const Aws::String& hit_id) {
  const auto request =
      ListReviewPolicyResultsForHITRequest().WithHITId(hit_id).AddPolicyLevels(ReviewPolicyLevel::HIT);
  const auto found = samples::result_of(mturk.ListReviewPolicyResultsForHIT(request));
  for (const auto& result : found.GetHITReviewReport().GetReviewResults()) {
    if (result.GetQuestionId().empty()) continue;  // about the HIT as a whole
    samples::say("review: ", result.GetQuestionId(), " ", result.GetKey(), " = ", result.GetValue());
  }
}

void manage() {
  const auto mturk = samples::connect();
  const auto first = create_type(mturk, "Look out of the window");
  const auto second = create_type(mturk, "Look out of the window, with patience");
  const auto hit_id = publish(mturk, first);
  change(mturk, hit_id, second);
  count(mturk, second);

  samples::say("HIT: ", hit_id);
  while (assignments(mturk, hit_id).empty()) samples::wait_a_second();
  end(mturk, hit_id);
  print_review(mturk, hit_id);

  for (const auto& assignment : assignments(mturk, hit_id)) {
    samples::result_of(
        mturk.ApproveAssignment(ApproveAssignmentRequest().WithAssignmentId(assignment.GetAssignmentId())));
  }
  samples::result_of(mturk.DeleteHIT(DeleteHITRequest().WithHITId(hit_id)));
  samples::say("deleted: ", hit_id);
}

}  // namespace

int main() {
  return samples::run(manage);
}
