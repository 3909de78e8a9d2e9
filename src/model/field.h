// How descriptors are written: `field<&CreateHITRequest::title>("Title", characters(1, 128), "What workers
// read.")`. The kind follows from the member's C++ type; a member is required unless it is a std::optional or
// a list.
#pragma once

#include <type_traits>

#include "model/shape.h"

namespace kempelen::model {

// Options of the published service model.

struct Length {
  std::int64_t low, high;
};
/// Characters of a text, by the service model.
consteval Length length(std::int64_t low, std::int64_t high) {
  return {low, high};
}

struct Range {
  std::int64_t low, high;
};
/// Value of an integer, by the service model.
consteval Range range(std::int64_t low, std::int64_t high) {
  return {low, high};
}

/// The words an enumeration allows.
struct OneOf {
  std::span<const std::string_view> values;
};
consteval OneOf one_of(std::span<const std::string_view> values) {
  return {values};
}

/// A text with its own name in the service model, such as an id.
struct Scalar {
  Length length;
  const Pattern* pattern;
};

struct RequiredList {};
/// Lists are optional unless this stands in their descriptor. Written even when empty, or it could not be
/// read again.
inline constexpr RequiredList required_list{};

struct AlwaysWritten {};
/// The list stands in answers even when it is empty; in a std::optional, when it is not absent.
inline constexpr AlwaysWritten always_written{};

// Options for limits the service enforces beyond its model.

struct Characters {
  std::int64_t low, high;
};
consteval Characters characters(std::int64_t low, std::int64_t high) {
  return {low, high};
}

struct Bytes {
  std::int64_t low, high;
};
consteval Bytes bytes(std::int64_t low, std::int64_t high) {
  return {low, high};
}

struct Between {
  std::int64_t low, high;
};
consteval Between between(std::int64_t low, std::int64_t high) {
  return {low, high};
}

struct AtLeast {
  Money amount;
};
consteval AtLeast at_least(Money amount) {
  return {amount};
}

struct Entries {
  std::int64_t low, high;
};
consteval Entries entries(std::int64_t low, std::int64_t high) {
  return {low, high};
}

struct ForPeople {};
/// A text that people read: control characters are refused.
inline constexpr ForPeople for_people{};

struct SecretValue {};
/// Never echoed in a message.
inline constexpr SecretValue secret{};

namespace detail {

template <typename Pointer>
struct MemberOf;
template <typename Object_, typename Type_>
struct MemberOf<Type_ Object_::*> {
  using Object = Object_;
  using Type = Type_;
};

template <typename T>
struct Wrapped {
  using Value = T;
  static constexpr Count count = Count::One;
  static constexpr Presence presence = Presence::Required;
};
template <typename T>
struct Wrapped<std::optional<T>> {
  using Value = T;
  static constexpr Count count = Count::One;
  static constexpr Presence presence = Presence::Optional;
};
template <typename T>
struct Wrapped<std::vector<T>> {
  using Value = T;
  static constexpr Count count = Count::List;
  static constexpr Presence presence = Presence::Optional;
};

/// A list that can be absent, which is not the same as empty.
template <typename T>
struct Wrapped<std::optional<std::vector<T>>> {
  using Value = T;
  static constexpr Count count = Count::List;
  static constexpr Presence presence = Presence::Optional;
};

template <typename T>
inline constexpr bool kIsOptional = false;
template <typename T>
inline constexpr bool kIsOptional<std::optional<T>> = true;

template <typename T>
consteval Kind kind_of() {
  if (std::is_same_v<T, std::string>) return Kind::String;
  if (std::is_same_v<T, std::int32_t>) return Kind::Integer;
  if (std::is_same_v<T, std::int64_t>) return Kind::Long;
  if (std::is_same_v<T, bool>) return Kind::Boolean;
  if (std::is_same_v<T, kempelen::Money>) return Kind::Money;
  if (std::is_same_v<T, Instant>) return Kind::Timestamp;
  if (std::is_same_v<T, kempelen::model::Fields>) return Kind::Fields;
  return Kind::Structure;
}

template <auto Member>
const void* find(const void* object) {
  using Type = typename MemberOf<decltype(Member)>::Type;
  const auto& member = static_cast<const typename MemberOf<decltype(Member)>::Object*>(object)->*Member;
  if constexpr (kIsOptional<Type>) {
    return member ? &*member : nullptr;
  } else {
    return &member;
  }
}

template <auto Member>
void* make(void* object) {
  using Type = typename MemberOf<decltype(Member)>::Type;
  auto& member = static_cast<typename MemberOf<decltype(Member)>::Object*>(object)->*Member;
  if constexpr (kIsOptional<Type>) {
    return member ? &*member : &member.emplace();
  } else {
    return &member;
  }
}

template <typename Element>
inline constexpr ListSlot kListSlot{
    [](const void* list) { return static_cast<const std::vector<Element>*>(list)->size(); },
    [](const void* list, std::size_t index) -> const void* {
      return &(*static_cast<const std::vector<Element>*>(list))[index];
    },
    [](void* list) -> void* { return &static_cast<std::vector<Element>*>(list)->emplace_back(); }};

consteval void apply(Field& field, const char* doc) {
  field.doc = doc;
}
consteval void apply(Field& field, Length option) {
  field.constraints.length = {option.low, option.high};
}
consteval void apply(Field& field, Range option) {
  field.constraints.value = {option.low, option.high};
}
consteval void apply(Field& field, OneOf option) {
  field.kind = Kind::Enum;
  field.constraints.values = option.values;
}
consteval void apply(Field& field, Scalar option) {
  apply(field, option.length);
  field.constraints.pattern = option.pattern;
}
consteval void apply(Field& field, RequiredList) {
  field.presence = Presence::Required;
  field.when_empty = WhenEmpty::Written;
}
consteval void apply(Field& field, AlwaysWritten) {
  field.when_empty = WhenEmpty::Written;
}
consteval void apply(Field& field, Characters option) {
  field.limits.characters = {option.low, option.high};
}
consteval void apply(Field& field, Bytes option) {
  field.limits.bytes = {option.low, option.high};
}
consteval void apply(Field& field, Between option) {
  field.limits.value = {option.low, option.high};
}
consteval void apply(Field& field, AtLeast option) {
  field.limits.amount.low = option.amount.micros;
}
consteval void apply(Field& field, Entries option) {
  field.limits.entries = {option.low, option.high};
}
consteval void apply(Field& field, ForPeople) {
  field.limits.audience = Audience::People;
}
consteval void apply(Field& field, SecretValue) {
  field.secrecy = Secrecy::Secret;
}

}  // namespace detail

/// The descriptor of one member. Options may stand in any order; a text among them is the documentation.
template <auto Member, typename... Options>
consteval Field field(std::string_view name, Options... options) {
  using Type = typename detail::MemberOf<decltype(Member)>::Type;
  using Value = typename detail::Wrapped<Type>::Value;
  Field made;
  made.name = name;
  made.kind = detail::kind_of<Value>();
  made.count = detail::Wrapped<Type>::count;
  made.presence = detail::Wrapped<Type>::presence;
  made.slot = {&detail::find<Member>, &detail::make<Member>};
  if constexpr (detail::Wrapped<Type>::count == Count::List) made.list = &detail::kListSlot<Value>;
  if constexpr (detail::kind_of<Value>() == Kind::Structure) made.shape = &ShapeOf<Value>::shape;
  (detail::apply(made, options), ...);
  return made;
}

}  // namespace kempelen::model
