// Looking up embedded files and answering with them.
#include "site/assets/assets.h"

#include <algorithm>
#include <string>

namespace kempelen::site {
namespace {

constexpr std::string_view kIndex = "/index.html";
constexpr std::string_view kHashed = "/assets/";  // Vite puts a content hash in every name under it

constexpr std::string_view kWithoutWeb =
    "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Kempelen</title></head>"
    "<body><h1>This build has no web pages</h1><p>The server and its APIs work. For the worker site run "
    "<code>cd web &amp;&amp; npm ci &amp;&amp; npm run build</code>, configure with "
    "<code>-DKEMPELEN_WEB=ON</code>, and build again.</p></body></html>";

std::string_view cache_control(Caching caching) {
  switch (caching) {
    case Caching::Ask:
      return "no-cache";
    case Caching::Briefly:
      return "public, max-age=300";
    case Caching::ForAlways:
      return "public, max-age=31536000, immutable";
  }
  return "no-cache";
}

bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

/// Calls `visit` with each member of a comma-separated header until it returns true; whether one did.
template <class Visit>
bool any_member(std::string_view list, Visit visit) {
  while (!list.empty()) {
    const std::size_t comma = std::min(list.find(','), list.size());
    if (visit(trimmed(list.substr(0, comma)))) return true;
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
  return false;
}

bool takes_gzip(const http::Request& request) {
  const auto accepted = request.header("Accept-Encoding");
  return accepted && any_member(*accepted, [](std::string_view member) {
           const std::size_t parameters = std::min(member.find(';'), member.size());
           if (trimmed(member.substr(0, parameters)) != "gzip") return false;
           const std::string_view weight = member.substr(parameters);
           // Refused only by a weight of zero: q=0, q=0.0, …
           const std::size_t equals = weight.find('=');
           return equals == std::string_view::npos ||
                  weight.substr(equals + 1).find_first_not_of("0. ") != std::string_view::npos;
         });
}

bool has_already(const http::Request& request, std::string_view etag) {
  const auto known = request.header("If-None-Match");
  return known && any_member(*known, [etag](std::string_view member) {
           if (member.starts_with("W/")) member.remove_prefix(2);
           return member == etag || member == "*";
         });
}

}  // namespace

const Asset* find_asset(std::span<const Asset> assets, std::string_view path) {
  const auto found =
      std::lower_bound(assets.begin(), assets.end(), path,
                       [](const Asset& asset, std::string_view wanted) { return asset.path < wanted; });
  return found != assets.end() && found->path == path ? &*found : nullptr;
}

http::Response answer_with(const Asset& asset, const http::Request& request, Caching caching) {
  const bool compressed = !asset.gzip.empty() && takes_gzip(request);
  std::string etag = "\"" + std::string(asset.digest) + (compressed ? "-gzip\"" : "\"");
  http::Response response{.status = 200, .content_type = std::string(asset.content_type)};
  response.headers.emplace_back("Cache-Control", cache_control(caching));
  if (!asset.gzip.empty()) response.headers.emplace_back("Vary", "Accept-Encoding");
  if (has_already(request, etag)) {
    response.status = 304;
    response.content_type.clear();
  } else {
    if (compressed) response.headers.emplace_back("Content-Encoding", "gzip");
    response.body = compressed ? asset.gzip : asset.content;
  }
  response.headers.emplace_back("ETag", std::move(etag));
  return response;
}

http::Response application_page(const http::Request& request) {
  const Asset* const index = find_asset(worker_assets(), kIndex);
  if (index != nullptr) return answer_with(*index, request, Caching::Ask);
  http::Response response{.status = 200, .content_type = "text/html; charset=utf-8"};
  response.headers.emplace_back("Cache-Control", "no-cache");
  response.body = kWithoutWeb;
  return response;
}

std::optional<http::Response> application_asset(std::string_view path, const http::Request& request) {
  const Asset* const asset = path == kIndex ? nullptr : find_asset(worker_assets(), path);
  if (asset == nullptr) return std::nullopt;
  auto response =
      answer_with(*asset, request, path.starts_with(kHashed) ? Caching::ForAlways : Caching::Briefly);
  response.headers.emplace_back("X-Content-Type-Options", "nosniff");
  return response;
}

std::optional<http::Response> hosted_asset(std::string_view path, const http::Request& request) {
  const Asset* const asset = find_asset(hosted_assets(), path);
  if (asset == nullptr) return std::nullopt;
  auto response = answer_with(*asset, request, Caching::Briefly);
  response.headers.emplace_back("X-Content-Type-Options", "nosniff");
  // Requesters' pages load these from origins of their own, and sandboxed ones from an opaque origin.
  response.headers.emplace_back("Access-Control-Allow-Origin", "*");
  response.headers.emplace_back("Cross-Origin-Resource-Policy", "cross-origin");
  return response;
}

}  // namespace kempelen::site
