// Paging through 100,000 entries: each comes once, in order, and the last pages are as quick as the first,
// since a page begins at a position and skips nothing.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <optional>

#include "actions/requester_operations.h"
#include "tests/pages/many.h"

namespace kempelen::pages {
namespace {

constexpr std::int32_t kPageSize = 100;
/// The median of so many pages at either end; and how much slower the last may be. Machines that do other
/// work beside are the reason for the generosity: skipping over 100,000 entries takes a hundred times as
/// long.
constexpr std::size_t kAtEitherEnd = 100;
constexpr double kSlowest = 5.0;

class Pages : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { many_ = std::make_unique<Many>(); }
  static void TearDownTestSuite() { many_.reset(); }

  struct Walk {
    std::vector<std::string> found;
    std::vector<double> micros;  // one for each page
  };

  /// Pages through the whole list. `entries` names what is on a page.
  template <typename Request, typename Response, typename Entries>
  Walk walk(const RequesterId& requester,
            Result<Response> (*operation)(actions::ReadContext&, const Request&), Request request,
            const Entries& entries) {
    const actions::Caller caller{.requester = requester};
    request.max_results = kPageSize;
    Walk walked;
    while (true) {
      std::optional<Response> page;
      const auto start = std::chrono::steady_clock::now();
      many_->database().read([&](db::Reader& db) {
        actions::ReadContext ctx{db, caller, many_->now(), many_->settings()};
        page = operation(ctx, request).value();
      });
      const auto end = std::chrono::steady_clock::now();
      const std::vector<std::string> found = entries(*page);
      EXPECT_EQ(page->num_results, static_cast<std::int32_t>(found.size()));
      EXPECT_EQ(page->next_token.has_value(), !found.empty());
      if (found.empty()) return walked;
      EXPECT_EQ(found.size(), static_cast<std::size_t>(kPageSize));
      EXPECT_NE(page->next_token, request.next_token);
      request.next_token = page->next_token;
      walked.micros.push_back(std::chrono::duration<double, std::micro>(end - start).count());
      walked.found.insert(walked.found.end(), found.begin(), found.end());
    }
  }

  static double median(std::vector<double> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
  }

  static void expect_the_end_as_quick_as_the_start(const char* name, const Walk& walked) {
    ASSERT_GT(walked.micros.size(), 2 * kAtEitherEnd);
    const double first = median({walked.micros.begin(), walked.micros.begin() + kAtEitherEnd});
    const double last = median({walked.micros.end() - kAtEitherEnd, walked.micros.end()});
    std::printf("%s: a page of %d takes %.0f us at the start and %.0f us at the end, %.2f times as long\n",
                name, kPageSize, first, last, last / first);
    EXPECT_LT(last, first * kSlowest);
  }

  static std::unique_ptr<Many> many_;
};

std::unique_ptr<Many> Pages::many_;

std::vector<std::string> ids_of(const std::vector<api::HIT>& hits) {
  std::vector<std::string> ids;
  for (const api::HIT& hit : hits) ids.push_back(hit.hit_id.value());
  return ids;
}

TEST_F(Pages, ListHITs) {
  const auto walked = walk(many_->lister(), &actions::list_hits, api::ListHITsRequest{},
                           [](const auto& page) { return ids_of(page.hits); });
  const std::vector<std::string> newest_first(many_->hits().rbegin(), many_->hits().rend());
  EXPECT_TRUE(walked.found == newest_first) << "of " << walked.found.size();
  expect_the_end_as_quick_as_the_start("ListHITs", walked);
}

// All expire in the order in which they were made.
TEST_F(Pages, ListReviewableHITs) {
  const auto walked = walk(many_->lister(), &actions::list_reviewable_hits, api::ListReviewableHITsRequest{},
                           [](const auto& page) { return ids_of(page.hits); });
  const std::vector<std::string> newest_first(many_->hits().rbegin(), many_->hits().rend());
  EXPECT_TRUE(walked.found == newest_first) << "of " << walked.found.size();
  expect_the_end_as_quick_as_the_start("ListReviewableHITs", walked);
}

TEST_F(Pages, ListAssignmentsForHIT) {
  api::ListAssignmentsForHITRequest request;
  request.hit_id = many_->busy_hit().text;
  const auto walked =
      walk(many_->generous(), &actions::list_assignments_for_hit, request, [](const auto& page) {
        std::vector<std::string> ids;
        for (const auto& assignment : page.assignments) ids.push_back(assignment.assignment_id.value());
        return ids;
      });
  EXPECT_TRUE(walked.found == many_->assignments()) << "of " << walked.found.size();
  expect_the_end_as_quick_as_the_start("ListAssignmentsForHIT", walked);
}

TEST_F(Pages, ListBonusPayments) {
  const auto reasons_of = [](const auto& page) {
    std::vector<std::string> reasons;
    for (const auto& payment : page.bonus_payments) reasons.push_back(payment.reason.value());
    return reasons;
  };
  api::ListBonusPaymentsRequest of_hit;
  of_hit.hit_id = many_->busy_hit().text;
  api::ListBonusPaymentsRequest of_assignment;
  of_assignment.assignment_id = many_->assignments().front();
  for (const auto& request : {of_hit, of_assignment}) {
    const auto walked = walk(many_->generous(), &actions::list_bonus_payments, request, reasons_of);
    EXPECT_TRUE(walked.found == many_->reasons()) << "of " << walked.found.size();
    expect_the_end_as_quick_as_the_start("ListBonusPayments", walked);
  }
}

}  // namespace
}  // namespace kempelen::pages
