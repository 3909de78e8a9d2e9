// Key first, certificate second: a certificate that anybody may trust has its key.
#include "server/stand_in_files.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>

#include "base/fault.h"
#include "http/authority.h"
#include "server/files.h"

namespace kempelen::server {
namespace {

/// A server that runs for months must not end up with a certificate that has run out.
constexpr Duration kServerLifeMin = Duration::days(365);

/// Where Debian, Fedora, openSUSE and Alpine keep what the machine trusts.
constexpr std::array kSystemBundles = {"/etc/ssl/certs/ca-certificates.crt",
                                       "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/ca-bundle.pem",
                                       "/etc/ssl/cert.pem"};

std::string host_name() {
  std::array<char, 256> name{};
  return gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "";
}

/// What certificate managers show, so that several of them can be told apart. 64 bytes are the most.
std::string title_of(Instant now) {
  const std::string title =
      fmt::format("Kempelen stand-in of {} on {}", format_iso(now).substr(0, 10), host_name());
  return title.substr(0, 64);
}

bool covers(const std::vector<std::string>& has, std::span<const std::string_view> names) {
  return std::ranges::equal(has, names, [](const std::string& a, std::string_view b) { return a == b; });
}

[[noreturn]] void unusable(const std::string& folder, std::string_view why) {
  throw Fault(
      fmt::format("the stand-in's certificate authority in {} {}. Remove the folder to have a new one made, "
                  "and let clients "
                  "trust that one instead.",
                  folder, why));
}

void check_authority(const http::Identity& authority, const std::string& folder,
                     std::span<const std::string_view> names, Instant now) {
  const auto facts = http::read_certificate(authority.certificate);
  if (!facts || !http::belong_together(authority)) unusable(folder, "is damaged");
  if (!covers(facts->names, names)) unusable(folder, "was made for other names");
  if (facts->not_after < now + kServerLifeMin) unusable(folder, "has less than a year left");
}

http::Identity open_authority(const std::string& folder, std::span<const std::string_view> names, Instant now,
                              RandomSource& random) {
  const std::string certificate = folder + "/ca.pem";
  const std::string key = folder + "/ca.key";
  if (!std::filesystem::exists(certificate)) {
    http::Identity made = http::make_authority(title_of(now), names, now, random);
    write_private_file(key, made.private_key);
    write_readable_file(certificate, made.certificate);
    return made;
  }
  if (!std::filesystem::exists(key)) unusable(folder, "has lost its key");
  http::Identity found{read_file_text(certificate), read_file_text(key)};
  check_authority(found, folder, names, now);
  return found;
}

bool is_good(const http::Identity& server, const http::Identity& authority,
             std::span<const std::string_view> names, Instant now) {
  const auto facts = http::read_certificate(server.certificate);
  return facts && covers(facts->names, names) && facts->not_after >= now + kServerLifeMin &&
         http::belong_together(server) && http::is_signed_by(server.certificate, authority.certificate);
}

void open_server(const http::TlsFiles& files, const http::Identity& authority,
                 std::span<const std::string_view> names, Instant now, RandomSource& random) {
  if (std::filesystem::exists(files.certificate_chain_file) &&
      std::filesystem::exists(files.private_key_file)) {
    const http::Identity found{read_file_text(files.certificate_chain_file),
                               read_file_text(files.private_key_file)};
    if (is_good(found, authority, names, now)) return;
  }
  const http::Identity made = http::make_server_certificate(authority, names, now, random);
  write_private_file(files.private_key_file, made.private_key);
  write_readable_file(files.certificate_chain_file, made.certificate);
}

std::string system_bundle() {
  for (const char* file : kSystemBundles) {
    std::error_code ignored;
    if (std::filesystem::exists(file, ignored)) return read_file_text(file);
  }
  return "";
}

}  // namespace

StandInFiles open_stand_in_files(const std::string& data_directory, std::span<const std::string_view> names,
                                 Instant now, RandomSource& random) {
  // Clients are told these paths, and run elsewhere.
  const std::string folder = (std::filesystem::absolute(data_directory) / "stand-in").lexically_normal();
  make_data_directory(folder);
  const http::Identity authority = open_authority(folder, names, now, random);
  StandInFiles files{.authority = folder + "/ca.pem",
                     .bundle = folder + "/bundle.pem",
                     .tls = {folder + "/server.pem", folder + "/server.key"}};
  open_server(files.tls, authority, names, now, random);
  const std::string system = system_bundle();
  files.bundle_has_system = !system.empty();
  write_readable_file(files.bundle, system + authority.certificate);
  return files;
}

}  // namespace kempelen::server
