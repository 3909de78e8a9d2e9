// Asks for a file, and says where it can be fetched from for the next minute.
#include "connection.h"

namespace {

std::string publish(const Client& client) {
  const auto made = samples::take(client.create_hit({.max_assignments = 1,
                                                     .lifetime_in_seconds = 3600,
                                                     .assignment_duration_in_seconds = 600,
                                                     .reward = Money::cents(10),
                                                     .title = "Show your window",
                                                     .description = "Send a photo.",
                                                     .question = samples::question("file_form")}));
  return made.hit->hit_id.value();
}

void collect_files() {
  const auto client = samples::connect();
  const auto hit_id = publish(client);
  samples::say("HIT: ", hit_id);
  samples::await_reviewable(client, hit_id);

  int collected = 0;
  for (auto& entry : client.all<api::ListAssignmentsForHIT>({.hit_id = hit_id})) {
    const auto assignment_id = samples::take(std::move(entry)).assignment_id.value();
    const auto address = samples::take(
        client.get_file_upload_url({.assignment_id = assignment_id, .question_identifier = "photo"}));
    samples::say("photo: ", address.file_upload_url.value());
    samples::take(client.approve_assignment({.assignment_id = assignment_id}));
    ++collected;
  }
  samples::say("collected: ", collected);
}

}  // namespace

int main() {
  return samples::run(collect_files);
}
