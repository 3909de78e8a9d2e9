// Calls every operation of the client library once against the server that the environment names, in an order
// in which each has something to do. Linked with the shared library, as users' programs are.
//
//   client_walk <worker> <HIT with two submitted assignments>
//
// tests/api/test_cpp_client.py starts the server, lets workers work, and runs it.
#include <iostream>
#include <set>
#include <string>

#include "client/answers.h"
#include "client/client.h"
#include "client/questions.h"

namespace kempelen {
namespace {

using client::Error;

[[noreturn]] void stop(const std::string& why) {
  std::cerr << why << "\n";
  std::exit(1);
}

void require(bool holds, const std::string& what) {
  if (!holds) stop("does not hold: " + what);
}

class Walk {
 public:
  explicit Walk(Client&& opened) : client(std::move(opened)) {}

  /// The value of a call that must succeed.
  template <typename T>
  T done(std::string_view operation, client::Result<T> result) {
    called.emplace(operation);
    if (!result) stop(std::string(operation) + ": " + result.error().message);
    return *std::move(result);
  }
  template <typename T>
  void refused(std::string_view operation, const client::Result<T>& result, Code code) {
    called.emplace(operation);
    require(!result && result.error().is(code),
            std::string(operation) +
                " is refused as expected, not with: " + (result ? "success" : result.error().message));
  }

