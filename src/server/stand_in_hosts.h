// The original's host names, each with the marketplace it belonged to and what answered there. Stand-in
// listeners choose by Host from this list and by nothing else.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "domain/marketplace.h"

namespace kempelen::server {

struct StandInHost {
  enum class Serves {
    RequesterApi,
    WorkerSite,  // and the address that forms post to
    Content,     // hosted questions
    NotYet,      // covered by the certificate, but left to the original until we have what it serves
  };

  std::string_view name;
  domain::Marketplace marketplace;  // of no meaning for content, which both share
  Serves serves;
};

std::span<const StandInHost> stand_in_hosts();

/// The host that a Host header names, with or without a port, whatever its case; null for any other.
const StandInHost* find_stand_in_host(std::string_view host);

/// What the certificate covers: all of them.
std::vector<std::string_view> stand_in_certificate_names();

/// What can be asked for here today.
std::vector<std::string_view> stand_in_served_names();

}  // namespace kempelen::server
