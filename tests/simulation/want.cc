// Comparison, member by member; the first difference is told.
#include "tests/simulation/want.h"

#include <fmt/format.h>

#include "json/value.h"

namespace kempelen::simulation {
namespace {

std::string shown(const json::Value& value) {
  switch (value.type()) {
    case json::Type::String:
      return fmt::format("\"{}\"", value.string().substr(0, 200));
    case json::Type::Integer:
      return std::to_string(value.integer());
    case json::Type::Double:
      return fmt::format("{}", value.number());
    case json::Type::Boolean:
      return value.boolean() ? "true" : "false";
    case json::Type::Null:
      return "null";
    case json::Type::Array:
      return "a list";
    case json::Type::Object:
      return "a structure";
  }
  return "?";
}

}  // namespace

/// Puts the path together only once there is a difference.
struct Want::Comparison {
  using Difference = std::optional<std::string>;

  static Difference wrong(std::string_view expected, const json::Value& value) {
    return fmt::format(": expected {}, got {}", expected, shown(value));
  }

  static Difference object(const Want& want, const json::Value& value) {
    if (value.type() != json::Type::Object) return wrong("a structure", value);
    for (const auto& [name, member] : want.members_) {
      const auto found = value.find(name);
      if (!found) {
        if (member.kind_ == Kind::Absent) continue;
        return fmt::format("{}: expected, but it is not there", name);
      }
      if (auto difference = any(member, *found))
        return fmt::format("{}{}{}", name,
                           difference->starts_with(':') || difference->starts_with('[') ? "" : ".",
                           *difference);
    }
    return std::nullopt;
  }

  static Difference list(const Want& want, const json::Value& value) {
    if (value.type() != json::Type::Array) return wrong("a list", value);
    const auto items = value.items();
    const std::size_t count =
        want.kind_ == Kind::Count ? static_cast<std::size_t>(want.number_) : want.items_.size();
    if (items.size() != count) {
      return fmt::format(": expected {} entries, got {}", count, items.size());
    }
    for (std::size_t i = 0; i < want.items_.size(); ++i) {
      if (auto difference = any(want.items_[i], items[i]))
        return fmt::format("[{}]{}{}", i, difference->starts_with(':') ? "" : ".", *difference);
    }
    return std::nullopt;
  }

  static Difference text(const Want& want, const json::Value& value) {
    const std::string expected = fmt::format("\"{}\"", want.text_.substr(0, 200));
    if (value.type() != json::Type::String) return wrong(expected, value);
    const bool same = want.kind_ == Kind::Text ? value.string() == want.text_
                                               : value.string().find(want.text_) != std::string_view::npos;
    return same ? std::nullopt : wrong(expected, value);
  }

  static Difference any(const Want& want, const json::Value& value) {
    switch (want.kind_) {
      case Kind::Object:
        return object(want, value);
      case Kind::List:
      case Kind::Count:
        return list(want, value);
      case Kind::Text:
      case Kind::Containing:
        return text(want, value);
      case Kind::Number:
        if (value.type() == json::Type::Integer && value.integer() == want.number_) return std::nullopt;
        return wrong(std::to_string(want.number_), value);
      case Kind::Truth:
        if (value.type() == json::Type::Boolean && value.boolean() == (want.number_ != 0)) {
          return std::nullopt;
        }
        return wrong(want.number_ != 0 ? "true" : "false", value);
      case Kind::Absent:
        return wrong("nothing", value);
      case Kind::Present:
        return std::nullopt;
      case Kind::NewId:
        if (value.type() != json::Type::String || value.string().empty()) return wrong("an id", value);
        *want.where_ = value.string();
        return std::nullopt;
    }
    return std::nullopt;
  }
};

Want Want::text(std::string_view value) {
  Want want;
  want.kind_ = Kind::Text;
  want.text_ = value;
  return want;
}

Want Want::number(std::int64_t value) {
  Want want;
  want.kind_ = Kind::Number;
  want.number_ = value;
  return want;
}

Want Want::truth(bool value) {
  Want want = number(value ? 1 : 0);
  want.kind_ = Kind::Truth;
  return want;
}

Want Want::containing(std::string_view part) {
  Want want = text(part);
  want.kind_ = Kind::Containing;
  return want;
}

Want Want::absent() {
  Want want;
  want.kind_ = Kind::Absent;
  return want;
}

Want Want::present() {
  Want want;
  want.kind_ = Kind::Present;
  return want;
}

Want Want::list(std::vector<Want> items) {
  Want want;
  want.kind_ = Kind::List;
  want.items_ = std::move(items);
  return want;
}

Want Want::count(std::size_t items) {
  Want want = number(static_cast<std::int64_t>(items));
  want.kind_ = Kind::Count;
  return want;
}

Want Want::new_id(std::string* where) {
  Want want;
  want.kind_ = Kind::NewId;
  want.where_ = where;
  return want;
}

Want& Want::with(std::string_view member, Want value) {
  members_.emplace_back(member, std::move(value));
  return *this;
}

std::optional<std::string> Want::differs(const std::string& body) const {
  const auto parsed = json::parse(body);
  if (!parsed) return "the answer is not JSON";
  return Comparison::any(*this, *parsed);
}

}  // namespace kempelen::simulation
