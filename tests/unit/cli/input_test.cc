// Requests made from flags.
#include "cli/input.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/requester_operations.h"

namespace kempelen::cli {
namespace {

using Flags = std::vector<std::pair<std::string, std::vector<std::string>>>;

template <typename Op>
std::string request(const Flags& flags) {
  Given given;
  for (const auto& [name, values] : flags) given.add(name, values);
  const auto made = input_json(model::record_of<Op>(), given);
  return made ? *made : made.error().message;
}

const Flags kHit = {{"title", {"Look"}},
                    {"description", {"Out of the window"}},
                    {"reward", {"0.10"}},
                    {"lifetime-in-seconds", {"3600"}},
                    {"assignment-duration-in-seconds", {"600"}}};

Flags with(Flags flags, const std::string& name, std::vector<std::string> values) {
  flags.emplace_back(name, std::move(values));
  return flags;
}

TEST(Input, FlagsBecomeMembersOfTheirKinds) {
  EXPECT_EQ(request<api::CreateHIT>(kHit),
            R"({"LifetimeInSeconds":3600,"AssignmentDurationInSeconds":600,"Reward":"0.10","Title":"Look",)"
            R"("Description":"Out of the window"})");
  EXPECT_EQ(
      request<api::UpdateExpirationForHIT>({{"hit-id", {"A"}}, {"expire-at", {"2026-11-29T08:00:00Z"}}}),
      R"({"HITId":"A","ExpireAt":1795939200})");
  EXPECT_EQ(request<api::UpdateExpirationForHIT>({{"hit-id", {"A"}}, {"expire-at", {"2026-11-29"}}}),
            R"({"HITId":"A","ExpireAt":1795910400})");
  EXPECT_EQ(request<api::UpdateExpirationForHIT>({{"hit-id", {"A"}}, {"expire-at", {"0"}}}),
            R"({"HITId":"A","ExpireAt":0})");
  EXPECT_EQ(request<api::NotifyWorkers>(
                {{"subject", {"S"}}, {"message-text", {"M"}}, {"worker-ids", {"A1", "A2"}}}),
            R"({"Subject":"S","MessageText":"M","WorkerIds":["A1","A2"]})");
}

TEST(Input, BooleansHaveAFlagForEachWay) {
  const Flags type = {{"name", {"N"}}, {"description", {"D"}}, {"qualification-type-status", {"Active"}}};
  EXPECT_THAT(request<api::CreateQualificationType>(with(type, "auto-granted", {"yes"})),
              testing::HasSubstr(R"("AutoGranted":true)"));
  EXPECT_THAT(request<api::CreateQualificationType>(with(type, "no-auto-granted", {"yes"})),
              testing::HasSubstr(R"("AutoGranted":false)"));
  EXPECT_THAT(request<api::CreateQualificationType>(type), testing::Not(testing::HasSubstr("AutoGranted")));
}

TEST(Input, StructuresAreJsonOrShort) {
  const std::string wanted = R"("QualificationRequirements":[{"QualificationTypeId":"0L0","Comparator":"In",)"
                             R"("IntegerValues":[90,95]}])";
  for (const auto* text : {R"([{"QualificationTypeId":"0L0","Comparator":"In","IntegerValues":[90,95]}])",
                           R"({"QualificationTypeId":"0L0","Comparator":"In","IntegerValues":[90,95]})",
                           "QualificationTypeId=0L0,Comparator=In,IntegerValues=90,95"}) {
    EXPECT_THAT(request<api::CreateHIT>(with(kHit, "qualification-requirements", {text})),
                testing::HasSubstr(wanted));
  }
  EXPECT_THAT(
      request<api::CreateHIT>(with(kHit, "qualification-requirements",
                                   {"QualificationTypeId=0L0,Comparator=EqualTo,IntegerValues=1",
                                    "QualificationTypeId=0L1,Comparator=Exists,RequiredToPreview=true"})),
      testing::HasSubstr(R"("IntegerValues":[1]},{"QualificationTypeId":"0L1","Comparator":"Exists",)"
                         R"("RequiredToPreview":true}])"));
}

TEST(Input, FlagsGoBeforeTheFile) {
  EXPECT_EQ(request<api::GetHIT>({{"cli-input-json", {R"({"HITId":"FILE"})"}}, {"hit-id", {"FLAG"}}}),
            R"({"HITId":"FLAG"})");
  EXPECT_EQ(request<api::GetHIT>({{"cli-input-json", {R"({"HITId":"FILE"})"}}}), R"({"HITId":"FILE"})");
}

TEST(Input, WhatIsWrongIsNamed) {
  EXPECT_EQ(request<api::GetHIT>({}),
            "get-hit needs --hit-id; `kempelen api get-hit --help` says what each means.");
  EXPECT_EQ(request<api::GetHIT>({{"cli-input-json", {R"({"HitId":"A"})"}}}),
            "GetHIT has no member \"HitId\"; it has HITId.");
  EXPECT_THAT(request<api::GetHIT>({{"cli-input-json", {"{"}}}),
              testing::StartsWith("--cli-input-json is no JSON"));
  EXPECT_THAT(request<api::GetHIT>({{"cli-input-json", {"[]"}}}), testing::HasSubstr("no structure of JSON"));
  EXPECT_EQ(request<api::GetHIT>({{"cli-input-json", {R"({"HITId":5})"}}}),
            "GetHIT.HITId is a text, not \"5\".");
  EXPECT_EQ(request<api::CreateHIT>(with(kHit, "max-assignments", {"many"})),
            "--max-assignments is a whole number, not \"many\".");
  EXPECT_EQ(request<api::CreateHIT>(with(kHit, "max-assignments", {"2147483648"})),
            "--max-assignments is a whole number, not \"2147483648\".");
  EXPECT_EQ(request<api::CreateHIT>(with(kHit, "qualification-requirements", {"Comparator=In,Foo=1"})),
            "--qualification-requirements[0] has no member \"Foo\"; it has QualificationTypeId, Comparator, "
            "IntegerValues, LocaleValues, RequiredToPreview, ActionsGuarded.");
  EXPECT_EQ(request<api::UpdateExpirationForHIT>({{"hit-id", {"A"}}, {"expire-at", {"tomorrow"}}}),
            "--expire-at is a time such as 2026-12-31T23:59:59Z, a date, or seconds since 1970, not "
            "\"tomorrow\".");
  EXPECT_EQ(request<api::CreateHIT>({{"cli-input-json", {R"({"Reward":0.05})"}}}),
            "CreateHIT.Reward is an amount of dollars written as a text, such as \"0.05\", not \"0.05\".");
}

TEST(Input, NullIsAbsent) {
  EXPECT_EQ(request<api::GetHIT>({{"cli-input-json", {R"({"HITId":null})"}}, {"hit-id", {"A"}}}),
            R"({"HITId":"A"})");
}

// A skeleton that was filled in must be read again.
TEST(Input, SkeletonsAreReadBack) {
  api::Operations::for_each([]<typename Op>(model::Type<Op>) {
    const std::string made = request<Op>({{"cli-input-json", {skeleton(model::record_of<Op>())}}});
    EXPECT_THAT(made, testing::StartsWith("{")) << Op::name;
  });
}

}  // namespace
}  // namespace kempelen::cli
