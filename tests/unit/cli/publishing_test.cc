// What names a row to the service: tokens and annotations that differ from row to row and from batch to
// batch.
#include "cli/publishing.h"

#include <gtest/gtest.h>

#include <set>

#include "cli/refusals.h"

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
