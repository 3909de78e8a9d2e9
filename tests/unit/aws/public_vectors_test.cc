// The public suites of signature vectors. They are other people's data and not part of the project: the test
// reads public.json from the folder that KEMPELEN_PUBLIC_VECTORS names, and says so when it is not set.
#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>

#include "aws/authorization.h"
#include "aws/canonical.h"
#include "aws/envelope.h"
#include "aws/hashing.h"
#include "base/text.h"
#include "tests/unit/aws/wire_file.h"

namespace kempelen::aws {
namespace {

struct Vector {
  std::string id, form, signed_headers, payload_hash, canonical_request, canonical_hash, string_to_sign,
      signature;
  std::string access_key_id, secret, token, region, service, date_time;
  PathRule rule = PathRule::Normalized;
  bool token_is_outside = false;
  WireRequest request;  // with its signature
};

Vector read_vector(simdjson::dom::element json) {
  Vector v;
  v.id = text(json["id"]);
  v.form = text(json["form"]);
  v.signed_headers = text(json["signed_headers"]);
  v.payload_hash = text(json["payload_sha256"]);
  v.canonical_request = text(json["canonical_request"]);
  v.canonical_hash = text(json["canonical_request_sha256"]);
  v.string_to_sign = text(json["string_to_sign"]);
  v.signature = text(json["signature"]);
  const simdjson::dom::element context = json["context"];
  v.access_key_id = text(context["access_key_id"]);
  v.secret = text(context["secret_access_key"]);
  std::string_view token;
  if (context["session_token"].get(token) == simdjson::SUCCESS) v.token = token;
  v.region = text(context["region"]);
  v.service = text(context["service"]);
  v.date_time = text(context["amz_date"]);
  v.rule = bool(context["normalize_path"]) ? PathRule::Normalized : PathRule::AsReceived;
  v.token_is_outside = bool(context["session_token_outside_signature"]);
  v.request = read_request(json["signed_request"]);
  return v;
}

VerifierSettings settings_of(const Vector& v) {
  VerifierSettings settings;
  settings.service = v.service;
  settings.regions = {v.region};
  settings.path_rule = v.rule;
  return settings;
}

/// A token outside the signature is what our verifier refuses; without it the rest of such a vector must
/// verify.
WireRequest without_outside_token(const Vector& v) {
  WireRequest request = v.request;
  if (v.token_is_outside) {
    std::erase_if(request.headers,
                  [](const auto& h) { return equals_ignoring_case(h.first, "x-amz-security-token"); });
  }
  return request;
}

TestRing ring_of_vector(const Vector& v) {
  return ring_of(v.access_key_id, v.secret, v.token_is_outside ? "" : v.token);
}

class PublicVectors : public testing::Test {
 protected:
  void SetUp() override {
    const char* const folder = std::getenv("KEMPELEN_PUBLIC_VECTORS");
    if (folder == nullptr) GTEST_SKIP() << "not run: KEMPELEN_PUBLIC_VECTORS is not set";
    const simdjson::dom::element file = parser_.load(std::string(folder) + "/public.json");
    for (const simdjson::dom::element json : simdjson::dom::array(file["vectors"])) {
      vectors_.push_back(read_vector(json));
    }
    ASSERT_FALSE(vectors_.empty());
  }

  simdjson::dom::parser parser_;
  std::vector<Vector> vectors_;
};

/// The query as it was before the signature was added to it.
std::string unsigned_query(const Vector& v) {
  std::string out;
  std::string_view rest = v.request.query;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('&'), rest.size());
    const std::string_view part = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (part.substr(0, 16) == "X-Amz-Signature=") continue;
    if (v.token_is_outside && part.substr(0, 21) == "X-Amz-Security-Token=") continue;
    out.append(out.empty() ? "" : "&").append(part);
  }
  return out;
}

TEST_F(PublicVectors, EachStepIsReproducedByteForByte) {
  for (const Vector& v : vectors_) {
    SCOPED_TRACE(v.id);
    WireRequest request = v.request;
    if (v.form == "query") request.query = unsigned_query(v);
    const SignedRequest view = request.view();
    const std::string payload(aws::view(hex(sha256(view.body))));
    EXPECT_EQ(payload, v.payload_hash);
    const auto selected = select_signed(view.headers, v.signed_headers);
    ASSERT_TRUE(selected);
    const std::string_view canonical = canonical_request(view, *selected, v.signed_headers, payload, v.rule);
    EXPECT_EQ(canonical, v.canonical_request);
    const std::string hash(aws::view(hex(sha256(canonical))));
    EXPECT_EQ(hash, v.canonical_hash);
    const std::string date = v.date_time.substr(0, 8);
    const std::string scope = date + "/" + v.region + "/" + v.service + "/aws4_request";
    EXPECT_EQ(string_to_sign(v.date_time, scope, hash), v.string_to_sign);
    const HmacKey key = signing_key(v.secret, date, v.region, v.service);
    EXPECT_EQ(aws::view(hex(key.sign(v.string_to_sign))), v.signature);
  }
  std::cout << vectors_.size() << " public vectors reproduced\n";
}

