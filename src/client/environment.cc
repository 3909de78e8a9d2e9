// Code first, then the environment, then the credentials file, then the config file.
#include "client/environment.h"

#include <fmt/format.h>

#include <array>
#include <cstdlib>

#include "base/result.h"
#include "client/profile_files.h"

namespace kempelen::client {
namespace {

constexpr std::string_view kKey = "aws_access_key_id";
constexpr std::string_view kSecret = "aws_secret_access_key";
constexpr std::string_view kToken = "aws_session_token";
/// Ways to get credentials that this library does not know.
constexpr std::array<std::string_view, 5> kOtherWays = {"credential_process", "role_arn", "sso_session",
                                                        "sso_start_url", "web_identity_token_file"};

tl::unexpected<Error> unsettled(std::string message) {
  return tl::unexpected(Error{.kind = Error::Kind::Settings, .message = std::move(message)});
}

std::optional<std::string> value(const Section* section, std::string_view key) {
  if (section == nullptr) return std::nullopt;
  const auto found = section->find(key);
  if (found == section->end() || found->second.empty()) return std::nullopt;
  return found->second;
}

const Section* section(const Sections& sections, const std::string& name) {
  const auto found = sections.find(name);
  return found == sections.end() ? nullptr : &found->second;
}

/// The files, read when the first question is asked that only they answer.
class Files {
 public:
  Files(const Settings& settings, const Variable& variable)
      : profile_(settings.profile ? *settings.profile : variable("AWS_PROFILE").value_or("default")),
        named_(settings.profile.has_value() || variable("AWS_PROFILE").has_value()),
        credentials_path_(path(variable, "AWS_SHARED_CREDENTIALS_FILE", "credentials")),
        config_path_(path(variable, "AWS_CONFIG_FILE", "config")) {}

  Result<Done> read() {
    if (read_) return Done{};
    for (auto [path, sections] : {std::pair{&credentials_path_, &credentials_}, {&config_path_, &config_}}) {
      KEMPELEN_TRY(*sections, read_sections(*path));
    }
    read_ = true;
    return Done{};
  }

  const std::string& profile() const { return profile_; }
  const std::string& credentials_path() const { return credentials_path_; }
  const std::string& config_path() const { return config_path_; }
  /// Whether somebody asked for this profile, rather than getting `default`.
  bool named() const { return named_; }

  const Section* credentials() const { return section(credentials_, profile_); }
  const Section* config() const {
    return section(config_, profile_ == "default" ? profile_ : "profile " + profile_);
  }
  std::optional<std::string> endpoint() const {
    if (const auto services = value(config(), "services")) {
      const auto found = value(section(config_, "services " + *services), "mturk.endpoint_url");
      if (found) return found;
    }
    return value(config(), "endpoint_url");
  }

 private:
  static std::string path(const Variable& variable, const char* name, const char* file) {
    if (const auto named = variable(name)) return *named;
    return variable("HOME").value_or("") + "/.aws/" + file;
  }

  std::string profile_;
  bool named_;
  std::string credentials_path_;
  std::string config_path_;
  Sections credentials_{};
  Sections config_{};
  bool read_ = false;
};

Result<std::optional<Credentials>> from_section(const Section* section, std::string_view path) {
  const auto key = value(section, kKey);
  const auto secret = value(section, kSecret);
  if (!key && !secret) return std::nullopt;
  if (!key || !secret) {
    return unsettled(
        fmt::format("{} has {} without {}; add it.", path, key ? kKey : kSecret, key ? kSecret : kKey));
  }
  return Credentials{*key, *secret, value(section, kToken).value_or("")};
}

Result<std::optional<Credentials>> from_variables(const Variable& variable) {
  const auto key = variable("AWS_ACCESS_KEY_ID");
  const auto secret = variable("AWS_SECRET_ACCESS_KEY");
  if (!key && !secret) return std::nullopt;
  if (!key) return unsettled("AWS_SECRET_ACCESS_KEY is set and AWS_ACCESS_KEY_ID is not; set both.");
  if (!secret) return unsettled("AWS_ACCESS_KEY_ID is set and AWS_SECRET_ACCESS_KEY is not; set both.");
  return Credentials{*key, *secret, variable("AWS_SESSION_TOKEN").value_or("")};
}

/// There are none: says so in the way that helps most.
tl::unexpected<Error> no_credentials(const Files& files) {
  for (const std::string_view way : kOtherWays) {
    if (!value(files.config(), way) && !value(files.credentials(), way)) continue;
    return unsettled(
        fmt::format("Profile \"{}\" gets its credentials by {}, which this library does not do; set "
                    "AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN instead.",
                    files.profile(), way));
  }
  if (files.named() && files.credentials() == nullptr && files.config() == nullptr) {
    return unsettled(fmt::format("There is no profile \"{}\" in {} or {}; name one that is there.",
                                 files.profile(), files.credentials_path(), files.config_path()));
  }
  return unsettled(fmt::format(
      "There are no credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY to what `kempelen "
      "serve` printed, or write them into section [{}] of {}.",
      files.profile(), files.credentials_path()));
}

Result<Credentials> find_credentials(const Settings& settings, const Variable& variable, Files& files) {
  if (settings.credentials) return *settings.credentials;
  // A profile that code asks for is meant, whatever the environment has.
  if (!settings.profile) {
    KEMPELEN_TRY(auto found, from_variables(variable));
    if (found) return *std::move(found);
  }
  KEMPELEN_TRY([[maybe_unused]] const auto read, files.read());
  for (const auto& [where, path] : {std::pair{files.credentials(), files.credentials_path()},
                                    std::pair{files.config(), files.config_path()}}) {
    KEMPELEN_TRY(auto found, from_section(where, fmt::format("Profile \"{}\" in {}", files.profile(), path)));
    if (found) return *std::move(found);
  }
  return no_credentials(files);
}

Result<std::string> find_endpoint(const Settings& settings, const Variable& variable, Files& files) {
  if (settings.endpoint) return *settings.endpoint;
  if (variable("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS").value_or("false") != "true") {
    for (const char* const name : {"AWS_ENDPOINT_URL_MTURK", "AWS_ENDPOINT_URL"}) {
      if (const auto found = variable(name)) return *found;
    }
    KEMPELEN_TRY([[maybe_unused]] const auto read, files.read());
    if (const auto found = files.endpoint()) return *found;
  }
  return unsettled(
      "There is no endpoint: set AWS_ENDPOINT_URL_MTURK to the address that `kempelen serve` printed. The "
      "original Mechanical Turk is closed, so there is no default.");
}

Result<std::string> find_ca_file(const Settings& settings, const Variable& variable, Files& files) {
  if (!settings.ca_file.empty()) return settings.ca_file;
  if (const auto found = variable("AWS_CA_BUNDLE")) return *found;
  KEMPELEN_TRY([[maybe_unused]] const auto read, files.read());
  return value(files.config(), "ca_bundle").value_or("");
}

}  // namespace

std::optional<std::string> process_variable(const char* name) {
  const char* const text = std::getenv(name);
  if (text == nullptr || *text == '\0') return std::nullopt;
  return std::string(text);
}

Result<Origin> find_origin(const Settings& settings, const Variable& variable) {
  Files files(settings, variable);
  KEMPELEN_TRY(auto credentials, find_credentials(settings, variable, files));
  KEMPELEN_TRY(auto endpoint, find_endpoint(settings, variable, files));
  KEMPELEN_TRY(auto ca_file, find_ca_file(settings, variable, files));
  return Origin{std::move(endpoint), std::move(credentials), std::move(ca_file)};
}

}  // namespace kempelen::client
