// A HIT to be made, after everything that can be checked without the database: what CreateHIT and
// CreateHITWithHITType have in common.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "actions/context.h"
#include "actions/reviews/policies.h"
#include "api/hits.h"
#include "domain/hit_type.h"
#include "domain/layout.h"

namespace kempelen::actions {

/// Which layout a HIT's question is to be made from, and with what; the values have passed `check_values`.
struct LayoutUse {
  HitLayoutId id;
  std::vector<domain::LayoutValue> values;
};

struct PreparedHit {
  /// The properties of CreateHIT, or the type that CreateHITWithHITType names.
  std::variant<domain::HitTypeProperties, HitTypeId> type;
  std::string question;  // byte for byte as sent; unused with a layout
  std::optional<LayoutUse> layout{};
  PreparedPolicies policies{};
  Duration lifetime;
  std::int64_t max_assignments = 1;
  std::optional<std::string> annotation{};
  std::optional<std::string> token{};
};

/// The properties in a request of CreateHIT or CreateHITType, or the refusal of its requirements.
template <typename Request>
Result<domain::HitTypeProperties> read_properties(const Request& request, domain::Marketplace marketplace);

/// Finds the requester's HIT type with these properties, or makes it. Refuses what `check_requirable` does.
Result<domain::HitType> find_or_make_type(WriteContext& ctx, const domain::HitTypeProperties& properties);

/// The question made from the HIT's layout, nothing for a HIT without one. Refuses HitLayoutDoesNotExist,
/// also for a layout of somebody else or of the other marketplace, and what `domain::make_question` refuses.
Result<std::optional<std::string>> question_from_layout(const WriteContext& ctx, const PreparedHit& prepared);

/// Refuses HitAlreadyExists, naming the earlier HIT, if the token was used within 24 hours. Stands between
/// existence and money in the order of checks, so that a repeated call never sees InsufficientFunds.
Result<Done> check_token(const WriteContext& ctx, const PreparedHit& prepared);

/// Publishes, asking what was made from the layout if anything was; or refuses InsufficientFunds.
Result<api::HIT> publish(WriteContext& ctx, const PreparedHit& prepared, const domain::HitType& type,
                         const std::optional<std::string>& from_layout);

}  // namespace kempelen::actions
