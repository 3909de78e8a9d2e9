// Requests out of the JSON files in tests/fixtures/wire and out of the public signature vectors, and the ring
// of keys that the tests verify them with.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <simdjson.h>

#include "aws/sigv4.h"

namespace kempelen::aws {

/// A request that owns its text.
struct WireRequest {
  std::string method, path, query;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;

  /// Headers that `view` points to; made anew by it.
  mutable std::vector<http::Header> header_views{};
  SignedRequest view() const;
  http::Request as_http() const;
  std::string header(std::string_view name) const;  // empty without one
};

/// Splits `method`, `target`, `headers` and `body` of a JSON object.
WireRequest read_request(simdjson::dom::element json);
std::string text(simdjson::dom::element json);

/// tests/fixtures/wire/<name>, parsed; the parser owns the document.
simdjson::dom::element load_fixture(simdjson::dom::parser& parser, const std::string& name);

class TestRing final : public KeyRing {
 public:
  std::shared_ptr<const Credential> find(std::string_view access_key_id) const override;
  void add(const std::string& access_key_id, Credential credential);

 private:
  std::map<std::string, std::shared_ptr<const Credential>, std::less<>> keys_;
};

/// A ring with one key; with a token it is a session's, over in the year 2100.
TestRing ring_of(const std::string& access_key_id, const std::string& secret, const std::string& token = {});

inline constexpr Instant kYear2100 = Instant::from_seconds(4'102'444'800);

}  // namespace kempelen::aws
