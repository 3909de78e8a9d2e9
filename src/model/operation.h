// What an operation is: a type that names its input, its output and how it may be called. Lists of operations
// are types too, so that binding, describing and testing all of them is a loop the compiler checks.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace kempelen::model {

/// Which transaction an operation needs.
enum class Access : std::uint8_t { Read, Write };

/// What happens when a call arrives twice: nothing more (Safe), nothing more if it carries a
/// UniqueRequestToken (ByToken), or it may take effect twice (Unsafe).
enum class Repeat : std::uint8_t { Safe, ByToken, Unsafe };

/// How the caller proves who he is: by AWS signature, by a worker's session, or not at all.
enum class Authentication : std::uint8_t { Signature, Session, None };

/// Base of every operation type, which adds `name`, `access`, `repeat` and `doc`, and may replace
/// `authentication`.
template <typename Input_, typename Output_>
struct Operation {
  using Input = Input_;
  using Output = Output_;
  static constexpr Authentication authentication = Authentication::Signature;
};

/// Hands a type to a generic lambda: `[]<typename T>(Type<T>) { … }`.
template <typename T>
struct Type {
  using Held = T;
};

template <typename... Types>
struct List {
  static constexpr std::size_t size = sizeof...(Types);

  /// Calls `visit(Type<T>{})` for each type, in order.
  template <typename Visit>
  static constexpr void for_each(Visit&& visit) {
    (visit(Type<Types>{}), ...);
  }
};

}  // namespace kempelen::model
