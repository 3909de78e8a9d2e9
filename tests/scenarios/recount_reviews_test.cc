// The recount finds what is wrong with review policies and files. Like recount_test.cc, for what few HITs
// have.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "db/sqlite/connection.h"
#include "store/recount.h"
#include "store/schema.h"
#include "tests/scenarios/runner/play.h"

namespace kempelen::scenarios {
namespace {

/// H has both policies and was reviewed by both; F has a file; N has nothing.
constexpr std::string_view kStage = R"(
requester acme
worker ann
policy P ScoreMyKnownAnswers q=a
policy Q SimplePlurality q with QuestionAgreementThreshold 50
create-hit H by acme title H assignment-policy P hit-policy Q
create-hit F by acme title F question file-form
create-hit N by acme title N
accept A H by ann
submit A by ann answer q=a
accept B F by ann
upload B photo by ann bytes 10
submit B by ann nothing
accept C N by ann
submit C by ann
)";

class DamagedReviews : public testing::Test {
 protected:
  DamagedReviews() : world_(Scheduler::Prompt) {
    for (const Line& line : read_script(kStage)) play(world_, line);
  }
  ~DamagedReviews() override { std::filesystem::remove_all(copy_.parent_path()); }

  /// What is found in a copy after that damage, with names for ids.
  std::vector<std::string> differences(std::string damage) {
    for (const char* name : {"H", "F", "N", "A", "B", "C"}) {
      replace_all(damage, fmt::format("{{{}}}", name), fmt::format("'{}'", world_.id(name)));
    }
    std::filesystem::remove_all(copy_.parent_path());
    std::filesystem::create_directory(copy_.parent_path());
    db::sqlite::Connection(world_.database_file(), db::sqlite::Access::ReadOnly, nullptr, 1024)
        .run(fmt::format("VACUUM INTO '{}'", copy_.string()));
    {
      db::sqlite::Connection raw(copy_, db::sqlite::Access::ReadWrite, nullptr, 1024);
      raw.run("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON;");
      raw.run(damage);
    }
    db::SqliteOptions options;
    options.file = copy_;
    const auto database = db::open_sqlite(options, store::migrations());
    std::vector<std::string> found;
    database->read(
        [&](db::Reader& db) { found = store::recount(db, {.now = world_.now(), .sweeps = 0}).differences; });
    for (std::string& sentence : found) {
      for (const char* name : {"H", "F", "N", "A", "B", "C"}) replace_all(sentence, world_.id(name), name);
    }
    return found;
  }

  static void replace_all(std::string& text, const std::string& what, const std::string& by) {
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what)) {
      text.replace(at, what.size(), by);
    }
  }

  World world_;
  std::filesystem::path copy_ = std::filesystem::temp_directory_path() /
                                fmt::format("kempelen-recount-reviews-{}", ::getpid()) / "kempelen.db";
};

TEST_F(DamagedReviews, NothingIsWrongAtFirst) {
  EXPECT_EQ(differences("SELECT 1"), std::vector<std::string>{});
}

TEST_F(DamagedReviews, EachIsFoundAlone) {
  const std::pair<std::string, std::string> damages[] = {
      {"UPDATE hits SET review_policies = 1 WHERE hit_id = {N}",
       "HIT N has other review policies than it says."},
      {"UPDATE hits SET review_policies = 1 WHERE hit_id = {H}",
       "HIT H has other review policies than it says."},
      {"UPDATE review_policies SET ran_for = ran_for - 1 WHERE hit_id = {H}",
       "HIT H has become reviewable, and its review policy has not run."},
      {"UPDATE review_policies SET ran_for = NULL WHERE hit_id = {H}",
       "HIT H has become reviewable, and its review policy has not run."},
      {"DELETE FROM review_actions WHERE policy_level = 0",
       "Assignment A was reviewed 0 times by its HIT's policy instead of once."},
      {"INSERT INTO review_actions SELECT hit_id, 99, '3X', policy_level, kind, assignment_id, completed_at, "
       "result, error_code, results FROM review_actions WHERE policy_level = 0",
       "Assignment A was reviewed 2 times by its HIT's policy instead of once."},
      {"INSERT INTO review_actions VALUES ({N}, 1, '3X', 1, 0, NULL, 1, '', NULL, '')",
       "HIT N has no review policy that did 3X."},
      {"INSERT INTO review_actions VALUES ({H}, 99, '3X', 1, 1, {C}, 1, '', NULL, '')",
       "A review policy of HIT H did 3X to another HIT's assignment."},
      {"INSERT INTO dropped_files SELECT file_key FROM files", "is kept and to be removed."},
  };
  for (const auto& [damage, sentence] : damages) {
    EXPECT_THAT(differences(damage), testing::Contains(testing::HasSubstr(sentence))) << damage;
  }
}

TEST_F(DamagedReviews, AFileOfWorkGivenBackIsFound) {
  EXPECT_THAT(differences("UPDATE assignments SET status = 4 WHERE assignment_id = {B}"),
              testing::Contains(testing::HasSubstr("belongs to assignment B, which was given back")));
  EXPECT_THAT(differences("UPDATE hits SET mark = 2 WHERE hit_id = {F}"),
              testing::Contains(testing::HasSubstr("belongs to assignment B, which was given back")));
}

}  // namespace
}  // namespace kempelen::scenarios
