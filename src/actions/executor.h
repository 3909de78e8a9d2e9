// How the endpoints have an action run: in a snapshot or in a write job, at one instant, after everything due
// before it.
#pragma once

#include <exception>
#include <functional>
#include <string>

#include "actions/context.h"

namespace kempelen::actions {

/// The body of an answer, or a refusal.
using Reply = Result<std::string>;

/// Called once. `fault` is set when the environment failed or an invariant broke; then `reply` means nothing.
using Completion = std::function<void(Reply reply, std::exception_ptr fault)>;

class Executor {
 public:
  virtual ~Executor() = default;

  using Reading = std::function<Reply(ReadContext&)>;
  using Writing = std::function<Reply(WriteContext&)>;

  /// Usually completes on the calling thread before it returns; on the writing thread if timers had to be run
  /// first.
  virtual void read(Caller caller, Reading work, Completion completion) = 0;
  /// Completes on the writing thread, after the commit is durable. `work` may run twice (db/database.h); a
  /// refusal undoes what it changed.
  virtual void write(Caller caller, Writing work, Completion completion) = 0;
};

}  // namespace kempelen::actions
