// What a shape and a field are: plain records that say, for every member of an API structure, its wire name,
// kind, limits and meaning, and how to reach it in the C++ struct. Parsing, validation, serialising,
// documentation, command-line flags and contract tests are loops over these records; nothing is written 39
// times.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/instant.h"
#include "base/money.h"

namespace kempelen::model {

/// Named lists of texts in the order they came: the answers of an HTML form.
struct Fields {
  std::vector<std::pair<std::string, std::vector<std::string>>> entries;

  friend bool operator==(const Fields&, const Fields&) = default;
};

/// Of one value; a list has the kind of its elements.
enum class Kind : std::uint8_t { String, Enum, Integer, Long, Boolean, Money, Timestamp, Structure, Fields };

enum class Count : std::uint8_t { One, List };
enum class Presence : std::uint8_t { Optional, Required };
/// What becomes of an empty list in an answer.
enum class WhenEmpty : std::uint8_t { LeftOut, Written };
/// Whether a text is read by people, and hence may hold no control characters but tab and line ends.
enum class Audience : std::uint8_t { Programs, People };
/// Whether a value may stand in messages and logs.
enum class Secrecy : std::uint8_t { Plain, Secret };

/// Both ends belong to it.
struct Bounds {
  static constexpr std::int64_t kNone = std::numeric_limits<std::int64_t>::min();
  static constexpr std::int64_t kEndless = std::numeric_limits<std::int64_t>::max();

  std::int64_t low = kNone;
  std::int64_t high = kEndless;

  constexpr bool has_low() const { return low != kNone; }
  constexpr bool has_high() const { return high != kEndless; }
  constexpr bool given() const { return has_low() || has_high(); }
  constexpr bool contains(std::int64_t value) const { return low <= value && value <= high; }
};

/// A regular expression of the service model, and the function that decides it.
struct Pattern {
  std::string_view text;
  bool (*matches)(std::string_view value);
};

/// What the published service model declares. Whoever breaks it gets a ValidationException that lists every
/// problem.
struct Constraints {
  Bounds length;
  Bounds value;
  const Pattern* pattern = nullptr;
  std::span<const std::string_view> values;
};

/// What the service enforces beyond its model. The first problem is answered in the service's own words.
struct Limits {
  Bounds characters;
  Bounds bytes;
  Bounds value;
  Bounds amount;
  /// Entries of a list. Exceptionally answered like a broken constraint of the model.
  Bounds entries;
  Audience audience = Audience::Programs;
};

/// Reaches a member of an object whose type only the descriptor knows.
struct Slot {
  /// The value; nothing if an optional member is absent.
  const void* (*find)(const void* object);
  /// The value, made first if it is absent.
  void* (*make)(void* object);
};

/// Reaches the elements of a list.
struct ListSlot {
  std::size_t (*size)(const void* list);
  const void* (*at)(const void* list, std::size_t index);
  void* (*append)(void* list);
};

struct Shape;

struct Field {
  std::string_view name;
  std::string_view doc;
  Kind kind = Kind::String;
  Count count = Count::One;
  Presence presence = Presence::Optional;
  WhenEmpty when_empty = WhenEmpty::LeftOut;
  Secrecy secrecy = Secrecy::Plain;
  Constraints constraints;
  Limits limits;
  const Shape* shape = nullptr;
  Slot slot{};
  const ListSlot* list = nullptr;
};

struct Shape {
  std::string_view name;
  std::span<const Field> fields;
};

/// Specialised beside every API structure: `static constexpr Shape shape`.
template <typename Structure>
struct ShapeOf;

template <typename Structure>
constexpr const Shape& shape_of() {
  return ShapeOf<Structure>::shape;
}

}  // namespace kempelen::model
