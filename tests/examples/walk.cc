// The walk: a requester asks which birds people see, from the qualification type to its deletion.
#include "tests/examples/walk.h"

#include <fmt/format.h>

#include <string_view>
#include <utility>
#include <vector>

#include "api/errors.h"
#include "tests/scenarios/runner/play.h"

namespace kempelen::examples {
namespace {

using scenarios::Mismatch;

/// Where an id stands in an answer, and what the lines after it call the thing.
struct Gives {
  std::string path;
  std::string name;
};

class Walk {
 public:
  Walk() : world_(scenarios::Scheduler::Prompt) { world_.set_content_url("http://localhost:8082"); }

  /// `$name` in the request is the id of what has that name.
  void call(const std::string& operation, std::string_view request, const std::vector<Gives>& gives = {}) {
    const std::string body = world_.with_ids(request);
    const auto answer = world_.requester_call("acme", operation, body);
    if (!answer) throw Mismatch(operation + ": " + api::wire_error(answer.error()).message);
    for (const Gives& one : gives) world_.name(one.name, answer->must(one.path));
    examples_.try_emplace(operation, Example{body, answer->body()});
  }

  /// Lines of a scenario: what workers do, and what examples need and do not show.
  void play(std::string_view lines) {
    for (const scenarios::Line& line : scenarios::read_script(lines)) scenarios::play(world_, line);
  }

  std::map<std::string, Example> examples() && { return std::move(examples_); }

 private:
  scenarios::World world_;
  std::map<std::string, Example> examples_;
};

void qualify(Walk& walk) {
  walk.call("GetAccountBalance", "{}");
  walk.call("CreateQualificationType",
            R"({"Name":"Knows birds","Keywords":"birds, nature",)"
            R"("Description":"Tells a robin from a wren.","QualificationTypeStatus":"Active",)"
            R"("RetryDelayInSeconds":86400})",
            {{"QualificationType.QualificationTypeId", "Q"}});
  walk.call("GetQualificationType", R"({"QualificationTypeId":"$Q"})");
  walk.call(
      "UpdateQualificationType",
      R"({"QualificationTypeId":"$Q","Description":"Tells a robin from a wren, by sight and by song."})");
  walk.call("ListQualificationTypes",
            R"({"Query":"birds","MustBeRequestable":true,"MustBeOwnedByCaller":true,"MaxResults":10})");
  walk.play("advance 5m\nask R1 Q by ann\nadvance 1m\nask R2 Q by ben\nadvance 2m");
  walk.call("ListQualificationRequests", R"({"QualificationTypeId":"$Q","MaxResults":10})");
  walk.call("AcceptQualificationRequest", R"({"QualificationRequestId":"$R1","IntegerValue":80})");
  walk.call("RejectQualificationRequest",
            R"({"QualificationRequestId":"$R2","Reason":"Please look at the guide first."})");
  walk.call("AssociateQualificationWithWorker",
            R"({"QualificationTypeId":"$Q","WorkerId":"$cid","IntegerValue":60,"SendNotification":true})");
  walk.call("GetQualificationScore", R"({"QualificationTypeId":"$Q","WorkerId":"$ann"})");
  walk.call("ListWorkersWithQualificationType",
            R"({"QualificationTypeId":"$Q","Status":"Granted","MaxResults":10})");
  walk.call("DisassociateQualificationFromWorker",
            R"({"QualificationTypeId":"$Q","WorkerId":"$cid","Reason":"You asked for it."})");
}

void publish(Walk& walk) {
  walk.call("CreateHITType",
            R"({"AutoApprovalDelayInSeconds":259200,"AssignmentDurationInSeconds":600,"Reward":"0.25",)"
            R"("Title":"Which bird is this?","Keywords":"birds, pictures",)"
            R"("Description":"Look at a picture and name the bird.","QualificationRequirements":[)"
            R"({"QualificationTypeId":"$Q","Comparator":"GreaterThanOrEqualTo","IntegerValues":[50],)"
            R"("ActionsGuarded":"Accept"}]})",
            {{"HITTypeId", "T"}});
  walk.play("allow-destinations https://sqs.us-east-1.amazonaws.com/");
  walk.call("UpdateNotificationSettings",
            R"({"HITTypeId":"$T","Notification":{)"
            R"("Destination":"https://sqs.us-east-1.amazonaws.com/123456789012/birds","Transport":"SQS",)"
            R"("Version":"2014-08-15","EventTypes":["AssignmentSubmitted","HITReviewable"]},"Active":true})");
  walk.call("SendTestEventNotification",
            R"({"Notification":{"Destination":"https://sqs.us-east-1.amazonaws.com/123456789012/birds",)"
            R"("Transport":"SQS","Version":"2014-08-15","EventTypes":["AssignmentSubmitted"]},)"
            R"("TestEventType":"AssignmentSubmitted"})");
  walk.call("CreateHIT",
            R"({"MaxAssignments":2,"LifetimeInSeconds":86400,"AssignmentDurationInSeconds":600,)"
            R"("Reward":"0.10","Title":"Look out of the window","Keywords":"birds, window",)"
            R"("Description":"Say which birds you see.","Question":"<ExternalQuestion xmlns=\")"
            R"(http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2006-07-14/)"
            R"(ExternalQuestion.xsd\"><ExternalURL>https://birds.example.org/window</ExternalURL>)"
            R"(<FrameHeight>600</FrameHeight></ExternalQuestion>","RequesterAnnotation":"batch 7",)"
            R"("UniqueRequestToken":"window-7-1"})",
            {{"HIT.HITId", "H"}});
  walk.play("advance 1m");
  walk.call("CreateHITWithHITType",
            R"({"HITTypeId":"$T","MaxAssignments":3,"LifetimeInSeconds":86400,"Question":)"
            R"("<ExternalQuestion xmlns=\"http://mechanicalturk.amazonaws.com/)"
            R"(AWSMechanicalTurkDataSchemas/2006-07-14/ExternalQuestion.xsd\"><ExternalURL>)"
            R"(https://birds.example.org/pictures/12</ExternalURL><FrameHeight>600</FrameHeight>)"
            R"(</ExternalQuestion>","RequesterAnnotation":"picture 12","UniqueRequestToken":"picture-12"})",
            {{"HIT.HITId", "G"}});
  walk.call("ListHITs", R"({"MaxResults":1})");
  walk.call("ListHITsForQualificationType", R"({"QualificationTypeId":"$Q","MaxResults":10})");
  walk.play("create-type U by acme title \"Which bird is this? (for everybody)\" reward 0.20 duration 600");
  walk.call("UpdateHITTypeOfHIT", R"({"HITId":"$G","HITTypeId":"$U"})");
}

