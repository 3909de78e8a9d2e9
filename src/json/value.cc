// The only file that knows simdjson. Its DOM parser validates the whole text; one parser per thread keeps its
// buffers.
#include "json/value.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <bit>

#include "base/text.h"
#include "json/scan.h"

namespace kempelen::json {

/// Between our opaque element and simdjson's.
struct Bridge {
  static_assert(sizeof(simdjson::dom::element) == sizeof(Value::Element));
  static simdjson::dom::element open(const Value& value) {
    return std::bit_cast<simdjson::dom::element>(value.element_);
  }
  static Value wrap(simdjson::dom::element element) { return Value(std::bit_cast<Value::Element>(element)); }
};

namespace {

using simdjson::dom::element;
using simdjson::dom::element_type;

/// Objects up to this size are searched for duplicates pair by pair, larger ones by sorting.
constexpr std::size_t kFewMembers = 16;

std::optional<std::string_view> duplicate_among(std::vector<std::string_view> names) {
  if (names.size() <= kFewMembers) {
    for (std::size_t i = 1; i < names.size(); ++i) {
      if (std::find(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(i), names[i]) !=
          names.begin() + static_cast<std::ptrdiff_t>(i)) {
        return names[i];
      }
    }
    return std::nullopt;
  }
  std::ranges::sort(names);
  const auto found = std::ranges::adjacent_find(names);
  return found == names.end() ? std::nullopt : std::optional(*found);
}

Result<Done> check(element value, int depth);

Result<Done> check_object(element value, int depth) {
  std::vector<std::string_view> names;
  const simdjson::dom::object object = value.get_object().value_unsafe();
  for (const auto& [name, member] : object) {
    names.push_back(name);
    if (auto done = check(member, depth + 1); !done) return done;
  }
  if (const auto name = duplicate_among(std::move(names))) {
    return refuse(Code::Malformed, fmt::format("The member '{}' occurs twice.", name->substr(0, 256)));
  }
  return Done{};
}

/// What simdjson lets pass and we do not: depth and duplicates.
Result<Done> check(element value, int depth) {
  const bool object = value.type() == element_type::OBJECT;
  if (!object && value.type() != element_type::ARRAY) return Done{};
  if (depth > kMaxDepth) {
    return refuse(Code::Malformed, fmt::format("Values are nested more than {} deep.", kMaxDepth));
  }
  if (object) return check_object(value, depth);
  const simdjson::dom::array array = value.get_array().value_unsafe();
  for (const element item : array) {
    if (auto done = check(item, depth + 1); !done) return done;
  }
  return Done{};
}

}  // namespace

Type Value::type() const {
  switch (Bridge::open(*this).type()) {
    case element_type::ARRAY:
      return Type::Array;
    case element_type::OBJECT:
      return Type::Object;
    case element_type::INT64:
      return Type::Integer;
    case element_type::UINT64:
    case element_type::DOUBLE:
      return Type::Double;
    case element_type::STRING:
      return Type::String;
    case element_type::BOOL:
      return Type::Boolean;
    case element_type::NULL_VALUE:
      return Type::Null;
  }
  return Type::Null;
}

bool Value::boolean() const {
  return Bridge::open(*this).get_bool().value_unsafe();
}
std::int64_t Value::integer() const {
  return Bridge::open(*this).get_int64().value_unsafe();
}
double Value::number() const {
  return Bridge::open(*this).get_double().value_unsafe();
}
std::string_view Value::string() const {
  return Bridge::open(*this).get_string().value_unsafe();
}

std::vector<Value> Value::items() const {
  std::vector<Value> items;
  const simdjson::dom::array array = Bridge::open(*this).get_array().value_unsafe();
  for (const element item : array) items.push_back(Bridge::wrap(item));
  return items;
}

std::vector<Member> Value::members() const {
  std::vector<Member> members;
  const simdjson::dom::object object = Bridge::open(*this).get_object().value_unsafe();
  for (const auto& [name, value] : object) {
    members.push_back({name, Bridge::wrap(value)});
  }
  return members;
}

std::optional<Value> Value::find(std::string_view name) const {
  const auto found = Bridge::open(*this).get_object().value_unsafe().at_key(name);
  if (found.error() != simdjson::SUCCESS) return std::nullopt;
  return Bridge::wrap(found.value_unsafe());
}

Result<Value> parse(std::string_view text) {
  thread_local simdjson::dom::parser parser;
  const std::string_view body = text.empty() ? "{}" : text;
  const auto parsed = parser.parse(body.data(), body.size());
  if (parsed.error() != simdjson::SUCCESS) {
    const std::string otherwise =
        fmt::format("The body is not JSON: {}", simdjson::error_message(parsed.error()));
    return refuse(Code::Malformed, first_problem(body).value_or(otherwise));
  }
  if (body.find("\\u") != std::string_view::npos) {
    if (auto problem = first_problem(body)) return refuse(Code::Malformed, std::move(*problem));
  }
  if (auto done = check(parsed.value_unsafe(), 1); !done) return refuse(done);
  return Bridge::wrap(parsed.value_unsafe());
}

}  // namespace kempelen::json
