// What names a row to the service: tokens and annotations that differ from row to row and from batch to
// batch.
#include "cli/publishing.h"

#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "cli/refusals.h"
#include "tests/unit/client/small_server.h"

namespace kempelen::cli {
namespace {

JournalHead head(const std::string& batch) {
  return {.batch = batch,
          .endpoint = "e",
          .template_file = "t",
          .template_digest = "00000010ffffffff",
          .tasks_file = "c",
          .hit_type = "3T",
          .began = {}};
}

TEST(Publishing, EveryRowOfEveryBatchHasItsToken) {
  std::set<std::string> tokens;
  for (const char* batch : {"1", "11", "12"}) {
    for (std::size_t row = 1; row <= 120; ++row) tokens.insert(token_of(head(batch), row));
  }
  EXPECT_EQ(tokens.size(), 360U);
  EXPECT_EQ(token_of(head("1"), 7), token_of(head("1"), 7));
  EXPECT_LE(tokens.begin()->size(), 64U);
}

TEST(Publishing, AnnotationsBeginAsTheOriginalsDid) {
  EXPECT_EQ(annotation_of(head("123"), 7, ""), "BatchId:123;OriginalHitTemplateId:16;Row:7;");
  EXPECT_EQ(annotation_of(head("123"), 7, "mine"), "mine;BatchId:123;OriginalHitTemplateId:16;Row:7;");
  EXPECT_EQ(annotation_of(head("123"), 7, "mine;"), "mine;BatchId:123;OriginalHitTemplateId:16;Row:7;");
}

/// Three hundred rows, published to a server that a test makes up.
class PublishRows : public testing::Test {
 protected:
  static constexpr std::size_t kRows = 300;

  PublishRows() : folder_(testing::TempDir() + "publish_rows_" + name()) {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
    std::ofstream(folder_ + "/page.html") << "<p>${n}</p>";
    std::ofstream tasks(folder_ + "/tasks.csv");
    tasks << "n\n";
    for (std::size_t row = 1; row <= kRows; ++row) tasks << row << '\n';
  }
  ~PublishRows() override { std::filesystem::remove_all(folder_); }

  static std::string name() { return testing::UnitTest::GetInstance()->current_test_info()->name(); }

  PublishOutcome publish(const std::string& url) {
    const auto client =
        client::Client::open({.endpoint = url, .credentials = client::Credentials{"AKIAEXAMPLE", "secret"}})
            .value();
    const auto publication = Publication::read(folder_ + "/page.html", folder_ + "/tasks.csv", {}).value();
    Journal journal = Journal::open(folder_ + "/journal").value();
    const JournalHead first = head("1");
    EXPECT_TRUE(journal.begin(first));
    std::vector<std::size_t> rows;
    for (std::size_t row = 1; row <= kRows; ++row) rows.push_back(row);
    std::ostringstream out;
    std::ostringstream err;
    Surroundings at{.out = out, .err = err, .clock = clock_, .pause = {}, .stopped = stopped_};
    Progress progress(at, "HITs", kRows, Progress::Show::No);
    return publish_rows({client, publication, journal, first, at}, rows, progress);
  }

  JournalRecord record() const { return read_journal(folder_ + "/journal").value(); }

