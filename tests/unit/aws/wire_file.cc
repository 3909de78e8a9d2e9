// Throws simdjson's error for a file that does not have the expected form.
#include "tests/unit/aws/wire_file.h"

#include "base/digest.h"
#include "base/text.h"

namespace kempelen::aws {

SignedRequest WireRequest::view() const {
  header_views.clear();
  for (const auto& [name, value] : headers) header_views.push_back({name, value});
  return {method, path, query, header_views, body};
}

http::Request WireRequest::as_http() const {
  const SignedRequest part = view();
  http::Request request;
  request.method = part.method;
  request.path = part.path;
  request.query = part.query;
  request.headers = part.headers;
  request.body = part.body;
  return request;
}

std::string WireRequest::header(std::string_view name) const {
  for (const auto& [given, value] : headers) {
    if (equals_ignoring_case(given, name)) return value;
  }
  return {};
}

std::string text(simdjson::dom::element json) {
  return std::string(std::string_view(json));
}

WireRequest read_request(simdjson::dom::element json) {
  WireRequest request;
  request.method = text(json["method"]);
  const std::string target = text(json["target"]);
  const std::size_t mark = target.find('?');
  request.path = target.substr(0, mark);
  if (mark != std::string::npos) request.query = target.substr(mark + 1);
  for (const simdjson::dom::element header : simdjson::dom::array(json["headers"])) {
    request.headers.emplace_back(text(header.at(0)), text(header.at(1)));
  }
  std::string_view body;
  if (json["body"].get(body) == simdjson::SUCCESS) request.body = body;
  return request;
}

simdjson::dom::element load_fixture(simdjson::dom::parser& parser, const std::string& name) {
  return parser.load(std::string(KEMPELEN_SOURCE_DIR) + "/tests/fixtures/wire/" + name);
}

std::shared_ptr<const Credential> TestRing::find(std::string_view access_key_id) const {
  const auto found = keys_.find(access_key_id);
  return found == keys_.end() ? nullptr : found->second;
}

void TestRing::add(const std::string& access_key_id, Credential credential) {
  keys_[access_key_id] = std::make_shared<const Credential>(std::move(credential));
}

TestRing ring_of(const std::string& access_key_id, const std::string& secret, const std::string& token) {
  Credential credential{.secret = secret, .owner = "requester-a"};
  if (!token.empty()) credential.session = Session{digest(token), kYear2100};
  TestRing ring;
  ring.add(access_key_id, std::move(credential));
  return ring;
}

}  // namespace kempelen::aws
