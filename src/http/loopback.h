// Whether an address or a Host header means this machine. One place, since doors open on it.
#pragma once

#include <string_view>

namespace kempelen::http {

/// `127.0.0.1` and its like, `::1`, and the IPv6 form of the former. Names are not addresses.
bool is_loopback_address(std::string_view address);

/// A Host header's value, with or without port, that no DNS decides: `localhost`, `127.0.0.1:8080`, `[::1]`.
/// A name such as `127.0.0.1.example.org` is somebody's.
bool is_loopback_host(std::string_view host);

}  // namespace kempelen::http
