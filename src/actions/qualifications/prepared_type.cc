// Tests and keys, shared by the two operations that take them.
#include "actions/qualifications/prepared_type.h"

#include "domain/answer_key.h"
#include "domain/question_form.h"

namespace kempelen::actions {

template <typename Request>
Result<std::optional<PreparedTest>> prepare_test(const Request& request) {
  if (!request.test) {
    if (request.answer_key || request.test_duration_in_seconds) {
      return refuse(Code::MissingParameters, "Test");
    }
    return std::nullopt;
  }
  if (request.auto_granted.value_or(false)) {
    return refuse(Code::InvalidParameterCombination, "Test, AutoGranted");
  }
  if (!request.test_duration_in_seconds) return refuse(Code::MissingParameters, "TestDurationInSeconds");
  const domain::FormRules rules{.parameter = "Test"};
  KEMPELEN_TRY(const auto form, domain::parse_question_form(*request.test, rules));
  if (request.answer_key) {
    if (const auto key = domain::parse_answer_key(*request.answer_key, form); !key) return refuse(key);
  }
  return PreparedTest{{*request.test, request.answer_key},
                      Duration::seconds(*request.test_duration_in_seconds)};
}

template Result<std::optional<PreparedTest>> prepare_test(const api::CreateQualificationTypeRequest&);
template Result<std::optional<PreparedTest>> prepare_test(const api::UpdateQualificationTypeRequest&);

void set_test(WriteContext& ctx, domain::QualificationType& type, const PreparedTest& test) {
  const QualificationTestId id = ctx.ids.qualification_test(ctx.now);
  store::insert_test(ctx.tx, id, test.documents);
  type.test = domain::QualificationTest{id, test.duration};
}

}  // namespace kempelen::actions
