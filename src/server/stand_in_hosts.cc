// The list. Names of the API are those of the SDKs' models; the others are those that the original's pages
// and programs used. s3.amazonaws.com, where it kept a script, is not among them: programs need it for their
// own.
#include "server/stand_in_hosts.h"

#include <array>

#include "base/text.h"

namespace kempelen::server {
namespace {

using domain::Marketplace;
using Serves = StandInHost::Serves;

constexpr std::array kHosts = {
    StandInHost{"mturk-requester.us-east-1.amazonaws.com", Marketplace::Live, Serves::RequesterApi},
    StandInHost{"mturk-requester-sandbox.us-east-1.amazonaws.com", Marketplace::Sandbox,
                Serves::RequesterApi},
    StandInHost{"www.mturk.com", Marketplace::Live, Serves::WorkerSite},
    StandInHost{"worker.mturk.com", Marketplace::Live, Serves::WorkerSite},
    StandInHost{"workersandbox.mturk.com", Marketplace::Sandbox, Serves::WorkerSite},
    StandInHost{"requester.mturk.com", Marketplace::Live, Serves::WorkerSite},
    StandInHost{"requestersandbox.mturk.com", Marketplace::Sandbox, Serves::WorkerSite},
    StandInHost{"www.mturkcontent.com", Marketplace::Live, Serves::Content},
    StandInHost{"assets.crowd.aws", Marketplace::Live, Serves::NotYet},
};

}  // namespace

std::span<const StandInHost> stand_in_hosts() {
  return kHosts;
}

const StandInHost* find_stand_in_host(std::string_view host) {
  const std::string_view name = host.substr(0, host.find(':'));
  for (const StandInHost& known : kHosts) {
    if (known.serves != Serves::NotYet && equals_ignoring_case(name, known.name)) return &known;
  }
  return nullptr;
}

std::vector<std::string_view> stand_in_certificate_names() {
  std::vector<std::string_view> names;
  for (const StandInHost& host : kHosts) names.push_back(host.name);
  return names;
}

std::vector<std::string_view> stand_in_served_names() {
  std::vector<std::string_view> names;
  for (const StandInHost& host : kHosts) {
    if (host.serves != Serves::NotYet) names.push_back(host.name);
  }
  return names;
}

}  // namespace kempelen::server
