// The web application, the scripts for hosted pages and the documentation, which are built by npm and
// embedded in the binary (see cmake/EmbedAssets.cmake), and how they are answered: types, caching,
// compression.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "http/message.h"

namespace kempelen::site {

/// One embedded file. Every view points into the binary itself.
struct Asset {
  std::string_view path;  // as requested, `/assets/index-4f1c.js`
  std::string_view content;
  std::string_view gzip;  // the same content compressed; empty when that would not be smaller
  std::string_view content_type;
  std::string_view digest;  // changes with the content
};

/// What was embedded, in order of path; empty when the program was built without web pages.
std::span<const Asset> worker_assets();
std::span<const Asset> hosted_assets();
std::span<const Asset> docs_assets();

/// The file of exactly that path, or nullptr. The assets must be in order of path.
const Asset* find_asset(std::span<const Asset> assets, std::string_view path);

/// How long a browser may keep a file without asking again.
enum class Caching {
  Ask,        // every time: the content may change under the same name
  Briefly,    // five minutes: a stable name that many pages load
  ForAlways,  // the name changes with the content
};

/// 200 with the file, compressed if the client takes gzip, or 304 if the client has this very content.
http::Response answer_with(const Asset& asset, const http::Request& request, Caching caching);

/// The one page of the worker site, or a plain page that says how to build it. Security headers are the
/// caller's.
http::Response application_page(const http::Request& request);

/// A file of the worker site, or nothing if there is none of that path. The page itself is not among them.
std::optional<http::Response> application_asset(std::string_view path, const http::Request& request);

/// A script for requesters' pages, `/assets/externalHIT_v1.js` and its kin, which any page anywhere may load.
std::optional<http::Response> hosted_asset(std::string_view path, const http::Request& request);

}  // namespace kempelen::site