void review(Walk& walk) {
  walk.play(
      "advance 20m\naccept A H by ann\nadvance 90\nsubmit A by ann answer birds=\"a robin, two wrens\"\n"
      "advance 10m\naccept B H by ben\nadvance 15\nsubmit B by ben answer birds=asdf\nadvance 5m");
  walk.call("GetHIT", R"({"HITId":"$H"})");
  walk.call("ListAssignmentsForHIT", R"({"HITId":"$H","AssignmentStatuses":["Submitted"],"MaxResults":10})");
  walk.call("GetAssignment", R"({"AssignmentId":"$A"})");
  walk.call("ApproveAssignment", R"({"AssignmentId":"$A","RequesterFeedback":"Thank you!"})");
  walk.call("RejectAssignment", R"({"AssignmentId":"$B","RequesterFeedback":"This names no bird."})");
  walk.call("SendBonus", R"({"WorkerId":"$ann","BonusAmount":"0.50","AssignmentId":"$A",)"
                         R"("Reason":"Nobody else saw the wrens.","UniqueRequestToken":"wrens-1"})");
  walk.call("ListBonusPayments", R"({"HITId":"$H","MaxResults":10})");
  walk.call("NotifyWorkers", R"({"Subject":"More birds on Sunday","MessageText":"There will be fifty more.",)"
                             R"("WorkerIds":["$ann","$cid"]})");
  walk.call("CreateWorkerBlock", R"({"WorkerId":"$ben","Reason":"Answers without looking."})");
  walk.call("ListWorkerBlocks", R"({"MaxResults":10})");
  walk.call("DeleteWorkerBlock", R"({"WorkerId":"$ben","Reason":"It was a misunderstanding."})");
  walk.call("ListReviewableHITs", R"({"Status":"Reviewable","MaxResults":10})");
  walk.call("UpdateHITReviewStatus", R"({"HITId":"$H","Revert":false})");
  walk.call("CreateAdditionalAssignmentsForHIT",
            R"({"HITId":"$G","NumberOfAdditionalAssignments":2,"UniqueRequestToken":"picture-12-more"})");
  walk.call("UpdateExpirationForHIT", R"({"HITId":"$G","ExpireAt":1795705200})");
  walk.call("DeleteHIT", R"({"HITId":"$H"})");
}

void finish(Walk& walk) {
  walk.play(
      "policy P ScoreMyKnownAnswers colour=red with ApproveIfKnownAnswerScoreIsAtLeast 100 "
      "ApproveReason \"Well done.\"\n"
      "create-hit K by acme assignments 2 assignment-policy P\nadvance 3m\naccept C K by ann\n"
      "advance 40\nsubmit C by ann answer colour=red");
  walk.call("ListReviewPolicyResultsForHIT",
            R"({"HITId":"$K","PolicyLevels":["Assignment"],"RetrieveActions":true,)"
            R"("RetrieveResults":true,"MaxResults":10})");
  walk.play(
      "create-hit F by acme question file-form\naccept D F by ann\nupload D photo by ann bytes 600\n"
      "submit D by ann nothing");
  walk.call("GetFileUploadURL", R"({"AssignmentId":"$D","QuestionIdentifier":"photo"})");
  walk.call("DeleteQualificationType", R"({"QualificationTypeId":"$Q"})");
}

}  // namespace

std::map<std::string, Example> walk_all_operations() {
  Walk walk;
  walk.play("requester acme\nworker ann\nworker ben\nworker cid");
  qualify(walk);
  publish(walk);
  review(walk);
  finish(walk);
  return std::move(walk).examples();
}

}  // namespace kempelen::examples
