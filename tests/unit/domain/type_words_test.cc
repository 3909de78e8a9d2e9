// Words of qualification types and of queries.
#include "domain/type_words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kempelen::domain {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

QualificationType type_of(const std::string& name, const std::string& keywords = "",
                          const std::string& description = "") {
  QualificationType type;
  type.name = name;
  type.keywords = keywords;
  type.description = description;
  return type;
}

std::vector<std::string> words(const std::string& text) {
  return words_of(type_of(text));
}

TEST(TypeWords, ComeFromNameDescriptionAndKeywordsOnceAndInOrder) {
  EXPECT_THAT(words_of(type_of("Fast Reader", "texts, fast", "Reads fast.")),
              ElementsAre("fast", "reader", "reads", "texts"));
}

TEST(TypeWords, AreRunsOfLettersAndDigitsInSmallLetters) {
  EXPECT_THAT(words("A-b_C9 (d)"), ElementsAre("a", "b", "c9", "d"));
  EXPECT_THAT(words("\xC3\x84rzte"), ElementsAre("\xC3\x84rzte"));
  EXPECT_THAT(words(" .,- "), IsEmpty());
}

TEST(TypeWords, AreCutWithoutCuttingACharacter) {
  const std::string umlaut = "\xC3\xA4";
  std::string text = "x";
  for (int i = 0; i < 40; ++i) text += umlaut;  // 81 bytes; byte 64 is the middle of a character
  EXPECT_EQ(words(text).at(0).size(), 63u);
}

TEST(TypeWords, OfATypeThatIsDeletedAreNone) {
  for (const auto state : {QualificationTypeState::Disposing, QualificationTypeState::Gone}) {
    QualificationType type = type_of("Reader");
    type.state = state;
    EXPECT_THAT(words_of(type), IsEmpty());
  }
}

TEST(TypeWords, MatchAtTheirBeginningsAllOfThem) {
  const auto of_type = words("careful reader");
  EXPECT_TRUE(match(query_words("READ car"), of_type));
  EXPECT_TRUE(match({}, of_type));
  EXPECT_FALSE(match(query_words("eader"), of_type));
  EXPECT_FALSE(match(query_words("reader fast"), of_type));
  EXPECT_FALSE(match(query_words("readers"), of_type));
  EXPECT_FALSE(match(query_words("z"), of_type));
}

}  // namespace
}  // namespace kempelen::domain
