// The table of settings and its readers.
#include "server/config.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <toml++/toml.h>
#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <optional>

#include "base/text.h"
#include "http/loopback.h"

namespace kempelen::server {
namespace {

constexpr std::array kSettings = {
    Setting{"data", &Config::data, "~/.kempelen", "Data directory: database, keys, connect.env."},
    Setting{"listen_address", &Config::listen_address, "127.0.0.1", "Address that all three listeners bind."},
    Setting{"sandbox_port", &Config::sandbox_port, "8080", "Port of the sandbox; 0 takes a free one."},
    Setting{"live_port", &Config::live_port, "8081", "Port of the live marketplace; 0 takes a free one."},
    Setting{"content_port", &Config::content_port, "8082", "Port of the content origin; 0 takes a free one."},
    Setting{"public_url", &Config::public_url, "",
            "Origin of the sandbox as browsers see it, behind a proxy."},
    Setting{"live_public_url", &Config::live_public_url, "", "Origin of live as browsers see it."},
    Setting{"content_url", &Config::content_url, "",
            "Origin of the content listener as browsers see it; needed on other addresses than loopback."},
    Setting{"api_path", &Config::api_path, "/",
            "Further path that serves the Requester API, such as /mturk/api."},
    Setting{"trusted_proxies", &Config::trusted_proxies, "",
            "Addresses whose X-Forwarded-For and X-Forwarded-Proto are believed."},
    Setting{"regions", &Config::regions, "us-east-1,sandbox,", "Regions that a signature may be scoped to."},
    Setting{"tls_certificate", &Config::tls_certificate, "",
            "PEM file with the certificate chain; turns TLS on."},
    Setting{"tls_key", &Config::tls_key, "", "PEM file with the private key."},
    Setting{"allow_plain_http", &Config::allow_plain_http, "false",
            "Serve plain HTTP on other addresses than loopback. Cookies then lose their protection."},
    Setting{"sign_up", &Config::sign_up, "true", "Let workers make accounts by themselves."},
    Setting{"demo", &Config::demo, "true", "Make a demo requester and workers in an empty data directory."},
    Setting{"test_clock", &Config::test_clock, "false", "Let POST /_test/advance turn the domain clock."},
    Setting{"metrics_public", &Config::metrics_public, "false", "Answer /ready and /metrics to everybody."},
    Setting{"explain_signatures", &Config::explain_signatures, "false",
            "Show canonical request and string to sign when a signature does not match."},
    Setting{"threads", &Config::threads, "0", "I/O threads; 0 takes one per core, at most four."},
    Setting{"body_bytes_max", &Config::body_bytes_max, "2097152", "Largest request body."},
    Setting{"connections_max", &Config::connections_max, "20000", "Open connections in all."},
    Setting{"requests_per_second", &Config::requests_per_second, "10000",
            "Calls per access key and second before ThrottlingException; 0 for no limit."},
    Setting{"requests_burst", &Config::requests_burst, "20000", "Calls per access key at once."},
    Setting{"accepted_max", &Config::accepted_max, "25", "Assignments a worker may have under way."},
    Setting{"file_bytes_max", &Config::file_bytes_max, "20971520",
            "Largest file a worker may upload, whatever a question allows."},
    Setting{"assignment_file_bytes_max", &Config::assignment_file_bytes_max, "104857600",
            "All files of an assignment together."},
    Setting{"premium_qualifications", &Config::premium_qualifications, "false",
            "Take the original's premium qualifications, at its prices; every worker counts as having them."},
    Setting{"notifications_file", &Config::notifications_file, "",
            "TOML file (mode 600) with the queues and topics that may be sent to, and the keys for them."},
    Setting{"webhook_hosts", &Config::webhook_hosts, "*",
            "Hosts that webhooks may go to: *, *.example.org, or a name."},
    Setting{"notification_private_addresses", &Config::notification_private_addresses, "",
            "Private addresses and networks that notifications may be sent to, such as 10.1.0.0/16."},
    Setting{"notification_plain_http", &Config::notification_plain_http, "false",
            "Let notifications be sent without TLS."},
    Setting{"notification_ca_file", &Config::notification_ca_file, "",
            "PEM file with the authorities to trust when sending, instead of the system's."},
    Setting{"notification_seconds_max", &Config::notification_seconds_max, "15",
            "How long one try to send may take."},
    Setting{"notification_source_account", &Config::notification_source_account, "",
            "Account number that messages carry as SourceAccount."},
    Setting{"test_events_per_minute", &Config::test_events_per_minute, "30",
            "SendTestEventNotification, per requester; 0 for no limit."},
    Setting{"smtp_url", &Config::smtp_url, "",
            "Mail server, such as smtp://mail.example.org:587 or smtps://mail.example.org; none: no mail."},
    Setting{"smtp_from", &Config::smtp_from, "", "Address that mail is sent from."},
    Setting{"smtp_user", &Config::smtp_user, "", "User of the mail server; then only over TLS."},
    Setting{"smtp_password_file", &Config::smtp_password_file, "",
            "File (mode 600) with the user's password."},
    Setting{"log_level", &Config::log_level, "info", "error, warn, info, or debug, which shows every call."},
};

constexpr std::int64_t kPortMax = 65'535;
constexpr std::string_view kConfigFileName = "kempelen.toml";

tl::unexpected<Refusal> wrong(const Setting& setting, Source source, std::string_view what) {
  return refuse(Code::AdminRefused,
                fmt::format("Setting {} (from {}): {}", setting.name, name(source), what));
}

Texts split_list(std::string_view text) {
  Texts items;
  if (text.empty()) return items;
  for (std::size_t from = 0; from <= text.size();) {
    const std::size_t to = std::min(text.find(',', from), text.size());
    items.emplace_back(trim(text.substr(from, to - from)));
    from = to + 1;
  }
  return items;
}

Result<Done> assign(Config& config, const Setting& setting, std::string_view text, Source source) {
  if (const auto* member = std::get_if<std::string Config::*>(&setting.member)) {
    config.*(*member) = text;
  } else if (const auto* list = std::get_if<Texts Config::*>(&setting.member)) {
    config.*(*list) = split_list(text);
  } else if (const auto* flag = std::get_if<bool Config::*>(&setting.member)) {
    if (text != "true" && text != "false") return wrong(setting, source, "must be true or false");
    config.*(*flag) = text == "true";
  } else {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value < 0) {
      return wrong(setting, source, fmt::format("'{}' is not a whole number of 0 or more", text));
    }
    config.*std::get<std::int64_t Config::*>(setting.member) = value;
  }
  return Done{};
}

std::string expand_home(const std::string& path) {
  const char* home = std::getenv("HOME");
  return path.starts_with("~/") && home != nullptr ? home + path.substr(1) : path;
}

/// A TOML value as the text that flags and environment would have.
std::optional<std::string> text_of(const toml::node& node) {
  if (const auto text = node.value_exact<std::string>()) return text;
  if (const auto number = node.value_exact<std::int64_t>()) return std::to_string(*number);
  if (const auto flag = node.value_exact<bool>()) return *flag ? "true" : "false";
  if (const toml::array* array = node.as_array()) {
    Texts items;
    for (const toml::node& item : *array) {
      const auto text = item.value_exact<std::string>();
      if (!text) return std::nullopt;
      items.push_back(*text);
    }
    return fmt::format("{}", fmt::join(items, ","));
  }
  return std::nullopt;
}

using Given = std::map<std::string, std::string>;

Result<Given> read_file(const std::string& path) {
  Given given;
  try {
    const toml::table table = toml::parse_file(path);
    for (const auto& [key, node] : table) {
      const auto text = text_of(node);
      if (!text)
        return refuse(Code::AdminRefused,
                      fmt::format("{}: {} has a value of the wrong kind", path, key.str()));
      given.emplace(key.str(), *text);
    }
  } catch (const toml::parse_error& error) {
    return refuse(Code::AdminRefused,
                  fmt::format("{}:{}: {}", path, error.source().begin.line, error.description()));
  }
  return given;
}

Given read_environment() {
  Given given;
  for (const Setting& setting : settings()) {
    if (const char* value = std::getenv(environment_of(setting).c_str())) given.emplace(setting.name, value);
  }
  return given;
}

Result<Done> apply(LoadedConfig& loaded, const Given& given, Source source) {
  for (const auto& [key, text] : given) {
    const auto setting = std::ranges::find(kSettings, std::string_view(key), &Setting::name);
    if (setting == kSettings.end()) {
      return refuse(Code::AdminRefused,
                    fmt::format("There is no setting called {} (from {}); `kempelen config` lists them.", key,
                                name(source)));
    }
    if (auto done = assign(loaded.config, *setting, text, source); !done) return done;
    loaded.sources[setting->name] = source;
  }
  return Done{};
}

constexpr std::array<std::string_view, 4> kLogLevels = {"error", "warn", "info", "debug"};

}  // namespace

