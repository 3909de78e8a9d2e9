// Changes a HIT while it is worked on: its type, how many may do it, when it ends, how its review stands.
#include "connection.h"

namespace {

/// Finds the answer to the question `seen` on which at least half of the workers agree.
api::ReviewPolicy agreement() {
  return {.policy_name = "SimplePlurality/2011-09-01",
          .parameters = {{.key = "QuestionIds", .values = {"seen"}},
                         {.key = "QuestionAgreementThreshold", .values = {"50"}}}};
}

std::string create_type(const Client& client, const std::string& title) {
  const auto type = samples::take(client.create_hit_type({.assignment_duration_in_seconds = 600,
                                                          .reward = Money::cents(10),
                                                          .title = title,
                                                          .description = "Say what you see."}));
  return type.hit_type_id.value();
}

std::string publish(const Client& client, const std::string& hit_type_id) {
  const auto made =
      samples::take(client.create_hit_with_hit_type({.hit_type_id = hit_type_id,
                                                     .max_assignments = 1,
                                                     .lifetime_in_seconds = 3600,
                                                     .question = samples::question("question_form"),
                                                     .hit_review_policy = agreement()}));
  return made.hit->hit_id.value();
}

api::HIT look_up(const Client& client, const std::string& hit_id) {
  const auto found = samples::take(client.get_hit({.hit_id = hit_id}));
  return found.hit.value();
}

/// Gives the HIT another type, and one assignment more.
void change(const Client& client, const std::string& hit_id, const std::string& hit_type_id) {
  samples::take(client.update_hit_type_of_hit({.hit_id = hit_id, .hit_type_id = hit_type_id}));
  samples::say("title: ", look_up(client, hit_id).title.value());
  samples::take(client.create_additional_assignments_for_hit(
      {.hit_id = hit_id, .number_of_additional_assignments = 1}));
  samples::say("assignments: ", look_up(client, hit_id).max_assignments.value());
}

void count(const Client& client, const std::string& hit_type_id) {
  int listed = 0;
  for (auto& hit : client.all<api::ListHITs>({})) {
    if (samples::take(std::move(hit)).hit_type_id == hit_type_id) ++listed;
  }
  samples::say("HITs of this type: ", listed);
}

void await_assignment(const Client& client, const std::string& hit_id) {
  while (samples::take(client.list_assignments_for_hit({.hit_id = hit_id})).assignments.empty()) {
    samples::wait_a_second();
  }
}

/// One of two assignments is done; a time that has passed ends the HIT at once.
void end(const Client& client, const std::string& hit_id) {
  samples::take(
      client.update_expiration_for_hit({.hit_id = hit_id, .expire_at = kempelen::Instant::from_seconds(0)}));
  samples::say("status: ", look_up(client, hit_id).hit_status.value());
  samples::take(client.update_hit_review_status({.hit_id = hit_id, .revert = false}));
  samples::say("status: ", look_up(client, hit_id).hit_status.value());
}

void print_review(const Client& client, const std::string& hit_id) {
  const auto found =
      samples::take(client.list_review_policy_results_for_hit({.hit_id = hit_id, .policy_levels = {"HIT"}}));
  for (const auto& result : found.hit_review_report->review_results) {
    if (!result.question_id) continue;  // about the HIT as a whole
    samples::say("review: ", *result.question_id, " ", result.key.value(), " = ", result.value.value());
  }
}

void manage() {
  const auto client = samples::connect();
  const auto first = create_type(client, "Look out of the window");
  const auto second = create_type(client, "Look out of the window, with patience");
  const auto hit_id = publish(client, first);
  change(client, hit_id, second);
  count(client, second);

  samples::say("HIT: ", hit_id);
  await_assignment(client, hit_id);
  end(client, hit_id);
  print_review(client, hit_id);

  for (auto& entry : client.all<api::ListAssignmentsForHIT>({.hit_id = hit_id})) {
    const auto assignment = samples::take(std::move(entry));
    samples::take(client.approve_assignment({.assignment_id = assignment.assignment_id.value()}));
  }
  samples::take(client.delete_hit({.hit_id = hit_id}));
  samples::say("deleted: ", hit_id);
}

}  // namespace

int main() {
  return samples::run(manage);
}
