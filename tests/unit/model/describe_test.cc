// The description of a service, as JSON and as a page.
#include "model/describe.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "json/value.h"
#include "tests/unit/model/sample.h"

namespace kempelen::model {
namespace {

using ::testing::HasSubstr;

Service sample_service() {
  return service_of<List<sample::Touch>>("Sample API", "A sample.");
}

TEST(Describe, ReachesEveryShapeOnce) {
  std::vector<std::string_view> names;
  for (const Shape* shape : shapes_of(sample_service())) names.push_back(shape->name);
  EXPECT_EQ(names, (std::vector<std::string_view>{"Everything", "Inner", "Required"}));
}

TEST(Describe, IsJsonWithEveryAttribute) {
  const std::string text = describe(sample_service());
  const auto parsed = json::parse(text);
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->find("service")->string(), "Sample API");
  EXPECT_THAT(text,
              HasSubstr(R"({"name":"Touch","doc":"Touches everything.","access":"Write","repeat":"ByToken",)"
                        R"("authentication":"Signature","input":"Everything","output":"Required"})"));
  EXPECT_THAT(text,
              HasSubstr(R"({"name":"Name","kind":"String","list":false,"required":true,"doc":"The name.",)"
                        R"("model":{"minLength":1,"maxLength":8,"pattern":"^[A-Z]+$"},"service":{}})"));
  EXPECT_THAT(text, HasSubstr(R"("model":{"enum":["Red","Green"]})"));
  EXPECT_THAT(text,
              HasSubstr(R"("model":{"pattern":"^[0-9]+(\\.)?[0-9]{0,2}$"},"service":{"minAmount":"0.01"})"));
  EXPECT_THAT(text,
              HasSubstr(R"("service":{"minCharacters":1,"maxCharacters":300,"noControlCharacters":true})"));
  EXPECT_THAT(text, HasSubstr(R"("service":{"min":30,"max":31536000})"));
  EXPECT_THAT(text, HasSubstr(R"("secret":true)"));
  EXPECT_THAT(text, HasSubstr(R"({"name":"Inners","kind":"Structure","list":true,"required":false,)"
                              R"("writtenWhenEmpty":true,"shape":"Inner","doc":"Several inners.",)"));
}

TEST(Describe, PageTellsFieldsLimitsAndMeaning) {
  const std::string page = describe_markdown(sample_service());
  EXPECT_THAT(page, HasSubstr("# Sample API\n\nA sample.\n"));
  EXPECT_THAT(page,
              HasSubstr("### Touch\n\nTouches everything. Signed by the requester. A repeated call with the "
                        "same UniqueRequestToken changes nothing more."));
  EXPECT_THAT(page, HasSubstr("| Name | text | yes | 1 to 8 characters; `^[A-Z]+$` | The name. |"));
  EXPECT_THAT(page, HasSubstr("| Colour | text |  | one of Red, Green | The colour. |"));
  EXPECT_THAT(page, HasSubstr("| LargeInSeconds | whole number |  | 30 to 31536000 | A large number. |"));
  EXPECT_THAT(page,
              HasSubstr("| Inners | list of [Inner](#inner) |  | at most 2 entries | Several inners. |"));
  EXPECT_THAT(page, HasSubstr("## Structures\n\n### Inner\n"));
}

}  // namespace
}  // namespace kempelen::model
