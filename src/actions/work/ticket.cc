// `<last instant in microseconds>.<seal>`.
#include "actions/work/ticket.h"

#include <fmt/format.h>

#include <charconv>

namespace kempelen::actions {
namespace {

constexpr Duration kTicketLife = Duration::days(1);

std::string seal(const ReadContext& ctx, const HitId& hit, std::int64_t until) {
  return authenticate(ctx.settings.page_token_key, fmt::format("preview\n{}\n{}", hit.text, until));
}

}  // namespace

std::string preview_ticket(const ReadContext& ctx, const HitId& hit) {
  const std::int64_t until = (ctx.now + kTicketLife).micros;
  return fmt::format("{}.{}", until, seal(ctx, hit, until));
}

bool is_good_ticket(const ReadContext& ctx, const HitId& hit, std::string_view ticket) {
  const std::size_t dot = ticket.find('.');
  if (dot == std::string_view::npos) return false;
  std::int64_t until = 0;
  const auto [end, error] = std::from_chars(ticket.data(), ticket.data() + dot, until);
  if (error != std::errc() || end != ticket.data() + dot) return false;
  return equal_in_constant_time(ticket.substr(dot + 1), seal(ctx, hit, until)) && ctx.now.micros <= until;
}

}  // namespace kempelen::actions
