// The private authority of a data directory and the certificate it made, in the folder `stand-in`.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/instant.h"
#include "base/random.h"
#include "http/server.h"

namespace kempelen::server {

struct StandInFiles {
  std::string authority;  // the authority's certificate
  std::string bundle;  // the authorities this machine trusts, and ours: for variables that replace the former
  http::TlsFiles tls;
  bool bundle_has_system = false;
};

/// Makes the authority once, and the server's certificate when it is missing, for other names, or valid for
/// less than a year. Keys have mode 600; the authority's never leaves the folder. Fault if the authority was
/// made for other names, has expired or is damaged: whoever trusts it must learn that it changes, so it is
/// not replaced without being told to.
StandInFiles open_stand_in_files(const std::string& data_directory, std::span<const std::string_view> names,
                                 Instant now, RandomSource& random);

}  // namespace kempelen::server
