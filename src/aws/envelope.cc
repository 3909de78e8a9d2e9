// What the recordings of the SDKs (tests/fixtures/wire) ask for.
#include "aws/envelope.h"

#include <array>
#include <optional>

#include "aws/authorization.h"
#include "base/text.h"

namespace kempelen::aws {
namespace {

/// The standard does not let `*` cover Authorization, so every header that an SDK sends from a browser is
/// named.
constexpr std::string_view kAllowedHeaders =
    "amz-sdk-invocation-id, amz-sdk-request, authorization, content-type, x-amz-content-sha256, x-amz-date, "
    "x-amz-security-token, x-amz-target, x-amz-user-agent";
/// Without Date a page's SDK cannot correct its clock.
constexpr std::string_view kExposedHeaders = "x-amzn-RequestId, x-amzn-ErrorType, Date";

std::optional<std::string_view> find(const http::Request& request, std::string_view name) {
  for (const http::Header& header : request.headers) {
    if (equals_ignoring_case(header.name, name)) return header.value;
  }
  return std::nullopt;
}

std::size_t count(const http::Request& request, std::string_view name) {
  std::size_t n = 0;
  for (const http::Header& header : request.headers) n += equals_ignoring_case(header.name, name) ? 1 : 0;
  return n;
}

/// Parameters such as `charset=utf-8` do not matter. Hand-written clients often say `application/json`.
bool is_accepted(std::string_view content_type) {
  const std::string_view media_type = trim(content_type.substr(0, content_type.find(';')));
  return equals_ignoring_case(media_type, kContentType) ||
         equals_ignoring_case(media_type, "application/json");
}

}  // namespace

SignedRequest signed_part(const http::Request& request) {
  return {request.method, request.path, request.query, request.headers, request.body};
}

bool speaks_aws(const http::Request& request) {
  if (find(request, "x-amz-target") || is_presigned(request.query) || is_preflight(request)) return true;
  return find(request, "authorization").value_or("").substr(0, 3) == "AWS";
}

bool is_api_path(std::string_view path, std::string_view api_path) {
  if (path == "/") return true;
  while (!api_path.empty() && api_path.back() == '/') api_path.remove_suffix(1);
  if (api_path.empty() || path.substr(0, api_path.size()) != api_path) return false;
  const std::string_view rest = path.substr(api_path.size());
  return rest.empty() || rest == "/";
}

Result<std::string_view> operation_name(const http::Request& request, std::string_view prefix,
                                        std::string_view api_path) {
  if (request.method != "POST" || !request.query.empty() || !is_api_path(request.path, api_path)) {
    return refuse(Code::UnknownOperation);
  }
  const std::string_view target = find(request, "x-amz-target").value_or("");
  if (count(request, "x-amz-target") != 1 || target.substr(0, prefix.size()) != prefix ||
      target.size() == prefix.size()) {
    return refuse(Code::UnknownOperation);
  }
  const auto content_type = find(request, "content-type");
  if (content_type && !is_accepted(*content_type)) {
    return refuse(Code::Malformed, "The content type '" + printable(*content_type) + "' is not " +
                                       std::string(kContentType) + ".");
  }
  return target.substr(prefix.size());
}

bool is_preflight(const http::Request& request) {
  return request.method == "OPTIONS" && find(request, "origin") &&
         find(request, "access-control-request-method");
}

http::Response preflight_answer(std::string_view request_id) {
  http::Response response;
  response.status = 204;
  response.headers = {{"x-amzn-RequestId", std::string(request_id)},
                      {"Access-Control-Allow-Origin", "*"},
                      {"Access-Control-Allow-Methods", "POST"},
                      {"Access-Control-Allow-Headers", std::string(kAllowedHeaders)},
                      {"Access-Control-Expose-Headers", std::string(kExposedHeaders)},
                      {"Access-Control-Max-Age", "172800"}};
  return response;
}

http::Response answer(int status, std::string body, std::string_view request_id) {
  http::Response response;
  response.status = status;
  response.content_type = kContentType;
  response.body = std::move(body);
  add_headers(response, request_id);
  return response;
}

void add_headers(http::Response& response, std::string_view request_id) {
  response.headers.emplace_back("x-amzn-RequestId", request_id);
  response.headers.emplace_back("Access-Control-Allow-Origin", "*");
  response.headers.emplace_back("Access-Control-Expose-Headers", kExposedHeaders);
}

}  // namespace kempelen::aws
