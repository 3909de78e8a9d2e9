// Counts connections in total and per address, and says who may come in.
#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "http/limits.h"

namespace kempelen::http {

/// What counts as one client: an IPv4 address, or the /64 an IPv6 address lies in, since a single machine has
/// as many addresses there as it likes.
std::string address_group(std::string_view address);

/// Thread-safe; asked once when a connection comes and once when it goes.
class Admission {
 public:
  explicit Admission(const Limits& limits) : limits_(limits) {}

  /// False when a cap is reached; else the connection counts until leave() with the same group.
  bool enter(const std::string& group);
  void leave(const std::string& group);
  std::uint64_t open() const;

 private:
  const Limits limits_;
  mutable std::mutex mutex_;
  std::uint64_t open_ = 0;
  std::unordered_map<std::string, std::size_t> by_group_;
};

}  // namespace kempelen::http