  Client client;
  std::set<std::string, std::less<>> called{};
};

const std::string kQuestion = to_xml(client::HtmlQuestion{.html = "<form>ü</form>"});

std::string make_hit(Walk& walk, const std::string& type) {
  const Client& client = walk.client;
  const auto hit = walk.done(
      "CreateHITWithHITType",
      client.create_hit_with_hit_type(
          {.hit_type_id = type, .max_assignments = 2, .lifetime_in_seconds = 600, .question = kQuestion}));
  return hit.hit->hit_id.value();
}

void walk_hits(Walk& walk) {
  const Client& client = walk.client;
  require(walk.done("GetAccountBalance", client.get_account_balance()).available_balance ==
              Money::dollars(10'000),
          "the sandbox's balance");
  const auto type = walk.done("CreateHITType", client.create_hit_type({.assignment_duration_in_seconds = 60,
                                                                       .reward = Money::cents(5),
                                                                       .title = "Walk",
                                                                       .description = "A walk."}));
  const std::string id = make_hit(walk, type.hit_type_id.value());
  const auto own = walk.done("CreateHIT", client.create_hit({.lifetime_in_seconds = 600,
                                                             .assignment_duration_in_seconds = 60,
                                                             .reward = Money::cents(7),
                                                             .title = "Another",
                                                             .description = "",
                                                             .question = kQuestion}));
  require(own.hit->reward == Money::cents(7), "the reward comes back");
  require(walk.done("GetHIT", client.get_hit({.hit_id = id})).hit->question == kQuestion,
          "the question comes back");
  walk.done("ListHITs", client.list_hits());
  std::size_t listed = 0;
  for (const auto& hit : client.all<api::ListHITs>({.max_results = 1})) listed += hit ? 1 : 0;
  require(listed >= 3, "all HITs are listed over several pages");
  walk.done("CreateAdditionalAssignmentsForHIT", client.create_additional_assignments_for_hit(
                                                     {.hit_id = id, .number_of_additional_assignments = 1}));
  walk.done("UpdateHITTypeOfHIT",
            client.update_hit_type_of_hit({.hit_id = id, .hit_type_id = own.hit->hit_type_id.value()}));
  walk.done("UpdateExpirationForHIT",
            client.update_expiration_for_hit({.hit_id = id, .expire_at = Instant{}}));
  walk.done("UpdateHITReviewStatus", client.update_hit_review_status({.hit_id = id}));
  require(!walk.done("ListReviewableHITs", client.list_reviewable_hits({.status = "Reviewing"})).hits.empty(),
          "a HIT is reviewing");
  walk.done("ListReviewPolicyResultsForHIT", client.list_review_policy_results_for_hit({.hit_id = id}));
  walk.done("DeleteHIT", client.delete_hit({.hit_id = id}));
  api::NotificationSpecification mail{.destination = "ann@example.org",
                                      .transport = "Email",
                                      .version = "2006-05-05",
                                      .event_types = {"HITExpired"}};
  // The server of the tests sends no mail.
  walk.refused(
      "UpdateNotificationSettings",
      client.update_notification_settings({.hit_type_id = type.hit_type_id.value(), .notification = mail}),
      Code::InvalidTransportEndpoint);
  mail.version = "1999-01-01";
  walk.refused("SendTestEventNotification",
               client.send_test_event_notification({.notification = mail, .test_event_type = "HITExpired"}),
               Code::InvalidParameterValue);
}

void walk_assignments(Walk& walk, const std::string& hit) {
  const Client& client = walk.client;
  const auto listed = walk.done("ListAssignmentsForHIT", client.list_assignments_for_hit({.hit_id = hit}));
  require(listed.assignments.size() == 2, "two assignments are there");
  const std::string first = listed.assignments[0].assignment_id.value();
  const std::string second = listed.assignments[1].assignment_id.value();
  const auto assignment =
      *walk.done("GetAssignment", client.get_assignment({.assignment_id = first})).assignment;
  const auto answers = client::parse_answers(assignment.answer.value());
  require(answers && client::text_of(*answers, "colour") == "grün", "the answer is read");
  walk.refused("GetFileUploadURL",
               client.get_file_upload_url({.assignment_id = first, .question_identifier = "none"}),
               Code::InvalidParameterValue);
  walk.done("ApproveAssignment", client.approve_assignment({.assignment_id = first}));
  walk.done("RejectAssignment",
            client.reject_assignment({.assignment_id = second, .requester_feedback = "No."}));
  walk.done("SendBonus", client.send_bonus({.worker_id = assignment.worker_id.value(),
                                            .bonus_amount = Money::cents(25),
                                            .assignment_id = first,
                                            .reason = "Thanks."}));
  const auto bonuses = walk.done("ListBonusPayments", client.list_bonus_payments({.hit_id = hit}));
  require(bonuses.bonus_payments.at(0).bonus_amount == Money::cents(25), "the bonus is listed");
}

void walk_workers(Walk& walk, const std::string& worker) {
  const Client& client = walk.client;
  walk.done("CreateWorkerBlock", client.create_worker_block({.worker_id = worker, .reason = "r"}));
  require(!walk.done("ListWorkerBlocks", client.list_worker_blocks()).worker_blocks.empty(),
          "the block is listed");
  walk.done("DeleteWorkerBlock", client.delete_worker_block({.worker_id = worker}));
  walk.done("NotifyWorkers",
            client.notify_workers({.subject = "s", .message_text = "t", .worker_ids = {worker}}));
}

void walk_qualifications(Walk& walk, const std::string& worker) {
  const Client& client = walk.client;
  const auto made = walk.done("CreateQualificationType",
                              client.create_qualification_type({.name = "Walkers " + worker,
                                                                .description = "Who can walk.",
                                                                .qualification_type_status = "Active"}));
  const std::string type = made.qualification_type->qualification_type_id.value();
  walk.done("GetQualificationType", client.get_qualification_type({.qualification_type_id = type}));
  walk.done("UpdateQualificationType",
            client.update_qualification_type({.qualification_type_id = type, .description = "Changed."}));
  walk.done("ListQualificationTypes", client.list_qualification_types({.must_be_owned_by_caller = true}));
  walk.done("AssociateQualificationWithWorker",
            client.associate_qualification_with_worker(
                {.qualification_type_id = type, .worker_id = worker, .integer_value = 9}));
  const auto score =
      walk.done("GetQualificationScore",
                client.get_qualification_score({.qualification_type_id = type, .worker_id = worker}));
  require(score.qualification->integer_value == 9, "the score is what was given");
  walk.done("ListWorkersWithQualificationType",
            client.list_workers_with_qualification_type({.qualification_type_id = type}));
  walk.done("ListHITsForQualificationType",
            client.list_hits_for_qualification_type({.qualification_type_id = type}));
  walk.done("DisassociateQualificationFromWorker", client.disassociate_qualification_from_worker(
                                                       {.worker_id = worker, .qualification_type_id = type}));
  walk.done("ListQualificationRequests", client.list_qualification_requests());
  walk.refused("AcceptQualificationRequest",
               client.accept_qualification_request({.qualification_request_id = "3NONE"}),
               Code::QualificationRequestDoesNotExist);
  walk.refused("RejectQualificationRequest",
               client.reject_qualification_request({.qualification_request_id = "3NONE"}),
               Code::QualificationRequestDoesNotExist);
  walk.done("DeleteQualificationType", client.delete_qualification_type({.qualification_type_id = type}));
}

}  // namespace
}  // namespace kempelen

int main(int count, char** words) {
  using namespace kempelen;
  if (count != 3) stop("client_walk <worker> <HIT with two submitted assignments>");
  auto client = Client::open();
  if (!client) stop(client.error().message);
  Walk walk(*std::move(client));
  walk_hits(walk);
  walk_assignments(walk, words[2]);
  walk_workers(walk, words[1]);
  walk_qualifications(walk, words[1]);
  api::Operations::for_each([&walk]<typename Op>(model::Type<Op>) {
    require(walk.called.contains(Op::name), std::string(Op::name) + " was called");
  });
  std::cout << "called all " << walk.called.size() << " operations\n";
}
