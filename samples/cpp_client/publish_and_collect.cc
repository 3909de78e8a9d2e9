// Publishes a HIT that asks for the colour of a sign, and prints what has been answered to all HITs so far.
//
//   publish_and_collect            with the endpoint and key of the environment
#include <kempelen/answers.h>
#include <kempelen/client.h>
#include <kempelen/questions.h>
#include <iostream>

namespace api = kempelen::api;
using namespace kempelen::client;

namespace {

int fail(const Error& error) {
  std::cerr << error.message << "\n";
  return 1;
}

std::string colour_question() {
  const Selection colours{.choices = {{"r", Text{"red"}}, {"b", Text{"blue"}}}, .style = "radiobutton"};
  const FormQuestion question{.identifier = "colour",
                              .content = {Text{"Which colour is a stop sign?"}},
                              .answer = colours,
                              .required = true};
  return to_xml(QuestionForm{.items = {question}});
}

void print_answers(const api::Assignment& assignment) {
  const auto answers = parse_answers(assignment.answer.value_or(""));
  if (!answers) return;
  for (const Answer& answer : *answers) {
    std::cout << *assignment.worker_id << " answered " << answer.question << ":";
    for (const std::string& selection : answer.selections) std::cout << " " << selection;
    std::cout << " " << answer.text.value_or("") << "\n";
  }
}

}  // namespace

int main() {
  const auto client = kempelen::Client::open();
  if (!client) return fail(client.error());

  const auto balance = client->get_account_balance();
  if (!balance) return fail(balance.error());
  std::cout << "Balance: " << kempelen::format_money(*balance->available_balance) << "\n";

  const auto made = client->create_hit({.max_assignments = 3,
                                        .lifetime_in_seconds = 3600,
                                        .assignment_duration_in_seconds = 600,
                                        .reward = kempelen::Money::cents(5),
                                        .title = "Colour of a sign",
                                        .description = "Say which colour the sign has.",
                                        .question = colour_question()});
  if (!made) return fail(made.error());
  std::cout << "HIT: " << *made->hit->hit_id << "\n";

  for (const auto& hit : client->all<api::ListHITs>({})) {
    if (!hit) return fail(hit.error());
    for (const auto& assignment : client->all<api::ListAssignmentsForHIT>({.hit_id = *hit->hit_id})) {
      if (!assignment) return fail(assignment.error());
      print_answers(*assignment);
    }
  }
}
