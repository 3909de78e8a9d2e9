// What a worker sends with a submission, before anything is known of what was asked.
#pragma once

#include <optional>

#include "base/result.h"
#include "domain/form_answers.h"
#include "model/field.h"

namespace kempelen::actions {

/// The two members of a submission. Refuses AnswerInvalid when they are too large.
Result<domain::FormSubmission> read_submission(const std::optional<model::Fields>& answers,
                                               const std::optional<model::Fields>& other_selections);

/// One field for each value.
std::vector<domain::FormField> posted(const std::vector<domain::AnswerField>& fields);

}  // namespace kempelen::actions
