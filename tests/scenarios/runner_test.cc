// The runner has to notice what is wrong: a scenario that cannot fail proves nothing.
#include <gtest/gtest.h>

#include "tests/scenarios/runner/invariants.h"
#include "tests/scenarios/runner/play.h"

namespace kempelen::scenarios {
namespace {

/// The Mismatch of the last line; empty when all went well.
std::string mismatch_of(World& world, std::string_view text) {
  try {
    for (const Line& line : read_script(text)) play(world, line);
  } catch (const Mismatch& mismatch) {
    return mismatch.what();
  }
  return "";
}

constexpr std::string_view kStage =
    "requester acme balance 10.00\nworker ann\ncreate-hit H by acme assignments 1\naccept A H by ann\n";

TEST(Script, ReadsWordsQuotationsCommentsAndRefusals) {
  const auto lines =
      read_script("# nothing\n\naccept A \"H 1\" by ann  # why\nget-hit H -> HitDoesNotExist naming H\n");
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_EQ(lines[0].number, 3);
  EXPECT_EQ(lines[0].words, (std::vector<std::string>{"accept", "A", "H 1", "by", "ann"}));
  EXPECT_EQ(lines[1].words, (std::vector<std::string>{"get-hit", "H"}));
  EXPECT_EQ(lines[1].expected, (std::vector<std::string>{"HitDoesNotExist", "naming", "H"}));
  EXPECT_THROW(read_script("title \"no end\n"), Mismatch);
  EXPECT_THROW(read_script("get-hit H ->\n"), Mismatch);
}

TEST(Script, ALineMayGoOnInTheNext) {
  const auto lines = read_script("accept A \\\n    H by ann\nget-hit H\n");
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_EQ(lines[0].words, (std::vector<std::string>{"accept", "A", "H", "by", "ann"}));
  EXPECT_EQ(lines[0].number, 1);
  EXPECT_EQ(lines[1].number, 3);
}

TEST(Script, ReadsSpansOfTime) {
  EXPECT_EQ(read_seconds("90"), 90);
  EXPECT_EQ(read_seconds("1d2h3m4s"), 93'784);
  EXPECT_THROW(read_seconds("1w"), Mismatch);
  EXPECT_THROW(read_seconds("soon"), Mismatch);
}

TEST(Runner, NoticesEachKindOfMistake) {
  const std::pair<std::string_view, std::string_view> kCases[] = {
      {"hit H status Reviewable", "status: expected 'Reviewable', got 'Unassignable'"},
      {"hit H pending 2", "pending: expected '2', got '1'"},
      {"hit H colour red", "this check knows no 'colour'"},
      {"hit H expires-at 2d", "Expiration: expected 172800 s after the beginning, got 86400 s"},
      {"hit G status Reviewable", "nothing is called 'G' yet"},
      {"get-hit nothing by acme", "expected success, got HitDoesNotExist [3NOTHINGHASTHISID0000000000000]"},
      {"get-hit nothing by acme -> NoMoreHits",
       "expected the refusal NoMoreHits, got HitDoesNotExist [3NOTHINGHASTHISID0000000000000]"},
      {"get-hit H by acme -> HitDoesNotExist", "expected the refusal HitDoesNotExist, got success"},
      {"assignment A approved-at 1d", "Assignment.ApprovalTime: expected '1d', got 'none'"},
      {"assignments H by acme are A", "pages: expected 'A', got 'none'"},
      {"ledger acme available 9.00", "expected '9.00', got '10.00'"},
      {"juggle H", "unknown verb 'juggle'"},
      {"return A by ann now", "nobody reads 'now' in this line"},
  };
  for (const auto& [line, expected] : kCases) {
    World world(Scheduler::Prompt);
    ASSERT_EQ(mismatch_of(world, kStage), "");
    EXPECT_NE(mismatch_of(world, line).find(expected), std::string::npos)
        << line << ": " << mismatch_of(world, line);
  }
}

TEST(Runner, NoticesThatARefusedCallChangedSomething) {
  World world(Scheduler::Prompt);
  const std::string before = world.dump();
  ASSERT_EQ(mismatch_of(world, "requester acme"), "");
  EXPECT_NE(world.dump(), before);
}

TEST(Invariants, NoticeEveryWrongCounter) {
  static constexpr db::Sql kDamages[] = {
      {"UPDATE balances SET balance = balance + 1 WHERE account = 'outside'"},
      {"UPDATE hits SET pending = 0"},
      {"UPDATE hits SET open = 1"},
      {"UPDATE hits SET places_held = 0"},
      {"UPDATE hit_types SET open_hits = 1"},
      {"UPDATE workers SET submitted = 1"},
      {"UPDATE workers SET approved = 1"},
      {"UPDATE assignments SET status = 2"},
      {"DELETE FROM timers"},
  };
  for (const db::Sql& damage : kDamages) {
    World world(Scheduler::Prompt);
    ASSERT_EQ(mismatch_of(world, "marketplace live"), "");
    ASSERT_EQ(mismatch_of(world, kStage), "");
    const auto broken = [&] {
      std::vector<std::string> found;
      world.read([&](db::Reader& db) { found = broken_invariants(db, world.now(), world.earlier_records); });
      return found;
    };
    ASSERT_TRUE(broken().empty()) << broken().front();
    ASSERT_TRUE(world.write([&](actions::WriteContext& ctx) -> Result<Done> {
      ctx.tx.execute(damage);
      return Done{};
    }));
    EXPECT_FALSE(broken().empty()) << damage.text;
  }
}

}  // namespace
}  // namespace kempelen::scenarios
