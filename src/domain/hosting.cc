// Addresses are read as strictly as a browser reads them loosely: whatever could be read in two ways is not
// one of ours to trust. The HTML of a template is scanned once, byte by byte, and copied but for the few
// places that changed.
#include "domain/hosting.h"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "base/ascii.h"
#include "base/text.h"

namespace kempelen::domain {
namespace {

constexpr std::string_view kPreviewAssignment = "ASSIGNMENT_ID_NOT_AVAILABLE";
constexpr std::string_view kSubmitPath = "/mturk/externalSubmit";
constexpr std::string_view kHelperPath = "/mturk-public/externalHIT_v1.js";

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// Blanks and control characters, which browsers drop, and backslashes, which they take for slashes.
bool has_doubtful_byte(std::string_view authority) {
  return std::any_of(authority.begin(), authority.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte <= 0x20 || byte == 0x7F || c == '\\';
  });
}

bool is_host_byte(char c) {
  return is_letter_or_digit(c) || c == '-' || c == '.' || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

/// Browsers take a host whose last label is a number for IPv4, in any of the old notations (`0x7f.1`,
/// `2130706433`).
bool looks_like_ipv4(std::string_view host) {
  const std::string_view label =
      host.substr(host.rfind('.') == std::string_view::npos ? 0 : host.rfind('.') + 1);
  if (label.empty()) return false;
  if (std::all_of(label.begin(), label.end(), is_digit)) return true;
  return label.starts_with("0x") && label.find_first_not_of("0123456789abcdef", 2) == std::string_view::npos;
}

std::optional<std::string> canonical_ipv4(const std::string& host) {
  in_addr address{};
  if (inet_aton(host.c_str(), &address) == 0) return std::nullopt;
  std::array<char, INET_ADDRSTRLEN> text{};
  return inet_ntop(AF_INET, &address, text.data(), text.size());
}

std::optional<std::string> canonical_ipv6(const std::string& bare) {
  in6_addr address{};
  if (inet_pton(AF_INET6, bare.c_str(), &address) != 1) return std::nullopt;
  std::array<char, INET6_ADDRSTRLEN> text{};
  return fmt::format("[{}]", inet_ntop(AF_INET6, &address, text.data(), text.size()));
}

std::optional<std::string> canonical_host(std::string_view written) {
  const std::string host = lower(written);
  if (host.starts_with('[')) {
    return host.ends_with(']') ? canonical_ipv6(host.substr(1, host.size() - 2)) : std::nullopt;
  }
  if (!std::all_of(host.begin(), host.end(), is_host_byte)) return std::nullopt;
  const std::string name = host.ends_with('.') ? host.substr(0, host.size() - 1) : host;
  if (name.empty() || name.starts_with('.') || name.ends_with('.')) return std::nullopt;
  return looks_like_ipv4(name) ? canonical_ipv4(name) : name;
}

std::optional<std::uint16_t> read_port(std::string_view digits, std::string_view scheme) {
  if (digits.empty()) return scheme == "https" ? std::uint16_t{443} : std::uint16_t{80};
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return port;
}

/// `user@host:port` taken apart; the user counts for nothing.
struct Authority {
  std::string_view host;
  std::string_view port;
};

Authority split_authority(std::string_view authority) {
  if (const std::size_t at = authority.rfind('@'); at != std::string_view::npos)
    authority.remove_prefix(at + 1);
  const std::size_t bracket = authority.rfind(']');
  const std::size_t colon = authority.find(':', bracket == std::string_view::npos ? 0 : bracket);
  if (colon == std::string_view::npos) return {authority, {}};
  return {authority.substr(0, colon), authority.substr(colon + 1)};
}

/// Besides the loopback names the unspecified addresses, which lead to the machine itself.
bool is_this_machine(const WebAddress& address) {
  return is_loopback(address) || address.host == "0.0.0.0" || address.host == "[::]";
}

bool may_lead_to(const WebAddress& address, const WebAddress& ours) {
  const bool same_host = address.host == ours.host || (is_this_machine(address) && is_this_machine(ours));
  return same_host && address.port == ours.port;
}

}  // namespace

std::optional<WebAddress> parse_web_address(std::string_view url) {
  const std::size_t scheme_end = url.find("://");
  if (scheme_end == std::string_view::npos) return std::nullopt;
  WebAddress out;
  out.scheme = lower(url.substr(0, scheme_end));
  if (out.scheme != "http" && out.scheme != "https") return std::nullopt;
  std::string_view rest = url.substr(scheme_end + 3);
  rest = rest.substr(0, rest.find('#'));
  const std::string_view written = rest.substr(0, rest.find_first_of("/?"));
  if (has_doubtful_byte(written)) return std::nullopt;
  const Authority authority = split_authority(written);
  const auto host = canonical_host(authority.host);
  const auto port = read_port(authority.port, out.scheme);
  if (!host || !port) return std::nullopt;
  out.host = *host;
  out.port = *port;
  if (const std::size_t query = rest.find('?'); query != std::string_view::npos)
    out.query = rest.substr(query + 1);
  return out;
}

bool is_loopback(const WebAddress& address) {
  const std::string_view host = address.host;
  if (host == "localhost" || host.ends_with(".localhost") || host == "[::1]") return true;
  const bool mapped = host.starts_with("[::ffff:127.");
  return mapped || (host.starts_with("127.") && looks_like_ipv4(host));
}

bool same_origin(std::string_view url, std::string_view other) {
  const auto a = parse_web_address(url);
  const auto b = parse_web_address(other);
  return a && b && a->scheme == b->scheme && a->host == b->host && a->port == b->port;
}

FrameOrigin frame_origin(std::string_view url, std::span<const std::string> our_origins) {
  const auto address = parse_web_address(url);
  if (!address || !is_ascii(address->host)) return FrameOrigin::Opaque;
  for (const std::string& origin : our_origins) {
    const auto ours = parse_web_address(origin);
    if (!ours || may_lead_to(*address, *ours)) return FrameOrigin::Opaque;
  }
  return FrameOrigin::Kept;
}

std::string frame_query(const FrameVisit& visit) {
  const bool preview = visit.assignment.empty();
  std::string out =
      fmt::format("assignmentId={}&hitId={}",
                  preview ? std::string(kPreviewAssignment) : percent_encode(visit.assignment.text),
                  percent_encode(visit.hit.text));
  if (!preview) out += fmt::format("&workerId={}", percent_encode(visit.worker.text));
  return out + fmt::format("&turkSubmitTo={}", percent_encode(visit.submit_to));
}

std::string frame_url(std::string_view url, const FrameVisit& visit) {
  const std::size_t hash = url.find('#');
  const std::string_view address = url.substr(0, hash);
  const std::string_view fragment = hash == std::string_view::npos ? std::string_view{} : url.substr(hash);
  std::string_view joint = "?";
  if (address.find('?') != std::string_view::npos) {
    joint = address.ends_with('?') || address.ends_with('&') ? "" : "&";
  }
  return fmt::format("{}{}{}{}", address, joint, frame_query(visit), fragment);
}

namespace {

/// The ways a slash stands in a template: plain, or escaped inside a script's string.
enum class Slash { Plain, Escaped };

std::string with_slashes(std::string_view text, Slash slash) {
  if (slash == Slash::Plain) return std::string(text);
  std::string out;
  for (const char c : text) {
    if (c == '/') out.push_back('\\');
    out.push_back(c);
  }
  return out;
}

/// A part of the template and what is served in its place.
struct Change {
  std::size_t begin;
  std::size_t end;
  std::string text;
};

bool is_quote(char c) {
  return c == '"' || c == '\'' || c == '`';
}

/// Whether a path that ends before `at` goes on there, as in `externalSubmitted`.
bool goes_on(std::string_view html, std::size_t at) {
  if (at >= html.size()) return false;
  const char c = html[at];
  return is_letter_or_digit(c) || c == '_' || c == '-' || c == '.';
}

bool ends_with_ignoring_case(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && equals_ignoring_case(text.substr(text.size() - end.size()), end);
}

/// Where the address begins whose two slashes stand at `slashes`: at its scheme, or there if it has none.
/// Nothing if they belong to another scheme or begin a script's comment.
std::optional<std::size_t> address_begin(std::string_view html, std::size_t slashes) {
  const std::string_view before = html.substr(0, slashes);
  for (const std::string_view scheme : {std::string_view("https:"), std::string_view("http:")}) {
    if (!ends_with_ignoring_case(before, scheme)) continue;
    const std::size_t begin = slashes - scheme.size();
    if (begin > 0 && is_letter(html[begin - 1])) return std::nullopt;
    return begin;
  }
  if (before.empty() || (!is_quote(before.back()) && before.back() != '=' && before.back() != '(')) {
    return std::nullopt;
  }
  return slashes;
}

bool matches_at(std::string_view html, std::size_t at, std::string_view expected) {
  return at <= html.size() && html.substr(at).starts_with(expected);
}

/// An address as far as its host: what follows decides whether it changes.
struct FoundHost {
  std::size_t begin;
  std::size_t end;
  Slash slash;
};

/// The submit address, or the bare host as a whole quoted string, to which scripts append the path. Links are
/// left alone.
std::optional<Change> submit_change(std::string_view html, const FoundHost& host,
                                    const HostAddresses& addresses) {
  const std::string path = with_slashes(kSubmitPath, host.slash);
  const std::string submit_to = with_slashes(addresses.submit_to, host.slash);
  if (matches_at(html, host.end, path) && !goes_on(html, host.end + path.size())) {
    return Change{host.begin, host.end + path.size(), submit_to + path};
  }
  if (host.begin == 0 || !is_quote(html[host.begin - 1])) return std::nullopt;
  const char quote = html[host.begin - 1];
  if (ends_with_ignoring_case(html.substr(0, host.begin - 1), "href=")) return std::nullopt;
  for (const std::string_view tail : {"", "/", "/mturk", "/mturk/"}) {
    if (matches_at(html, host.end, with_slashes(tail, host.slash) + quote)) {
      return Change{host.begin, host.end, submit_to};
    }
  }
  return std::nullopt;
}

std::optional<Change> helper_change(std::string_view html, const FoundHost& host,
                                    const HostAddresses& addresses) {
  const std::string path = with_slashes(kHelperPath, host.slash);
  if (!matches_at(html, host.end, path) || goes_on(html, host.end + path.size())) return std::nullopt;
  return Change{host.begin, host.end + path.size(), with_slashes(addresses.helper_script, host.slash)};
}

/// The change at the two slashes that may begin at `at`.
std::optional<Change> change_at(std::string_view html, std::size_t at, const HostAddresses& addresses) {
  const Slash slash = html[at] == '\\' ? Slash::Escaped : Slash::Plain;
  const std::string_view slashes = slash == Slash::Escaped ? "\\/\\/" : "//";
  if (!matches_at(html, at, slashes)) return std::nullopt;
  const std::size_t host_at = at + slashes.size();
  const auto has_host = [&](std::string_view name) {
    return equals_ignoring_case(html.substr(host_at, name.size()), name);
  };
  using Changer = std::optional<Change> (*)(std::string_view, const FoundHost&, const HostAddresses&);
  struct Row {
    std::string_view host;
    Changer changer;
  };
  constexpr std::array<Row, 3> kRows = {Row{"www.mturk.com", submit_change},
                                        Row{"workersandbox.mturk.com", submit_change},
                                        Row{"s3.amazonaws.com", helper_change}};
  for (const Row& row : kRows) {
    if (!has_host(row.host)) continue;
    const auto begin = address_begin(html, at);
    if (!begin) return std::nullopt;
    return row.changer(html, {*begin, host_at + row.host.size(), slash}, addresses);
  }
  return std::nullopt;
}

/// The end of the tag `<name …>` at `at`; nothing if another thing stands there.
std::optional<std::size_t> tag_end(std::string_view html, std::size_t at, std::string_view name) {
  if (!equals_ignoring_case(html.substr(at, name.size() + 1), fmt::format("<{}", name))) return std::nullopt;
  std::size_t i = at + name.size() + 1;
  if (goes_on(html, i)) return std::nullopt;
  char quote = '\0';
  for (; i < html.size(); ++i) {
    if (quote != '\0') {
      if (html[i] == quote) quote = '\0';
    } else if (html[i] == '"' || html[i] == '\'') {
      quote = html[i];
    } else if (html[i] == '>') {
      return i + 1;
    }
  }
  return std::nullopt;
}

/// Behind blanks, a byte order mark, comments and processing instructions.
std::size_t skip_silent(std::string_view html, std::size_t at) {
  for (;;) {
    const std::size_t start = at;
    while (at < html.size() && std::string_view(" \t\r\n\f").find(html[at]) != std::string_view::npos) ++at;
    if (matches_at(html, at, "\xEF\xBB\xBF")) at += 3;
    for (const auto& [open, close] :
         {std::pair<std::string_view, std::string_view>{"<!--", "-->"}, {"<?", ">"}}) {
      if (!matches_at(html, at, open)) continue;
      const std::size_t end = html.find(close, at + open.size());
      if (end != std::string_view::npos) at = end + close.size();
    }
    if (at == start) return at;
  }
}

/// Where a script runs before any of the template's own without changing how the page is laid out: a tag in
/// front of the doctype would switch browsers to their quirks mode.
std::size_t first_script_position(std::string_view html) {
  std::size_t position = matches_at(html, 0, "\xEF\xBB\xBF") ? 3 : 0;
  for (const std::string_view name : {"!doctype", "html", "head"}) {
    if (const auto end = tag_end(html, skip_silent(html, position), name)) position = *end;
  }
  return position;
}

/// The bytes of `html` from `from` to `to` with every dead address in them changed.
std::string changed_part(std::string_view html, std::size_t from, std::size_t to,
                         const HostAddresses& addresses) {
  std::string out;
  std::size_t copied = from;
  for (std::size_t i = html.find('/', from); i < to; i = html.find('/', i + 1)) {
    if (i < copied) continue;
    const bool escaped = i > from && html[i - 1] == '\\';
    const auto change = change_at(html, escaped ? i - 1 : i, addresses);
    if (!change || change->begin < copied) continue;
    out += html.substr(copied, change->begin - copied);
    out += change->text;
    copied = change->end;
  }
  return out += html.substr(copied, to - copied);
}

}  // namespace

std::string host_html(std::string_view html, const HostAddresses& addresses) {
  const std::size_t script_at = first_script_position(html);
  return fmt::format("{}<script src=\"{}\"></script>{}", changed_part(html, 0, script_at, addresses),
                     escape_markup(addresses.stand_in_script),
                     changed_part(html, script_at, html.size(), addresses));
}

}  // namespace kempelen::domain
