// How far a command is: a bar that is drawn over where a person looks, lines every few seconds elsewhere.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "cli/surroundings.h"

namespace kempelen::cli {

struct ProgressState {
  std::size_t done = 0;
  std::size_t total = 0;
  double rate = 0;  // a second; 0 if it is not known
  std::string_view unit;
  std::string_view note{};  // ` (…)` behind everything, where there is room
};

/// At most so many columns, fewer than a narrow terminal has.
std::string progress_bar(const ProgressState& state, int columns);
/// `4,312 of 10,000 rows, 2,140 a second, 3 s left`.
std::string progress_line(const ProgressState& state);
class Progress {
 public:
  enum class Show { Yes, No };
  /// Whether it goes on evenly, so that a rate and the time left can be told.
  enum class Pace { Even, Unknown };

  /// `unit` is what is counted: `rows`.
  Progress(Surroundings& at, std::string unit, std::size_t total, Show show, Pace pace = Pace::Even);
  /// Takes the bar away.
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// May be called as often as one likes: it is drawn ten times a second at most.
  void update(std::size_t done, std::string_view note = {});

 private:
  using Moment = std::chrono::steady_clock::time_point;

  Surroundings& at_;
  std::string unit_;
  std::size_t total_;
  Show show_;
  Pace pace_;
  int columns_;
  Moment began_;
  std::optional<Moment> drawn_{};
  bool bar_ = false;  // on the screen
};

}  // namespace kempelen::cli
