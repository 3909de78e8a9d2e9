// Page tokens continue one list of one caller, and nothing else.
#include "actions/page_token.h"

#include <gtest/gtest.h>

namespace kempelen::actions {
namespace {

/// Page tokens need no rows.
class NoRows final : public db::Reader {
 public:
  std::vector<std::string> damage(std::size_t) override { return {}; }

 protected:
  void visit(const db::Sql&, std::span<const db::Value>,
             const std::function<bool(const db::Row&)>&) override {}
};

class PageToken : public testing::Test {
 protected:
  /// The position that caller finds in a token; `refused` where it is refused.
  std::string open(const Caller& caller, const PageOf& list, const std::string& token) {
    const ReadContext ctx{rows_, caller, Instant{}, settings_};
    const auto position = page_position(ctx, list, token);
    if (position) return *position;
    EXPECT_EQ(position.error().code, Code::InvalidParameterValue);
    EXPECT_EQ(position.error().words, (std::vector<std::string>{token, "NextToken"}));
    return "refused";
  }
  std::string make(const std::string& position) {
    return page_token(ReadContext{rows_, acme_, Instant{}, settings_}, kHits, position);
  }

  static inline const PageOf kHits{"ListHITs"};
  static inline const PageOf kFiltered{"ListHITs", "Submitted"};
  NoRows rows_;
  Caller acme_{.requester = {"AACME"}};
  Settings settings_{.page_token_key = std::string(32, 'k'),
                     .content_url = {},
                     .sandbox_url = {},
                     .live_url = {},
                     .file_key = {}};
};

TEST_F(PageToken, IsReadBack) {
  for (const char* position : {"3ABC", "1795532400000000 3ABC", "-5 x", ""}) {
    EXPECT_EQ(open(acme_, kHits, make(position)), position);
  }
}

TEST_F(PageToken, NoTokenIsTheFirstPage) {
  const ReadContext ctx{rows_, acme_, Instant{}, settings_};
  EXPECT_EQ(page_position(ctx, kHits, std::nullopt).value(), "");
}

TEST_F(PageToken, HasTheRightForm) {
  const std::string token = make("1795532400000000 3ABCDEFGHIJKLMNOPQRSTUVWXYZ0123");
  EXPECT_TRUE(token.starts_with("p1:"));
  EXPECT_LE(token.size(), 255u);
  EXPECT_EQ(token.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_:"),
            std::string::npos);
}

TEST_F(PageToken, BelongsToOneCallerOneListAndOneMarketplace) {
  const std::string token = make("3ABC");
  Caller live = acme_;
  live.marketplace = domain::Marketplace::Live;
  EXPECT_EQ(open(live, kHits, token), "refused");
  EXPECT_EQ(open({.requester = {"ABOLT"}}, kHits, token), "refused");
  EXPECT_EQ(open({.requester = {}, .worker = {"AACME"}}, kHits, token), "refused");
  EXPECT_EQ(open(acme_, {"ListReviewableHITs"}, token), "refused");
  EXPECT_EQ(open(acme_, kFiltered, token), "refused");
}

TEST_F(PageToken, EveryAlteredCharacterIsNoticed) {
  const std::string token = make("3ABC");
  for (std::size_t i = 0; i < token.size(); ++i) {
    std::string altered = token;
    altered[i] = altered[i] == 'Q' ? 'g' : 'Q';
    EXPECT_EQ(open(acme_, kHits, altered), "refused") << i;
  }
  EXPECT_EQ(open(acme_, kHits, token.substr(0, token.size() - 4)), "refused");
  EXPECT_EQ(open(acme_, kHits, token + "AAAA"), "refused");
}

TEST_F(PageToken, NonsenseIsRefused) {
  for (const char* nonsense : {"", "p1:", "p1:~", "p1:AAAA", "p2:AAAA", "AAAA", "p1:\xFF", "p1:a b"}) {
    EXPECT_EQ(open(acme_, kHits, nonsense), "refused") << nonsense;
  }
}

TEST_F(PageToken, AnotherServersKeyOpensNothing) {
  const std::string token = make("3ABC");
  settings_.page_token_key = std::string(32, 'x');
  EXPECT_EQ(open(acme_, kHits, token), "refused");
}

}  // namespace
}  // namespace kempelen::actions
