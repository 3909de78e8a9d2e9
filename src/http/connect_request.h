// What a client asks of a forward proxy before its connection becomes a tunnel: `CONNECT host:port`.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "http/head.h"

namespace kempelen::http {

struct ConnectTarget {
  std::string host;  // lower case, without a final dot; IPv6 without brackets
  std::uint16_t port = 0;
};

/// Either of the two: a refusal has status != 0.
struct ConnectVerdict {
  ConnectTarget target{};
  Rejection rejection{0, {}};
  bool refused() const { return rejection.status != 0; }
};

/// `head` is a request's header with its empty line. HTTP/1.0 and 1.1, since older clients ask in 1.0; fields
/// are looked at for forbidden bytes only: none of them changes what CONNECT means.
ConnectVerdict read_connect(std::string_view head);

}  // namespace kempelen::http
