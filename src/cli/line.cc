// The one place where commands meet CLI11.
#include "cli/line.h"

#include <fmt/format.h>

namespace kempelen::cli {
namespace {

/// Of one flag: more than a list of the API has, and few enough for the parser to count them (it takes
/// numbers near its own limit for "one and more").
constexpr int kValuesMax = 10'000;

void add_flag(CLI::App& line, const Flag& flag, Asked& asked) {
  if (flag.value.empty()) {
    line.add_flag_callback(
        "--" + flag.name, [&asked, name = flag.name] { asked.given.add(name, {"yes"}); }, flag.doc);
    return;
  }
  const std::string names =
      flag.place == Flag::Place::Positional ? fmt::format("{0},--{0}", flag.name) : "--" + flag.name;
  CLI::Option* option = line.add_option_function<std::vector<std::string>>(
      names,
      [&asked, name = flag.name](const std::vector<std::string>& values) { asked.given.add(name, values); },
      flag.doc);
  option->type_name(flag.value);
  const bool many = flag.count == Flag::Count::Many;
  const bool positional = flag.place == Flag::Place::Positional;
  option->expected(1, many ? kValuesMax : 1);
  // With extra arguments allowed, the parser would take `[…]` apart, which is JSON here; without them it
  // takes one positional value only.
  option->allow_extra_args(many && positional);
  if (!many && !positional) option->take_last();
  option->trigger_on_parse(false);
  if (flag.need == Flag::Need::Required) option->required();
}

Flag flag_of(const CLI::Option& option) {
  Flag flag;
  flag.name = option.get_lnames().empty() ? option.get_single_name() : option.get_lnames().front();
  flag.value = option.get_items_expected_max() == 0 ? "" : option.get_type_name();
  flag.doc = option.get_description();
  flag.need = option.get_required() ? Flag::Need::Required : Flag::Need::Optional;
  flag.place = option.get_positional() ? Flag::Place::Positional : Flag::Place::Flagged;
  flag.count = option.get_items_expected_max() > 1 ? Flag::Count::Many : Flag::Count::One;
  return flag;
}

}  // namespace

CLI::App* add_command(CLI::App& app, const Command& command, Asked& asked) {
  CLI::App* const line = app.add_subcommand(command.name, command.doc);
  for (const Flag& flag : command.flags) add_flag(*line, flag, asked);
  if (command.calls == Command::Calls::Service) {
    for (const Flag& flag : service_flags()) add_flag(*line, flag, asked);
  }
  if (!command.detail.empty()) line->footer(command.detail);
  line->callback([&command, &asked] { asked.command = &command; });
  return line;
}

Node tree_of(const CLI::App& app) {
  Node node{.name = app.get_name(),
            .doc = app.get_description(),
            .detail = app.get_footer(),
            .flags = {},
            .nodes = {}};
  for (const CLI::Option* option : app.get_options()) {
    if (!option->get_group().empty()) node.flags.push_back(flag_of(*option));
  }
  for (const CLI::App* one : app.get_subcommands([](const CLI::App*) { return true; })) {
    if (!one->get_group().empty()) node.nodes.push_back(tree_of(*one));
  }
  return node;
}

}  // namespace kempelen::cli
