// The AWS JSON 1.1 envelope around an operation: which operation is called, which headers every answer
// carries, and what a browser must be told before its page may call (CORS). What stands in the bodies is
// decided elsewhere.
#pragma once

#include <string>
#include <string_view>

#include "aws/sigv4.h"
#include "base/result.h"
#include "http/message.h"

namespace kempelen::aws {

inline constexpr std::string_view kContentType = "application/x-amz-json-1.1";
inline constexpr std::string_view kRequesterTargetPrefix = "MTurkRequesterServiceV20170117.";

/// The part of a request that a signature covers. The views live as long as those of `request`.
SignedRequest signed_part(const http::Request& request);

/// Whether the request is meant for the API rather than for the pages that share its path: it carries an
/// X-Amz-Target, or an Authorization or query of Signature Version 4, or is the preflight of such a request.
bool speaks_aws(const http::Request& request);

/// Whether `path` is where the API is served: `/`, and `api_path` (such as `/mturk/api`; `/` for none) with
/// and without a slash at its end, since SDKs differ in that.
bool is_api_path(std::string_view path, std::string_view api_path);

/// The operation a verified request calls: what follows `prefix` in its only X-Amz-Target. Refuses
/// UnknownOperation for another prefix, no target or two, another method than POST, a query, or a path where
/// the API is not served; Malformed{text} for a content type that is present and neither AWS JSON nor plain
/// JSON.
Result<std::string_view> operation_name(const http::Request& request, std::string_view prefix,
                                        std::string_view api_path);

/// Whether the request is a browser asking what a page may do (OPTIONS with Origin and
/// Access-Control-Request-Method).
bool is_preflight(const http::Request& request);

/// The answer to a preflight: 204, for every origin, since the API takes no cookies and every call is signed.
http::Response preflight_answer(std::string_view request_id);

/// An answer of the API. Adds the content type, x-amzn-RequestId, and what lets pages read it; `body` is
/// JSON.
http::Response answer(int status, std::string body, std::string_view request_id);

/// The headers of `answer` put on a response that somebody else made.
void add_headers(http::Response& response, std::string_view request_id);

}  // namespace kempelen::aws
