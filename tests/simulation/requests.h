// Steps as the calls they stand for.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "tests/simulation/step.h"

namespace kempelen::simulation {

/// What symbols mean in the server at hand; by symbol, empty where nothing is.
struct Names {
  std::vector<std::string> requesters{}, workers{};
  std::vector<std::string> ids{}, types{}, tokens{};
  std::map<std::pair<int, int>, std::string> letters{};  // by the step that wrote it, and the worker

  const std::string& id(int symbol) const { return at(ids, symbol); }
  const std::string& type(int symbol) const { return at(types, symbol); }
  /// Empty where the list had ended.
  std::string token(int symbol) const;
  const std::string& letter(int symbol, int worker) const;
  /// After a call that succeeded.
  void note(const Step& step, const std::string& answer);
  /// After it turned out that nothing of the step is left.
  void forget(int symbol);

 private:
  static const std::string& at(const std::vector<std::string>& table, int symbol);
};

/// The operation's name on its own side.
std::string_view wire_name(Op op);
/// The JSON that is sent at an instant, malformed if the step says so.
std::string body_of(const Step& step, const Names& names, std::int64_t now);

}  // namespace kempelen::simulation
