// Daylight saving time in the USA: from the second Sunday of March, two o'clock, to the first Sunday of
// November, two o'clock by the clock that is about to be set back.
#include "cli/result_times.h"

#include <fmt/format.h>

#include <chrono>

namespace kempelen::cli {
namespace {

using namespace std::chrono_literals;
using std::chrono::seconds;
using std::chrono::sys_days;
using std::chrono::sys_seconds;

constexpr auto kStandard = 8h;  // behind UTC
constexpr auto kDaylight = 7h;

bool is_daylight(sys_seconds at) {
  const std::chrono::year year =
      std::chrono::year_month_day(std::chrono::floor<std::chrono::days>(at - kStandard)).year();
  const sys_seconds begins = sys_days(year / std::chrono::March / std::chrono::Sunday[2]) + 2h + kStandard;
  const sys_seconds ends = sys_days(year / std::chrono::November / std::chrono::Sunday[1]) + 2h + kDaylight;
  return at >= begins && at < ends;
}

}  // namespace

std::string pacific_time(Instant at) {
  constexpr const char* kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const sys_seconds utc{seconds(at.epoch_seconds())};
  const bool daylight = is_daylight(utc);
  const sys_seconds local = utc - (daylight ? kDaylight : kStandard);
  const auto day = std::chrono::floor<std::chrono::days>(local);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(local - day);
  return fmt::format("{} {} {:02} {:02}:{:02}:{:02} {} {}", kDays[std::chrono::weekday(day).c_encoding()],
                     kMonths[static_cast<unsigned>(date.month()) - 1], static_cast<unsigned>(date.day()),
                     time.hours().count(), time.minutes().count(), time.seconds().count(),
                     daylight ? "PDT" : "PST", static_cast<int>(date.year()));
}

}  // namespace kempelen::cli
