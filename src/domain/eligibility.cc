// Requirements held against a worker, and the judgement on what he may do.
#include "domain/eligibility.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "domain/premium.h"

namespace kempelen::domain {
namespace {

/// Percentages are 100 until the worker has submitted this many assignments (developer guide).
constexpr std::int64_t kSubmissionsForPercent = 100;

std::int64_t percent_approved(const WorkerRecord& record) {
  const std::int64_t decided = record.approved + record.rejected;
  if (record.submitted < kSubmissionsForPercent || decided == 0) return 100;
  return record.approved * 100 / decided;
}

std::optional<std::int64_t> held_value(const std::vector<HeldQualification>& held, std::string_view type) {
  const auto found = std::ranges::lower_bound(held, type, {}, &HeldQualification::type);
  if (found == held.end() || found->type != type) return std::nullopt;
  return found->value;
}

/// What he has of the subject, but for locales, which are no numbers.
std::optional<std::int64_t> value_of(const Condition& condition, const Candidate& worker) {
  switch (condition.subject) {
    case Subject::NumberApproved:
      return worker.record.approved;
    case Subject::PercentApproved:
      return percent_approved(worker.record);
    case Subject::Adult:
      return worker.profile.adult ? std::optional<std::int64_t>(1) : std::nullopt;
    case Subject::Masters:
      return worker.profile.masters ? std::optional<std::int64_t>(1) : std::nullopt;
    case Subject::Premium:
      return 1;
    case Subject::Custom:
      return held_value(worker.held, condition.requirement.qualification_type_id);
    case Subject::Locale:
    case Subject::Withdrawn:
      return std::nullopt;
  }
  return std::nullopt;
}

bool compare(const Requirement& r, std::int64_t value) {
  const std::int64_t bound = r.integers.empty() ? 0 : r.integers.front();
  switch (r.comparator) {
    case Comparator::LessThan:
      return value < bound;
    case Comparator::LessThanOrEqualTo:
      return value <= bound;
    case Comparator::GreaterThan:
      return value > bound;
    case Comparator::GreaterThanOrEqualTo:
      return value >= bound;
    case Comparator::EqualTo:
      return value == bound;
    case Comparator::NotEqualTo:
      return value != bound;
    case Comparator::Exists:
      return true;
    case Comparator::DoesNotExist:
      return false;
    case Comparator::In:
      return std::ranges::find(r.integers, value) != r.integers.end();
    case Comparator::NotIn:
      return std::ranges::find(r.integers, value) == r.integers.end();
  }
  return false;
}

/// A country alone stands for all of it.
bool matches_any(const std::vector<Locale>& wanted, const Locale& has) {
  return std::ranges::any_of(wanted, [&](const Locale& w) {
    return w.country == has.country && (w.subdivision.empty() || w.subdivision == has.subdivision);
  });
}

bool meets_locale(const Requirement& r, const std::optional<Locale>& locale) {
  if (!locale) return false;
  const bool negated = r.comparator == Comparator::NotEqualTo || r.comparator == Comparator::NotIn;
  return matches_any(r.locales, *locale) != negated;
}

bool meets_those_that_guard(Step step, const Conditions& conditions, const Candidate& worker) {
  return std::ranges::all_of(conditions, [&](const Condition& condition) {
    return !guards(condition.requirement, step) || is_met(condition, worker);
  });
}

std::string_view in_words(Comparator comparator) {
  switch (comparator) {
    case Comparator::LessThan:
      return "is less than";
    case Comparator::LessThanOrEqualTo:
      return "is at most";
    case Comparator::GreaterThan:
      return "is greater than";
    case Comparator::GreaterThanOrEqualTo:
      return "is at least";
    case Comparator::EqualTo:
      return "is";
    case Comparator::NotEqualTo:
      return "is not";
    case Comparator::Exists:
      return "is there";
    case Comparator::DoesNotExist:
      return "is not there";
    case Comparator::In:
      return "is one of";
    case Comparator::NotIn:
      return "is none of";
  }
  return "";
}

std::string text(const Locale& locale) {
  return locale.subdivision.empty() ? locale.country : locale.country + "-" + locale.subdivision;
}

std::string required_in_words(const Requirement& r) {
  std::string words(in_words(r.comparator));
  if (!r.integers.empty()) words += fmt::format(" {}", fmt::join(r.integers, ", "));
  for (std::size_t i = 0; i < r.locales.size(); ++i) words += (i == 0 ? " " : ", ") + text(r.locales[i]);
  return words;
}

std::string held_in_words(const Condition& condition, const Candidate& worker) {
  if (condition.subject == Subject::Locale) {
    return worker.profile.locale ? text(*worker.profile.locale) : "nothing";
  }
  const auto value = value_of(condition, worker);
  return value ? std::to_string(*value) : "nothing";
}

}  // namespace

Subject subject_of(std::string_view id, Marketplace marketplace) {
  if (const auto system = system_qualification(id, marketplace)) {
    switch (*system) {
      case SystemQualification::Masters:
        return Subject::Masters;
      case SystemQualification::NumberApproved:
        return Subject::NumberApproved;
      case SystemQualification::Locale:
        return Subject::Locale;
      case SystemQualification::Adult:
        return Subject::Adult;
      case SystemQualification::PercentApproved:
        return Subject::PercentApproved;
    }
  }
  if (is_withdrawn_qualification(id, marketplace)) return Subject::Withdrawn;
  return premium_price(id, marketplace) ? Subject::Premium : Subject::Custom;
}

Conditions conditions_of(Requirements requirements, Marketplace marketplace) {
  Conditions conditions;
  conditions.reserve(requirements.size());
  for (Requirement& requirement : requirements) {
    const Subject subject = subject_of(requirement.qualification_type_id, marketplace);
    conditions.push_back({std::move(requirement), subject});
  }
  return conditions;
}

bool is_met(const Condition& condition, const Candidate& worker) {
  const Requirement& r = condition.requirement;
  if (condition.subject == Subject::Withdrawn) return false;
  if (condition.subject == Subject::Locale) return meets_locale(r, worker.profile.locale);
  const auto value = value_of(condition, worker);
  if (!value) return r.comparator == Comparator::DoesNotExist;
  return compare(r, *value);
}

bool all_met(const Conditions& conditions, const Candidate& worker) {
  return meets_those_that_guard(Step::Accept, conditions, worker);
}

bool guards(const Requirement& requirement, Step step) {
  switch (step) {
    case Step::See:
      return requirement.guard == Guard::DiscoverPreviewAndAccept;
    case Step::Preview:
      return requirement.guard != Guard::Accept;
    case Step::Accept:
      return true;
  }
  return true;
}

std::string_view name(Obstacle obstacle) {
  static constexpr std::array<std::string_view, 9> kNames = {
      "WorkerSuspended", "RequesterSuspended", "WorkerBlocked", "RequirementNotMet", "AlreadyWorkedOn",
      "QueueFull",       "HITExpired",         "NoPlaceLeft",   "NoHITsAvailable"};
  return kNames[static_cast<std::size_t>(obstacle)];
}

std::vector<Obstacle> judge(Step step, const Situation& s) {
  std::vector<Obstacle> obstacles;
  const auto add_if = [&](bool stands, Obstacle obstacle) {
    if (stands) obstacles.push_back(obstacle);
  };
  add_if(s.worker_standing == Standing::Suspended, Obstacle::WorkerSuspended);
  add_if(s.requester_standing == Standing::Suspended, Obstacle::RequesterSuspended);
  add_if(s.block == Block::Blocked, Obstacle::Blocked);
  add_if(!meets_those_that_guard(step, s.conditions, s.worker), Obstacle::RequirementNotMet);
  if (step == Step::Accept) {
    add_if(s.prior_work == PriorWork::Has, Obstacle::AlreadyWorkedOn);
    add_if(s.under_way >= s.under_way_max, Obstacle::QueueFull);
    add_if(s.places == Places::Expired, Obstacle::Expired);
    add_if(s.places == Places::Taken, Obstacle::NoPlaceLeft);
  }
  if (step == Step::See) add_if(s.listed <= 0, Obstacle::NothingToList);
  return obstacles;
}

Finding find(const Condition& condition, const Candidate& worker) {
  return {.required = required_in_words(condition.requirement),
          .has = held_in_words(condition, worker),
          .met = is_met(condition, worker)};
}

std::string_view name(Subject subject) {
  switch (subject) {
    case Subject::NumberApproved:
      return "Number of assignments approved";
    case Subject::PercentApproved:
      return "Per cent of assignments approved";
    case Subject::Locale:
      return "Location";
    case Subject::Adult:
      return "Agreement to see adult content";
    case Subject::Masters:
      return "Masters";
    case Subject::Premium:
      return "Premium qualification";
    case Subject::Withdrawn:
      return "Withdrawn qualification, which nobody meets";
    case Subject::Custom:
      return "";
  }
  return "";
}

}  // namespace kempelen::domain
