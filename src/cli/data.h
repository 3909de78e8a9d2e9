// A request or an answer between the shell and the wire: a plain tree, independent of the operation.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "json/value.h"
#include "model/shape.h"

namespace kempelen::cli {

struct Data {
  enum class Kind : std::uint8_t { Null, Text, Number, Boolean, List, Object };

  Kind kind = Kind::Null;
  /// Of a text, of a number as it is written, and of a boolean (`true`, `false`).
  std::string text{};
  std::vector<Data> items{};
  std::vector<std::pair<std::string, Data>> members{};  // in the order they came

  static Data of_text(std::string text) { return {Kind::Text, std::move(text)}; }
  static Data of_number(std::string text) { return {Kind::Number, std::move(text)}; }
  static Data of_boolean(bool value) { return {Kind::Boolean, value ? "true" : "false"}; }
  static Data list() { return {Kind::List}; }
  static Data object() { return {Kind::Object}; }

  bool is_scalar() const { return kind != Kind::List && kind != Kind::Object; }
  const Data* find(std::string_view name) const;
  /// Replaces the member of that name, or adds it.
  void set(std::string_view name, Data value);

  friend bool operator==(const Data&, const Data&) = default;
};

/// A copy that does not depend on the parsed text.
Data data_of(json::Value value);
/// A structure of the API with its times in ISO 8601 (`2026-11-29T08:00:00+00:00`), as the vendor's tool
/// shows them. Absent members are left out.
Data data_of(const model::Shape& shape, const void* object);

/// Compact.
std::string json_of(const Data& data);

}  // namespace kempelen::cli
