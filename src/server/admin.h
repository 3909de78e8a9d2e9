// `kempelen admin`: accounts, keys, workers, money. The commands are one table; they run inside the server
// when one is running, and else in a process that holds the data directory's lock.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "actions/executor.h"
#include "base/clock.h"
#include "base/result.h"
#include "db/database.h"
#include "server/key_ring.h"
#include "server/sealing.h"

namespace kempelen::server {

/// What the commands work with.
struct AdminParts {
  db::Database& database;
  actions::Executor& executor;
  const Sealing& sealing;
  KeyRing& keys;
  const actions::Settings& settings;
  const Clock& wall;
  IdGenerator& ids;
  const Clock& domain;
  /// Whether the server wants to stop, asked by commands that take long.
  std::function<bool()> stop{};
};

using Arguments = std::map<std::string, std::string>;

struct AdminFlag {
  std::string_view name;                                                 // without dashes
  enum class Need { Required, Optional, Switch } need = Need::Required;  // a switch has no value
  std::string_view doc{};
  /// A new file is named as whoever asks sees it, and so is made absolute before a server is asked.
  enum class Value { Text, NewFile } value = Value::Text;
  /// A positional one may also be given by name.
  enum class Place { Named, Positional } place = Place::Named;
};

/// What a command prints and the exit code it ends with.
struct Printed {
  std::string text;
  int exit_code = 0;
  /// The answer was one page: with these arguments the command gives the next one.
  std::optional<Arguments> again{};
};

struct AdminCommand {
  std::string_view name;
  std::string_view doc;
  std::span<const AdminFlag> flags;
  Result<std::string> (*run)(const AdminParts& parts, const Arguments& arguments);  // answers JSON
  /// What whoever asked prints of the answer; without it the JSON itself.
  Printed (*print)(const std::string& answer, const Arguments& arguments) = nullptr;
  int refused_exit_code = 1;
  /// Without a server: whether a data directory that is not there is made, or refused.
  enum class Missing { Made, Refused } missing = Missing::Made;
};

std::span<const AdminCommand> admin_commands();
/// Null where there is none of that name.
const AdminCommand* find_admin_command(std::string_view name);

/// Runs a command by name. Refuses AdminRefused with one sentence; Faults pass through.
Result<std::string> run_admin(const AdminParts& parts, std::string_view command, const Arguments& arguments);

}  // namespace kempelen::server
