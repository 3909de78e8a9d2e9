// What ExplainHIT says is what search, preview and acceptance do, over generated people, HITs and
// requirements: the explanation is only worth something if it can never be wrong.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <random>

#include "tests/scenarios/runner/invariants.h"
#include "tests/scenarios/runner/play.h"

namespace kempelen::scenarios {
namespace {

constexpr int kWorkers = 8;
constexpr int kHits = 24;
constexpr int kWorlds = 4;

class Generated {
 public:
  explicit Generated(unsigned seed) : random_(seed), world_(Scheduler::Prompt) {
    line("requester acme");
    line("requester bolt");
    for (int w = 0; w < kWorkers; ++w) line(worker(w));
    for (int h = 0; h < kHits; ++h) line(hit(h));
    // Some are taken, some blocked, one requester perhaps suspended, some HITs expired.
    for (int i = 0; i < 30; ++i) {
      try_line(fmt::format("accept A{} H{} by w{}", i, below(kHits), below(kWorkers)));
    }
    for (int i = 0; i < 3; ++i) {
      line(fmt::format("block w{} by {}", below(kWorkers), below(2) == 0 ? "acme" : "bolt"));
    }
    if (below(3) == 0) line("suspend bolt");
    line("advance 3h");
  }

  World& world() { return world_; }

 private:
  int below(int n) { return std::uniform_int_distribution<int>(0, n - 1)(random_); }
  std::string one_of(std::initializer_list<const char*> words) {
    return *(words.begin() + below(static_cast<int>(words.size())));
  }

  std::string worker(int number) {
    std::string text =
        fmt::format("worker w{} submitted 200 approved {} rejected {}", number, below(3) * 50, below(3) * 50);
    if (below(3) > 0) text += " country " + one_of({"US", "US-CA", "DE"});
    if (below(2) == 0) text += " adult";
    if (below(2) == 0) text += " masters";
    return text;
  }

  std::string requirement() {
    std::string text = one_of(
        {"locale:In:US,FR", "locale:NotEqualTo:US-CA", "locale:EqualTo:US-CA", "approved:GreaterThan:49",
         "approved:In:0,100", "percent:LessThan:60", "percent:GreaterThanOrEqualTo:50", "adult:EqualTo:1",
         "masters:Exists:", "masters:DoesNotExist:", "000000000000000000S0:LessThan:5"});
    return " require " + text + ":" + one_of({"Accept", "PreviewAndAccept", "DiscoverPreviewAndAccept"});
  }

  std::string hit(int number) {
    std::string text =
        fmt::format("create-hit H{} by {} title t{} assignments {} lifetime {} duration 1d", number,
                    one_of({"acme", "bolt"}), below(10), 1 + below(3), one_of({"1h", "1d", "2d"}));
    for (int i = below(4); i > 0; --i) text += requirement();
    return text;
  }

  void line(const std::string& text) {
    for (const Line& one : read_script(text)) play(world_, one);
  }
  void try_line(const std::string& text) {
    try {
      line(text);
    } catch (const Mismatch&) {  // refused, which is fine
    }
  }

  std::mt19937 random_;
  World world_;
};

/// The code of the first reason, or `yes`.
std::string said(const Answer& explanation, std::string_view step) {
  const std::string path = fmt::format("Explanation.{}.", step);
  if (explanation.must(path + "Allowed") == "true") return "yes";
  return explanation.must(path + "Reasons.0.Code");
}

std::string refusal_for(const std::string& reason) {
  if (reason == "WorkerBlocked") return "WorkerBlocked";
  if (reason == "RequirementNotMet") return "DoesNotMeetRequirements";
  if (reason == "AlreadyWorkedOn") return "AlreadyWorkedOnHit";
  if (reason == "QueueFull") return "QueueFull";
  return "NoMoreHits";
}

std::string outcome(World& world, const std::string& line) {
  try {
    for (const Line& one : read_script(line)) play(world, one);
    return "yes";
  } catch (const Mismatch& mismatch) {
    return mismatch.what();
  }
}

bool is_listed(World& world, const std::string& worker, const std::string& type) {
  const auto answer = world.worker_call(worker, "SearchHITGroups", R"({"MaxResults":100})");
  for (std::size_t i = 0; i < answer->count("HITGroups"); ++i) {
    if (answer->must(fmt::format("HITGroups.{}.HITTypeId", i)) == type) return true;
  }
  return false;
}

struct Counts {
  int hidden = 0, seen = 0, unseen = 0, previewed = 0, refused_preview = 0, accepted = 0, refused = 0;
};

/// Compares what is said about one worker and one HIT with what happens.
void compare(World& world, const std::string& worker, const std::string& hit, Counts& counts) {
  SCOPED_TRACE(worker + " " + hit);
  const auto explained =
      world.worker_call(worker, "ExplainHIT", fmt::format(R"({{"HITId":"{}"}})", world.id(hit)));
  const bool listed = is_listed(world, worker, world.id("type-of-" + hit));
  if (!explained) {
    EXPECT_EQ(explained.error().code, Code::HitDoesNotExist);
    EXPECT_FALSE(listed);
    EXPECT_NE(outcome(world, fmt::format("see-group group-of-{} by {}", hit, worker)), "yes");
    EXPECT_NE(outcome(world, fmt::format("preview {} by {}", hit, worker)), "yes");
    EXPECT_NE(outcome(world, fmt::format("accept NONE {} by {}", hit, worker)), "yes");
    ++counts.hidden;
    return;
  }
  const std::string see = said(*explained, "See");
  EXPECT_EQ(listed, see == "yes") << see;
  ++(listed ? counts.seen : counts.unseen);
  const auto check = [&](const std::string& line, const std::string& reason, int& allowed, int& refused) {
    const std::string came = outcome(world, line);
    if (reason == "yes") {
      EXPECT_EQ(came, "yes") << line;
      ++allowed;
    } else {
      EXPECT_NE(came.find("got " + refusal_for(reason)), std::string::npos)
          << line << ": " << reason << ": " << came;
      ++refused;
    }
  };
  check(fmt::format("preview {} by {}", hit, worker), said(*explained, "Preview"), counts.previewed,
        counts.refused_preview);
  const std::string accept = said(*explained, "Accept");
  check(fmt::format("accept NEW-{}-{} {} by {}", hit, worker, hit, worker), accept, counts.accepted,
        counts.refused);
  // Given back, so that the next one finds the place; his own next judgement is not asked for again.
  if (accept != "yes") return;
  EXPECT_EQ(outcome(world, fmt::format("return NEW-{}-{} by {}", hit, worker, worker)), "yes");
}

TEST(Agreement, ExplanationsAreWhatHappens) {
  Counts counts;
  for (unsigned seed = 1; seed <= kWorlds; ++seed) {
    SCOPED_TRACE(fmt::format("seed {}", seed));
    Generated generated(seed);
    for (int w = 0; w < kWorkers; ++w) {
      for (int h = 0; h < kHits; ++h) {
        compare(generated.world(), fmt::format("w{}", w), fmt::format("H{}", h), counts);
      }
    }
  }
  // Every outcome has to have come about, or nothing was compared.
  for (const int count : {counts.hidden, counts.seen, counts.unseen, counts.previewed, counts.refused_preview,
                          counts.accepted, counts.refused}) {
    EXPECT_GT(count, 20);
  }
}

}  // namespace
}  // namespace kempelen::scenarios