  static std::string hit(int number) {
    return client::http_answer(R"({"HIT":{"HITId":"3HIT)" + std::to_string(number) +
                               R"(","HITGroupId":"3GROUP"}})");
  }
  static std::string refusal(const std::string& code) {
    return client::http_answer(
        R"({"__type":"RequestError","Message":"no","TurkErrorCode":"AWS.MechanicalTurk.)" + code + R"("})",
        "400 Bad Request");
  }

  std::string folder_;
  ManualClock clock_{Instant::from_seconds(1'700'000'000)};
  std::function<bool()> stopped_ = [] { return false; };
  std::atomic<int> made_ = 0;
};

TEST_F(PublishRows, EveryRowIsTakenOnce) {
  client::SmallServer server([this](const std::string&) { return hit(++made_); });
  const auto outcome = publish(server.url());
  EXPECT_EQ(outcome.published, kRows);
  EXPECT_EQ(outcome.group, "3GROUP");
  EXPECT_EQ(made_, static_cast<int>(kRows));
  const auto written = record();
  EXPECT_EQ(written.rows.size(), kRows);
  EXPECT_EQ(written.sent_to, kRows);
}

TEST_F(PublishRows, RefusedRowsAreNamedInTheirOrderAndTheOthersGoOn) {
  client::SmallServer server([this](const std::string& request) {
    return request.find("Row:7;") != std::string::npos || request.find("Row:70;") != std::string::npos
               ? refusal("XMLParseError")
               : hit(++made_);
  });
  const auto outcome = publish(server.url());
  EXPECT_EQ(outcome.published, kRows - 2);
  ASSERT_EQ(outcome.refused.size(), 2U);
  EXPECT_EQ(outcome.refused[0].row, 7U);
  EXPECT_EQ(outcome.refused[1].row, 70U);
  EXPECT_FALSE(outcome.stopped_by);
  EXPECT_FALSE(record().rows.contains(7));
}

TEST_F(PublishRows, WithoutMoneyNoMoreIsTried) {
  client::SmallServer server([this](const std::string&) {
    const int number = ++made_;
    return number > 50 ? refusal("InsufficientFunds") : hit(number);
  });
  const auto outcome = publish(server.url());
  ASSERT_TRUE(outcome.stopped_by);
  EXPECT_TRUE(outcome.stopped_by->is(Code::InsufficientFunds));
  EXPECT_EQ(outcome.published, 50U);
  EXPECT_EQ(record().rows.size(), 50U);
  EXPECT_LE(made_, 50 + 8);
}

TEST_F(PublishRows, ThrottledRowsAreTriedAgain) {
  client::SmallServer server([this](const std::string& request) {
    return request.find("Row:9;") != std::string::npos && made_ < 250
               ? client::http_answer(R"({"__type":"ThrottlingException","message":"Rate exceeded"})",
                                     "400 Bad Request")
               : hit(++made_);
  });
  EXPECT_EQ(publish(server.url()).published, kRows);
}

TEST_F(PublishRows, WhenAskedToStopWhatIsOnItsWayIsFinished) {
  // The calls after the twentieth are answered when the stop was seen, so they all are on their way then.
  std::atomic<bool> seen = false;
  stopped_ = [&] {
    if (made_ < 20) return false;
    seen = true;
    seen.notify_all();
    return true;
  };
  client::SmallServer server([&](const std::string&) {
    const int number = ++made_;
    if (number > 20) seen.wait(false);
    return hit(number);
  });
  const auto outcome = publish(server.url());
  EXPECT_TRUE(outcome.interrupted);
  EXPECT_LT(outcome.published, kRows);
  EXPECT_EQ(outcome.published, static_cast<std::size_t>(made_));
  EXPECT_EQ(record().rows.size(), outcome.published);
}

TEST(Refusals, TellTheHitOfAToken) {
  const client::Error used{.kind = client::Error::Kind::Refused,
                           .message = "The HIT with ID \"3ABC\" already exists. (1 s)",
                           .code = Code::HitAlreadyExists};
  EXPECT_EQ(hit_of_token(used), "3ABC");
  client::Error other = used;
  other.code = Code::HitDoesNotExist;
  EXPECT_EQ(hit_of_token(other), "");
}

TEST(Refusals, AboutTheCallerOrTheWayConcernEveryCall) {
  using Kind = client::Error::Kind;
  EXPECT_TRUE(concerns_every_call({.kind = Kind::Unreachable, .message = ""}));
  EXPECT_TRUE(concerns_every_call({.kind = Kind::Refused, .message = "", .code = Code::InsufficientFunds}));
  EXPECT_TRUE(concerns_every_call({.kind = Kind::Refused, .message = "", .code = Code::UnrecognizedClient}));
  EXPECT_FALSE(concerns_every_call({.kind = Kind::Refused, .message = "", .code = Code::XmlParseError}));
  EXPECT_FALSE(concerns_every_call({.kind = Kind::Refused, .message = ""}));
}

}  // namespace
}  // namespace kempelen::cli
