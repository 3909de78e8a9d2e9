// Rates are means over the whole time: what is counted comes evenly.
#include "cli/progress.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/wording.h"

namespace kempelen::cli {
namespace {

constexpr int kColumnsWithout = 72;
constexpr int kBarMost = 40;
constexpr int kBarLeast = 8;
constexpr std::chrono::milliseconds kBetweenBars{100};
constexpr std::chrono::seconds kBetweenLines{5};

std::string time_left(const ProgressState& state) {
  if (state.rate <= 0 || state.done >= state.total) return {};
  const double seconds = static_cast<double>(state.total - state.done) / state.rate;
  return spoken(std::chrono::seconds(static_cast<std::int64_t>(std::min(seconds, 1e9)) + 1)) + " left";
}

std::string rate_text(double rate) {
  return rate >= 10 ? grouped(static_cast<std::size_t>(rate)) : fmt::format("{:.1f}", rate);
}

}  // namespace

std::string progress_line(const ProgressState& state) {
  std::string line = fmt::format("{} of {} {}", grouped(state.done), grouped(state.total), state.unit);
  if (state.rate > 0) line += fmt::format(", {} a second", rate_text(state.rate));
  if (const std::string left = time_left(state); !left.empty()) line += ", " + left;
  if (!state.note.empty()) line += fmt::format(" ({})", state.note);
  return line;
}

std::string progress_bar(const ProgressState& state, int columns) {
  const std::string percent = fmt::format("{:>3} %", state.total == 0 ? 100 : state.done * 100 / state.total);
  const int room = columns - 1;
  std::string words = progress_line(state);
  const auto width = [&percent](const std::string& text) {
    return static_cast<int>(percent.size() + 2 + text.size());
  };
  if (width(words) > room && !state.note.empty()) {
    words = progress_line({state.done, state.total, state.rate, state.unit, {}});
  }
  if (width(words) > room) words = fmt::format("{}/{}", state.done, state.total);
  if (width(words) > room) return percent;
  const int bar = std::min(kBarMost, room - width(words) - 4);
  if (bar < kBarLeast) return fmt::format("{}  {}", percent, words);
  const auto full = state.total == 0 ? static_cast<std::size_t>(bar)
                                     : state.done * static_cast<std::size_t>(bar) / state.total;
  return fmt::format("[{:<{}}] {}  {}", std::string(full, '#'), bar, percent, words);
}

Progress::Progress(Surroundings& at, std::string unit, std::size_t total, Show show, Pace pace)
    : at_(at),
      unit_(std::move(unit)),
      total_(total),
      show_(show),
      pace_(pace),
      columns_(at.err_columns > 0 ? at.err_columns : kColumnsWithout),
      began_(std::chrono::steady_clock::now()) {}

Progress::~Progress() {
  if (bar_) at_.err << "\r\x1b[K" << std::flush;
}

void Progress::update(std::size_t done, std::string_view note) {
  if (show_ == Show::No) return;
  const Moment now = std::chrono::steady_clock::now();
  if (at_.err_is_terminal) {
    if (drawn_ && now - *drawn_ < kBetweenBars) return;
  } else if (now - drawn_.value_or(began_) < kBetweenLines) {
    return;
  }
  drawn_ = now;
  const double seconds = std::chrono::duration<double>(now - began_).count();
  const ProgressState state{
      .done = done,
      .total = total_,
      .rate = pace_ == Pace::Even && seconds > 0.5 ? static_cast<double>(done) / seconds : 0,
      .unit = unit_,
      .note = note};
  if (at_.err_is_terminal) {
    at_.err << '\r' << progress_bar(state, columns_) << "\x1b[K" << std::flush;
    bar_ = true;
  } else {
    at_.err << progress_line(state) << std::endl;
  }
}

}  // namespace kempelen::cli
