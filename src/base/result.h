// `Result<T>`: a value or a refusal. The signature of a function says whether it can refuse.
#pragma once

#include <tl/expected.hpp>
#include <utility>

#include "base/refusal.h"

namespace kempelen {

template <typename T>
using Result = tl::expected<T, Refusal>;

/// What a function that only checks returns: `Result<Done>`.
struct Done {
  friend bool operator==(Done, Done) = default;
};

/// The failed half of a Result: `return refuse(Code::HitDoesNotExist, hit_id);`
template <typename... Words>
tl::unexpected<Refusal> refuse(Code code, Words&&... words) {
  return tl::unexpected<Refusal>(Refusal{code, {std::string(std::forward<Words>(words))...}});
}

/// Passes on the refusal of another result: `return refuse(checked);`
template <typename T>
tl::unexpected<Refusal> refuse(const Result<T>& failed) {
  return tl::unexpected<Refusal>(failed.error());
}

}  // namespace kempelen

#define KEMPELEN_TRY_PASTE_(a, b) a##b
#define KEMPELEN_TRY_NAME_(line) KEMPELEN_TRY_PASTE_(kempelen_try_, line)
#define KEMPELEN_TRY_(name, declaration, expression)           \
  auto name = (expression);                                    \
  if (!name) return ::tl::unexpected(std::move(name).error()); \
  declaration = *std::move(name)

/// Binds the value of a Result, or returns its refusal from the calling function:
///   KEMPELEN_TRY(const auto hit, find_hit(ctx, id));
#define KEMPELEN_TRY(declaration, expression) \
  KEMPELEN_TRY_(KEMPELEN_TRY_NAME_(__LINE__), declaration, expression)
