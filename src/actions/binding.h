// Operations bound to the functions that carry them out. A function of the wrong signature does not compile.
//
// A call happens in two halves: `begin` parses and checks the input on whatever thread received it, and the
// Call it makes runs later, in a snapshot or inside the write queue.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "actions/context.h"
#include "base/fault.h"
#include "json/value.h"
#include "model/operation.h"
#include "model/read.h"
#include "model/write.h"

namespace kempelen::actions {

/// One call with its input checked, ready to run. `run` with the context that the operation's access does not
/// name is a broken invariant.
class Call {
 public:
  virtual ~Call() = default;
  virtual Result<std::string> run(ReadContext&) { return wrong_access(); }
  virtual Result<std::string> run(WriteContext&) { return wrong_access(); }

 private:
  static Result<std::string> wrong_access() {
    invariant_broken("access", "a call runs as declared", __FILE__, __LINE__);
  }
};

struct Binding {
  std::string_view name;
  model::Access access;
  model::Authentication authentication;
  /// The JSON body of a call, read and checked against the model; for some operations prepared further.
  Result<std::unique_ptr<Call>> (*begin)(std::string_view body, const Caller& caller);
};

/// Which of `bindings` (ordered by name) is called `name`, or null.
const Binding* find_binding(std::span<const Binding> bindings, std::string_view name);

namespace detail {

/// Most answers fit: a HIT with a small question.
constexpr std::size_t kUsualAnswerBytes = 2048;

template <typename Output>
std::string written(const Output& output) {
  std::string body;
  body.reserve(kUsualAnswerBytes);
  model::write(output, body);
  return body;
}

template <typename Context, typename Input, auto action>
class BoundCall final : public Call {
 public:
  explicit BoundCall(Input input) : input_(std::move(input)) {}
  Result<std::string> run(Context& ctx) override {
    KEMPELEN_TRY(const auto output, action(ctx, input_));
    return written(output);
  }
  using Call::run;

 private:
  const Input input_;
};

template <typename Operation>
Result<typename Operation::Input> read_input(std::string_view body) {
  KEMPELEN_TRY(const auto value, json::parse(body));
  return model::read<typename Operation::Input>(value);
}

template <typename Operation>
using ContextOf = std::conditional_t<Operation::access == model::Access::Read, ReadContext, WriteContext>;

}  // namespace detail

/// `action` is `Result<Output>(Context&, const Input&)`.
template <typename Operation, auto action>
consteval Binding bind() {
  using Context = detail::ContextOf<Operation>;
  static_assert(std::is_invocable_r_v<Result<typename Operation::Output>, decltype(action), Context&,
                                      const typename Operation::Input&>);
  return {Operation::name, Operation::access, Operation::authentication,
          [](std::string_view body, const Caller&) -> Result<std::unique_ptr<Call>> {
            KEMPELEN_TRY(auto input, detail::read_input<Operation>(body));
            return std::make_unique<detail::BoundCall<Context, typename Operation::Input, action>>(
                std::move(input));
          }};
}

/// With work that needs no database done before the queue: `prepare` is `Result<Prepared>(const Caller&,
/// const Input&)` and `action` is `Result<Output>(Context&, const Prepared&)`.
template <typename Operation, auto prepare, auto action>
consteval Binding bind() {
  using Context = detail::ContextOf<Operation>;
  using Prepared = typename std::invoke_result_t<decltype(prepare), const Caller&,
                                                 const typename Operation::Input&>::value_type;
  static_assert(
      std::is_invocable_r_v<Result<typename Operation::Output>, decltype(action), Context&, const Prepared&>);
  return {Operation::name, Operation::access, Operation::authentication,
          [](std::string_view body, const Caller& caller) -> Result<std::unique_ptr<Call>> {
            KEMPELEN_TRY(const auto input, detail::read_input<Operation>(body));
            KEMPELEN_TRY(auto prepared, prepare(caller, input));
            return std::make_unique<detail::BoundCall<Context, Prepared, action>>(std::move(prepared));
          }};
}

}  // namespace kempelen::actions
