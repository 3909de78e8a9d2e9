// The counting.
#include "http/admission.h"

#include <arpa/inet.h>

#include <array>

#include "base/fault.h"
#include "base/text.h"

namespace kempelen::http {

std::string address_group(std::string_view address) {
  const std::string text(address.substr(0, address.find('%')));  // without the scope of a link-local address
  std::array<std::uint8_t, 16> bytes{};
  if (inet_pton(AF_INET6, text.c_str(), bytes.data()) != 1) return text;
  return hex(std::span(bytes).first(8)) + "/64";
}

bool Admission::enter(const std::string& group) {
  const std::lock_guard lock(mutex_);
  if (open_ >= limits_.connections_max) return false;
  std::size_t& count = by_group_[group];
  if (count >= limits_.connections_per_address_max) {
    if (count == 0) by_group_.erase(group);
    return false;
  }
  ++count;
  ++open_;
  return true;
}

void Admission::leave(const std::string& group) {
  const std::lock_guard lock(mutex_);
  const auto found = by_group_.find(group);
  KEMPELEN_INVARIANT(found != by_group_.end() && open_ > 0, "only connections that entered leave");
  --open_;
  if (--found->second == 0) by_group_.erase(found);
}

std::uint64_t Admission::open() const {
  const std::lock_guard lock(mutex_);
  return open_;
}

}  // namespace kempelen::http
