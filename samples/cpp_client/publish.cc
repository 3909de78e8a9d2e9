// Publishes a HIT of each kind of question, for workers in two countries whose work is mostly approved.
#include <kempelen/questions.h>

#include <vector>

#include "connection.h"

namespace {

using kempelen::client::ExternalQuestion;

struct Kind {
  std::string name;
  std::string question;
};

/// Two as documents, one made by the library, which can make all three.
std::vector<Kind> kinds() {
  const ExternalQuestion survey{.url = "https://survey.example.org/form?study=7&condition=a",
                                .frame_height = 600};
  return {{"HTMLQuestion", samples::question("html_question")},
          {"ExternalQuestion", to_xml(survey)},
          {"QuestionForm", samples::question("question_form")}};
}

std::vector<api::QualificationRequirement> requirements() {
  return {{.qualification_type_id = "00000000000000000071",  // Worker_Locale
           .comparator = "In",
           .locale_values = {{.country = "DE"}, {.country = "US"}}},
          {.qualification_type_id = "000000000000000000L0",  // Worker_PercentAssignmentsApproved
           .comparator = "GreaterThanOrEqualTo",
           .integer_values = {95}}};
}

void publish() {
  const auto client = samples::connect();
  const auto all = kinds();
  for (const auto& [name, question] : all) {
    // The client adds a UniqueRequestToken, so that a repeated call publishes nothing twice.
    const auto made = samples::take(client.create_hit({.max_assignments = 1,
                                                       .lifetime_in_seconds = 3600,
                                                       .assignment_duration_in_seconds = 600,
                                                       .reward = Money::cents(10),
                                                       .title = "Look out of the window (" + name + ")",
                                                       .keywords = "window, animals",
                                                       .description = "Say what you see.",
                                                       .question = question,
                                                       .qualification_requirements = requirements()}));
    samples::say("HIT: ", made.hit->hit_id.value(), " ", name);
  }
  samples::say("published: ", all.size());
}

}  // namespace

int main() {
  return samples::run(publish);
}
