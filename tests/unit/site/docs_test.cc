// Addresses of the documentation: what is answered, what is not ours to answer.
#include "site/docs.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "site/assets/assets.h"

namespace kempelen::site {
namespace {

using testing::HasSubstr;

std::optional<http::Response> ask(std::string_view path) {
  http::Request request;
  request.method = "GET";
  request.path = path;
  return docs_page(request);
}

std::string header_of(const http::Response& response, std::string_view name) {
  const auto found =
      std::ranges::find(response.headers, name, [](const auto& header) { return header.first; });
  return found == response.headers.end() ? "" : found->second;
}

TEST(Docs, AreBelowTheirFolderAndNowhereElse) {
  for (const char* path : {"/", "/docsy", "/doc", "/projects/docs/", "docs/"}) {
    EXPECT_FALSE(ask(path)) << path;
  }
  const auto folder = ask("/docs");
  ASSERT_TRUE(folder);
  EXPECT_EQ(folder->status, 302);
  EXPECT_EQ(header_of(*folder, "Location"), "/docs/");
}

TEST(Docs, WhatIsNotThereIsSaidUnderTheSamePolicy) {
  for (const char* path :
       {"/docs/nothing", "/docs/index.html", "/docs/404.html", "/docs//", "/docs/style.css/"}) {
    const auto missing = ask(path);
    ASSERT_TRUE(missing) << path;
    EXPECT_EQ(missing->status, 404) << path;
    EXPECT_THAT(header_of(*missing, "Content-Security-Policy"), HasSubstr("default-src 'none'")) << path;
    EXPECT_EQ(header_of(*missing, "ETag"), "") << path;
    EXPECT_FALSE(missing->body.empty()) << path;
  }
}

#ifdef KEMPELEN_WITHOUT_WEB

TEST(Docs, SayHowToBuildThemWhenThereAreNone) {
  const auto start = ask("/docs/");
  EXPECT_EQ(start->status, 404);
  EXPECT_THAT(start->body, HasSubstr("npm run build"));
}

#else

TEST(Docs, EachPageHasTheAddressOfItsFileWithoutSuffix) {
  std::size_t pages = 0;
  for (const Asset& asset : docs_assets()) {
    constexpr std::string_view kSuffix = ".html";
    if (!asset.path.ends_with(kSuffix) || asset.path == "/docs/404.html") continue;
    std::string_view path = asset.path;
    path.remove_suffix(kSuffix.size());
    if (path.ends_with("/index")) path.remove_suffix(std::string_view("index").size());
    const auto page = ask(path);
    ASSERT_TRUE(page) << path;
    EXPECT_EQ(page->status, 200) << path;
    EXPECT_EQ(page->body, asset.content) << path;
    EXPECT_EQ(header_of(*page, "Cache-Control"), "no-cache") << path;
    ++pages;
  }
  EXPECT_GT(pages, 100u);
}

TEST(Docs, TheStyleSheetIsKeptForAWhile) {
  const auto style = ask("/docs/style.css");
  EXPECT_EQ(style->content_type, "text/css; charset=utf-8");
  EXPECT_EQ(header_of(*style, "Cache-Control"), "public, max-age=300");
}

#endif

}  // namespace
}  // namespace kempelen::site
