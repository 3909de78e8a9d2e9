// Publishes a HIT of each kind of question, for workers in two countries whose work is mostly approved.
#include <aws/core/utils/UUID.h>
#include <aws/mturk-requester/model/CreateHITRequest.h>

#include "connection.h"

namespace {

using namespace Aws::MTurk::Model;

struct Kind {
  const char* name;
  const char* file;
};

constexpr Kind kinds[] = {{"HTMLQuestion", "html_question"},
                          {"ExternalQuestion", "external_question"},
                          {"QuestionForm", "question_form"}};

Aws::Vector<QualificationRequirement> requirements() {
  return {QualificationRequirement()
              .WithQualificationTypeId("00000000000000000071")  // Worker_Locale
              .WithComparator(Comparator::In)
              .AddLocaleValues(Locale().WithCountry("DE"))
              .AddLocaleValues(Locale().WithCountry("US")),
          QualificationRequirement()
              .WithQualificationTypeId("000000000000000000L0")  // Worker_PercentAssignmentsApproved
              .WithComparator(Comparator::GreaterThanOrEqualTo)
              .AddIntegerValues(95)};
}

void publish() {
  const auto mturk = samples::connect();
  for (const auto& kind : kinds) {
    const Aws::String token = Aws::Utils::UUID::RandomUUID();  // a repeated call publishes nothing twice
    const auto request = CreateHITRequest()
                             .WithTitle(Aws::String("Look out of the window (") + kind.name + ")")
                             .WithDescription("Say what you see.")
                             .WithKeywords("window, animals")
                             .WithReward("0.10")
                             .WithMaxAssignments(1)
                             .WithLifetimeInSeconds(3600)
                             .WithAssignmentDurationInSeconds(600)
                             .WithQualificationRequirements(requirements())
                             .WithQuestion(samples::question(kind.file))
                             .WithUniqueRequestToken(token);
    samples::say("HIT: ", samples::result_of(mturk.CreateHIT(request)).GetHIT().GetHITId(), ' ', kind.name);
  }
  samples::say("published: ", std::size(kinds));
}

}  // namespace

int main() {
  return samples::run(publish);
}
