// The command line of Kempelen.
#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <cstdio>
#include <filesystem>
#include <iostream>
#include <iterator>
#include <map>
#include <string>
#include <utility>

#include "api/errors.h"
#include "base/fault.h"
#include "base/text.h"
#include "cli/shell.h"
#include "jobs/runtime.h"
#include "server/admin.h"
#include "server/admin_socket.h"
#include "server/app.h"
#include "server/config.h"
#include "server/describe.h"
#include "server/files.h"
#include "server/log.h"
#include "server/restore.h"
#include "server/store_directory.h"
#include "server/version.h"

namespace kempelen::server {
namespace {

using cli::kMisused;
using cli::kRefused;
/// More than any command takes; what a command takes it says itself.
constexpr std::size_t kFileBytesMax = 256 * 1024;

using Flags = std::map<std::string, std::string>;

int complain(const Refusal& refusal, int exit_code) {
  fmt::print(stderr, "kempelen: {}\n", api::wire_error(refusal).message);
  return exit_code;
}

/// Every setting becomes a flag of the subcommand; what was given lands in `flags`.
void add_setting_flags(CLI::App& command, Flags& flags, std::string& config_file) {
  command.add_option("--config", config_file,
                     "Settings file (TOML); default: kempelen.toml in the data directory");
  for (const Setting& setting : settings()) {
    const std::string name(setting.name);
    const std::string doc = fmt::format("{} [{}]", setting.doc, setting.default_value);
    if (std::holds_alternative<bool Config::*>(setting.member)) {
      const std::string flag = flag_of(setting);
      command.add_flag_callback(flag, [&flags, name] { flags[name] = "true"; }, doc);
      command.add_flag_callback("--no-" + flag.substr(2), [&flags, name] { flags[name] = "false"; });
    } else {
      command.add_option_function<std::string>(
          flag_of(setting), [&flags, name](const std::string& value) { flags[name] = value; }, doc);
    }
  }
}

int print_config(const LoadedConfig& loaded) {
  for (const Setting& setting : settings()) {
    fmt::print("# {}\n{} = {}  # {}\n", setting.doc, setting.name, value_text(loaded.config, setting),
               name(loaded.sources.at(setting.name)));
  }
  return 0;
}

std::string read_input(const std::string& file) {
  if (file != "-") return read_file_text(file);
  return {std::istreambuf_iterator<char>(std::cin), std::istreambuf_iterator<char>()};
}

/// Flags that name a file are given its content; `-` is standard input. Secrets come this way and never on
/// the command line, where other users could read them, and without the line end that an editor adds.
/// Everything else stays byte for byte.
Result<Done> read_files(Arguments& arguments) {
  for (const char* flag : {"secret-file", "html-file"}) {
    const auto found = arguments.find(flag);
    if (found == arguments.end()) continue;
    try {
      const std::string file = std::exchange(found->second, read_input(found->second));
      std::string& text = found->second;
      const bool secret = found->first == "secret-file";
      while (secret && !text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
      if (!is_utf8(text) || text.find('\0') != std::string::npos) {
        return refuse(Code::AdminRefused, fmt::format("--{} {}: this is not text in UTF-8.", flag, file));
      }
      if (text.size() > kFileBytesMax) {
        return refuse(Code::AdminRefused,
                      fmt::format("--{} {}: this has more than {} bytes.", flag, file, kFileBytesMax));
      }
    } catch (const std::exception& e) {
      return refuse(Code::AdminRefused, e.what());
    }
  }
  return Done{};
}

/// Without a server this process holds the directory itself. The clock's offset does not matter to these
/// commands.
Result<std::string> administer_alone(const Config& config, const std::string& command,
                                     const Arguments& arguments) {
  auto directory =
      StoreDirectory::open(config.data, TestClock::Allowed, [](const std::string&) { std::_Exit(70); });
  if (!directory) return refuse(directory);
  StoreDirectory& store = **directory;
  actions::Settings settings{
      .page_token_key = store.sealing().derive("page tokens"),
      .content_url = config.content_url,
      .sandbox_url = config.public_url.empty() ? fmt::format("http://localhost:{}", config.sandbox_port)
                                               : config.public_url,
      .live_url = config.live_public_url.empty() ? fmt::format("http://localhost:{}", config.live_port)
                                                 : config.live_public_url,
      .file_key = store.sealing().derive("file addresses")};
  jobs::Runtime runtime(store.database(), store.domain(), store.wall(), settings, store.random());
  runtime.start();
  KeyRing keys(store.database(), store.sealing());
  IdGenerator ids(store.random());
  auto result = run_admin(
      {store.database(), runtime, store.sealing(), keys, settings, store.wall(), ids, store.domain()},
      command, arguments);
  runtime.stop();
  store.database().close();
  return result;
}

/// By the running server, or else by this process.
AdminAnswer ask(const Config& config, const AdminCommand& command, const Arguments& arguments) {
  const std::string name(command.name);
  try {
    if (auto answer = ask_running_server(config.data, name, arguments)) return *std::move(answer);
    if (command.missing == AdminCommand::Missing::Refused &&
        !std::filesystem::exists(database_file(config.data))) {
      return {false, fmt::format("There is no database in {}.", config.data)};
    }
    auto result = administer_alone(config, name, arguments);
    return result ? AdminAnswer{true, *std::move(result)}
                  : AdminAnswer{false, api::wire_error(result.error()).message};
  } catch (const std::exception& e) {
    return {false, e.what()};
  }
}

int administer(const Config& config, const std::string& name, Arguments arguments) {
  set_up_log("warn");  // standard output is the command's answer
  if (const auto fine = read_files(arguments); !fine) return complain(fine.error(), kRefused);
  const AdminCommand* command = find_admin_command(name);
  KEMPELEN_INVARIANT(command != nullptr, "the command line knows only commands of the table");
  int exit_code = 0;
  for (std::optional<Arguments> page = std::move(arguments); page;) {
    const AdminAnswer answer = ask(config, *command, *page);
    if (!answer.ok) {
      fmt::print(stderr, "kempelen: {}\n", answer.text);
      return command->refused_exit_code;
    }
    Printed printed =
        command->print == nullptr ? Printed{answer.text + "\n"} : command->print(answer.text, *page);
    fmt::print("{}", printed.text);
    exit_code = printed.exit_code;
    page = std::move(printed.again);
  }
  return exit_code;
}

struct Asked {
  Flags flags;
  std::string config_file;
  std::string admin_command;
  Arguments arguments;
  std::string description;
  RestoreWishes restore;
  StandInWishes stand_in;
};

void add_admin_commands(CLI::App& admin, Asked& asked) {
  admin.require_subcommand(1);
  for (const AdminCommand& command : admin_commands()) {
    CLI::App* one = admin.add_subcommand(std::string(command.name), std::string(command.doc));
    one->group("Commands");
    one->fallthrough();  // --data may stand behind the command
    one->callback([&asked, name = std::string(command.name)] { asked.admin_command = name; });
    for (const AdminFlag& flag : command.flags) {
      const std::string name(flag.name);
      if (flag.need == AdminFlag::Need::Switch) {
        one->add_flag_callback(
            "--" + name, [&asked, name] { asked.arguments[name] = "yes"; }, std::string(flag.doc));
        continue;
      }
      CLI::Option* option = one->add_option_function<std::string>(
          flag.place == AdminFlag::Place::Positional ? fmt::format("{0},--{0}", name) : "--" + name,
          [&asked, name, what = flag.value](const std::string& value) {
            asked.arguments[name] = what == AdminFlag::Value::NewFile
                                        ? std::filesystem::absolute(value).lexically_normal().string()
                                        : value;
          },
          std::string(flag.doc));
      if (flag.need == AdminFlag::Need::Required) option->required();
    }
  }
}

void add_restore_flags(CLI::App& restoring, Asked& asked) {
  restoring.add_option("backup", asked.restore.backup, "File that `kempelen admin backup` wrote.")
      ->required();
  restoring.add_option("--master-key", asked.restore.master_key,
                       "The old server's master.key, to be copied into the data directory.");
  restoring.add_flag_callback(
      "--with-differences", [&asked] { asked.restore.differences = RestoreWishes::Differences::Accepted; },
      "Restore although the recount of the backup finds differences.");
}

void add_stand_in_flags(CLI::App& standing_in, Asked& asked) {
  standing_in.add_option("--port", asked.stand_in.port,
                         "Port of the names, with TLS; 0 takes a free one [443; none with --proxy-port]");
  standing_in.add_option("--address", asked.stand_in.address,
                         "Address that port is bound at [that of --listen-address]");
  standing_in.add_option("--proxy-port", asked.stand_in.proxy_port,
                         "Port of a forward proxy on 127.0.0.1, for HTTPS_PROXY; 0 takes a free one [none]");
  standing_in.add_flag_callback(
      "--no-proxy-tunnel", [&asked] { asked.stand_in.others = http::ProxyRules::Others::Refused; },
      "Refuse other names at the proxy, instead of carrying them through to port 443 of public addresses.");
}

int restore_into(const Config& config, RestoreWishes wishes) {
  wishes.data_directory = config.data;
  const auto restored = restore(wishes);
  if (!restored) return complain(restored.error(), kRefused);
  fmt::print("{}", *restored);
  return 0;
}

/// The server's own commands as the parser knows them.
struct ServerCommands {
  CLI::App* serve;
  CLI::App* stand_in;
  CLI::App* config;
  CLI::App* admin;
  CLI::App* restore;
  CLI::App* describe;
};

ServerCommands add_server_commands(CLI::App& app, Asked& asked, std::string_view first_word) {
  const ServerCommands commands{
      .serve = app.add_subcommand("serve", "Run the server."),
      .stand_in = app.add_subcommand(
          "stand-in",
          "Run the server under the original's host names, too, for programs that cannot be told others."),
      .config = app.add_subcommand("config", "Print every setting with its value and where it comes from."),
      .admin = app.add_subcommand("admin", "Accounts, keys, workers, layouts and money."),
      .restore = app.add_subcommand("restore", "Make a data directory from a backup."),
      .describe = app.add_subcommand("describe", "Print what the server knows of its own interfaces.")};
  for (CLI::App* command : app.get_subcommands(nullptr)) {
    command->group("The server");
    if (command == commands.describe || !cli::looked_at(command->get_name(), first_word)) continue;
    add_setting_flags(*command, asked.flags, asked.config_file);
  }
  if (cli::looked_at("stand-in", first_word)) add_stand_in_flags(*commands.stand_in, asked);
  if (cli::looked_at("admin", first_word)) add_admin_commands(*commands.admin, asked);
  if (cli::looked_at("restore", first_word)) add_restore_flags(*commands.restore, asked);
  commands.describe
      ->add_option("what", asked.description,
                   "model, requester-api, structures, worker-api, errors, or an operation such as CreateHIT")
      ->required();
  return commands;
}

int run(int argc, char** argv) {
  // Scripts ask for this at every start; the parser would answer by way of an exception.
  if (argc == 2 && std::string_view(argv[1]) == "--version") {
    fmt::print("{}\n", kVersion);
    return 0;
  }
  CLI::App app("Kempelen, the open-source Mechanical Turk.", "kempelen");
  app.set_version_flag("--version", std::string(kVersion));
  app.require_subcommand(1);
  Asked asked;
  const std::string_view first_word = argc > 1 ? argv[1] : "";
  const ServerCommands commands = add_server_commands(app, asked, first_word);
  cli::Shell shell;
  shell.add_to(app, first_word);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return cli::end_of(app, error);
  }

  if (shell.asked()) return shell.run(app);
  if (commands.describe->parsed()) return print_description(asked.description);
  const auto loaded = load_config(asked.flags, asked.config_file);
  if (!loaded) return complain(loaded.error(), kMisused);
  if (commands.serve->parsed()) return serve(*loaded);
  if (commands.stand_in->parsed()) return serve(*loaded, asked.stand_in);
  if (commands.config->parsed()) return print_config(*loaded);
  if (commands.restore->parsed()) return restore_into(loaded->config, asked.restore);
  return administer(loaded->config, asked.admin_command, asked.arguments);
}

}  // namespace
}  // namespace kempelen::server

int main(int argc, char** argv) {
  try {
    return kempelen::server::run(argc, argv);
  } catch (const std::exception& e) {
    fmt::print(stderr, "kempelen: {}\n", e.what());
    return 1;
  }
}
