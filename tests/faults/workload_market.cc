// What the marketplace has beyond HITs and money: qualifications with their requests and tests, blocks,
// letters, notifications on their way, policies and files. Their answers are not written down: a career
// compares the whole database with what may have been committed.
#include <fmt/format.h>

#include <algorithm>

#include "actions/notifications/group_events.h"
#include "json/writer.h"
#include "store/assignments.h"
#include "store/files.h"
#include "store/outbox.h"
#include "tests/faults/answers.h"
#include "tests/faults/workload.h"
#include "tests/question_forms.h"

namespace kempelen::faults {
namespace {

using domain::AssignmentStatus;

constexpr std::size_t kRecent = 8;

/// Puts what waits for the first destinations into messages, and takes out one as if it had arrived.
Result<Done> send_on(actions::WriteContext& ctx) {
  for (const store::Destination& destination : store::list_destinations(ctx.db, "", 3)) {
    actions::group_events(
        ctx.tx, destination, 4,
        {.ids = ctx.ids, .source_account = ctx.settings.source_account, .wall_now = ctx.now});
    const auto waiting = store::first_messages(ctx.db, destination.id, 1);
    if (!waiting.empty()) store::delete_message(ctx.tx, waiting.front().id);
  }
  return Done{};
}

std::string qualification_body(const std::string& id, const std::string& worker, std::string_view more) {
  return fmt::format(R"({{"QualificationTypeId":"{}","WorkerId":"{}"{}}})", id, worker, more);
}

}  // namespace

std::string Workload::some_policies() {
  std::string text;
  if (dice_.chance(30)) {
    text += R"(,"AssignmentReviewPolicy":{"PolicyName":"ScoreMyKnownAnswers/2011-09-01","Parameters":[)"
            R"({"Key":"AnswerKey","MapEntries":[{"Key":"comment","Values":["right"]}]},)"
            R"({"Key":"ApproveIfKnownAnswerScoreIsAtLeast","Values":["100"]}]})";
  }
  if (dice_.chance(30)) {
    text += R"(,"HITReviewPolicy":{"PolicyName":"SimplePlurality/2011-09-01","Parameters":[)"
            R"({"Key":"QuestionIds","Values":["comment"]},)"
            R"({"Key":"QuestionAgreementThreshold","Values":["50"]},)"
            R"({"Key":"ApproveIfWorkerAgreementScoreIsAtLeast","Values":["100"]}]})";
  }
  return text;
}

void Workload::make_qualification(std::vector<Step>& steps) {
  KnownQualification known{
      .id = {},
      .marketplace = dice_.chance(50) ? domain::Marketplace::Live : domain::Marketplace::Sandbox,
      .requester = requesters_[dice_.index(requesters_.size())],
      .test = dice_.chance(40)};
  std::string body;
  json::Writer writer(body);
  writer.begin_object().member("Name", fmt::format("Reads {:x}", dice_.below(1'000'000)));
  writer.member("Description", "Reads what is written.").member("Keywords", "reading, care");
  writer.member("QualificationTypeStatus", "Active").key("RetryDelayInSeconds").integer(60);
  if (known.test) {
    writer.member("Test", forms::selection_form({{.id = "q", .selections = {"a", "b"}}}))
        .key("TestDurationInSeconds")
        .integer(600);
    if (dice_.chance(60)) {
      writer.member("AnswerKey", forms::answer_key({{.id = "q", .options = {{{"a"}, 7}}}}));
    }
  } else {
    writer.key("AutoGranted").boolean(dice_.chance(30));
  }
  writer.end_object();
  add(steps, "CreateQualificationType",
      requester_command({.marketplace = known.marketplace, .requester = {known.requester}},
                        "CreateQualificationType", body),
      [this, known](const std::string& answer) mutable {
        known.id = id_in(answer, "QualificationType", "QualificationTypeId");
        qualifications_.push_back(known);
      });
}

void Workload::change_qualification(std::vector<Step>& steps) {
  const KnownQualification* const of = some_qualification();
  if (of == nullptr) return;
  const actions::Caller owner{.marketplace = of->marketplace, .requester = {of->requester}};
  if (dice_.chance(20)) {
    add(steps, "DeleteQualificationType",
        requester_command(owner, "DeleteQualificationType",
                          fmt::format(R"({{"QualificationTypeId":"{}"}})", of->id)));
    return;
  }
  add(steps, "UpdateQualificationType",
      requester_command(
          owner, "UpdateQualificationType",
          fmt::format(
              R"({{"QualificationTypeId":"{}","Description":"d{:x}","QualificationTypeStatus":"{}"}})",
              of->id, dice_.below(1'000), dice_.chance(70) ? "Active" : "Inactive")));
}

void Workload::grant(std::vector<Step>& steps) {
  const KnownQualification* const of = some_qualification();
  if (of == nullptr) return;
  const actions::Caller owner{.marketplace = of->marketplace, .requester = {of->requester}};
  const std::string worker = some_worker(of->marketplace);
  if (dice_.chance(30)) {
    add(steps, "DisassociateQualificationFromWorker",
        requester_command(owner, "DisassociateQualificationFromWorker",
                          qualification_body(of->id, worker, R"(,"Reason":"No more.")")));
    return;
  }
  add(steps, "AssociateQualificationWithWorker",
      requester_command(
          owner, "AssociateQualificationWithWorker",
          qualification_body(of->id, worker, fmt::format(R"(,"IntegerValue":{})", dice_.below(100)))));
}

void Workload::ask_for_qualification(std::vector<Step>& steps) {
  const KnownQualification* const of = some_qualification();
  if (of == nullptr) return;
  const std::string worker = some_worker(of->marketplace);
  add(steps, "RequestQualification",
      worker_command({.marketplace = of->marketplace, .worker = {worker}}, "RequestQualification",
                     fmt::format(R"({{"QualificationTypeId":"{}"}})", of->id)),
      [this, known = *of, worker](const std::string& answer) {
        requests_.push_back({id_in(answer, "QualificationRequest", "QualificationRequestId"), known, worker});
      });
}

void Workload::hand_in_test(std::vector<Step>& steps) {
  const KnownRequest* const request = some_request();
  if (request == nullptr || !request->of.test) return;
  add(steps, "SubmitQualificationTest",
      worker_command({.marketplace = request->of.marketplace, .worker = {request->worker}},
                     "SubmitQualificationTest",
                     fmt::format(R"({{"QualificationRequestId":"{}","Answers":{{"q":"{}"}}}})", request->id,
                                 dice_.chance(50) ? "a" : "b")));
}

void Workload::decide_request(std::vector<Step>& steps) {
  const KnownRequest* const request = some_request();
  if (request == nullptr) return;
  const std::string operation =
      dice_.chance(60) ? "AcceptQualificationRequest" : "RejectQualificationRequest";
  add(steps, operation,
      requester_command({.marketplace = request->of.marketplace, .requester = {request->of.requester}},
                        operation, fmt::format(R"({{"QualificationRequestId":"{}"}})", request->id)));
}

void Workload::block(std::vector<Step>& steps) {
  const domain::Marketplace marketplace =
      dice_.chance(50) ? domain::Marketplace::Live : domain::Marketplace::Sandbox;
  const std::string operation = dice_.chance(40) ? "CreateWorkerBlock" : "DeleteWorkerBlock";
  add(steps, operation,
      requester_command(
          {.marketplace = marketplace, .requester = {requesters_[dice_.index(requesters_.size())]}},
          operation,
          fmt::format(R"({{"WorkerId":"{}","Reason":"r{}"}})", some_worker(marketplace), dice_.below(9))));
}

void Workload::write_letter(std::vector<Step>& steps) {
  const domain::Marketplace marketplace =
      dice_.chance(50) ? domain::Marketplace::Live : domain::Marketplace::Sandbox;
  add(steps, "NotifyWorkers",
      requester_command(
          {.marketplace = marketplace, .requester = {requesters_[dice_.index(requesters_.size())]}},
          "NotifyWorkers",
          fmt::format(R"({{"Subject":"More work","MessageText":"Come {:x}.","WorkerIds":["{}"]}})",
                      dice_.next(), some_worker(marketplace))));
}

void Workload::want_events(std::vector<Step>& steps) {
  if (type_ids_.empty()) return;
  const std::string& type = type_ids_[dice_.index(type_ids_.size())];
  const KnownType& known = record_.types[type];
  add(steps, "UpdateNotificationSettings",
      requester_command(
          {.marketplace = known.marketplace, .requester = {known.requester}}, "UpdateNotificationSettings",
          fmt::format(R"({{"HITTypeId":"{}","Notification":{{"Transport":"SQS","Version":"2014-08-15",)"
                      R"("Destination":"https://sqs.us-east-1.amazonaws.com/123456789012/q{}",)"
                      R"("EventTypes":["HITCreated","AssignmentAccepted","AssignmentSubmitted"]}}}})",
                      type, dice_.below(2))));
}

void Workload::send_events(std::vector<Step>& steps) {
  add(steps, "messages on their way", write_command({}, send_on));
}

/// The row of a file, written as keep_file writes it once it has checked the question, which here takes none.
void Workload::send_file(std::vector<Step>& steps) {
  const std::string* const id = some_assignment(AssignmentStatus::Accepted);
  if (id == nullptr) return;
  const std::string key = fmt::format("file-{:x}", dice_.next());
  add(steps, "file",
      write_command(worker_of(record_.assignments[*id]),
                    [id = *id, key](actions::WriteContext& ctx) -> Result<Done> {
                      const auto found = store::find_assignment(ctx.db, {id});
                      if (!found || found->status != AssignmentStatus::Accepted) {
                        return refuse(Code::AssignmentNotInProgress);
                      }
                      store::insert_file(ctx.tx, {.key = key,
                                                  .assignment = {id},
                                                  .question = key,
                                                  .name = "photo.jpg",
                                                  .bytes = 1'000,
                                                  .uploaded_at = ctx.now});
                      return Done{};
                    }));
}

const Workload::KnownQualification* Workload::some_qualification() {
  if (qualifications_.empty()) return nullptr;
  return &qualifications_[qualifications_.size() - 1 -
                          dice_.index(std::min(kRecent, qualifications_.size()))];
}

const Workload::KnownRequest* Workload::some_request() {
  if (requests_.empty()) return nullptr;
  return &requests_[requests_.size() - 1 - dice_.index(std::min(kRecent, requests_.size()))];
}

std::string Workload::some_worker(domain::Marketplace marketplace) {
  std::vector<std::string> able;
  for (const Person& worker : workers_) {
    if (worker.marketplace == marketplace) able.push_back(worker.id);
  }
  return able[dice_.index(able.size())];
}

}  // namespace kempelen::faults
