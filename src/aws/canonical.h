// The texts that Signature Version 4 hashes, each as its own step so that each can be tested byte for byte.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "aws/sigv4.h"

namespace kempelen::aws {

/// The path with `.`, `..` and repeated slashes resolved (unless the rule is AsReceived), every byte but the
/// unreserved ones and `/` percent-encoded. Since a path arrives encoded, its `%` becomes `%25`: this is the
/// double encoding that every service but S3 asks for.
std::string canonical_path(std::string_view path, PathRule rule = PathRule::Normalized);

/// The query's parameters sorted by name, then value, encoded by RFC 3986. An escape stays as it was sent, so
/// that two different queries never look alike; `+` is a blank.
std::string canonical_query(std::string_view query);

/// The value as the signature sees it: trimmed, a run of white space as one blank.
std::string canonical_value(std::string_view value);

/// The canonical request. `headers` are those that are signed: sorted, with names in lower case, the ones of
/// one name in the order they came (their values are joined with commas). `list` is their names as
/// SignedHeaders has them. Valid until the next call on the same thread.
std::string_view canonical_request(const SignedRequest& request, std::span<const http::Header> headers,
                                   std::string_view list, std::string_view payload_hash,
                                   PathRule rule = PathRule::Normalized);

/// `date_time` in the form of X-Amz-Date, `scope` as `date/region/service/aws4_request`, the hash in
/// hexadecimal. Valid until the next call on the same thread.
std::string_view string_to_sign(std::string_view date_time, std::string_view scope,
                                std::string_view canonical_request_hash);

}  // namespace kempelen::aws
