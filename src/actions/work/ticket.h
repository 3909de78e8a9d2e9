// Tickets for previews. A frame on the content origin comes without a session, so what guards a preview was
// checked when its address was made; the ticket in the address says so.
#pragma once

#include <string>
#include <string_view>

#include "actions/context.h"

namespace kempelen::actions {

/// Good for one day, for whoever has the address.
std::string preview_ticket(const ReadContext& ctx, const HitId& hit);
bool is_good_ticket(const ReadContext& ctx, const HitId& hit, std::string_view ticket);

}  // namespace kempelen::actions