std::string_view name(Source source) {
  constexpr std::array<std::string_view, 4> kNames = {"default", "file", "environment", "flag"};
  return kNames[static_cast<std::size_t>(source)];
}

std::span<const Setting> settings() {
  return kSettings;
}

std::string flag_of(const Setting& setting) {
  std::string flag = "--" + std::string(setting.name);
  for (char& c : flag) c = c == '_' ? '-' : c;
  return flag;
}

std::string environment_of(const Setting& setting) {
  std::string variable = "KEMPELEN_" + std::string(setting.name);
  for (char& c : variable) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return variable;
}

Result<LoadedConfig> load_config(const Given& flags, const std::string& config_file) {
  LoadedConfig loaded;
  for (const Setting& setting : kSettings) {
    if (auto done = assign(loaded.config, setting, setting.default_value, Source::Default); !done)
      return refuse(done);
    loaded.sources[setting.name] = Source::Default;
  }
  const Given environment = read_environment();
  // The data directory decides where the file is, so it is looked at first.
  std::string data = loaded.config.data;
  if (const auto found = environment.find("data"); found != environment.end()) data = found->second;
  if (const auto found = flags.find("data"); found != flags.end()) data = found->second;
  std::string file = config_file;
  if (file.empty()) {
    const auto beside = std::filesystem::path(expand_home(data)) / kConfigFileName;
    if (std::filesystem::exists(beside)) file = beside.string();
  }
  if (!file.empty()) {
    KEMPELEN_TRY(const auto given, read_file(file));
    if (auto done = apply(loaded, given, Source::File); !done) return refuse(done);
  }
  if (auto done = apply(loaded, environment, Source::Environment); !done) return refuse(done);
  if (auto done = apply(loaded, flags, Source::Flag); !done) return refuse(done);
  loaded.config.data = expand_home(loaded.config.data);
  return loaded;
}

