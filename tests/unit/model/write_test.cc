// From structures to JSON, byte for byte.
#include "model/write.h"

#include <gtest/gtest.h>

#include "tests/unit/model/sample.h"

namespace kempelen::model {
namespace {

template <typename T>
std::string written(const T& value) {
  std::string out;
  write(value, out);
  return out;
}

TEST(Write, LeavesOutWhatIsAbsentButKeepsListsThatAreAlwaysThere) {
  EXPECT_EQ(written(sample::Everything{}), R"({"Name":"","Inners":[]})");
}

TEST(Write, WritesEveryKind) {
  sample::Everything value;
  value.name = "A";
  value.title = "a/b \"c\" ä";
  value.small = -5;
  value.large = 2592000;
  value.flag = false;
  value.price = Money::cents(1);
  value.when = Instant::from_millis(1700000000999);
  value.inner = sample::Inner{"k", {1, 2}};
  value.inners = {{"a", {}}, {"b", {}}};
  value.words = {"X", "Y"};
  value.answers = Fields{{{"q2", {"a", "b"}}, {"q1", {}}}};
  EXPECT_EQ(
      written(value),
      R"({"Name":"A","Title":"a/b \"c\" ä","Small":-5,"LargeInSeconds":2592000,"Flag":false,"Price":"0.01",)"
      R"("When":1700000000,"Inner":{"Key":"k","Numbers":[1,2]},"Inners":[{"Key":"a"},{"Key":"b"}],)"
      R"("Words":["X","Y"],"Answers":{"q2":["a","b"],"q1":[]}})");
}

TEST(Write, MoneyHasTwoDecimals) {
  sample::Required value;
  value.price = Money::dollars(10000);
  EXPECT_EQ(written(value),
            R"({"Number":0,"Flag":false,"Price":"10000.00","When":0,"Inner":{"Key":""},"Words":[]})");
}

}  // namespace
}  // namespace kempelen::model
