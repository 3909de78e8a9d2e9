// What `kempelen stand-in` prints: how a shell, a CI job, a container and a Java program are led here, and
// how that is undone.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "server/stand_in_files.h"

namespace kempelen::server {

struct StandInPlaces {
  StandInFiles files;
  std::string address;
  std::optional<std::uint16_t> port;
  std::optional<std::uint16_t> proxy_port;
};

std::string stand_in_instructions(const StandInPlaces& places);

/// Why a port below 1024 could not be had, and the ways round.
std::string privileged_port_advice(std::int64_t port);

}  // namespace kempelen::server
