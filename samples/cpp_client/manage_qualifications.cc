// Decides on requests for a qualification, gives it unasked, looks up who has it, and takes it away.
#include <random>
#include <vector>

#include "connection.h"

namespace {

/// A requester's qualifications have different names.
std::string unique_name() {
  return "Watches birds " + std::to_string(std::random_device{}());
}

std::string create_qualification(const Client& client, const std::string& name) {
  const auto made =
      samples::take(client.create_qualification_type({.name = name,
                                                      .description = "For people who know birds.",
                                                      .qualification_type_status = "Active",
                                                      .retry_delay_in_seconds = 1}));
  return made.qualification_type->qualification_type_id.value();
}

/// Finds the qualification by its name, and changes its description.
void change(const Client& client, const std::string& qualification, const std::string& name) {
  const auto found = samples::take(client.list_qualification_types(
      {.query = name, .must_be_requestable = true, .must_be_owned_by_caller = true}));
  samples::say("found: ", found.qualification_types.size());
  samples::take(client.update_qualification_type(
      {.qualification_type_id = qualification, .description = "For people who watch birds."}));
  const auto about = samples::take(client.get_qualification_type({.qualification_type_id = qualification}));
  samples::say("description: ", about.qualification_type->description.value());
}

/// The id of a HIT for those who have the qualification, whatever its value.
std::string publish(const Client& client, const std::string& qualification) {
  const api::QualificationRequirement owned{.qualification_type_id = qualification, .comparator = "Exists"};
  const auto made = samples::take(client.create_hit({.max_assignments = 1,
                                                     .lifetime_in_seconds = 3600,
                                                     .assignment_duration_in_seconds = 600,
                                                     .reward = Money::cents(10),
                                                     .title = "Look out of the window, if you watch birds",
                                                     .description = "Say what you see.",
                                                     .question = samples::question("question_form"),
                                                     .qualification_requirements = {owned}}));
  return made.hit->hit_id.value();
}

/// The id of the request that waits for a decision, once there is one.
std::string next_request(const Client& client, const std::string& qualification) {
  while (true) {
    const auto waiting =
        samples::take(client.list_qualification_requests({.qualification_type_id = qualification}));
    if (!waiting.qualification_requests.empty()) {
      return waiting.qualification_requests.front().qualification_request_id.value();
    }
    samples::wait_a_second();
  }
}

/// Declines the first request and grants the second one.
void decide(const Client& client, const std::string& qualification) {
  samples::take(
      client.reject_qualification_request({.qualification_request_id = next_request(client, qualification),
                                           .reason = "Please ask again tomorrow."}));
  samples::say("request: rejected");
  samples::take(client.accept_qualification_request(
      {.qualification_request_id = next_request(client, qualification), .integer_value = 80}));
  samples::say("request: accepted");
}

void approve(const Client& client, const std::string& hit_id) {
  for (auto& entry : client.all<api::ListAssignmentsForHIT>({.hit_id = hit_id})) {
    const auto assignment = samples::take(std::move(entry));
    samples::take(client.approve_assignment({.assignment_id = assignment.assignment_id.value()}));
  }
}

std::vector<api::Qualification> holders(const Client& client, const std::string& qualification) {
  const auto found = samples::take(client.list_workers_with_qualification_type(
      {.qualification_type_id = qualification, .status = "Granted"}));
  return found.qualifications;
}

/// Gives the one who has it another value unasked, and takes it away.
void give_and_take(const Client& client, const std::string& qualification) {
  const auto worker_id = holders(client, qualification).at(0).worker_id.value();
  samples::take(client.associate_qualification_with_worker({.qualification_type_id = qualification,
                                                            .worker_id = worker_id,
                                                            .integer_value = 95,
                                                            .send_notification = false}));
  samples::say("value: ", holders(client, qualification).at(0).integer_value.value());
  samples::take(client.disassociate_qualification_from_worker(
      {.worker_id = worker_id, .qualification_type_id = qualification, .reason = "The birds have left."}));
  samples::say("workers who have it: ", holders(client, qualification).size());
}

void manage() {
  const auto client = samples::connect();
  const auto name = unique_name();
  const auto qualification = create_qualification(client, name);
  samples::say("qualification type: ", qualification);
  change(client, qualification, name);

  const auto hit_id = publish(client, qualification);
  const auto listed =
      samples::take(client.list_hits_for_qualification_type({.qualification_type_id = qualification}));
  samples::say("HITs that require it: ", listed.hits.size());
  samples::say("HIT: ", hit_id);
  decide(client, qualification);
  samples::await_reviewable(client, hit_id);
  approve(client, hit_id);
  give_and_take(client, qualification);

  samples::take(client.delete_hit({.hit_id = hit_id}));
  samples::take(client.delete_qualification_type({.qualification_type_id = qualification}));
  samples::say("deleted: ", qualification);
}

}  // namespace

int main() {
  return samples::run(manage);
}
