// Answering with embedded files: what is found, compressed, cached and not sent again.
#include "site/assets/assets.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace kempelen::site {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Pair;

constexpr std::array kSamples{
    Asset{"/a.js", "plain", "packed", "text/javascript; charset=utf-8", "11"},
    Asset{"/b.png", "image", {}, "image/png", "22"},
    Asset{"/index.html", "page", {}, "text/html; charset=utf-8", "33"},
};

http::Request request_with(const std::vector<http::Header>& headers) {
  http::Request request{};
  request.method = "GET";
  request.headers = headers;
  return request;
}

std::string header_of(const http::Response& response, std::string_view name) {
  for (const auto& [key, value] : response.headers) {
    if (key == name) return value;
  }
  return "";
}

TEST(Assets, AreFoundByTheirWholePathOnly) {
  EXPECT_EQ(find_asset(kSamples, "/a.js"), &kSamples[0]);
  EXPECT_EQ(find_asset(kSamples, "/index.html"), &kSamples[2]);
  for (const std::string_view path : {"", "/", "/a", "/a.js/", "/../a.js", "/zzz", "a.js"}) {
    EXPECT_EQ(find_asset(kSamples, path), nullptr) << path;
  }
  EXPECT_EQ(find_asset({}, "/a.js"), nullptr);
}

TEST(Assets, AreCompressedForClientsThatTakeIt) {
  const std::vector<http::Header> takes{{"accept-encoding", "br, gzip;q=0.8"}};
  const auto packed = answer_with(kSamples[0], request_with(takes), Caching::Ask);
  EXPECT_EQ(packed.body, "packed");
  EXPECT_EQ(header_of(packed, "Content-Encoding"), "gzip");
  EXPECT_EQ(header_of(packed, "Vary"), "Accept-Encoding");
  const auto image = answer_with(kSamples[1], request_with(takes), Caching::Ask);
  EXPECT_EQ(image.body, "image");
  EXPECT_EQ(header_of(image, "Content-Encoding"), "");
}

TEST(Assets, AreSentPlainToClientsThatDoNotTakeGzip) {
  for (const char* encodings : {"", "identity", "br", "gzip;q=0", "gzip; q=0.0", "xgzip"}) {
    const std::vector<http::Header> headers{{"Accept-Encoding", encodings}};
    const auto response = answer_with(kSamples[0], request_with(headers), Caching::Ask);
    EXPECT_EQ(response.body, "plain") << encodings;
    EXPECT_EQ(header_of(response, "Vary"), "Accept-Encoding") << encodings;
  }
}

TEST(Assets, AreNotSentAgainToWhoHasThem) {
  const auto first = answer_with(kSamples[0], request_with({}), Caching::Ask);
  const std::string etag = header_of(first, "ETag");
  EXPECT_EQ(etag, "\"11\"");
  for (const std::string& known : {etag, "W/" + etag, "\"other\", " + etag, std::string("*")}) {
    const std::vector<http::Header> headers{{"If-None-Match", known}};
    const auto again = answer_with(kSamples[0], request_with(headers), Caching::Ask);
    EXPECT_EQ(again.status, 304) << known;
    EXPECT_EQ(again.body, "") << known;
    EXPECT_EQ(header_of(again, "ETag"), etag) << known;
  }
}

TEST(Assets, HaveAnotherTagWhenCompressed) {
  const std::vector<http::Header> headers{{"If-None-Match", "\"11\""}, {"Accept-Encoding", "gzip"}};
  EXPECT_EQ(answer_with(kSamples[0], request_with(headers), Caching::Ask).status, 200);
}

TEST(Assets, AreKeptAsLongAsTheirKindAllows) {
  const auto kept = [](Caching caching) {
    return header_of(answer_with(kSamples[1], request_with({}), caching), "Cache-Control");
  };
  EXPECT_EQ(kept(Caching::Ask), "no-cache");
  EXPECT_EQ(kept(Caching::Briefly), "public, max-age=300");
  EXPECT_THAT(kept(Caching::ForAlways), HasSubstr("immutable"));
}

#ifdef KEMPELEN_WITHOUT_WEB

TEST(Assets, SayHowToBuildTheSiteWhenThereIsNone) {
  const auto page = application_page(request_with({}));
  EXPECT_EQ(page.status, 200);
  EXPECT_THAT(page.body, HasSubstr("npm ci"));
  EXPECT_FALSE(application_asset("/favicon.svg", request_with({})));
  EXPECT_FALSE(hosted_asset("/assets/reply.js", request_with({})));
}

#else

std::string file_text(const std::string& path) {
  std::ifstream file(std::string(KEMPELEN_SOURCE_DIR) + "/web/dist/" + path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

TEST(Assets, EmbedTheBuiltFilesByteForByte) {
  ASSERT_GE(worker_assets().size(), 4U);
  for (const Asset& asset : worker_assets()) {
    EXPECT_EQ(asset.content, file_text("worker" + std::string(asset.path))) << asset.path;
    EXPECT_TRUE(asset.gzip.empty() || asset.gzip.starts_with("\x1f\x8b")) << asset.path;
  }
  EXPECT_EQ(hosted_asset("/assets/reply.js", request_with({}))->body, file_text("hosted/reply.js"));
}

TEST(Assets, AreInOrderOfPath) {
  for (const auto assets : {worker_assets(), hosted_assets(), docs_assets()}) {
    for (const Asset& asset : assets) EXPECT_EQ(find_asset(assets, asset.path), &asset) << asset.path;
  }
}

TEST(Assets, GiveThePageAndItsFiles) {
  const auto page = application_page(request_with({}));
  EXPECT_EQ(page.content_type, "text/html; charset=utf-8");
  EXPECT_THAT(page.body, HasSubstr("<div id=\"root\">"));
  EXPECT_THAT(page.headers, Contains(Pair("Cache-Control", "no-cache")));
  EXPECT_FALSE(application_asset("/index.html", request_with({}))) << "it needs the headers of a page";
  const auto script = page.body.find("/assets/");
  ASSERT_NE(script, std::string::npos);
  const std::string path = page.body.substr(script, page.body.find('"', script) - script);
  const auto asset = application_asset(path, request_with({}));
  ASSERT_TRUE(asset) << path;
  EXPECT_THAT(header_of(*asset, "Cache-Control"), HasSubstr("immutable"));
  EXPECT_EQ(header_of(*asset, "X-Content-Type-Options"), "nosniff");
}

TEST(Assets, OfHostedPagesMayBeLoadedFromAnywhere) {
  for (const char* path : {"/assets/externalHIT_v1.js", "/assets/stand-in.js", "/assets/reply.js"}) {
    const auto asset = hosted_asset(path, request_with({}));
    ASSERT_TRUE(asset) << path;
    EXPECT_EQ(asset->content_type, "text/javascript; charset=utf-8");
    EXPECT_EQ(header_of(*asset, "Access-Control-Allow-Origin"), "*");
  }
  EXPECT_FALSE(hosted_asset("/assets/empty.js", request_with({})));
}

#endif

}  // namespace
}  // namespace kempelen::site
