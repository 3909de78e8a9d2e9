// What happens when an invariant does not hold.
#include "base/fault.h"

#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>

namespace kempelen {

std::string text_of(const std::exception_ptr& caught) {
  try {
    std::rethrow_exception(caught);
  } catch (const std::exception& e) {
    return e.what();
  } catch (...) {
    return "unknown exception";
  }
}

void invariant_broken(const char* condition, const char* belief, const char* file, int line) {
  const auto text = fmt::format("{}:{}: {} ({})", file, line, belief, condition);
#ifdef KEMPELEN_INVARIANTS_ABORT
  std::fprintf(stderr, "invariant broken: %s\n", text.c_str());
  std::abort();
#else
  throw InvariantBroken(text);
#endif
}

}  // namespace kempelen
