// Makes a qualification with a test that is graded at once, and a HIT for those who pass it.
#include <random>

#include "connection.h"

namespace {

/// A requester's qualifications have different names.
std::string unique_name() {
  return "Knows animals " + std::to_string(std::random_device{}());
}

std::string create_qualification(const Client& client) {
  const auto made =
      samples::take(client.create_qualification_type({.name = unique_name(),
                                                      .description = "Two questions about animals.",
                                                      .qualification_type_status = "Active",
                                                      .test = samples::question("test"),
                                                      .answer_key = samples::question("answer_key"),
                                                      .test_duration_in_seconds = 600}));
  return made.qualification_type->qualification_type_id.value();
}

std::string publish(const Client& client, const std::string& qualification) {
  const api::QualificationRequirement passed{
      .qualification_type_id = qualification, .comparator = "GreaterThanOrEqualTo", .integer_values = {80}};
  const auto made = samples::take(client.create_hit({.max_assignments = 1,
                                                     .lifetime_in_seconds = 3600,
                                                     .assignment_duration_in_seconds = 600,
                                                     .reward = Money::cents(10),
                                                     .title = "Look out of the window, if you know animals",
                                                     .description = "Say what you see.",
                                                     .question = samples::question("question_form"),
                                                     .qualification_requirements = {passed}}));
  return made.hit->hit_id.value();
}

void examine() {
  const auto client = samples::connect();
  const auto qualification = create_qualification(client);
  samples::say("qualification type: ", qualification);
  const auto hit_id = publish(client, qualification);
  samples::say("HIT: ", hit_id);
  samples::await_reviewable(client, hit_id);

  for (auto& entry : client.all<api::ListAssignmentsForHIT>({.hit_id = hit_id})) {
    const auto assignment = samples::take(std::move(entry));
    const auto found = samples::take(client.get_qualification_score(
        {.qualification_type_id = qualification, .worker_id = assignment.worker_id.value()}));
    samples::say("score: ", found.qualification->integer_value.value());
    samples::take(client.approve_assignment({.assignment_id = assignment.assignment_id.value()}));
  }
  samples::take(client.delete_hit({.hit_id = hit_id}));
  samples::take(client.delete_qualification_type({.qualification_type_id = qualification}));
  samples::say("deleted: ", qualification);
}

}  // namespace

int main() {
  return samples::run(examine);
}
