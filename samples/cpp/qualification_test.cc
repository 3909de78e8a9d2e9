// Makes a qualification with a test that is graded at once, and a HIT for those who pass it.
#include <aws/core/utils/UUID.h>
#include <aws/mturk-requester/model/ApproveAssignmentRequest.h>
#include <aws/mturk-requester/model/CreateHITRequest.h>
#include <aws/mturk-requester/model/CreateQualificationTypeRequest.h>
#include <aws/mturk-requester/model/DeleteHITRequest.h>
#include <aws/mturk-requester/model/DeleteQualificationTypeRequest.h>
#include <aws/mturk-requester/model/GetQualificationScoreRequest.h>
#include <aws/mturk-requester/model/ListAssignmentsForHITRequest.h>

#include "connection.h"

namespace {

using namespace Aws::MTurk::Model;
using Aws::MTurk::MTurkClient;

Aws::String create_qualification(const MTurkClient& mturk) {
  const Aws::String unique = Aws::Utils::UUID::RandomUUID();
  const auto request = CreateQualificationTypeRequest()
                           .WithName("Knows animals " + unique)
                           .WithDescription("Two questions about animals.")
                           .WithQualificationTypeStatus(QualificationTypeStatus::Active)
                           .WithTest(samples::question("test"))
                           .WithTestDurationInSeconds(600)
                           .WithAnswerKey(samples::question("answer_key"));
  const auto created = samples::result_of(mturk.CreateQualificationType(request));
  return created.GetQualificationType().GetQualificationTypeId();
}

Aws::String publish(const MTurkClient& mturk, const Aws::String& qualification) {
  const auto requirement = QualificationRequirement()
                               .WithQualificationTypeId(qualification)
                               .WithComparator(Comparator::GreaterThanOrEqualTo)
                               .AddIntegerValues(80);
  const auto request = CreateHITRequest()
                           .WithTitle("Look out of the window, if you know animals")
                           .WithDescription("Say what you see.")
                           .WithReward("0.10")
                           .WithMaxAssignments(1)
                           .WithLifetimeInSeconds(3600)
                           .WithAssignmentDurationInSeconds(600)
                           .AddQualificationRequirements(requirement)
                           .WithQuestion(samples::question("question_form"));
  return samples::result_of(mturk.CreateHIT(request)).GetHIT().GetHITId();
}

void examine() {
  const auto mturk = samples::connect();
  const auto qualification = create_qualification(mturk);
  samples::say("qualification type: ", qualification);
  const auto hit_id = publish(mturk, qualification);
  samples::say("HIT: ", hit_id);
  samples::await_reviewable(mturk, hit_id);

  const auto request = ListAssignmentsForHITRequest().WithHITId(hit_id);
  const auto work = samples::result_of(mturk.ListAssignmentsForHIT(request));
  for (const auto& assignment : work.GetAssignments()) {
    const auto score =
        samples::result_of(mturk.GetQualificationScore(GetQualificationScoreRequest()
                                                           .WithQualificationTypeId(qualification)
                                                           .WithWorkerId(assignment.GetWorkerId())));
    samples::say("score: ", score.GetQualification().GetIntegerValue());
    samples::result_of(
        mturk.ApproveAssignment(ApproveAssignmentRequest().WithAssignmentId(assignment.GetAssignmentId())));
  }
  samples::result_of(mturk.DeleteHIT(DeleteHITRequest().WithHITId(hit_id)));
  samples::result_of(
      mturk.DeleteQualificationType(DeleteQualificationTypeRequest().WithQualificationTypeId(qualification)));
  samples::say("deleted: ", qualification);
}

}  // namespace

int main() {
  return samples::run(examine);
}
