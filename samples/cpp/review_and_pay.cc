// Rejects an assignment, thinks better of it, pays a bonus, and writes to, blocks and unblocks its worker.
#include <aws/core/utils/UUID.h>
#include <aws/mturk-requester/model/ApproveAssignmentRequest.h>
#include <aws/mturk-requester/model/CreateHITRequest.h>
#include <aws/mturk-requester/model/CreateWorkerBlockRequest.h>
#include <aws/mturk-requester/model/DeleteHITRequest.h>
#include <aws/mturk-requester/model/DeleteWorkerBlockRequest.h>
#include <aws/mturk-requester/model/GetAssignmentRequest.h>
#include <aws/mturk-requester/model/ListAssignmentsForHITRequest.h>
#include <aws/mturk-requester/model/ListBonusPaymentsRequest.h>
#include <aws/mturk-requester/model/ListWorkerBlocksRequest.h>
#include <aws/mturk-requester/model/NotifyWorkersRequest.h>
#include <aws/mturk-requester/model/RejectAssignmentRequest.h>
#include <aws/mturk-requester/model/SendBonusRequest.h>

#include "connection.h"

namespace {

using namespace Aws::MTurk::Model;
using Aws::MTurk::MTurkClient;

Aws::String publish(const MTurkClient& mturk) {
  const auto request = CreateHITRequest()
                           .WithTitle("Look out of the window")
                           .WithDescription("Say what you see.")
                           .WithReward("0.10")
                           .WithMaxAssignments(1)
                           .WithLifetimeInSeconds(3600)
                           .WithAssignmentDurationInSeconds(600)
                           .WithQuestion(samples::question("question_form"));
  return samples::result_of(mturk.CreateHIT(request)).GetHIT().GetHITId();
}

Aws::String status(const MTurkClient& mturk, const Aws::String& assignment_id) {
  const auto request = GetAssignmentRequest().WithAssignmentId(assignment_id);
  const auto found = samples::result_of(mturk.GetAssignment(request));
  return AssignmentStatusMapper::GetNameForAssignmentStatus(found.GetAssignment().GetAssignmentStatus());
}

/// Rejects, and takes it back.
void review(const MTurkClient& mturk, const Aws::String& assignment_id) {
  samples::result_of(mturk.RejectAssignment(RejectAssignmentRequest()
                                                .WithAssignmentId(assignment_id)
                                                .WithRequesterFeedback("There is no such animal.")));
  samples::say("after the rejection: ", status(mturk, assignment_id));
  samples::result_of(mturk.ApproveAssignment(ApproveAssignmentRequest()
                                                 .WithAssignmentId(assignment_id)
                                                 .WithRequesterFeedback("There is one.")
                                                 .WithOverrideRejection(true)));
  samples::say("after the override: ", status(mturk, assignment_id));
}

void pay(const MTurkClient& mturk, const Assignment& assignment) {
  const Aws::String token = Aws::Utils::UUID::RandomUUID();  // a repeated call pays nothing twice
  samples::result_of(mturk.SendBonus(SendBonusRequest()
                                         .WithWorkerId(assignment.GetWorkerId())
                                         .WithAssignmentId(assignment.GetAssignmentId())
                                         .WithBonusAmount("0.50")
                                         .WithReason("Sorry for the rejection.")
                                         .WithUniqueRequestToken(token)));
  const auto request = ListBonusPaymentsRequest().WithAssignmentId(assignment.GetAssignmentId());
  const auto paid = samples::result_of(mturk.ListBonusPayments(request));
  for (const auto& bonus : paid.GetBonusPayments()) samples::say("bonus: ", bonus.GetBonusAmount());
}

void write(const MTurkClient& mturk, const Aws::String& worker_id) {
  const auto request = NotifyWorkersRequest()
                           .WithSubject("Your animal")
                           .WithMessageText("It does exist. We have paid you.")
                           .AddWorkerIds(worker_id);
  const auto answer = samples::result_of(mturk.NotifyWorkers(request));
  samples::say("messages that failed: ", answer.GetNotifyWorkersFailureStatuses().size());
}

void print_blocked(const MTurkClient& mturk) {
  const auto answer = samples::result_of(mturk.ListWorkerBlocks(ListWorkerBlocksRequest()));
  samples::say("blocked workers: ", answer.GetWorkerBlocks().size());
}

/// Blocks the worker, and unblocks them again.
void block(const MTurkClient& mturk, const Aws::String& worker_id) {
  samples::result_of(mturk.CreateWorkerBlock(
      CreateWorkerBlockRequest().WithWorkerId(worker_id).WithReason("Only to show how it is done.")));
  print_blocked(mturk);
  samples::result_of(mturk.DeleteWorkerBlock(
      DeleteWorkerBlockRequest().WithWorkerId(worker_id).WithReason("It was only to show how it is done.")));
  print_blocked(mturk);
}

void review_and_pay() {
  const auto mturk = samples::connect();
  const auto hit_id = publish(mturk);
  samples::say("HIT: ", hit_id);
  samples::await_reviewable(mturk, hit_id);

  const auto request =
      ListAssignmentsForHITRequest().WithHITId(hit_id).AddAssignmentStatuses(AssignmentStatus::Submitted);
  const auto work = samples::result_of(mturk.ListAssignmentsForHIT(request));
  for (const auto& assignment : work.GetAssignments()) {
    review(mturk, assignment.GetAssignmentId());
    pay(mturk, assignment);
    write(mturk, assignment.GetWorkerId());
    block(mturk, assignment.GetWorkerId());
  }
  samples::result_of(mturk.DeleteHIT(DeleteHITRequest().WithHITId(hit_id)));
}

}  // namespace

int main() {
  return samples::run(review_and_pay);
}
