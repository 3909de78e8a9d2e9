// The two other kinds of failure (docs/decisions/0004-three-kinds-of-failure.md): faults of the environment,
// which are exceptions caught by the write queue and the dispatcher only, and broken invariants, which are
// bugs of ours.
#pragma once

#include <exception>
#include <stdexcept>
#include <string>

namespace kempelen {

/// The environment failed: disk, socket, memory limit of a queue. The caller may try again.
class Fault : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A belief of the program turned out false. Rolls back the transaction it happened in.
class InvariantBroken : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

/// What a caught exception says, for the log.
std::string text_of(const std::exception_ptr& caught);

/// Aborts in tests and simulation, throws InvariantBroken in production.
[[noreturn]] void invariant_broken(const char* condition, const char* belief, const char* file, int line);

}  // namespace kempelen

/// States a belief that must hold whatever the input; stays on in production.
#define KEMPELEN_INVARIANT(condition, belief) \
  ((condition) ? static_cast<void>(0) : ::kempelen::invariant_broken(#condition, belief, __FILE__, __LINE__))
