// Page tokens: where the next page of a list begins, with a seal, so that a token can neither be made up nor
// taken from another requester's, operation's or filter's list.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "actions/context.h"

namespace kempelen::actions {

/// MaxResults when a requester does not say (captures of the original).
constexpr std::int32_t kPageSizeDefault = 10;

/// The list that a token continues: everything but the position that decides what is on a page.
struct PageOf {
  std::string_view operation;
  std::string filter{};  // any text; equal filters give equal texts
};

/// `p1:` and at most 252 characters. `position` is a short text without `~`.
std::string page_token(const ReadContext& ctx, const PageOf& list, std::string_view position);

/// Positions in lists ordered by a time and then an id are written `<micros> <id>`.
struct TimedPosition {
  Instant at;
  std::string id;
};
std::string timed_position(Instant at, std::string_view id);
/// The reverse, for what page_position() gave: sealed, so it is ours. Nothing on the first page.
std::optional<TimedPosition> read_timed_position(const std::string& position);

/// The position in `token`; empty when there is no token, which means the first page. Refuses
/// InvalidParameterValue.
Result<std::string> page_position(const ReadContext& ctx, const PageOf& list,
                                  const std::optional<std::string>& token);

}  // namespace kempelen::actions
