// HITs and tests made, accepted and requested, so that only handing in is left.
#include "benchmarks/market/orders.h"

#include <fmt/format.h>

#include <iterator>

namespace kempelen::market {
namespace {

constexpr std::string_view kPage =
    R"(<HTMLQuestion xmlns=\"http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/)"
    R"(2011-11-11/HTMLQuestion.xsd\">)"
    R"(<HTMLContent><![CDATA[<form><input name='kind'></form>]]></HTMLContent>)"
    R"(<FrameHeight>0</FrameHeight></HTMLQuestion>)";

/// Ten questions of two choices each, and the key that fits them.
constexpr int kQuestions = 10;

std::string form() {
  std::string text =
      R"(<QuestionForm xmlns=\"http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/QuestionForm.xsd\">)";
  for (int i = 0; i < kQuestions; ++i) {
    text += fmt::format(
        "<Question><QuestionIdentifier>q{}</QuestionIdentifier><QuestionContent><Text>Which?</Text>"
        "</QuestionContent><AnswerSpecification><SelectionAnswer><Selections>"
        "<Selection><SelectionIdentifier>a</SelectionIdentifier><Text>A</Text></Selection>"
        "<Selection><SelectionIdentifier>b</SelectionIdentifier><Text>B</Text></Selection>"
        "</Selections></SelectionAnswer></AnswerSpecification></Question>",
        i);
  }
  return text + "</QuestionForm>";
}

std::string key() {
  std::string text =
      R"(<AnswerKey xmlns=\"http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2005-10-01/AnswerKey.xsd\">)";
  for (int i = 0; i < kQuestions; ++i) {
    text += fmt::format(
        "<Question><QuestionIdentifier>q{}</QuestionIdentifier><AnswerOption>"
        "<SelectionIdentifier>a</SelectionIdentifier><AnswerScore>10</AnswerScore></AnswerOption></Question>",
        i);
  }
  return text + "</AnswerKey>";
}

std::string form_answers() {
  std::string text = "{";
  for (int i = 0; i < kQuestions; ++i) text += fmt::format(R"({}"q{}":"a")", i == 0 ? "" : ",", i);
  return text + "}";
}

/// A kind of submission: how its HITs differ from others.
struct Kind {
  std::string name;
  std::string question{kPage};
  std::string policy{};  // further members of CreateHIT
  std::string answers{R"({"kind":"cat"})"};
  bool notified = false;
};

std::vector<Kind> kinds() {
  return {
      {.name = "plain"},
      {.name = "known",
       .policy = R"(,"AssignmentReviewPolicy":{"PolicyName":"ScoreMyKnownAnswers/2011-09-01","Parameters":[)"
                 R"({"Key":"AnswerKey","MapEntries":[{"Key":"kind","Values":["dog"]}]}]})"},
      {.name = "plurality",
       .policy = R"(,"HITReviewPolicy":{"PolicyName":"SimplePlurality/2011-09-01","Parameters":[)"
                 R"({"Key":"QuestionIds","Values":["kind"]},)"
                 R"({"Key":"QuestionAgreementThreshold","Values":["50"]}]})"},
      {.name = "notified", .notified = true},
      {.name = "form", .question = form(), .answers = form_answers()}};
}

/// Three workers to a HIT, so that the policy of plurality, which counts at the last one, runs for every
/// third.
constexpr std::size_t kWorkersOfAHit = 3;

/// HITs of that kind, enough for so many workers.
std::vector<std::string> publish(House& house, const Kind& kind, std::size_t workers) {
  const std::string body =
      fmt::format(R"({{"Title":"{}","Description":"d","Reward":"0.05","AssignmentDurationInSeconds":36000,)"
                  R"("LifetimeInSeconds":86400,"MaxAssignments":{},"Question":"{}"{}}})",
                  kind.name, kWorkersOfAHit, kind.question, kind.policy);
  const std::size_t hits = (workers + kWorkersOfAHit - 1) / kWorkersOfAHit;
  return house.call_all(std::vector<Order>(hits, {house.requester(), "CreateHIT", body}));
}

void ask_for_notifications(House& house, const std::string& hit_type, const std::string& webhook) {
  house.call(
      {house.requester(), "UpdateNotificationSettings",
       fmt::format(R"({{"HITTypeId":"{}","Notification":{{"Transport":"Webhook","Version":"2014-08-15",)"
                   R"("Destination":"{}","EventTypes":["AssignmentSubmitted"]}}}})",
                   hit_type, webhook)});
}

std::vector<Order> accepted(House& house, const Kind& kind, const std::vector<actions::Caller>& workers,
                            const std::string& webhook) {
  const auto hits = publish(house, kind, workers.size());
  if (kind.notified) ask_for_notifications(house, member(hits.front(), "HIT.HITTypeId"), webhook);
  std::vector<Order> accepts;
  for (std::size_t i = 0; i < workers.size(); ++i) {
    const std::string hit = member(hits[i / kWorkersOfAHit], "HIT.HITId");
    accepts.push_back({workers[i], "AcceptHIT", fmt::format(R"({{"HITId":"{}"}})", hit)});
  }
  std::vector<Order> orders;
  for (const std::string& answer : house.call_all(accepts)) {
    orders.push_back({workers[orders.size()], "SubmitAssignment",
                      fmt::format(R"({{"AssignmentId":"{}","Answers":{}}})",
                                  member(answer, "Assignment.AssignmentId"), kind.answers)});
  }
  return orders;
}

enum class Scoring { None, ByKey };

std::vector<Order> in_test(House& house, const std::vector<actions::Caller>& workers, int round,
                           Scoring scoring) {
  const bool scored = scoring == Scoring::ByKey;
  const std::string type =
      member(house.call({house.requester(), "CreateQualificationType",
                         fmt::format(R"({{"Name":"test {} {}","Description":"d",)"
                                     R"("QualificationTypeStatus":"Active","TestDurationInSeconds":36000,)"
                                     R"("Test":"{}"{}}})",
                                     scored ? "scored" : "read", round, form(),
                                     scored ? fmt::format(R"(,"AnswerKey":"{}")", key()) : "")}),
             "QualificationType.QualificationTypeId");
  std::vector<Order> requests;
  for (const actions::Caller& worker : workers) {
    requests.push_back(
        {worker, "RequestQualification", fmt::format(R"({{"QualificationTypeId":"{}"}})", type)});
  }
  std::vector<Order> orders;
  for (const std::string& answer : house.call_all(requests)) {
    orders.push_back(
        {workers[orders.size()], "SubmitQualificationTest",
         fmt::format(R"({{"QualificationRequestId":"{}","Answers":{}}})",
                     member(answer, "QualificationRequest.QualificationRequestId"), form_answers())});
  }
  return orders;
}

}  // namespace

std::vector<Submissions> make_submissions(House& house, const std::vector<actions::Caller>& workers,
                                          int round, const std::string& webhook) {
  std::vector<Submissions> all;
  for (const Kind& kind : kinds()) all.push_back({kind.name, accepted(house, kind, workers, webhook)});
  all.push_back({"scored", in_test(house, workers, round, Scoring::ByKey)});
  all.push_back({"unscored", in_test(house, workers, round, Scoring::None)});
  return all;
}

}  // namespace kempelen::market
