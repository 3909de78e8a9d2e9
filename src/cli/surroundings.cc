// How commands reach the service, and how they say what went wrong.
#include "cli/surroundings.h"

#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>

#include "base/result.h"
#include "cli/misuse.h"
#include "cli/numbers.h"

namespace kempelen::cli {
namespace {

constexpr std::int64_t kSecondsMax = 86'400;
constexpr std::int64_t kAttemptsMax = 100;

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
  const auto number = [&given](const std::string& flag, std::int64_t high, auto set) -> client::Result<Done> {
    const auto text = given.text(flag);
    if (!text) return Done{};
    const auto value = whole_number(*text, 1, high);
    if (!value) {
      return misuse(fmt::format("--{} is a whole number from 1 to {}, not \"{}\".", flag, high, *text));
    }
    set(*value);
    return Done{};
  };
  const auto connect = number("cli-connect-timeout", kSecondsMax, [&settings](std::int64_t seconds) {
    settings.connect_within = std::chrono::seconds(seconds);
  });
  if (!connect) return tl::unexpected(connect.error());
  const auto read = number("cli-read-timeout", kSecondsMax, [&settings](std::int64_t seconds) {
    settings.answer_within = std::chrono::seconds(seconds);
  });
  if (!read) return tl::unexpected(read.error());
  const auto attempts = number("max-attempts", kAttemptsMax, [&settings](std::int64_t count) {
    settings.attempts = static_cast<int>(count);
  });
  if (!attempts) return tl::unexpected(attempts.error());
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
