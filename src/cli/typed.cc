// One loop over the descriptors, as reading and writing are.
#include "cli/typed.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <optional>

#include "base/instant.h"
#include "base/money.h"
#include "base/result.h"
#include "base/text.h"
#include "cli/numbers.h"

namespace kempelen::cli {
namespace {

using client::Error;

tl::unexpected<Error> wrong(const std::string& where, std::string_view wanted, const Data& data) {
  const std::string found = data.is_scalar()
                                ? fmt::format("\"{}\"", data.text)
                                : std::string(data.kind == Data::Kind::List ? "a list" : "a structure");
  return tl::unexpected(Error{.kind = Error::Kind::Request,
                              .message = fmt::format("{} is {}, not {}.", where, wanted, found),
                              .parameter = where});
}

/// Seconds since 1970 of a number, of an ISO 8601 time in UTC, or of the beginning of a day in UTC.
std::optional<std::string> epoch_text(const Data& data) {
  if (data.kind == Data::Kind::Number) return data.text;
  if (whole_number(data.text, std::numeric_limits<std::int64_t>::min(),
                   std::numeric_limits<std::int64_t>::max())) {
    return data.text;
  }
  std::string text = data.text;
  if (text.ends_with("+00:00")) text.replace(text.size() - 6, 6, "Z");
  if (text.find('T') == std::string::npos) text += "T00:00:00Z";
  const auto at = parse_iso(text);
  if (!at) return std::nullopt;
  return fmt::format("{}", at->epoch_seconds());
}

client::Result<Data> number(const model::Field& field, const Data& data, const std::string& where) {
  const bool small = field.kind == model::Kind::Integer;
  const std::int64_t low =
      small ? std::numeric_limits<std::int32_t>::min() : std::numeric_limits<std::int64_t>::min();
  const std::int64_t high =
      small ? std::numeric_limits<std::int32_t>::max() : std::numeric_limits<std::int64_t>::max();
  const bool may_be = data.kind == Data::Kind::Number || data.kind == Data::Kind::Text;
  if (!may_be || !whole_number(data.text, low, high)) return wrong(where, "a whole number", data);
  return Data::of_number(data.text);
}

client::Result<Data> boolean(const Data& data, const std::string& where) {
  const bool is_text = data.kind == Data::Kind::Text && (data.text == "true" || data.text == "false");
  if (data.kind != Data::Kind::Boolean && !is_text) return wrong(where, "true or false", data);
  return Data::of_boolean(data.text == "true");
}

client::Result<Data> one(const model::Field& field, const Data& data, const std::string& where) {
  switch (field.kind) {
    case model::Kind::String:
    case model::Kind::Enum:
      if (data.kind != Data::Kind::Text) return wrong(where, "a text", data);
      return data;
    case model::Kind::Money:
      if (data.kind != Data::Kind::Text || !parse_money(data.text)) {
        return wrong(where, "an amount of dollars written as a text, such as \"0.05\"", data);
      }
      return data;
    case model::Kind::Integer:
    case model::Kind::Long:
      return number(field, data, where);
    case model::Kind::Boolean:
      return boolean(data, where);
    case model::Kind::Timestamp: {
      const auto seconds = data.is_scalar() ? epoch_text(data) : std::nullopt;
      if (!seconds) {
        return wrong(where, "a time such as 2026-12-31T23:59:59Z, a date, or seconds since 1970", data);
      }
      return Data::of_number(*seconds);
    }
    case model::Kind::Structure:
      if (data.kind != Data::Kind::Object) return wrong(where, "a structure", data);
      return typed_members(*field.shape, data, where);
    case model::Kind::Fields:
      return data;
  }
  return data;
}

const model::Field* find_field(const model::Shape& shape, std::string_view name) {
  const auto found = std::ranges::find(shape.fields, name, &model::Field::name);
  return found == shape.fields.end() ? nullptr : &*found;
}

tl::unexpected<Error> unknown(const model::Shape& shape, const std::string& where, const std::string& name) {
  std::vector<std::string_view> names;
  for (const model::Field& field : shape.fields) names.push_back(field.name);
  return tl::unexpected(
      Error{.kind = Error::Kind::Request,
            .message = names.empty() ? fmt::format("{} has no members, and \"{}\" was given.", where, name)
                                     : fmt::format("{} has no member \"{}\"; it has {}.", where, name,
                                                   fmt::join(names, ", ")),
            .parameter = name});
}

}  // namespace

client::Result<Data> typed(const model::Field& field, const Data& data, const std::string& where) {
  if (field.count == model::Count::One) return one(field, data, where);
  Data list = Data::list();
  if (data.kind != Data::Kind::List) {
    KEMPELEN_TRY(auto only, one(field, data, where));
    list.items.push_back(std::move(only));
    return list;
  }
  for (std::size_t i = 0; i < data.items.size(); ++i) {
    KEMPELEN_TRY(auto item, one(field, data.items[i], fmt::format("{}[{}]", where, i)));
    list.items.push_back(std::move(item));
  }
  return list;
}

client::Result<Data> typed_members(const model::Shape& shape, const Data& object, const std::string& where) {
  Data made = Data::object();
  for (const auto& [name, value] : object.members) {
    const model::Field* const field = find_field(shape, name);
    if (field == nullptr) return unknown(shape, where, name);
    if (value.kind == Data::Kind::Null) continue;
    KEMPELEN_TRY(auto member, typed(*field, value, fmt::format("{}.{}", where, name)));
    made.set(name, std::move(member));
  }
  return made;
}

}  // namespace kempelen::cli
