// Decides on requests for a qualification, gives it unasked, looks up who has it, and takes it away.
#include <aws/core/utils/UUID.h>
#include <aws/mturk-requester/model/AcceptQualificationRequestRequest.h>
#include <aws/mturk-requester/model/ApproveAssignmentRequest.h>
#include <aws/mturk-requester/model/AssociateQualificationWithWorkerRequest.h>
#include <aws/mturk-requester/model/CreateHITRequest.h>
#include <aws/mturk-requester/model/CreateQualificationTypeRequest.h>
#include <aws/mturk-requester/model/DeleteHITRequest.h>
#include <aws/mturk-requester/model/DeleteQualificationTypeRequest.h>
#include <aws/mturk-requester/model/DisassociateQualificationFromWorkerRequest.h>
#include <aws/mturk-requester/model/GetQualificationTypeRequest.h>
#include <aws/mturk-requester/model/ListAssignmentsForHITRequest.h>
#include <aws/mturk-requester/model/ListHITsForQualificationTypeRequest.h>
#include <aws/mturk-requester/model/ListQualificationRequestsRequest.h>
#include <aws/mturk-requester/model/ListQualificationTypesRequest.h>
#include <aws/mturk-requester/model/ListWorkersWithQualificationTypeRequest.h>
#include <aws/mturk-requester/model/RejectQualificationRequestRequest.h>
#include <aws/mturk-requester/model/UpdateQualificationTypeRequest.h>

#include "connection.h"

