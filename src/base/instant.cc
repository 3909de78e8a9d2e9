// Text forms of instants. Calendar arithmetic comes from <chrono>, which has it without time zones or
// locales.
#include "base/instant.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <chrono>

namespace kempelen {
namespace {

struct Civil {
  int year;
  unsigned month, day, weekday;
  std::int64_t hour, minute, second;
};

Civil civil(Instant at) {
  using namespace std::chrono;
  const std::int64_t total = at.epoch_seconds();
  const sys_days day{floor<days>(seconds{total})};
  const year_month_day ymd{day};
  const std::int64_t rest = total - seconds{day.time_since_epoch()}.count();
  return {static_cast<int>(ymd.year()),
          static_cast<unsigned>(ymd.month()),
          static_cast<unsigned>(ymd.day()),
          weekday{day}.c_encoding(),
          rest / 3600,
          rest / 60 % 60,
          rest % 60};
}

/// The digits of `text[from, from + count)` as a number; nothing if one is not a digit.
std::optional<int> digits(std::string_view text, std::size_t from, std::size_t count) {
  if (from + count > text.size()) return std::nullopt;
  int value = 0;
  for (const char c : text.substr(from, count)) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

std::optional<Instant> compose(std::optional<int> y, std::optional<int> mo, std::optional<int> d,
                               std::optional<int> h, std::optional<int> mi, std::optional<int> s) {
  using namespace std::chrono;
  if (!y || !mo || !d || !h || !mi || !s) return std::nullopt;
  const year_month_day ymd{year{*y}, month{static_cast<unsigned>(*mo)}, day{static_cast<unsigned>(*d)}};
  if (!ymd.ok() || *h > 23 || *mi > 59 || *s > 59) return std::nullopt;
  const auto at = seconds{sys_days{ymd}.time_since_epoch()} + hours{*h} + minutes{*mi} + seconds{*s};
  return Instant::from_seconds(at.count());
}

constexpr std::array kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

}  // namespace

std::string format_basic(Instant at) {
  const Civil c = civil(at);
  return fmt::format("{:04}{:02}{:02}T{:02}{:02}{:02}Z", c.year, c.month, c.day, c.hour, c.minute, c.second);
}

std::optional<Instant> parse_basic(std::string_view t) {
  if (t.size() != 16 || t[8] != 'T' || t[15] != 'Z') return std::nullopt;
  return compose(digits(t, 0, 4), digits(t, 4, 2), digits(t, 6, 2), digits(t, 9, 2), digits(t, 11, 2),
                 digits(t, 13, 2));
}

std::string format_http_date(Instant at) {
  const Civil c = civil(at);
  return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT", kDays[c.weekday], c.day,
                     kMonths[c.month - 1], c.year, c.hour, c.minute, c.second);
}

std::string format_iso(Instant at) {
  const Civil c = civil(at);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", c.year, c.month, c.day, c.hour, c.minute,
                     c.second);
}

std::optional<Instant> parse_iso(std::string_view t) {
  if (t.size() < 20 || t[4] != '-' || t[7] != '-' || t[10] != 'T' || t[13] != ':' || t[16] != ':' ||
      t.back() != 'Z') {
    return std::nullopt;
  }
  const auto whole = compose(digits(t, 0, 4), digits(t, 5, 2), digits(t, 8, 2), digits(t, 11, 2),
                             digits(t, 14, 2), digits(t, 17, 2));
  if (!whole || t.size() == 20) return whole;
  const std::string_view fraction = t.substr(20, t.size() - 21);
  if (t[19] != '.' || fraction.empty() || fraction.size() > 9) return std::nullopt;
  std::int64_t micros = 0;
  for (std::size_t i = 0; i < 6; ++i) {
    const auto digit = i < fraction.size() ? digits(fraction, i, 1) : std::optional<int>(0);
    if (!digit) return std::nullopt;
    micros = micros * 10 + *digit;
  }
  if (fraction.size() > 6 && !digits(fraction, 6, fraction.size() - 6)) return std::nullopt;
  return *whole + Duration{micros};
}

}  // namespace kempelen
