// What a client may be told in code. Everything that is left out is looked for in the environment and in the
// files that the AWS command line uses.
#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace kempelen::client {

/// An access key. `session_token` belongs to temporary keys only.
struct Credentials {
  std::string access_key_id;
  std::string secret_access_key;
  std::string session_token{};

  friend bool operator==(const Credentials&, const Credentials&) = default;
};

struct Settings {
  /// `http://127.0.0.1:8080`. Otherwise AWS_ENDPOINT_URL_MTURK, AWS_ENDPOINT_URL, or the profile's
  /// `services` and `endpoint_url` in the config file.
  std::optional<std::string> endpoint{};
  /// Otherwise AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN (unless `profile` is given),
  /// then the profile in the credentials file, then in the config file.
  std::optional<Credentials> credentials{};
  /// The section of the two files. Otherwise AWS_PROFILE, or `default`.
  std::optional<std::string> profile{};
  /// What requests are signed for. Mechanical Turk had one region only, so the environment is not asked.
  std::string region = "us-east-1";

  /// How often a call is sent at most, the first time counted. What may have taken effect already is sent
  /// again only where that does no harm.
  int attempts = 4;
  std::chrono::milliseconds connect_within{5'000};
  /// From the beginning of one attempt to the end of its answer.
  std::chrono::milliseconds answer_within{60'000};
  /// Certificates to trust, as PEM. Otherwise AWS_CA_BUNDLE, or the profile's `ca_bundle`, or the system's.
  std::string ca_file{};
};

}  // namespace kempelen::client
