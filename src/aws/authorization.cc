// The texts are those of the public signature suites where these have one; the others are ours.
#include "aws/authorization.h"

#include <algorithm>
#include <array>
#include <vector>

#include "aws/header_name.h"
#include "base/text.h"

namespace kempelen::aws {
namespace {

constexpr std::array<std::string_view, static_cast<std::size_t>(Known::Other)> kKnownNames = {
    "host",
    "authorization",
    "date",
    "x-amz-date",
    "x-amz-target",
    "x-amz-security-token",
    "x-amz-content-sha256"};

Known which(std::string_view name) {
  const auto either = [name](Known a, Known b) {
    if (is_named(name, kKnownNames[static_cast<std::size_t>(a)])) return a;
    return is_named(name, kKnownNames[static_cast<std::size_t>(b)]) ? b : Known::Other;
  };
  switch (name.size()) {
    case 4:
      return either(Known::Host, Known::Date);
    case 10:
      return either(Known::AmzDate, Known::AmzDate);
    case 12:
      return either(Known::Target, Known::Target);
    case 13:
      return either(Known::Authorization, Known::Authorization);
    case 20:
      return either(Known::SecurityToken, Known::ContentHash);
    default:
      return Known::Other;
  }
}

std::string_view next_part(std::string_view& rest, char separator) {
  const std::size_t end = rest.find(separator);
  const std::string_view part = rest.substr(0, end);
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  return part;
}

std::string echo(std::string_view authorization) {
  return "Authorization=" + printable(authorization);
}

/// The three parameters; one left out is empty.
struct Parameters {
  std::string_view credential, signature, signed_headers;
};

Result<Parameters> read_parameters(std::string_view authorization, std::string_view list) {
  Parameters found;
  while (!list.empty()) {
    const std::string_view part = trim(next_part(list, ','));
    const std::size_t equals = part.find('=');
    const std::string_view name = part.substr(0, equals);
    std::string_view* const place = name == "Credential"      ? &found.credential
                                    : name == "Signature"     ? &found.signature
                                    : name == "SignedHeaders" ? &found.signed_headers
                                                              : nullptr;
    if (equals == std::string_view::npos || place == nullptr) {
      return refuse(
          Code::IncompleteSignature,
          "'" + printable(part) + "' is not a parameter of the Authorization header. " + echo(authorization));
    }
    if (!place->empty()) {
      return refuse(Code::IncompleteSignature, "Authorization header has more than one '" +
                                                   std::string(name) + "' parameter. " + echo(authorization));
    }
    *place = part.substr(equals + 1);
  }
  return found;
}

Result<Done> require_parameters(const Parameters& found, const ArrivedHeaders& headers,
                                std::string_view authorization) {
  std::string missing;
  if (found.credential.empty()) missing += "Authorization header requires 'Credential' parameter. ";
  if (found.signature.empty()) missing += "Authorization header requires 'Signature' parameter. ";
  if (found.signed_headers.empty()) missing += "Authorization header requires 'SignedHeaders' parameter. ";
  if (headers.count(Known::AmzDate) + headers.count(Known::Date) == 0) {
    missing += "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ";
  }
  if (missing.empty()) return Done{};
  return refuse(Code::IncompleteSignature, missing + echo(authorization));
}

Result<CredentialScope> read_scope(std::string_view credential) {
  CredentialScope scope{};
  std::array<std::string_view*, 4> parts = {&scope.access_key_id, &scope.date, &scope.region, &scope.service};
  std::size_t start = 0;
  for (std::string_view* const part : parts) {
    const std::size_t end = credential.find('/', start);
    if (end == std::string_view::npos) break;
    *part = credential.substr(start, end - start);
    start = end + 1;
    if (part == parts.back()) scope.terminator = credential.substr(start);
  }
  scope.whole = credential;
  scope.text = credential.substr(std::min(credential.size(), scope.access_key_id.size() + 1));
  if (!scope.terminator.empty() && scope.terminator.find('/') == std::string_view::npos) return scope;
  return refuse(Code::IncompleteSignature,
                "Credential must have exactly 5 slash-delimited elements, e.g. "
                "keyid/date/region/service/term, got '" +
                    printable(credential) + "'");
}

/// Of two of these one part of the program could read the first and another the second.
Result<Done> refuse_repeated_headers(const ArrivedHeaders& headers) {
  for (std::size_t i = 0; i < kKnownNames.size(); ++i) {
    if (headers.count(Known{static_cast<int>(i)}) < 2) continue;
    return refuse(Code::IncompleteSignature,
                  "The request has more than one '" + std::string(kKnownNames[i]) + "' header.");
  }
  return Done{};
}

/// parse_basic, which remembers its last answer: on a busy server most requests bear the date of the one
/// before.
std::optional<Instant> parse_basic_once(std::string_view text) {
  struct Last {
    std::array<char, 16> text = {'1', '9', '7', '0', '0', '1', '0', '1',
                                 'T', '0', '0', '0', '0', '0', '0', 'Z'};
    Instant at{};
  };
  thread_local Last last;
  if (text == std::string_view(last.text.data(), last.text.size())) return last.at;
  const auto at = parse_basic(text);
  if (!at) return std::nullopt;
  std::copy(text.begin(), text.end(), last.text.begin());
  last.at = *at;
  return at;
}

/// `Tue, 24 Nov 2026 14:59:00 GMT`, checked by writing it again.
std::optional<Instant> parse_http_date(std::string_view text) {
  constexpr std::string_view kMonths = "JanFebMarAprMayJunJulAugSepOctNovDec";
  if (text.size() != 29) return std::nullopt;
  const std::size_t month = kMonths.find(text.substr(8, 3));
  if (month == std::string_view::npos || month % 3 != 0) return std::nullopt;
  const std::size_t number = month / 3 + 1;
  std::string basic(text.substr(12, 4));
  basic += {static_cast<char>('0' + number / 10), static_cast<char>('0' + number % 10)};
  basic.append(text.substr(5, 2)).append("T").append(text.substr(17, 2));
  basic.append(text.substr(20, 2)).append(text.substr(23, 2)).append("Z");
  const auto at = parse_basic(basic);
  if (!at || format_http_date(*at) != text) return std::nullopt;
  return at;
}

}  // namespace

ArrivedHeaders::ArrivedHeaders(std::span<const http::Header> headers) : headers_(headers) {
  for (const http::Header& header : headers) {
    binding_ += is_binding(header.name) ? 1 : 0;
    Slot& slot = slots_[static_cast<std::size_t>(which(header.name))];
    if (slot.count++ == 0) slot.first = header.value;
  }
}

std::optional<std::string_view> ArrivedHeaders::find(Known name) const {
  const Slot& slot = slots_[static_cast<std::size_t>(name)];
  if (slot.count == 0) return std::nullopt;
  return slot.first;
}

bool is_binding(std::string_view name) {
  return is_aws_header(name) ? !is_named(name, "x-amz-user-agent") : is_named(name, "host");
}

std::optional<std::span<const http::Header>> select_signed(std::span<const http::Header> arrived,
                                                           std::string_view list) {
  thread_local std::vector<http::Header> selected;
  selected.clear();
  std::string_view before;
  for (std::size_t start = 0; start <= list.size();) {
    const std::size_t end = std::min(list.find(';', start), list.size());
    const std::string_view name = list.substr(start, end - start);
    start = end + 1;
    if (name <= before) return std::nullopt;
    const std::size_t count = selected.size();
    for (const http::Header& header : arrived) {
      if (is_named(header.name, name)) selected.push_back({name, header.value});
    }
    if (selected.size() == count) return std::nullopt;
    before = name;
  }
  return selected;
}

Result<Authorization> read_authorization(const ArrivedHeaders& headers, std::string_view query) {
  const std::string_view text = trim(headers.find(Known::Authorization).value_or(""));
  if (text.empty() && headers.count(Known::Authorization) < 2)
    return refuse(Code::MissingAuthenticationToken);
  KEMPELEN_TRY([[maybe_unused]] const auto single, refuse_repeated_headers(headers));
  std::string_view rest = text;
  const std::string_view algorithm = next_part(rest, ' ');
  if (algorithm != kAlgorithm) {
    return refuse(Code::IncompleteSignature,
                  "Unsupported AWS 'algorithm': '" + printable(algorithm) + "'. " + echo(text));
  }
  KEMPELEN_TRY(const auto parameters, read_parameters(text, rest));
  KEMPELEN_TRY([[maybe_unused]] const auto whole, require_parameters(parameters, headers, text));
  if (is_presigned(query)) {
    return refuse(Code::IncompleteSignature,
                  "The request has a signature in its query beside the one in its Authorization header.");
  }
  KEMPELEN_TRY(const auto scope, read_scope(parameters.credential));
  return Authorization{scope, parameters.signed_headers, parameters.signature};
}

Result<SigningTime> read_signing_time(const ArrivedHeaders& headers) {
  const Known header = headers.count(Known::AmzDate) > 0 ? Known::AmzDate : Known::Date;
  const std::string_view text = trim(headers.find(header).value_or(""));
  if (const auto at = parse_basic_once(text)) return SigningTime{*at, header, text};
  if (header == Known::Date) {
    if (const auto at = parse_http_date(text)) return SigningTime{*at, header, text, format_basic(*at)};
  }
  return refuse(Code::IncompleteSignature,
                "Date must be in ISO-8601 'basic format'. Got '" + printable(text) + "'.");
}

bool is_presigned(std::string_view query) {
  while (!query.empty()) {
    std::string_view parameter = next_part(query, '&');
    const std::string name = percent_decode(next_part(parameter, '='), Plus::IsSpace);
    if (equals_ignoring_case(std::string_view(name).substr(0, 6), "x-amz-")) return true;
  }
  return false;
}

std::string printable(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= ' ' && c <= '~' ? c : '?';
  return out;
}

}  // namespace kempelen::aws
