// Answers are JSON that has to have what is asked for.
#include "tests/faults/answers.h"

#include "base/fault.h"
#include "json/value.h"

namespace kempelen::faults {

std::string id_in(const std::string& answer, std::string_view object, std::string_view member) {
  const auto parsed = json::parse(answer);
  KEMPELEN_INVARIANT(parsed.has_value(), "an answer is JSON");
  auto value = std::optional<json::Value>(*parsed);
  if (!object.empty()) value = value->find(object);
  value = value->find(member);
  return std::string(value->string());
}

}  // namespace kempelen::faults
