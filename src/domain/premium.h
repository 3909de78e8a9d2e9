// Premium qualifications: facts about workers that the original knew and sold, such as an age band.
#pragma once

#include <optional>
#include <string_view>

#include "base/money.h"
#include "domain/marketplace.h"

namespace kempelen::domain {

/// What requiring it costs per assignment in the live marketplace, beside the fee; nothing if `id` is no
/// premium qualification of the marketplace.
std::optional<Money> premium_price(std::string_view id, Marketplace marketplace);

}  // namespace kempelen::domain
