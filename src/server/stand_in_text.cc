// The texts.
#include "server/stand_in_text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "http/loopback.h"
#include "server/stand_in_hosts.h"

namespace kempelen::server {
namespace {

constexpr std::uint16_t kHttpsPort = 443;

/// Where a program on this machine finds what listens on `address`.
std::string reachable(const std::string& address) {
  if (address == "0.0.0.0") return "127.0.0.1";
  return address == "::" ? "::1" : address;
}

std::string trust(const StandInFiles& files) {
  return fmt::format(
      "  export AWS_CA_BUNDLE={0} REQUESTS_CA_BUNDLE={0}   # Python, AWS CLI\n"
      "  export SSL_CERT_FILE={0}   # Go, Ruby, curl\n"
      "  export NODE_EXTRA_CA_CERTS={1}   # Node\n",
      files.bundle, files.authority);
}

std::string proxy_part(const StandInPlaces& places) {
  return fmt::format(
      "One shell or CI job, by the proxy (needs no privilege; programs that read HTTPS_PROXY):\n\n"
      "  export HTTPS_PROXY=http://127.0.0.1:{0}\n"
      "{1}"
      "\n  Undo: unset HTTPS_PROXY AWS_CA_BUNDLE REQUESTS_CA_BUNDLE SSL_CERT_FILE NODE_EXTRA_CA_CERTS\n\n",
      *places.proxy_port, trust(places.files));
}

std::string hosts_part(const StandInPlaces& places) {
  std::string text = fmt::format(
      "This machine, by its hosts file (programs that read no HTTPS_PROXY). Add to /etc/hosts, as root:\n\n"
      "  {} {} # kempelen\n\nand in the shell or CI job:\n\n{}"
      "\n  Undo: sed -i '/# kempelen$/d' /etc/hosts, and unset the variables.\n\n",
      reachable(places.address), fmt::join(stand_in_served_names(), " "), trust(places.files));
  if (*places.port != kHttpsPort) {
    text += fmt::format(
        "  Programs ask for port 443, and this listens on {}: something must lead the one to the other.\n\n",
        *places.port);
  }
  return text;
}

std::string docker_part(const StandInPlaces& places) {
  std::string text = "A container:\n\n";
  if (http::is_loopback_address(places.address)) {
    text +=
        "  It cannot reach this machine's loopback: start with --address 172.17.0.1, which is Docker's "
        "bridge,\n"
        "  or give `docker run` --network host and the variables above.\n\n";
  }
  text += "  docker run \\\n";
  for (const std::string_view name : stand_in_served_names()) {
    text += fmt::format("    --add-host {}:host-gateway \\\n", name);
  }
  text += fmt::format(
      "    -v {0}:/kempelen/bundle.pem:ro -v {1}:/kempelen/ca.pem:ro \\\n"
      "    -e AWS_CA_BUNDLE=/kempelen/bundle.pem -e REQUESTS_CA_BUNDLE=/kempelen/bundle.pem \\\n"
      "    -e SSL_CERT_FILE=/kempelen/bundle.pem -e NODE_EXTRA_CA_CERTS=/kempelen/ca.pem IMAGE\n\n"
      "  Undo: nothing; the next container knows none of it.\n\n",
      places.files.bundle, places.files.authority);
  return text;
}

std::string java_part(const StandInPlaces& places) {
  const std::string proxy =
      places.proxy_port ? fmt::format(" -Dhttps.proxyHost=127.0.0.1 -Dhttps.proxyPort={}", *places.proxy_port)
                        : "";
  return fmt::format(
      "Java has a trust store of its own. A copy of it, with the stand-in added:\n\n"
      "  cp \"$JAVA_HOME/lib/security/cacerts\" kempelen-trust && chmod u+w kempelen-trust\n"
      "  keytool -importcert -noprompt -alias kempelen -file {} -keystore kempelen-trust -storepass "
      "changeit\n"
      "  export JAVA_TOOL_OPTIONS=\"-Djavax.net.ssl.trustStore=$PWD/kempelen-trust "
      "-Djavax.net.ssl.trustStorePassword=changeit{}\"\n\n"
      "  Undo: unset JAVA_TOOL_OPTIONS; rm kempelen-trust\n\n",
      places.files.authority, proxy);
}

}  // namespace

std::string stand_in_instructions(const StandInPlaces& places) {
  std::string text = "\nStanding in for the original's host names. Nothing on this machine was changed.\n\n";
  if (places.port) text += fmt::format("  TLS      {}:{}\n", places.address, *places.port);
  if (places.proxy_port) text += fmt::format("  Proxy    http://127.0.0.1:{}\n", *places.proxy_port);
  text += fmt::format("  Trust    {}\n\n", places.files.authority);
  if (!places.files.bundle_has_system) {
    text += fmt::format(
        "No list of the authorities this machine trusts was found, so {} holds ours alone: programs that use "
        "it "
        "can reach nobody else over TLS.\n\n",
        places.files.bundle);
  }
  if (places.proxy_port) text += proxy_part(places);
  if (places.port) text += hosts_part(places) + docker_part(places);
  return text + java_part(places);
}

std::string privileged_port_advice(std::int64_t port) {
  return fmt::format(
      "Ports below 1024 take a privilege that this process does not have. One of these helps:\n"
      "  kempelen stand-in --proxy-port 8084        the proxy form, which needs none\n"
      "  sudo setcap cap_net_bind_service=+ep PATH  PATH is this program; lost when the file is replaced\n"
      "  systemd socket activation                  ListenStream=127.0.0.1:{0} in a .socket unit\n"
      "  kempelen stand-in --port 8443              and something else that leads port {0} there\n"
      "docs/guides/stand-in.md has each of them in full.",
      port);
}

}  // namespace kempelen::server
