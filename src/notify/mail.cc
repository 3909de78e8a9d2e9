// Headers and text of a mail. Whatever is not plain ASCII of a sensible width travels as base64, so that no
// server on the way has a reason to change it.
#include "notify/mail.h"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <algorithm>
#include <bit>

#include "base/text.h"

namespace kempelen::notify {
namespace {

constexpr std::string_view kEnd = "\r\n";
constexpr std::size_t kLineMax = 76;
/// Bytes of text that fit into one encoded word of 75 characters.
constexpr std::size_t kWordBytes = 42;

std::string base64(std::string_view text) {
  std::string out((text.size() + 2) / 3 * 4 + 1, '\0');
  const int size =
      EVP_EncodeBlock(std::bit_cast<unsigned char*>(out.data()),
                      std::bit_cast<const unsigned char*>(text.data()), static_cast<int>(text.size()));
  out.resize(static_cast<std::size_t>(size));
  return out;
}

bool is_printable_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; });
}

/// A header's text: as it is, or as encoded words (RFC 2047), none of which splits a character.
std::string header_text(std::string_view text) {
  if (is_printable_ascii(text) && text.size() <= kLineMax) return std::string(text);
  std::string out;
  while (!text.empty()) {
    std::size_t size = 0;
    for (std::size_t next = 0; next < text.size();) {
      next += std::max<std::size_t>(utf8_sequence(text, next), 1);
      if (next > kWordBytes) break;
      size = next;
    }
    out += fmt::format("{}=?UTF-8?B?{}?=", out.empty() ? "" : "\r\n ", base64(text.substr(0, size)));
    text.remove_prefix(size);
  }
  return out;
}

/// Every end of line as CR LF, whatever it was.
std::string with_line_ends(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
    if (text[i] == '\n' || text[i] == '\r') {
      out += kEnd;
    } else {
      out.push_back(text[i]);
    }
  }
  if (!out.ends_with(kEnd)) out += kEnd;
  return out;
}

bool is_plain(std::string_view text) {
  std::size_t line = 0;
  for (const char c : text) {
    line = c == '\n' ? 0 : line + 1;
    if (line > kLineMax + kEnd.size() || c > '~' || (c < ' ' && c != '\r' && c != '\n')) return false;
  }
  return true;
}

std::string in_lines(const std::string& encoded) {
  std::string out;
  for (std::size_t i = 0; i < encoded.size(); i += kLineMax) out.append(encoded, i, kLineMax).append(kEnd);
  return out;
}

}  // namespace

outgoing::Mail mail_to(const std::string& address, const store::Message& message, const MailServer& server,
                       Instant at) {
  const std::string text = with_line_ends(message.body);
  const bool plain = is_plain(text);
  const std::string host = server.from.substr(server.from.find('@') + 1);
  std::string date = format_http_date(at);
  date.replace(date.size() - 3, 3, "+0000");
  std::string content = fmt::format(
      "From: {}\r\nTo: {}\r\nSubject: {}\r\nDate: {}\r\nMessage-ID: <{}@{}>\r\nMIME-Version: 1.0\r\n"
      "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: {}\r\n"
      "Auto-Submitted: auto-generated\r\n\r\n",
      server.from, address, header_text(message.subject), date, message.document_id, host,
      plain ? "7bit" : "base64");
  content += plain ? text : in_lines(base64(text));
  return {.server = server.url,
          .user = server.user,
          .password = server.password,
          .from = server.from,
          .to = address,
          .content = std::move(content)};
}

}  // namespace kempelen::notify