std::string value_text(const Config& config, const Setting& setting) {
  if (const auto* member = std::get_if<std::string Config::*>(&setting.member)) {
    return fmt::format("\"{}\"", config.*(*member));
  }
  if (const auto* list = std::get_if<Texts Config::*>(&setting.member)) {
    Texts quoted;
    for (const std::string& item : config.*(*list)) quoted.push_back(fmt::format("\"{}\"", item));
    return fmt::format("[{}]", fmt::join(quoted, ", "));
  }
  if (const auto* flag = std::get_if<bool Config::*>(&setting.member))
    return config.*(*flag) ? "true" : "false";
  return std::to_string(config.*std::get<std::int64_t Config::*>(setting.member));
}

Result<Done> check_config(const Config& config) {
  if (config.tls_certificate.empty() != config.tls_key.empty()) {
    return refuse(Code::AdminRefused,
                  "Settings tls_certificate and tls_key go together; one of them is missing.");
  }
  for (const std::int64_t port : {config.sandbox_port, config.live_port, config.content_port}) {
    if (port > kPortMax)
      return refuse(Code::AdminRefused, fmt::format("{} is no port; the highest is {}.", port, kPortMax));
  }
  if (!config.api_path.starts_with('/'))
    return refuse(Code::AdminRefused, "Setting api_path must begin with a slash.");
  if (std::ranges::find(kLogLevels, config.log_level) == kLogLevels.end()) {
    return refuse(Code::AdminRefused, fmt::format("'{}' is no log level; there are {}.", config.log_level,
                                                  fmt::join(kLogLevels, ", ")));
  }
  for (const std::string* url : {&config.public_url, &config.live_public_url, &config.content_url}) {
    if (!url->empty() &&
        (url->ends_with('/') || (!url->starts_with("https://") && !url->starts_with("http://")))) {
      return refuse(Code::AdminRefused,
                    fmt::format("'{}' is not an origin such as https://turk.example.org (scheme and "
                                "host, no slash at the end).",
                                *url));
    }
  }
  if (http::is_loopback_address(config.listen_address)) return Done{};
  const bool encrypted = !config.tls_certificate.empty() || config.public_url.starts_with("https://");
  if (!encrypted && !config.allow_plain_http) {
    return refuse(
        Code::AdminRefused,
        fmt::format("Listening on {} without TLS would send passwords in the clear. Set tls_certificate and "
                    "tls_key, or public_url to the https address of the proxy in front, or allow_plain_http.",
                    config.listen_address));
  }
  if (config.content_url.empty()) {
    return refuse(
        Code::AdminRefused,
        fmt::format("Listening on {} needs content_url: a host name of its own for requesters' HTML, so that "
                    "it cannot reach workers' sessions.",
                    config.listen_address));
  }
  return Done{};
}

}  // namespace kempelen::server
