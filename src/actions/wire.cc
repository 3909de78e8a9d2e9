// Conversions between wire shapes and domain types.
#include "actions/wire.h"

namespace kempelen::actions {
namespace {

std::int32_t narrow(std::int64_t count) {
  return static_cast<std::int32_t>(count);
}

Result<domain::Requirement> read_requirement(const api::QualificationRequirement& given,
                                             domain::Marketplace marketplace) {
  if (given.actions_guarded && given.required_to_preview) {
    return refuse(Code::InvalidParameterCombination, "ActionsGuarded, RequiredToPreview");
  }
  domain::Requirement requirement{.qualification_type_id = given.qualification_type_id,
                                  .comparator = *domain::comparator_named(given.comparator)};
  if (given.actions_guarded) requirement.guard = *domain::guard_named(*given.actions_guarded);
  if (given.required_to_preview.value_or(false)) requirement.guard = domain::Guard::PreviewAndAccept;
  requirement.integers.assign(given.integer_values.begin(), given.integer_values.end());
  for (const api::Locale& locale : given.locale_values) {
    requirement.locales.push_back({locale.country, locale.subdivision.value_or("")});
  }
  KEMPELEN_TRY(const auto checked, domain::check(requirement, marketplace));
  static_cast<void>(checked);
  return requirement;
}

}  // namespace

api::HIT wire_hit(domain::Hit hit, domain::HitType type, std::string question, Instant now) {
  domain::HitTypeProperties& p = type.properties;
  return {.hit_id = std::move(hit.id.text),
          .hit_type_id = std::move(type.id.text),
          .hit_group_id = std::move(type.group.text),
          .hit_layout_id = hit.layout ? std::optional(std::move(hit.layout->text)) : std::nullopt,
          .creation_time = hit.created_at,
          .title = std::move(p.title),
          .description = std::move(p.description),
          .question = std::move(question),
          .keywords = p.keywords.empty() ? std::nullopt : std::optional(std::move(p.keywords)),
          .hit_status = std::string(domain::name(domain::status(hit, now))),
          .max_assignments = narrow(hit.max_assignments),
          .reward = p.reward,
          .auto_approval_delay_in_seconds = p.auto_approval_delay.whole_seconds(),
          .expiration = hit.expires_at,
          .assignment_duration_in_seconds = p.assignment_duration.whole_seconds(),
          .requester_annotation = std::move(hit.annotation),
          .qualification_requirements = wire_requirements(p.requirements),
          // Amazon's own content review; no operation ever set another value.
          .hit_review_status = "NotReviewed",
          .number_of_assignments_pending = narrow(hit.pending),
          .number_of_assignments_available = narrow(hit.available()),
          .number_of_assignments_completed = narrow(hit.decided)};
}

api::Assignment wire_assignment(const domain::Assignment& a, std::string answer) {
  return {.assignment_id = a.id.text,
          .worker_id = a.worker.text,
          .hit_id = a.hit.text,
          .assignment_status = std::string(domain::name(a.status)),
          .auto_approval_time = a.auto_approval_at,
          .accept_time = a.accepted_at,
          .submit_time = a.submitted_at,
          .approval_time = a.approved_at,
          .rejection_time = a.rejected_at,
          .deadline = a.deadline,
          .answer = std::move(answer),
          .requester_feedback = a.feedback};
}

Result<domain::Requirements> read_requirements(const std::vector<api::QualificationRequirement>& given,
                                               domain::Marketplace marketplace) {
  domain::Requirements requirements;
  for (const api::QualificationRequirement& one : given) {
    KEMPELEN_TRY(auto requirement, read_requirement(one, marketplace));
    requirements.push_back(std::move(requirement));
  }
  return requirements;
}

std::vector<api::QualificationRequirement> wire_requirements(const domain::Requirements& requirements) {
  std::vector<api::QualificationRequirement> wire;
  for (const domain::Requirement& r : requirements) {
    api::QualificationRequirement one{.qualification_type_id = r.qualification_type_id,
                                      .comparator = std::string(domain::name(r.comparator)),
                                      .integer_values = {},
                                      .locale_values = {},
                                      // Answers of 2019 carried both members.
                                      .required_to_preview = r.guard != domain::Guard::Accept,
                                      .actions_guarded = std::string(domain::name(r.guard))};
    for (const std::int64_t value : r.integers) one.integer_values.push_back(narrow(value));
    for (const domain::Locale& locale : r.locales) {
      one.locale_values.push_back(
          {locale.country, locale.subdivision.empty() ? std::nullopt : std::optional(locale.subdivision)});
    }
    wire.push_back(std::move(one));
  }
  return wire;
}

}  // namespace kempelen::actions
