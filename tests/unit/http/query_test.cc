// Query strings as browsers write them.
#include "http/query.h"

#include <gtest/gtest.h>

namespace kempelen::http {
namespace {

using Pairs = std::vector<NameValue>;

TEST(Query, GivesPairsInOrder) {
  EXPECT_EQ(parse_query("b=2&a=1&b=3"), (Pairs{{"b", "2"}, {"a", "1"}, {"b", "3"}}));
  EXPECT_EQ(parse_query(""), Pairs{});
  EXPECT_EQ(parse_query("&&a&=x&c=&d=e=f&"), (Pairs{{"a", ""}, {"", "x"}, {"c", ""}, {"d", "e=f"}}));
}

TEST(Query, Decodes) {
  EXPECT_EQ(parse_query("a+b=%41%20+%2B&%26=%"), (Pairs{{"a b", "A  +"}, {"&", "%"}}));
}

TEST(Query, FindsTheFirst) {
  const Pairs pairs = parse_query("a=1&A=2&a=3");
  ASSERT_NE(find_value(pairs, "a"), nullptr);
  EXPECT_EQ(*find_value(pairs, "a"), "1");
  EXPECT_EQ(find_value(pairs, "b"), nullptr);
}

}  // namespace
}  // namespace kempelen::http
