// The seal is a keyed hash over caller, list and position.
#include "actions/page_token.h"

#include <fmt/format.h>

#include <bit>
#include <charconv>
#include <span>

#include "base/text.h"

namespace kempelen::actions {
namespace {

constexpr std::string_view kPrefix = "p1:";

std::string seal(const ReadContext& ctx, const PageOf& list, std::string_view position) {
  return authenticate(
      ctx.settings.page_token_key,
      fmt::format("{}\n{}\n{}\n{}\n{}\n{}", domain::name(ctx.caller.marketplace), ctx.caller.requester.text,
                  ctx.caller.worker.text, list.operation, digest(list.filter), position));
}

std::string encode(std::string_view text) {
  return base64url(std::span(std::bit_cast<const std::uint8_t*>(text.data()), text.size()));
}

}  // namespace

std::string page_token(const ReadContext& ctx, const PageOf& list, std::string_view position) {
  return std::string(kPrefix) + encode(fmt::format("{}~{}", seal(ctx, list, position), position));
}

Result<std::string> page_position(const ReadContext& ctx, const PageOf& list,
                                  const std::optional<std::string>& token) {
  if (!token) return std::string();
  const auto refused = refuse(Code::InvalidParameterValue, *token, "NextToken");
  if (!token->starts_with(kPrefix)) return refused;
  const auto decoded = from_base64url(std::string_view(*token).substr(kPrefix.size()));
  if (!decoded) return refused;
  const std::size_t middle = decoded->find('~');
  if (middle == std::string::npos) return refused;
  std::string position = decoded->substr(middle + 1);
  if (!equal_in_constant_time(decoded->substr(0, middle), seal(ctx, list, position))) return refused;
  return position;
}

std::string timed_position(Instant at, std::string_view id) {
  return fmt::format("{} {}", at.micros, id);
}

std::optional<TimedPosition> read_timed_position(const std::string& position) {
  const std::size_t blank = position.find(' ');
  if (blank == std::string::npos) return std::nullopt;
  TimedPosition read{.at = {}, .id = position.substr(blank + 1)};
  std::from_chars(position.data(), position.data() + blank, read.at.micros);
  return read;
}

}  // namespace kempelen::actions
