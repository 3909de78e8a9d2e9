// The settings of a server. One table (config.cc) says name, kind, default and meaning of each; flags,
// environment, file and `kempelen config` are readers of it.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"

namespace kempelen::server {

using Texts = std::vector<std::string>;

struct Config {
  std::string data;
  std::string listen_address;
  std::int64_t sandbox_port = 0;
  std::int64_t live_port = 0;
  std::int64_t content_port = 0;
  std::string public_url;
  std::string live_public_url;
  std::string content_url;
  std::string api_path;
  Texts trusted_proxies;
  Texts regions;
  std::string tls_certificate;
  std::string tls_key;
  bool allow_plain_http = false;
  bool sign_up = false;
  bool demo = false;
  bool test_clock = false;
  bool metrics_public = false;
  bool explain_signatures = false;
  std::int64_t threads = 0;
  std::int64_t body_bytes_max = 0;
  std::int64_t connections_max = 0;
  std::int64_t requests_per_second = 0;
  std::int64_t requests_burst = 0;
  std::int64_t accepted_max = 0;
  std::int64_t file_bytes_max = 0;
  std::int64_t assignment_file_bytes_max = 0;
  bool premium_qualifications = false;
  std::string notifications_file;
  Texts webhook_hosts;
  Texts notification_private_addresses;
  bool notification_plain_http = false;
  std::string notification_ca_file;
  std::int64_t notification_seconds_max = 0;
  std::string notification_source_account;
  std::int64_t test_events_per_minute = 0;
  std::string smtp_url;
  std::string smtp_from;
  std::string smtp_user;
  std::string smtp_password_file;
  std::string log_level;
};

/// Where a value comes from, the strongest last.
enum class Source { Default, File, Environment, Flag };
std::string_view name(Source source);

using Member = std::variant<std::string Config::*, std::int64_t Config::*, bool Config::*, Texts Config::*>;

struct Setting {
  std::string_view name;  // as in the file; the flag has `-` for `_`, the environment KEMPELEN_ and capitals
  Member member;
  std::string_view default_value;
  std::string_view doc;
};

std::span<const Setting> settings();

/// The name of a setting's flag, with the two dashes, and of its environment variable.
std::string flag_of(const Setting& setting);
std::string environment_of(const Setting& setting);

struct LoadedConfig {
  Config config;
  std::map<std::string_view, Source> sources;
};

/// Reads defaults, the file (`config_file`, or kempelen.toml in the data directory when there is one), the
/// environment and `flags` (setting name to text). Refuses AdminRefused with a sentence that names the
/// setting, its source and what is wrong.
Result<LoadedConfig> load_config(const std::map<std::string, std::string>& flags,
                                 const std::string& config_file);

/// The value of a setting as text, as it would stand in the file.
std::string value_text(const Config& config, const Setting& setting);

/// What would make the server unsafe or impossible, as AdminRefused: addresses open to others without TLS or
/// without an origin of their own for foreign HTML.
Result<Done> check_config(const Config& config);

}  // namespace kempelen::server
