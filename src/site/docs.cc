// Addresses have no suffix: `/docs/guides/money` is answered with the file `money.html`, a folder with its
// `index.html`.
#include "site/docs.h"

#include <string>
#include <string_view>

#include "site/assets/assets.h"

namespace kempelen::site {
namespace {

constexpr std::string_view kRoot = "/docs";
constexpr std::string_view kHtml = ".html";
constexpr std::string_view kMissing = "/docs/404.html";

constexpr std::string_view kWithoutWeb =
    "This build has no documentation pages. They are built with the web pages: run `cd web && npm ci && npm "
    "run "
    "build`, configure with -DKEMPELEN_WEB=ON, and build again.\n";

void add_policy(http::Response& response) {
  response.headers.emplace_back("Content-Security-Policy",
                                "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; "
                                "form-action 'none'; frame-ancestors 'none'");
  response.headers.emplace_back("X-Content-Type-Options", "nosniff");
  response.headers.emplace_back("Referrer-Policy", "same-origin");
}

std::string file_of(std::string_view path) {
  std::string file(path);
  if (file.ends_with('/')) return file + "index.html";
  return find_asset(docs_assets(), file) != nullptr ? file : file + std::string(kHtml);
}

http::Response missing() {
  http::Response response{.status = 404, .content_type = "text/html; charset=utf-8"};
  response.headers.emplace_back("Cache-Control", "no-cache");
  if (const Asset* const page = find_asset(docs_assets(), kMissing)) {
    response.body = page->content;
  } else {
    response.content_type = "text/plain; charset=utf-8";
    response.body = kWithoutWeb;
  }
  return response;
}

http::Response found_or_missing(const http::Request& request) {
  // Each page has one address, and that is the one without suffix.
  if (request.path.ends_with(kHtml)) return missing();
  const Asset* const asset = find_asset(docs_assets(), file_of(request.path));
  if (asset == nullptr) return missing();
  return answer_with(*asset, request, asset->path.ends_with(kHtml) ? Caching::Ask : Caching::Briefly);
}

}  // namespace

std::optional<http::Response> docs_page(const http::Request& request) {
  if (request.path == kRoot) {
    http::Response response{.status = 302, .content_type = "text/plain; charset=utf-8"};
    response.headers.emplace_back("Location", "/docs/");
    return response;
  }
  if (!request.path.starts_with("/docs/")) return std::nullopt;
  http::Response response = found_or_missing(request);
  add_policy(response);
  return response;
}

}  // namespace kempelen::site
