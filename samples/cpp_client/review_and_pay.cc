// Rejects an assignment, thinks better of it, pays a bonus, and writes to, blocks and unblocks its worker.
#include "connection.h"

namespace {

std::string publish(const Client& client) {
  const auto made = samples::take(client.create_hit({.max_assignments = 1,
                                                     .lifetime_in_seconds = 3600,
                                                     .assignment_duration_in_seconds = 600,
                                                     .reward = Money::cents(10),
                                                     .title = "Look out of the window",
                                                     .description = "Say what you see.",
                                                     .question = samples::question("question_form")}));
  return made.hit->hit_id.value();
}

std::string status(const Client& client, const std::string& assignment_id) {
  const auto found = samples::take(client.get_assignment({.assignment_id = assignment_id}));
  return found.assignment->assignment_status.value();
}

/// Rejects, and takes it back.
void review(const Client& client, const std::string& assignment_id) {
  samples::take(client.reject_assignment(
      {.assignment_id = assignment_id, .requester_feedback = "There is no such animal."}));
  samples::say("after the rejection: ", status(client, assignment_id));
  samples::take(client.approve_assignment(
      {.assignment_id = assignment_id, .requester_feedback = "There is one.", .override_rejection = true}));
  samples::say("after the override: ", status(client, assignment_id));
}

void pay(const Client& client, const std::string& assignment_id, const std::string& worker_id) {
  // The client adds a UniqueRequestToken, so that a repeated call pays nothing twice.
  samples::take(client.send_bonus({.worker_id = worker_id,
                                   .bonus_amount = Money::cents(50),
                                   .assignment_id = assignment_id,
                                   .reason = "Sorry for the rejection."}));
  for (const auto& bonus : client.all<api::ListBonusPayments>({.assignment_id = assignment_id})) {
    samples::say("bonus: ", format_money(samples::take(bonus).bonus_amount.value()));
  }
}

void write(const Client& client, const std::string& worker_id) {
  const auto answer = samples::take(client.notify_workers({.subject = "Your animal",
                                                           .message_text = "It does exist. We have paid you.",
                                                           .worker_ids = {worker_id}}));
  samples::say("messages that failed: ", answer.notify_workers_failure_statuses.size());
}

void print_blocked(const Client& client) {
  samples::say("blocked workers: ", samples::take(client.list_worker_blocks()).worker_blocks.size());
}

/// Blocks the worker, and unblocks them again.
void block(const Client& client, const std::string& worker_id) {
  samples::take(
      client.create_worker_block({.worker_id = worker_id, .reason = "Only to show how it is done."}));
  print_blocked(client);
  samples::take(
      client.delete_worker_block({.worker_id = worker_id, .reason = "It was only to show how it is done."}));
  print_blocked(client);
}

void review_and_pay() {
  const auto client = samples::connect();
  const auto hit_id = publish(client);
  samples::say("HIT: ", hit_id);
  samples::await_reviewable(client, hit_id);

  const api::ListAssignmentsForHITRequest submitted{.hit_id = hit_id, .assignment_statuses = {"Submitted"}};
  for (const auto& assignment : samples::take(client.list_assignments_for_hit(submitted)).assignments) {
    const auto assignment_id = assignment.assignment_id.value();
    const auto worker_id = assignment.worker_id.value();
    review(client, assignment_id);
    pay(client, assignment_id, worker_id);
    write(client, worker_id);
    block(client, worker_id);
  }
  samples::take(client.delete_hit({.hit_id = hit_id}));
}

}  // namespace

int main() {
  return samples::run(review_and_pay);
}
