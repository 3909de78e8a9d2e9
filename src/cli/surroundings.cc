// How commands reach the service, and how they say what went wrong.
#include "cli/surroundings.h"

#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>

#include "base/result.h"
#include "cli/flag_values.h"

namespace kempelen::cli {
namespace {

constexpr std::int64_t kSecondsMax = 86'400;
constexpr std::int64_t kAttemptsMax = 100;

std::int64_t seconds_in(std::chrono::milliseconds time) {
  return std::chrono::duration_cast<std::chrono::seconds>(time).count();
}

/// Where a server of this user wrote its settings, how to take them; empty where none did.
std::string settings_at_hand() {
  const char* const home = std::getenv("HOME");
  if (home == nullptr) return {};
  const std::string file = std::string(home) + "/.kempelen/connect.env";
  std::error_code error;
  if (!std::filesystem::exists(file, error)) return {};
  return fmt::format(" A server of yours wrote {0}: `set -a; . {0}; set +a` takes it from there.", file);
}

}  // namespace

client::Result<client::Client> open_client(const Given& given) {
  client::Settings settings;
  settings.endpoint = given.text("endpoint-url");
  settings.profile = given.text("profile");
  settings.region = given.text_or("region", settings.region);
  settings.ca_file = given.text_or("ca-bundle", settings.ca_file);
  KEMPELEN_TRY(const std::int64_t connect, number_flag(given, "cli-connect-timeout",
                                                       seconds_in(settings.connect_within), 1, kSecondsMax));
  KEMPELEN_TRY(const std::int64_t answer,
               number_flag(given, "cli-read-timeout", seconds_in(settings.answer_within), 1, kSecondsMax));
  KEMPELEN_TRY(const std::int64_t attempts,
               number_flag(given, "max-attempts", settings.attempts, 1, kAttemptsMax));
  settings.connect_within = std::chrono::seconds(connect);
  settings.answer_within = std::chrono::seconds(answer);
  settings.attempts = static_cast<int>(attempts);
  return client::Client::open(settings);
}

Exit exit_of(const client::Error& error) {
  switch (error.kind) {
    case client::Error::Kind::Settings:
      return kUnsettled;
    case client::Error::Kind::Request:
      return kMisused;
    case client::Error::Kind::Unreachable:
    case client::Error::Kind::Unanswered:
    case client::Error::Kind::NotTheService:
    case client::Error::Kind::Failed:
      return kUnanswered;
    case client::Error::Kind::Refused:
      return kRefused;
  }
  return kUnanswered;
}

int complain(Surroundings& at, std::string_view sentence, Exit code) {
  at.err << "kempelen: " << sentence << '\n';
  return code;
}

int complain(Surroundings& at, const client::Error& error) {
  if (error.kind == client::Error::Kind::Settings)
    return complain(at, error.message + settings_at_hand(), kUnsettled);
  // The service's own name of the refusal is what scripts and search engines know.
  const std::string code =
      error.turk_error_code.empty() ? std::string() : fmt::format(" [{}]", error.turk_error_code);
  return complain(at, error.message + code, exit_of(error));
}

}  // namespace kempelen::cli
