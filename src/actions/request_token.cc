// The tokens' home in the store.
#include "actions/request_token.h"

#include <array>

#include "store/request_tokens.h"

namespace kempelen::actions {
namespace {

store::RequestToken token_of(const ReadContext& ctx, TokenSpace space, const std::string& token) {
  constexpr std::array<std::string_view, 3> kNames = {"CreateHIT", "CreateAdditionalAssignmentsForHIT",
                                                      "SendBonus"};
  return {ctx.caller.requester, ctx.caller.marketplace, std::string(kNames[static_cast<std::size_t>(space)]),
          token};
}

}  // namespace

std::optional<std::string> earlier_use(const ReadContext& ctx, TokenSpace space,
                                       const std::optional<std::string>& token) {
  if (!token) return std::nullopt;
  return store::find_use(ctx.db, token_of(ctx, space, *token), ctx.now);
}

Result<Done> check_not_used(const ReadContext& ctx, TokenSpace space,
                            const std::optional<std::string>& token) {
  if (earlier_use(ctx, space, token)) return refuse(Code::TokenAlreadyProcessed, *token);
  return Done{};
}

void note_use(WriteContext& ctx, TokenSpace space, const std::optional<std::string>& token,
              std::string_view subject) {
  if (token) store::save_use(ctx.tx, token_of(ctx, space, *token), subject, ctx.now);
}

}  // namespace kempelen::actions
