// The fee rule.
#include "domain/pricing.h"

#include <algorithm>
#include <set>
#include <string_view>

#include "domain/premium.h"

namespace kempelen::domain {
namespace {

constexpr std::int64_t kBasicPercent = 20;
constexpr Money kFeeMin = Money::cents(1);
constexpr std::int64_t kMicrosPerCent = 10'000;

/// Rounded half up to a cent, but never less than one.
Money fee_of(Money amount, std::int64_t percent) {
  const std::int64_t micros = amount.micros / 100 * percent;
  return std::max(kFeeMin, Money::cents((micros + kMicrosPerCent / 2) / kMicrosPerCent));
}

/// Each premium qualification costs once, however often it is named.
Money premium_of(const Requirements& requirements, Marketplace marketplace) {
  std::set<std::string_view> counted;
  Money sum;
  for (const Requirement& r : requirements) {
    const auto price = premium_price(r.qualification_type_id, marketplace);
    if (price && counted.insert(r.qualification_type_id).second) sum = sum + *price;
  }
  return sum;
}

}  // namespace

Price price_of(Money reward, std::int64_t max_assignments, const Requirements& requirements,
               Marketplace marketplace) {
  if (marketplace == Marketplace::Sandbox) return {reward, Money{}};
  const std::int64_t percent = kBasicPercent + (max_assignments >= kManyAssignments ? 20 : 0) +
                               (requires_masters(requirements, marketplace) ? 5 : 0);
  return {reward, fee_of(reward, percent) + premium_of(requirements, marketplace)};
}

Money bonus_fee(Money bonus, Marketplace marketplace) {
  return marketplace == Marketplace::Sandbox ? Money{} : fee_of(bonus, kBasicPercent);
}

}  // namespace kempelen::domain
