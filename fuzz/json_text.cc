// JSON: what is accepted is written and read again as the same, and two readers agree on what it is.
#include "json/value.h"

#include <cmath>
#include <string>

#include "base/text.h"
#include "fuzz/target.h"
#include "json/scan.h"
#include "json/writer.h"

namespace kempelen::fuzz {
namespace {

/// Doubles are written as texts: ours leave the server as money and times only, which the writer knows.
void copy(json::Value value, json::Writer& out) {
  switch (value.type()) {
    case json::Type::Null:
      out.null();
      return;
    case json::Type::Boolean:
      out.boolean(value.boolean());
      return;
    case json::Type::Integer:
      out.integer(value.integer());
      return;
    case json::Type::Double:
      require(std::isfinite(value.number()), "a number is a number");
      out.string("double");
      return;
    case json::Type::String:
      require(is_utf8(value.string()) && value.string().find('\0') == std::string_view::npos,
              "a text is text");
      out.string(value.string());
      return;
    case json::Type::Array:
      out.begin_array();
      for (const json::Value item : value.items()) copy(item, out);
      out.end_array();
      return;
    case json::Type::Object:
      out.begin_object();
      for (const json::Member& member : value.members()) {
        require(value.find(member.name).has_value(), "a member is found by its name");
        copy(member.value, out.key(member.name));
      }
      out.end_object();
      return;
  }
}

std::string written(json::Value value) {
  std::string out;
  json::Writer writer(out);
  copy(value, writer);
  return out;
}

}  // namespace

void json_text(std::string_view input) {
  const auto value = json::parse(input);
  if (!value) {
    require(value.error().code == Code::Malformed && !value.error().words.front().empty(),
            "a refusal says why");
    require(is_utf8(value.error().words.front()), "a refusal is text");
    return;
  }
  if (!input.empty()) require(!json::first_problem(input), "the strict reader agrees");
  const std::string once = written(*value);
  const auto again = json::parse(once);
  require(again.has_value(), "what we write we read");
  require(written(*again) == once, "reading and writing changes nothing");
}

}  // namespace kempelen::fuzz
