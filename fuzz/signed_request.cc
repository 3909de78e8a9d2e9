// Signatures: what we sign verifies; what was changed after it was signed never does; and no bytes crash the
// reader.
//
// Input: a line with the method, one with the target, header lines, an empty line, the body. A first line of
// `sign N` has the target sign the rest first, and then change the bit N of what was signed.
#include "aws/sigv4.h"

#include <charconv>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "fuzz/target.h"

namespace kempelen::fuzz {
namespace {

constexpr std::string_view kKeyId = "AKIDTURKEXAMPLE00001";
constexpr std::string_view kSecret = "Zx9/exampleSecret+Key/0123456789ABCDEFGH";
constexpr Instant kNow = Instant::from_seconds(1'835'481'599);

class OneKey final : public aws::KeyRing {
 public:
  std::shared_ptr<const aws::Credential> find(std::string_view id) const override {
    return id == kKeyId ? credential_ : nullptr;
  }

 private:
  std::shared_ptr<const aws::Credential> credential_ =
      std::make_shared<aws::Credential>(aws::Credential{.secret = std::string(kSecret), .owner = "owner"});
};

struct Request {
  std::string method;
  std::string target;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;

  bool verifies() const {
    std::vector<http::Header> views;
    for (const auto& [name, value] : headers) views.push_back({name, value});
    const std::string_view all = target;
    const std::size_t mark = std::min(all.find('?'), all.size());
    const aws::SignedRequest request{method, all.substr(0, mark), all.substr(std::min(mark + 1, all.size())),
                                     views, body};
    static const OneKey keys;
    const auto verified = aws::verify(request, {}, keys, kNow);
    if (verified) require(verified->access_key_id == kKeyId, "only a key of the ring verifies");
    return verified.has_value();
  }
};

Request read(std::string_view input) {
  Request request;
  request.method = take_line(input);
  request.target = take_line(input);
  for (std::string_view line = take_line(input); !line.empty(); line = take_line(input)) {
    const std::size_t colon = std::min(line.find(':'), line.size());
    request.headers.emplace_back(line.substr(0, colon), trim(line.substr(std::min(colon + 1, line.size()))));
  }
  request.body = input;
  return request;
}

void sign(Request& request) {
  std::vector<http::Header> views;
  for (const auto& [name, value] : request.headers) views.push_back({name, value});
  const std::string_view all = request.target;
  const std::size_t mark = std::min(all.find('?'), all.size());
  const aws::SignedRequest unsigned_request{request.method, all.substr(0, mark),
                                            all.substr(std::min(mark + 1, all.size())), views, request.body};
  const aws::SigningIdentity identity{.access_key_id = std::string(kKeyId), .secret = std::string(kSecret)};
  for (auto& header : aws::sign(unsigned_request, identity, kNow))
    request.headers.push_back(std::move(header));
}

/// The same text with one bit changed.
std::string flipped(std::string text, std::size_t bit) {
  const std::size_t byte = (bit / 8) % text.size();
  text[byte] = static_cast<char>(static_cast<unsigned char>(text[byte]) ^ (1U << (bit % 8)));
  return text;
}

/// A request as clients make it, around words of the fuzzer's: what is not printable is left out.
Request tame(const Request& wild) {
  const auto printable = [](std::string_view text, std::string_view without) {
    std::string kept;
    for (const char c : text) {
      if (c > ' ' && c < '\x7f' && without.find(c) == std::string_view::npos) kept += c;
    }
    return kept;
  };
  return {.method = "POST",
          .target = "/" + printable(wild.target, "?#"),
          .headers = {{"Host", "localhost:8080"}, {"X-Amz-Target", "Prefix." + printable(wild.method, "")}},
          .body = wild.body};
}

void change_and_verify(Request request, std::size_t bit) {
  sign(request);
  require(request.verifies(), "what we sign verifies");
  std::string& authorization = request.headers.back().second;
  const std::string good = authorization;
  const std::size_t signature = good.size() - 64;
  // The bit 5 of a letter is its case, and the bit may make one hexadecimal digit into another: both are
  // another signature.
  authorization = good.substr(0, signature) + flipped(good.substr(signature), bit);
  require(!request.verifies(), "another signature does not verify");
  authorization = good;
  Request other = request;
  other.body = other.body.empty() ? std::string("x") : flipped(other.body, bit);
  require(!other.verifies(), "another body does not verify");
  other = request;
  other.headers[1].second = flipped(other.headers[1].second, bit % 40);
  if (trim(other.headers[1].second) == other.headers[1].second) {
    require(!other.verifies(), "another operation does not verify");
  }
  other = request;
  other.headers.emplace_back("X-Amz-Security-Token", "added");
  require(!other.verifies(), "an added header that binds does not verify");
}

}  // namespace

void signed_request(std::string_view input) {
  constexpr std::string_view kSign = "sign ";
  if (!input.starts_with(kSign)) {
    const Request request = read(input);
    static_cast<void>(request.verifies());
    return;
  }
  const std::string_view line = take_line(input).substr(kSign.size());
  std::uint32_t bit = 0;
  std::from_chars(line.data(), line.data() + line.size(), bit);
  change_and_verify(tame(read(input)), bit);
}

}  // namespace kempelen::fuzz
