// The envelope around an operation, for clients that are not among the recorded ones.
#include "aws/envelope.h"

#include <gtest/gtest.h>

#include "tests/unit/aws/wire_file.h"

namespace kempelen::aws {
namespace {

WireRequest call(std::string target) {
  return {.method = "POST",
          .path = "/",
          .query = "",
          .headers = {{"Host", "localhost:8080"},
                      {"Content-Type", "application/x-amz-json-1.1"},
                      {"X-Amz-Target", std::move(target)}},
          .body = "{}"};
}

Result<std::string_view> named(const WireRequest& request, std::string_view api_path = "/") {
  return operation_name(request.as_http(), kRequesterTargetPrefix, api_path);
}

std::string header(const http::Response& response, std::string_view name) {
  std::string found;
  for (const auto& [given, value] : response.headers) {
    if (given == name) found += value + "|";
  }
  return found;
}

TEST(OperationName, IsWhatFollowsThePrefix) {
  EXPECT_EQ(named(call("MTurkRequesterServiceV20170117.GetHIT")), "GetHIT");
  EXPECT_EQ(operation_name(call("Kempelen.ListProjects").as_http(), "Kempelen.", "/"), "ListProjects");
}

TEST(OperationName, AnyOtherTargetIsUnknown) {
  for (const char* target :
       {"", "GetHIT", "MTurkRequesterServiceV20170117.", "mturkrequesterservicev20170117.GetHIT",
        "MTurkRequesterServiceV20170117", "MTurkRequesterServiceV20140815.GetHIT"}) {
    const auto result = named(call(target));
    ASSERT_FALSE(result) << target;
    EXPECT_EQ(result.error(), Refusal{Code::UnknownOperation}) << target;
  }
  WireRequest none = call("");
  none.headers.pop_back();
  EXPECT_EQ(named(none).error().code, Code::UnknownOperation);
  WireRequest two = call("MTurkRequesterServiceV20170117.GetHIT");
  two.headers.emplace_back("x-amz-target", "MTurkRequesterServiceV20170117.SendBonus");
  EXPECT_EQ(named(two).error().code, Code::UnknownOperation);
}

TEST(OperationName, OnlyPostWithoutAQueryOnTheApisPathCalls) {
  WireRequest request = call("MTurkRequesterServiceV20170117.GetHIT");
  request.method = "GET";
  EXPECT_EQ(named(request).error().code, Code::UnknownOperation);
  request.method = "POST";
  request.query = "a=1";
  EXPECT_EQ(named(request).error().code, Code::UnknownOperation);
  request.query = "";
  request.path = "/mturk/api/";
  EXPECT_EQ(named(request).error().code, Code::UnknownOperation);
  EXPECT_EQ(named(request, "/mturk/api"), "GetHIT");
}

TEST(OperationName, ContentTypesOfJsonAreAccepted) {
  WireRequest request = call("MTurkRequesterServiceV20170117.GetHIT");
  for (const char* type : {"application/x-amz-json-1.1", "application/X-AMZ-JSON-1.1; charset=utf-8",
                           "application/json", "application/json;charset=UTF-8"}) {
    request.headers[1].second = type;
    EXPECT_TRUE(named(request)) << type;
  }
  for (const char* type :
       {"", "text/plain", "application/x-www-form-urlencoded", "application/x-amz-json-1.1x"}) {
    request.headers[1].second = type;
    const auto result = named(request);
    ASSERT_FALSE(result) << type;
    EXPECT_EQ(result.error(),
              (Refusal{Code::Malformed,
                       {std::string("The content type '") + type + "' is not application/x-amz-json-1.1."}}));
  }
  request.headers.erase(request.headers.begin() + 1);
  EXPECT_TRUE(named(request));
}

TEST(ApiPath, IsTheRootAndTheConfiguredPathWithAndWithoutASlash) {
  EXPECT_TRUE(is_api_path("/", "/"));
  EXPECT_TRUE(is_api_path("/", "/mturk/api"));
  for (const char* setting : {"/mturk/api", "/mturk/api/"}) {
    EXPECT_TRUE(is_api_path("/mturk/api", setting));
    EXPECT_TRUE(is_api_path("/mturk/api/", setting));
    EXPECT_FALSE(is_api_path("/mturk/api//", setting));
    EXPECT_FALSE(is_api_path("/mturk/apiary", setting));
    EXPECT_FALSE(is_api_path("/mturk", setting));
  }
  EXPECT_FALSE(is_api_path("", "/"));
  EXPECT_FALSE(is_api_path("//", "/"));
  EXPECT_FALSE(is_api_path("/x", ""));
}

TEST(SpeaksAws, ByTargetSignaturePresignedQueryOrPreflight) {
  WireRequest page{.method = "GET", .path = "/", .query = "", .headers = {{"Host", "h"}}, .body = ""};
  EXPECT_FALSE(speaks_aws(page.as_http()));
  page.query = "groupId=3ABC";
  EXPECT_FALSE(speaks_aws(page.as_http()));
  page.query = "a=1&X-Amz-Signature=00";
  EXPECT_TRUE(speaks_aws(page.as_http()));
  page.query = "x%2Damz-credential=00";
  EXPECT_TRUE(speaks_aws(page.as_http()));
  page.query = "";
  page.headers = {{"authorization", "Bearer x"}};
  EXPECT_FALSE(speaks_aws(page.as_http()));
  page.headers = {{"authorization", "AWS4-HMAC-SHA256 Credential=x"}};
  EXPECT_TRUE(speaks_aws(page.as_http()));
  page.headers = {{"X-AMZ-TARGET", "x"}};
  EXPECT_TRUE(speaks_aws(page.as_http()));
  page.method = "OPTIONS";
  page.headers = {{"Origin", "http://page.example"}, {"Access-Control-Request-Method", "POST"}};
  EXPECT_TRUE(speaks_aws(page.as_http()));
}

TEST(Preflight, NeedsOptionsOriginAndMethod) {
  WireRequest ask{.method = "OPTIONS",
                  .path = "/",
                  .query = "",
                  .headers = {{"origin", "null"}, {"access-control-request-method", "POST"}},
                  .body = ""};
  EXPECT_TRUE(is_preflight(ask.as_http()));
  ask.method = "POST";
  EXPECT_FALSE(is_preflight(ask.as_http()));
  ask.method = "OPTIONS";
  ask.headers.pop_back();
  EXPECT_FALSE(is_preflight(ask.as_http()));
}

TEST(Preflight, AnswerNamesEveryHeaderThatAnSdkSendsFromAPage) {
  const http::Response response = preflight_answer("id-1");
  EXPECT_EQ(response.status, 204);
  EXPECT_EQ(response.body, "");
  EXPECT_EQ(header(response, "Access-Control-Allow-Origin"), "*|");
  EXPECT_EQ(header(response, "Access-Control-Allow-Methods"), "POST|");
  EXPECT_EQ(header(response, "Access-Control-Max-Age"), "172800|");
  EXPECT_EQ(header(response, "x-amzn-RequestId"), "id-1|");
  const std::string allowed = ", " + header(response, "Access-Control-Allow-Headers");
  for (const char* name :
       {"amz-sdk-invocation-id", "amz-sdk-request", "authorization", "content-type", "x-amz-content-sha256",
        "x-amz-date", "x-amz-target", "x-amz-user-agent", "x-amz-security-token"}) {
    EXPECT_NE(allowed.find(std::string(", ") + name), std::string::npos) << name;
  }
  EXPECT_EQ(header(response, "Access-Control-Allow-Credentials"), "");
}

TEST(Answer, CarriesWhatEverySdkNeeds) {
  const http::Response response = answer(400, R"({"__type":"RequestError"})", "id-2");
  EXPECT_EQ(response.status, 400);
  EXPECT_EQ(response.content_type, "application/x-amz-json-1.1");
  EXPECT_EQ(response.body, R"({"__type":"RequestError"})");
  EXPECT_EQ(header(response, "x-amzn-RequestId"), "id-2|");
  EXPECT_EQ(header(response, "Access-Control-Allow-Origin"), "*|");
  EXPECT_EQ(header(response, "Access-Control-Expose-Headers"), "x-amzn-RequestId, x-amzn-ErrorType, Date|");
  // Each of these breaks some SDK.
  for (const char* name : {"x-amzn-ErrorType", "x-amzn-query-error", "x-amz-crc32", "Content-Encoding"}) {
    EXPECT_EQ(header(response, name), "") << name;
  }
}

TEST(SignedPart, IsWhatTheSignatureCovers) {
  const WireRequest request = call("T");
  const http::Request http = request.as_http();
  const SignedRequest part = signed_part(http);
  EXPECT_EQ(part.method, "POST");
  EXPECT_EQ(part.path, "/");
  EXPECT_EQ(part.query, "");
  EXPECT_EQ(part.headers.size(), 3u);
  EXPECT_EQ(part.body, "{}");
}

}  // namespace
}  // namespace kempelen::aws
