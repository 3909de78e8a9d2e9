// One plain address.
#include "domain/email.h"

#include <algorithm>

#include "base/ascii.h"

namespace kempelen::domain {
namespace {

constexpr std::size_t kBytesMax = 254;
constexpr std::string_view kNotPlain = "<>()[]\\,;:\"@";

bool is_visible_ascii(char c) {
  return '!' <= c && c <= '~';
}

bool is_host_letter(char c) {
  return is_letter_or_digit(c) || c == '-';
}

bool is_label(std::string_view label) {
  return !label.empty() && label.front() != '-' && std::ranges::all_of(label, is_host_letter);
}

bool is_host(std::string_view host) {
  while (true) {
    const std::size_t dot = host.find('.');
    if (!is_label(host.substr(0, dot))) return false;
    if (dot == host.npos) return true;
    host.remove_prefix(dot + 1);
  }
}

}  // namespace

bool is_email_address(std::string_view text) {
  const std::size_t at = text.find('@');
  if (at == 0 || at == std::string_view::npos || text.size() > kBytesMax) return false;
  const std::string_view user = text.substr(0, at), host = text.substr(at + 1);
  return std::ranges::all_of(user, is_visible_ascii) && user.find_first_of(kNotPlain) == user.npos &&
         is_host(host);
}

}  // namespace kempelen::domain
