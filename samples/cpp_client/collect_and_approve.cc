// Publishes three HITs, waits until they are done, reads the answers as plain values and approves them.
#include <kempelen/answers.h>

#include <vector>

#include "connection.h"

namespace {

using kempelen::client::Answer;

constexpr std::size_t hits = 3;
constexpr int page_size = 2;  // so that there are several pages: the ranges fetch one after the other

/// The id of a new HIT type with three HITs.
std::string publish(const Client& client) {
  const auto type = samples::take(client.create_hit_type({.assignment_duration_in_seconds = 600,
                                                          .reward = Money::cents(10),
                                                          .title = "Look out of the window",
                                                          .keywords = "window, animals",
                                                          .description = "Say what you see."}));
  const auto hit_type_id = type.hit_type_id.value();
  for (std::size_t number = 0; number < hits; ++number) {
    const auto made =
        samples::take(client.create_hit_with_hit_type({.hit_type_id = hit_type_id,
                                                       .max_assignments = 1,
                                                       .lifetime_in_seconds = 3600,
                                                       .question = samples::question("question_form")}));
    samples::say("HIT: ", made.hit->hit_id.value());
  }
  return hit_type_id;
}

std::vector<api::HIT> reviewable(const Client& client, const std::string& hit_type_id) {
  std::vector<api::HIT> found;
  for (auto& hit :
       client.all<api::ListReviewableHITs>({.hit_type_id = hit_type_id, .max_results = page_size})) {
    found.push_back(samples::take(std::move(hit)));
  }
  return found;
}

/// The text or, for what was chosen from a list, the identifiers.
std::string value_of(const Answer& answer) {
  std::string value = answer.text.value_or("");
  for (const auto& selection : answer.selections) value += (value.empty() ? "" : ", ") + selection;
  return value;
}

void print_answers(const api::Assignment& assignment) {
  for (const auto& answer : samples::take(kempelen::client::parse_answers(assignment.answer.value()))) {
    samples::say("answer: ", answer.question, " = ", value_of(answer));
  }
}

/// Approves all work on the HIT and deletes it; how many assignments that were.
int approve(const Client& client, const std::string& hit_id) {
  int approved = 0;
  for (auto& entry : client.all<api::ListAssignmentsForHIT>({.hit_id = hit_id, .max_results = page_size})) {
    const auto assignment = samples::take(std::move(entry));
    print_answers(assignment);
    samples::take(client.approve_assignment(
        {.assignment_id = assignment.assignment_id.value(), .requester_feedback = "Thank you"}));
    ++approved;
  }
  samples::take(client.delete_hit({.hit_id = hit_id}));
  return approved;
}

void collect_and_approve() {
  const auto client = samples::connect();
  const auto hit_type_id = publish(client);
  auto done = reviewable(client, hit_type_id);
  while (done.size() < hits) {
    samples::wait_a_second();
    done = reviewable(client, hit_type_id);
  }
  int approved = 0;
  for (const auto& hit : done) approved += approve(client, hit.hit_id.value());
  samples::say("approved: ", approved);
}

}  // namespace

int main() {
  return samples::run(collect_and_approve);
}