TEST_F(PublicVectors, HeaderFormIsAcceptedAndQueryFormRefused) {
  std::size_t accepted = 0, refused = 0;
  for (const Vector& v : vectors_) {
    SCOPED_TRACE(v.id);
    const Instant now = parse_basic(v.date_time).value();
    const auto result = verify(without_outside_token(v).view(), settings_of(v), ring_of_vector(v), now);
    if (v.form == "header") {
      EXPECT_TRUE(result) << (result || result.error().words.empty() ? "" : result.error().words[0]);
      ++accepted;
      if (v.token_is_outside) {
        EXPECT_FALSE(
            verify(v.request.view(), settings_of(v), ring_of(v.access_key_id, v.secret, v.token), now));
      }
    } else {
      ASSERT_FALSE(result);
      EXPECT_EQ(result.error().code, Code::MissingAuthenticationToken);
      ++refused;
    }
  }
  std::cout << accepted << " header forms accepted, " << refused << " query forms refused\n";
  EXPECT_GT(accepted, 0u);
  EXPECT_GT(refused, 0u);
}

/// `/a/..` and `/b/..` are both signed as `/`: no signature tells them apart, so a flip inside such a detour
/// stays authentic. It may only happen there, and the API is served on none of these paths.
void expect_only_respelt(const Vector& v, const WireRequest& flipped, const std::string& part) {
  EXPECT_EQ(&part, &flipped.path) << part;
  EXPECT_NE(canonical_path(v.request.path, v.rule), v.request.path);
  EXPECT_EQ(canonical_path(flipped.path, v.rule), canonical_path(v.request.path, v.rule)) << flipped.path;
  EXPECT_FALSE(is_api_path(flipped.path, "/")) << flipped.path;
}

/// Tries every flip of one bit in `text`, a part of `request`, and counts those that are still accepted.
struct Flips {
  std::size_t tried = 0, accepted = 0;
};
Flips flip_all(const Vector& v, WireRequest& request, std::string& part) {
  const VerifierSettings settings = settings_of(v);
  const TestRing ring = ring_of_vector(v);
  const Instant now = parse_basic(v.date_time).value();
  Flips flips;
  for (char& byte : part) {
    for (int bit = 0; bit < 8; ++bit) {
      byte = static_cast<char>(byte ^ (1 << bit));
      const bool is_accepted = verify(request.view(), settings, ring, now).has_value();
      if (is_accepted) expect_only_respelt(v, request, part);
      flips.accepted += is_accepted ? 1 : 0;
      ++flips.tried;
      byte = static_cast<char>(byte ^ (1 << bit));
    }
  }
  return flips;
}

TEST_F(PublicVectors, EveryFlippedBitIsRefused) {
  Flips total;
  const auto add = [&total](Flips flips) {
    total.tried += flips.tried;
    total.accepted += flips.accepted;
  };
  for (const Vector& v : vectors_) {
    if (v.form != "header") continue;
    SCOPED_TRACE(v.id);
    WireRequest request = without_outside_token(v);
    add(flip_all(v, request, request.method));
    add(flip_all(v, request, request.path));
    add(flip_all(v, request, request.query));
    add(flip_all(v, request, request.body));
    // The Authorization header holds the signature, the list and the parts of the scope; the others are all
    // signed.
    for (auto& [name, value] : request.headers) {
      const bool is_signed =
          (";" + v.signed_headers + ";").find(";" + lower(name) + ";") != std::string::npos;
      if (is_signed || equals_ignoring_case(name, "authorization")) add(flip_all(v, request, value));
    }
    WireRequest longer = without_outside_token(v);
    longer.body += "x";
    EXPECT_FALSE(verify(longer.view(), settings_of(v), ring_of_vector(v), parse_basic(v.date_time).value()));
  }
  std::cout << total.tried - total.accepted << " of " << total.tried << " flipped bits refused; the other "
            << total.accepted << " are inside a detour such as /a/.. and spell the same path\n";
  EXPECT_GT(total.tried, 10'000u);
  EXPECT_LT(total.accepted, total.tried / 100);
}

}  // namespace
}  // namespace kempelen::aws
