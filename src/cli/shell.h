// The commands for requesters, as main() sees them: added to the parser, and run if one was asked for.
#pragma once

#include <CLI/CLI.hpp>

#include <memory>
#include <string_view>
#include <vector>

#include "cli/line.h"

namespace kempelen::cli {

/// Whether the flags of a command matter to a process that was called with `first_word`. All others need not
/// be made, which is most of what a start would take.
bool looked_at(std::string_view command, std::string_view first_word);

class Shell {
 public:
  Shell();

  /// Adds every command; the operations of `api` with their four hundred flags only where `looked_at` says
  /// so.
  void add_to(CLI::App& app, std::string_view first_word);

  /// Whether the parsed line asked for one of them.
  bool asked() const { return asked_.command != nullptr; }
  /// Runs what was asked for; returns the exit code. `app` is the parser of the whole program.
  int run(const CLI::App& app);

 private:
  std::vector<Command> jobs_;
  std::vector<Command> tools_;
  std::vector<Command> operations_;
  Asked asked_{};
  const CLI::App* app_ = nullptr;
};

/// Says what is wrong with the line, in a sentence on standard error, or prints the help that was asked for.
/// Returns the exit code.
int end_of(const CLI::App& app, const CLI::ParseError& error);

}  // namespace kempelen::cli
