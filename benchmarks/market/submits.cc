// What follows a submission, and what it costs.
#include <fmt/format.h>

#include <iostream>

#include "benchmarks/market/measurements.h"

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

/// A HIT of that kind for a few workers.
std::string publish(House& house, const Kind& kind, std::size_t places) {
  const std::string body =
      fmt::format(R"({{"Title":"{}","Description":"d","Reward":"0.05","AssignmentDurationInSeconds":36000,)"
                  R"("LifetimeInSeconds":86400,"MaxAssignments":{},"Question":"{}"{}}})",
                  kind.name, places, kind.question, kind.policy);
  const std::string answer = house.call({house.requester(), "CreateHIT", body}, "HIT.HITId");
  return answer;
}

void ask_for_notifications(House& house, const std::string& hit) {
  const std::string type =
      house.call({house.requester(), "GetHIT", fmt::format(R"({{"HITId":"{}"}})", hit)}, "HIT.HITTypeId");
  house.call({house.requester(), "UpdateNotificationSettings",
              fmt::format(R"({{"HITTypeId":"{}","Notification":{{"Transport":"SQS","Version":"2014-08-15",)"
                          R"("Destination":"https://sqs.us-east-1.amazonaws.com/123456789012/q",)"
                          R"("EventTypes":["AssignmentSubmitted"]}}}})",
                          type)});
}

/// Three workers to a HIT, so that the policy of plurality, which counts at the last one, runs for every
/// third.
std::vector<Order> accepted(House& house, const Kind& kind, const std::vector<actions::Caller>& workers) {
  constexpr std::size_t kWorkersOfAHit = 3;
  std::vector<Order> orders;
  std::string hit;
  for (std::size_t i = 0; i < workers.size(); ++i) {
    if (i % kWorkersOfAHit == 0) {
      hit = publish(house, kind, kWorkersOfAHit);
      if (i == 0 && kind.notified) ask_for_notifications(house, hit);
    }
    const std::string assignment = house.call(
        {workers[i], "AcceptHIT", fmt::format(R"({{"HITId":"{}"}})", hit)}, "Assignment.AssignmentId");
    orders.push_back({workers[i], "SubmitAssignment",
                      fmt::format(R"({{"AssignmentId":"{}","Answers":{}}})", assignment, kind.answers)});
  }
  return orders;
}

/// The same workers hand in a test, each the first time.
std::vector<Order> in_test(House& house, const std::vector<actions::Caller>& workers, int round,
                           bool scored) {
  const std::string type =
      house.call({house.requester(), "CreateQualificationType",
                  fmt::format(R"({{"Name":"test {} {}","Description":"d","QualificationTypeStatus":"Active",)"
                              R"("TestDurationInSeconds":36000,"Test":"{}"{}}})",
                              scored ? "scored" : "read", round, form(),
                              scored ? fmt::format(R"(,"AnswerKey":"{}")", key()) : "")},
                 "QualificationType.QualificationTypeId");
  std::vector<Order> orders;
  for (const actions::Caller& worker : workers) {
    const std::string request =
        house.call({worker, "RequestQualification", fmt::format(R"({{"QualificationTypeId":"{}"}})", type)},
                   "QualificationRequest.QualificationRequestId");
    orders.push_back(
        {worker, "SubmitQualificationTest",
         fmt::format(R"({{"QualificationRequestId":"{}","Answers":{}}})", request, form_answers())});
  }
  return orders;
}

void print(const std::string& name, double value) {
  std::cout << fmt::format("{} {:.1f}\n", name, value) << std::flush;
}

}  // namespace

void measure_submits(House& house, int submissions, int rounds) {
  for (int round = 0; round < rounds; ++round) {
    const auto workers = house.workers(submissions);
    for (const Kind& kind : kinds()) print(kind.name, house.rate(accepted(house, kind, workers)));
    print("scored", house.rate(in_test(house, workers, round, true)));
    print("unscored", house.rate(in_test(house, workers, round, false)));
  }
}

}  // namespace kempelen::market
