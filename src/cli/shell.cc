// The commands put together, and the process they run in.
#include "cli/shell.h"

#include <fmt/format.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "cli/completion.h"
#include "cli/jobs.h"
#include "cli/manual.h"
#include "cli/nearest.h"
#include "cli/operations.h"
#include "cli/surroundings.h"

namespace kempelen::cli {
namespace {

constexpr const char* kForRequesters = "For requesters";
constexpr std::string_view kApi = "api";
constexpr std::string_view kCompletion = "completion";
constexpr std::string_view kManual = "manual";
constexpr Duration kLook = Duration::millis(50);

std::atomic<bool> interrupted = false;
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler sets it");

/// The first Ctrl-C asks, the second ends the process.
bool was_interrupted() {
  [[maybe_unused]] static const bool listening = [] {
    struct sigaction action{};
    action.sa_handler = [](int) { interrupted = true; };
    action.sa_flags = static_cast<int>(SA_RESETHAND);
    return sigaction(SIGINT, &action, nullptr) == 0;
  }();
  return interrupted;
}

/// In short steps, since the signal may reach another thread than the one that waits.
bool pause_for(Duration duration) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::microseconds(duration.micros);
  while (!was_interrupted() && std::chrono::steady_clock::now() < end) {
    poll(nullptr, 0, static_cast<int>(std::min(kLook.micros, duration.micros) / 1'000));
  }
  return !was_interrupted();
}

int columns_of(int terminal) {
  winsize size{};
  return isatty(terminal) == 1 && ioctl(terminal, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

int print_completion(const Node& program, const Given& given, Surroundings& at) {
  const std::string shell = given.text_or("shell", "");
  const auto script = completion_script(program, shell);
  if (!script)
    return complain(at, fmt::format("completion knows bash, zsh and fish, not \"{}\".", shell), kMisused);
  at.out << *script;
  return kDone;
}

int write_manual(const Node& program, std::string_view version, const Given& given, Surroundings& at) {
  const std::filesystem::path directory = given.text_or("directory", ".");
  std::error_code error;
  std::filesystem::create_directories(directory, error);
  const auto pages = manual_pages(program, version);
  for (const ManualPage& page : pages) {
    std::ofstream file(directory / page.name, std::ios::binary);
    file << page.text;
    file.close();
    if (!file) {
      return complain(at, fmt::format("{} cannot be written.", (directory / page.name).string()), kMisused);
    }
  }
  at.out << fmt::format("Wrote {} pages to {}; read one with: man {}\n", pages.size(), directory.string(),
                        (directory / pages.front().name).string());
  return kDone;
}

/// The command that the words led to before something was wrong.
const CLI::App& reached(const CLI::App& app) {
  const CLI::App* command = &app;
  while (!command->get_subcommands().empty()) command = command->get_subcommands().front();
  return *command;
}

std::string path_of(const CLI::App& command) {
  const CLI::App* const parent = command.get_parent();
  return parent == nullptr ? command.get_name() : path_of(*parent) + " " + command.get_name();
}

/// Names a word that is no command or no flag, and what may have been meant by it.
std::string what_is_wrong(const CLI::App& app, const CLI::ParseError& error) {
  const CLI::App& command = reached(app);
  const Node node = tree_of(command);
  const std::vector<std::string> unknown = app.remaining(true);
  const std::string help = fmt::format("`{} --help` says what there is.", path_of(command));
  if (unknown.empty()) {
    std::string sentence = error.what();
    if (!sentence.ends_with('.')) sentence += '.';
    return fmt::format("{} {}", sentence, help);
  }
  const std::string& word = unknown.front();
  std::vector<std::string> names;
  for (const Node& inner : node.nodes) names.push_back(inner.name);
  for (const Flag& flag : node.flags) names.push_back("--" + flag.name);
  const auto meant = nearest(word, names);
  return fmt::format("{} has no {} \"{}\"{}; {}", path_of(command),
                     word.starts_with('-') ? "flag"
                     : node.nodes.empty()  ? "place for"
                                           : "command",
                     word, meant ? fmt::format(" (did you mean {}?)", *meant) : "", help);
}

}  // namespace

bool looked_at(std::string_view command, std::string_view first_word) {
  return first_word == command || first_word == kCompletion || first_word == kManual;
}

Shell::Shell() : jobs_(job_commands()) {
  const auto tree = [this] { return tree_of(*app_); };
  tools_.push_back(
      {.name = std::string(kCompletion),
       .doc = "Print a script that completes commands and flags in a shell.",
       .detail = "For bash: source <(kempelen completion bash)",
       .flags = {{"shell", "{bash,zsh,fish}", "The shell.", Flag::Need::Required, Flag::Place::Positional}},
       .calls = Command::Calls::Nobody,
       .run = [tree](const Given& given, Surroundings& at) { return print_completion(tree(), given, at); }});
  tools_.push_back(
      {.name = std::string(kManual),
       .doc = "Write the man pages of all commands.",
       .detail = "",
       .flags = {{"directory", "DIRECTORY", "Where to; made if it is missing.", Flag::Need::Required}},
       .calls = Command::Calls::Nobody,
       .run = [this, tree](const Given& given, Surroundings& at) {
         return write_manual(tree(), app_->version(), given, at);
       }});
}

void Shell::add_to(CLI::App& app, std::string_view first_word) {
  CLI::App* const api = app.add_subcommand(std::string(kApi), "Call one operation of the Requester API.");
  api->group(kForRequesters);
  api->require_subcommand(1);
  if (looked_at(kApi, first_word)) {
    operations_ = operation_commands();
    for (const Command& command : operations_) add_command(*api, command, asked_)->group("Operations");
  }
  for (Command& command : jobs_) {
    if (!looked_at(command.name, first_word)) {
      command.flags.clear();
      command.calls = Command::Calls::Nobody;
    }
    add_command(app, command, asked_)->group(kForRequesters);
  }
  for (const Command& command : tools_) add_command(app, command, asked_)->group("For the shell");
}

int Shell::run(const CLI::App& app) {
  app_ = &app;
  const SystemClock clock;
  Surroundings at{.out = std::cout,
                  .err = std::cerr,
                  .err_is_terminal = isatty(STDERR_FILENO) == 1,
                  .columns = columns_of(STDOUT_FILENO),
                  .err_columns = columns_of(STDERR_FILENO),
                  .clock = clock,
                  .pause = pause_for,
                  .stopped = was_interrupted};
  const int code = asked_.command->run(asked_.given, at);
  std::cout.flush();
  if (!std::cout) return complain(at, "Standard output cannot be written.", kMisused);
  return code;
}

int end_of(const CLI::App& app, const CLI::ParseError& error) {
  if (error.get_exit_code() == 0) return app.exit(error);  // help and version
  std::cerr << "kempelen: " << what_is_wrong(app, error) << '\n';
  return kMisused;
}

}  // namespace kempelen::cli
