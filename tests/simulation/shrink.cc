// Large pieces first, then smaller ones, down to single steps; then what single steps say.
#include "tests/simulation/shrink.h"

#include <algorithm>

namespace kempelen::simulation {
namespace {

class Shrinker {
 public:
  Shrinker(std::uint64_t seed, Shrunken shrunken, const std::function<bool()>& go_on)
      : seed_(seed), kind_(shrunken.finding.kind()), best_(std::move(shrunken)), go_on_(go_on) {}

  Shrunken run() && {
    cut();
    for (bool smaller = true; smaller && go_on_();) {
      smaller = false;
      for (std::size_t size = std::max<std::size_t>(1, best_.steps.size() / 2); size > 0; size /= 2) {
        smaller |= leave_out(size);
        cut();
      }
    }
    while (go_on_() && say_less()) {
    }
    return std::move(best_);
  }

 private:
  bool attempt(std::vector<Step> steps) {
    auto found = play_all(seed_, steps);
    if (!found || found->kind() != kind_) return false;
    best_ = {std::move(steps), *std::move(found)};
    return true;
  }

  /// Nothing behind the finding matters, unless its group needs it, as when power goes out in it.
  void cut() {
    std::vector<Step> steps = best_.steps;
    steps.resize(std::min(steps.size(), best_.finding.step + 1));
    attempt(std::move(steps));
  }

  /// From the end, where what does not matter is more likely.
  bool leave_out(std::size_t size) {
    bool any = false;
    for (std::size_t end = best_.steps.size(); end > 0 && go_on_();) {
      const std::size_t begin = end > size ? end - size : 0;
      std::vector<Step> fewer = best_.steps;
      fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(begin),
                  fewer.begin() + static_cast<std::ptrdiff_t>(end));
      const bool smaller = attempt(std::move(fewer));
      any |= smaller;
      end = std::min(begin, best_.steps.size());
    }
    return any;
  }

  /// One argument less somewhere.
  bool say_less() {
    constexpr Arg kOfNoUse[] = {Arg::Note,   Arg::Require, Arg::Token, Arg::Pause,
                                Arg::Prompt, Arg::Bad,     Arg::Title};
    for (std::size_t i = 0; i < best_.steps.size(); ++i) {
      for (const Arg arg : kOfNoUse) {
        if (!best_.steps[i].has(arg) || !go_on_()) continue;
        std::vector<Step> less = best_.steps;
        std::erase_if(less[i].args, [&](const auto& one) { return one.first == arg; });
        if (attempt(std::move(less))) return true;
      }
    }
    return false;
  }

  const std::uint64_t seed_;
  const std::string kind_;
  Shrunken best_;
  const std::function<bool()>& go_on_;
};

}  // namespace

Shrunken shrink(std::uint64_t seed, std::vector<Step> steps, Finding finding,
                const std::function<bool()>& go_on) {
  return Shrinker(seed, {std::move(steps), std::move(finding)}, go_on).run();
}

}  // namespace kempelen::simulation
