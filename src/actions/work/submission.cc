// Fields as they were sent.
#include "actions/work/submission.h"

namespace kempelen::actions {
namespace {

std::vector<domain::AnswerField> fields_of(const std::optional<model::Fields>& sent) {
  std::vector<domain::AnswerField> fields;
  if (!sent) return fields;
  for (const auto& [name, values] : sent->entries) fields.push_back({name, values});
  return fields;
}

}  // namespace

std::vector<domain::FormField> posted(const std::vector<domain::AnswerField>& fields) {
  std::vector<domain::FormField> out;
  for (const domain::AnswerField& field : fields) {
    for (const std::string& value : field.values) out.push_back({field.name, value});
  }
  return out;
}

Result<domain::FormSubmission> read_submission(const std::optional<model::Fields>& answers,
                                               const std::optional<model::Fields>& other_selections) {
  domain::FormSubmission submission{fields_of(answers), fields_of(other_selections)};
  auto everything = posted(submission.others);
  const auto fields = posted(submission.answers);
  everything.insert(everything.end(), fields.begin(), fields.end());
  if (const auto fits = domain::check_answer_size(everything, {}); !fits) return refuse(fits);
  return submission;
}

}  // namespace kempelen::actions
