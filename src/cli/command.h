// What a command of the shell is: its words, its flags and the function behind it. Reading the command line,
// help, completion and man pages are loops over these records.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/exit.h"

namespace kempelen::cli {

struct Surroundings;

struct Flag {
  enum class Need : std::uint8_t { Optional, Required };
  /// Positional: the value may stand without its flag.
  enum class Place : std::uint8_t { Flagged, Positional };
  enum class Count : std::uint8_t { One, Many };

  std::string name;  // without `--`
  /// What stands for the value in help: `SECONDS`; `FILE` where a path belongs, `{a,b}` where one of some
  /// words does. Empty for a switch, which takes none.
  std::string value;
  std::string doc;
  Need need = Need::Optional;
  Place place = Place::Flagged;
  Count count = Count::One;
};

/// The flags that were given, by name; a switch has the value `yes`.
class Given {
 public:
  void add(const std::string& name, std::vector<std::string> values) { values_[name] = std::move(values); }
  bool has(const std::string& name) const { return values_.contains(name); }
  /// The only value, or the last.
  std::optional<std::string> text(const std::string& name) const;
  std::string text_or(const std::string& name, std::string otherwise) const;
  const std::vector<std::string>& texts(const std::string& name) const;

 private:
  std::map<std::string, std::vector<std::string>> values_{};
};

struct Command {
  std::string name;
  std::string doc;     // one sentence
  std::string detail;  // what the manual adds; may be empty
  std::vector<Flag> flags;
  /// Whether the flags of every call to the service belong to it, too.
  enum class Calls : std::uint8_t { Service, Nobody };
  Calls calls = Calls::Service;
  std::function<int(const Given&, Surroundings&)> run;
};

/// Where to call and who calls: `--endpoint-url`, `--profile` and their like, named as in the vendor's tool.
const std::vector<Flag>& service_flags();

}  // namespace kempelen::cli
