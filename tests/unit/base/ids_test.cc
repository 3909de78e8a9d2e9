// The forms of ids.
#include "base/ids.h"

#include <gtest/gtest.h>

#include <regex>
#include <set>

namespace kempelen {
namespace {

constexpr Instant kAt = Instant::from_seconds(1'795'532'400);

bool matches(const std::string& text, const char* form) {
  return std::regex_match(text, std::regex(form));
}

TEST(IdGenerator, HasTheOriginalsForms) {
  SeededRandom random(1);
  IdGenerator ids(random);
  for (int i = 0; i < 100; ++i) {
    EXPECT_TRUE(matches(ids.hit(kAt).text, "3[0-9A-Z]{29}"));
    EXPECT_TRUE(matches(ids.assignment(kAt).text, "3[0-9A-Z]{29}"));
    EXPECT_TRUE(matches(ids.worker().text, "A[0-9A-Z]{13}"));
    EXPECT_TRUE(matches(ids.requester().text, "A[0-9A-Z]{13}"));
    EXPECT_TRUE(matches(ids.access_key_id(), "AKIA[A-Z2-7]{16}"));
    EXPECT_TRUE(matches(ids.secret_access_key(), "[A-Za-z0-9]{40}"));
    EXPECT_TRUE(matches(ids.token(), "[A-Za-z0-9_-]{43}"));
    EXPECT_TRUE(
        matches(ids.request_id(), "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"));
  }
}

TEST(IdGenerator, IdsOfBonusesSortByTheirMicrosecond) {
  SeededRandom random(2);
  IdGenerator ids(random);
  std::string last;
  for (std::int64_t i = 0; i < 100; ++i) {
    const std::string id = ids.bonus(kAt + Duration{i});
    EXPECT_TRUE(matches(id, "3[0-9A-Z]{29}"));
    EXPECT_LT(last, id);
    last = id;
  }
  EXPECT_LT(last, ids.bonus(Instant::from_seconds(253'402'300'799)));
}

TEST(IdGenerator, IdsSortByTheirMillisecond) {
  SeededRandom random(2);
  IdGenerator ids(random);
  std::string last;
  for (std::int64_t millis = 1'795'532'400'000; millis < 1'795'532'400'100; ++millis) {
    const std::string id = ids.hit(Instant::from_millis(millis)).text;
    EXPECT_LT(last, id);
    last = id;
  }
  // Also over the places where the last digit begins anew, and in a hundred years.
  EXPECT_LT(ids.hit(Instant::from_millis(36 * 36 - 1)).text, ids.hit(Instant::from_millis(36 * 36)).text);
  EXPECT_LT(ids.hit(kAt).text, ids.hit(kAt + Duration::days(36'500)).text);
}

TEST(IdGenerator, IdsOfOneInstantDiffer) {
  SeededRandom random(3);
  IdGenerator ids(random);
  std::set<std::string> seen;
  for (int i = 0; i < 10'000; ++i) seen.insert(ids.assignment(kAt).text);
  EXPECT_EQ(seen.size(), 10'000u);
}

TEST(SystemRandom, DoesNotRepeatItself) {
  SystemRandom random;
  IdGenerator ids(random);
  std::set<std::string> seen;
  for (int i = 0; i < 2'000; ++i) seen.insert(ids.token());
  EXPECT_EQ(seen.size(), 2'000u);
}

TEST(SeededRandom, IsTheSameForOneSeed) {
  SeededRandom a(7), b(7), c(8);
  const std::string first = random_text(a, "01", 200);
  EXPECT_EQ(first, random_text(b, "01", 200));
  EXPECT_NE(first, random_text(c, "01", 200));
}

TEST(RandomText, UsesEveryCharacterOfItsAlphabet) {
  SeededRandom random(9);
  const std::string text = random_text(random, "abcdefghijklmnopqrstuvwxyz0123456789", 10'000);
  const std::set<char> used(text.begin(), text.end());
  EXPECT_EQ(used.size(), 36u);
}

}  // namespace
}  // namespace kempelen
