// The inputs of all operations, read from any JSON: what is accepted is written and read again as the same.
//
// Input: a line with the operation's name, for the Worker API with `Worker.` before it; then the body.
#include <map>
#include <string>

#include "api/operations.h"
#include "base/text.h"
#include "fuzz/target.h"
#include "json/value.h"
#include "model/read.h"
#include "model/write.h"

namespace kempelen::fuzz {
namespace {

template <typename Input>
void examine_input(std::string_view body) {
  const auto value = json::parse(body);
  if (!value) return;
  const auto read = model::read<Input>(*value);
  if (!read) {
    for (const std::string& word : read.error().words) require(is_utf8(word), "a refusal is text");
    return;
  }
  std::string once;
  model::write(*read, once);
  const auto again_value = json::parse(once);
  require(again_value.has_value(), "what we write is JSON");
  const auto again = model::read<Input>(*again_value);
  require(again.has_value(), "what we write passes our own checks");
  std::string twice;
  model::write(*again, twice);
  require(once == twice, "reading and writing changes nothing");
}

using Examine = void (*)(std::string_view body);

/// Two names are operations of both services, hence the prefix.
std::map<std::string, Examine, std::less<>> inputs() {
  std::map<std::string, Examine, std::less<>> all;
  api::Operations::for_each(
      [&]<typename Op>(model::Type<Op>) { all[std::string(Op::name)] = examine_input<typename Op::Input>; });
  api::WorkerOperations::for_each([&]<typename Op>(model::Type<Op>) {
    all["Worker." + std::string(Op::name)] = examine_input<typename Op::Input>;
  });
  return all;
}

}  // namespace

void shapes(std::string_view input) {
  static const auto all = inputs();
  const auto found = all.find(take_line(input));
  if (found != all.end()) found->second(input);
}

}  // namespace kempelen::fuzz