namespace {

using namespace Aws::MTurk::Model;
using Aws::MTurk::MTurkClient;

/// A requester's qualifications have different names.
Aws::String unique_name() {
  const Aws::String unique = Aws::Utils::UUID::RandomUUID();
  return "Watches birds " + unique;
}

Aws::String create_qualification(const MTurkClient& mturk, const Aws::String& name) {
  const auto request = CreateQualificationTypeRequest()
                           .WithName(name)
                           .WithDescription("For people who know birds.")
                           .WithQualificationTypeStatus(QualificationTypeStatus::Active)
                           .WithRetryDelayInSeconds(1);
  const auto created = samples::result_of(mturk.CreateQualificationType(request));
  return created.GetQualificationType().GetQualificationTypeId();
}

/// Finds the qualification by its name, and changes its description.
void change(const MTurkClient& mturk, const Aws::String& qualification, const Aws::String& name) {
  const auto search = ListQualificationTypesRequest()
                          .WithQuery(name)
                          .WithMustBeRequestable(true)  // by workers
                          .WithMustBeOwnedByCaller(true);
  const auto found = samples::result_of(mturk.ListQualificationTypes(search));
  samples::say("found: ", found.GetQualificationTypes().size());

  const auto update = UpdateQualificationTypeRequest()
                          .WithQualificationTypeId(qualification)
                          .WithDescription("For people who watch birds.");
  samples::result_of(mturk.UpdateQualificationType(update));

  const auto request = GetQualificationTypeRequest().WithQualificationTypeId(qualification);
  const auto about = samples::result_of(mturk.GetQualificationType(request));
  samples::say("description: ", about.GetQualificationType().GetDescription());
}

/// The id of a HIT for those who have the qualification, whatever its value.
Aws::String publish(const MTurkClient& mturk, const Aws::String& qualification) {
  const auto owned =
      QualificationRequirement().WithQualificationTypeId(qualification).WithComparator(Comparator::Exists);
  const auto request = CreateHITRequest()
                           .WithTitle("Look out of the window, if you watch birds")
                           .WithDescription("Say what you see.")
                           .WithReward("0.10")
                           .WithMaxAssignments(1)
                           .WithLifetimeInSeconds(3600)
                           .WithAssignmentDurationInSeconds(600)
                           .AddQualificationRequirements(owned)
                           .WithQuestion(samples::question("question_form"));
  return samples::result_of(mturk.CreateHIT(request)).GetHIT().GetHITId();
}

void print_required(const MTurkClient& mturk, const Aws::String& qualification) {
  const auto request = ListHITsForQualificationTypeRequest().WithQualificationTypeId(qualification);
  const auto listed = samples::result_of(mturk.ListHITsForQualificationType(request));
  samples::say("HITs that require it: ", listed.GetHITs().size());
}

/// The id of the request that waits for a decision, once there is one.
Aws::String next_request(const MTurkClient& mturk, const Aws::String& qualification) {
  const auto request = ListQualificationRequestsRequest().WithQualificationTypeId(qualification);
  while (true) {
    const auto waiting = samples::result_of(mturk.ListQualificationRequests(request));
    if (!waiting.GetQualificationRequests().empty()) {
      return waiting.GetQualificationRequests().front().GetQualificationRequestId();
    }
    samples::wait_a_second();
  }
}

/// Declines the first request and grants the second one.
void decide(const MTurkClient& mturk, const Aws::String& qualification) {
  const auto rejection = RejectQualificationRequestRequest()
                             .WithQualificationRequestId(next_request(mturk, qualification))
                             .WithReason("Please ask again tomorrow.");
  samples::result_of(mturk.RejectQualificationRequest(rejection));
  samples::say("request: rejected");

  const auto acceptance = AcceptQualificationRequestRequest()
                              .WithQualificationRequestId(next_request(mturk, qualification))
                              .WithIntegerValue(80);
  samples::result_of(mturk.AcceptQualificationRequest(acceptance));
  samples::say("request: accepted");
}

void approve(const MTurkClient& mturk, const Aws::String& hit_id) {
  const auto request = ListAssignmentsForHITRequest().WithHITId(hit_id);
  const auto work = samples::result_of(mturk.ListAssignmentsForHIT(request));
  for (const auto& assignment : work.GetAssignments()) {
    samples::result_of(
        mturk.ApproveAssignment(ApproveAssignmentRequest().WithAssignmentId(assignment.GetAssignmentId())));
  }
}

Aws::Vector<Qualification> holders(const MTurkClient& mturk, const Aws::String& qualification) {
  const auto request = ListWorkersWithQualificationTypeRequest()
                           .WithQualificationTypeId(qualification)
                           .WithStatus(QualificationStatus::Granted);
  const auto found = samples::result_of(mturk.ListWorkersWithQualificationType(request));
  return found.GetQualifications();
}

/// Gives the one who has it another value unasked, and takes it away.
void give_and_take(const MTurkClient& mturk, const Aws::String& qualification) {
  const auto worker_id = holders(mturk, qualification).at(0).GetWorkerId();
  const auto gift = AssociateQualificationWithWorkerRequest()
                        .WithQualificationTypeId(qualification)
                        .WithWorkerId(worker_id)
                        .WithIntegerValue(95)
                        .WithSendNotification(false);
  samples::result_of(mturk.AssociateQualificationWithWorker(gift));
  samples::say("value: ", holders(mturk, qualification).at(0).GetIntegerValue());

  const auto removal = DisassociateQualificationFromWorkerRequest()
                           .WithQualificationTypeId(qualification)
                           .WithWorkerId(worker_id)
                           .WithReason("The birds have left.");
  samples::result_of(mturk.DisassociateQualificationFromWorker(removal));
  samples::say("workers who have it: ", holders(mturk, qualification).size());
}

void manage() {
  const auto mturk = samples::connect();
  const auto name = unique_name();
  const auto qualification = create_qualification(mturk, name);
  samples::say("qualification type: ", qualification);
  change(mturk, qualification, name);

  const auto hit_id = publish(mturk, qualification);
  print_required(mturk, qualification);
  samples::say("HIT: ", hit_id);
  decide(mturk, qualification);
  samples::await_reviewable(mturk, hit_id);
  approve(mturk, hit_id);
  give_and_take(mturk, qualification);

  samples::result_of(mturk.DeleteHIT(DeleteHITRequest().WithHITId(hit_id)));
  samples::result_of(
      mturk.DeleteQualificationType(DeleteQualificationTypeRequest().WithQualificationTypeId(qualification)));
  samples::say("deleted: ", qualification);
}

}  // namespace

int main() {
  return samples::run(manage);
}
