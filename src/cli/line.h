// From the records of commands to a parser of the command line, and from any parser back to a tree that help
// texts, completion and manual are made from.
#pragma once

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

#include "cli/command.h"

namespace kempelen::cli {

/// What was asked for: nothing until the line is parsed.
struct Asked {
  const Command* command = nullptr;
  Given given{};
};

/// Adds the command as a subcommand. `command` and `asked` must outlive the parser.
CLI::App* add_command(CLI::App& app, const Command& command, Asked& asked);

/// A command with its flags and subcommands, as the parser knows it.
struct Node {
  std::string name;
  std::string doc;
  std::string detail;
  std::vector<Flag> flags;  // positional ones, too
  std::vector<Node> nodes;
};

/// Of every command below `app`, whoever added it. Hidden ones are left out.
Node tree_of(const CLI::App& app);

}  // namespace kempelen::cli
