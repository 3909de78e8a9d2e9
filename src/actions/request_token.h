// UniqueRequestToken: a repeated call is recognised and has no second effect. It never gets the first answer
// again, but a refusal that names what the first call made (dossier 3.0).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "actions/context.h"

namespace kempelen::actions {

/// Which calls share one name space of tokens: CreateHIT and CreateHITWithHITType do.
enum class TokenSpace { CreateHit, AddAssignments, SendBonus };

/// What the call made that used the token within 24 hours; nothing without a token.
std::optional<std::string> earlier_use(const ReadContext& ctx, TokenSpace space,
                                       const std::optional<std::string>& token);
/// Refuses TokenAlreadyProcessed. Stands between existence and state in the order of checks, so that a
/// repeated call never sees what its first run has changed, such as the funds.
Result<Done> check_not_used(const ReadContext& ctx, TokenSpace space,
                            const std::optional<std::string>& token);
/// Remembers the token, if there is one.
void note_use(WriteContext& ctx, TokenSpace space, const std::optional<std::string>& token,
              std::string_view subject);

}  // namespace kempelen::actions
