// notifications_file, addresses, and the mail server.
#include "server/notification_settings.h"

#include <fmt/format.h>

#include <sys/stat.h>
#include <toml++/toml.h>
#include <algorithm>
#include <array>

#include "domain/email.h"
#include "domain/hosting.h"
#include "server/files.h"

namespace kempelen::server {
namespace {

constexpr std::array<std::string_view, 8> kKeys = {"prefix",        "access_key_id", "secret_access_key",
                                                   "session_token", "region",        "endpoint",
                                                   "protocol",      "requesters"};

tl::unexpected<Refusal> wrong(std::string text) {
  return refuse(Code::AdminRefused, std::move(text));
}

/// A file with secrets is nobody else's to read.
Result<std::string> read_secret_file(const std::string& path) {
  std::string text = read_file_text(path);
  struct stat found{};
  if (::stat(path.c_str(), &found) == 0 && (found.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    return wrong(fmt::format("{} can be read by others and holds secrets: chmod 600 it.", path));
  }
  return text;
}

/// `https://host/` at least, so that a host cannot be continued; or the beginning of an ARN.
bool is_prefix(std::string_view prefix) {
  if (prefix.starts_with("arn:")) return prefix.find(":sns:") != std::string_view::npos;
  const auto address = domain::parse_web_address(prefix);
  return address && prefix.find('/', prefix.find("://") + 3) != std::string_view::npos;
}

bool is_origin(std::string_view url) {
  const auto address = domain::parse_web_address(url);
  return address && url.find_first_of("/?#@", url.find("://") + 3) == std::string_view::npos;
}

class GrantReader {
 public:
  GrantReader(const toml::table& table, std::string where) : table_(table), where_(std::move(where)) {}

  Result<notify::Grant> read(bool plain_http) const {
    for (const auto& [key, node] : table_) {
      if (std::ranges::find(kKeys, key.str()) == kKeys.end()) {
        return wrong(
            fmt::format("{}: there is no {}; there are {}.", where_, key.str(), fmt::join(kKeys, ", ")));
      }
      if (key.str() != "requesters" && !node.is_string()) {
        return wrong(fmt::format("{}: {} has to be a text.", where_, key.str()));
      }
    }
    notify::Grant grant{.rule = {text("prefix")},
                        .access_key_id = text("access_key_id"),
                        .secret_access_key = text("secret_access_key"),
                        .session_token = text("session_token"),
                        .region = text("region"),
                        .endpoint = text("endpoint")};
    if (!is_prefix(grant.rule.prefix)) {
      return wrong(fmt::format(
          "{}: prefix has to begin a queue's URL, host and slash included, or a topic's ARN.", where_));
    }
    if (grant.access_key_id.empty() || grant.secret_access_key.empty()) {
      return wrong(fmt::format("{}: access_key_id and secret_access_key are needed.", where_));
    }
    if (!grant.endpoint.empty() && !is_origin(grant.endpoint)) {
      return wrong(
          fmt::format("{}: endpoint has to be scheme and host, without a slash at the end.", where_));
    }
    if (!plain_http && (grant.endpoint.starts_with("http:") || grant.rule.prefix.starts_with("http:"))) {
      return wrong(fmt::format("{}: plain http needs the setting notification_plain_http.", where_));
    }
    if (const auto fine = read_protocol(grant); !fine) return refuse(fine);
    if (const auto fine = read_requesters(grant); !fine) return refuse(fine);
    return grant;
  }

 private:
  std::string text(std::string_view key) const { return table_[key].value_or(std::string()); }

  Result<Done> read_protocol(notify::Grant& grant) const {
    const std::string protocol = text("protocol");
    if (protocol == "query") {
      grant.protocol = notify::Protocol::Query;
    } else if (!protocol.empty() && protocol != "json") {
      return wrong(fmt::format("{}: protocol is json or query.", where_));
    }
    return Done{};
  }

  Result<Done> read_requesters(notify::Grant& grant) const {
    if (!table_.contains("requesters")) return Done{};
    const toml::array* ids = table_["requesters"].as_array();
    if (ids == nullptr || ids->empty()) {
      return wrong(fmt::format("{}: requesters has to be a list of ids.", where_));
    }
    for (const toml::node& id : *ids) {
      const auto value = id.value_exact<std::string>();
      if (!value) return wrong(fmt::format("{}: requesters has to be a list of ids.", where_));
      grant.rule.requesters.push_back(RequesterId{*value});
    }
    return Done{};
  }

  const toml::table& table_;
  std::string where_;
};

Result<std::vector<notify::Grant>> read_grants(const Config& config) {
  std::vector<notify::Grant> grants;
  const std::string& path = config.notifications_file;
  if (path.empty()) return grants;
  KEMPELEN_TRY(const auto text, read_secret_file(path));
  toml::table table;
  try {
    table = toml::parse(text);
  } catch (const toml::parse_error& error) {
    return wrong(fmt::format("{}:{}: {}", path, error.source().begin.line, error.description()));
  }
  const toml::array* entries = table["destination"].as_array();
  if (entries == nullptr || table.size() != 1) {
    return wrong(
        fmt::format("{}: a file of notifications has [[destination]] tables and nothing else.", path));
  }
  for (const toml::node& node : *entries) {
    const std::string where = fmt::format("{}: destination {}", path, grants.size() + 1);
    const toml::table* entry = node.as_table();
    if (entry == nullptr) return wrong(fmt::format("{} is no table.", where));
    KEMPELEN_TRY(auto grant, GrantReader(*entry, where).read(config.notification_plain_http));
    grants.push_back(std::move(grant));
  }
  return grants;
}

Result<std::optional<notify::MailServer>> read_mail(const Config& config) {
  if (config.smtp_url.empty()) return std::nullopt;
  if (!config.smtp_url.starts_with("smtp://") && !config.smtp_url.starts_with("smtps://")) {
    return wrong("Setting smtp_url has to begin with smtp:// or smtps://.");
  }
  if (config.smtp_url.find('@') != std::string::npos) {
    return wrong("Setting smtp_url holds no user; that is smtp_user, with smtp_password_file.");
  }
  if (!domain::is_email_address(config.smtp_from)) {
    return wrong("Setting smtp_from has to be an address such as turk@example.org.");
  }
  if (config.smtp_user.empty() != config.smtp_password_file.empty()) {
    return wrong("Settings smtp_user and smtp_password_file go together; one of them is missing.");
  }
  notify::MailServer server{.url = config.smtp_url, .user = config.smtp_user, .from = config.smtp_from};
  if (!config.smtp_password_file.empty()) {
    KEMPELEN_TRY(server.password, read_secret_file(config.smtp_password_file));
    while (server.password.ends_with('\n') || server.password.ends_with('\r')) server.password.pop_back();
  }
  return server;
}

Result<outgoing::AddressRules> read_addresses(const Config& config) {
  std::vector<outgoing::Network> allowed;
  for (const std::string& text : config.notification_private_addresses) {
    const auto network = outgoing::read_network(text);
    if (!network) {
      return wrong(fmt::format(
          "Setting notification_private_addresses: '{}' is no address or network such as 10.1.0.0/16.",
          text));
    }
    allowed.push_back(*network);
  }
  return outgoing::AddressRules(std::move(allowed));
}

}  // namespace

Result<NotificationSettings> load_notification_settings(const Config& config) {
  NotificationSettings settings;
  KEMPELEN_TRY(settings.notify.grants, read_grants(config));
  KEMPELEN_TRY(settings.notify.mail, read_mail(config));
  KEMPELEN_TRY(settings.client.addresses, read_addresses(config));
  if (config.notification_seconds_max < 1 || config.notification_seconds_max > 300) {
    return wrong("Setting notification_seconds_max has to be from 1 to 300.");
  }
  settings.client.plain_http = config.notification_plain_http;
  settings.client.ca_file = config.notification_ca_file;
  settings.client.answer_within = Duration::seconds(config.notification_seconds_max);
  settings.client.connect_within = std::min(settings.client.connect_within, settings.client.answer_within);
  for (const notify::Grant& grant : settings.notify.grants) {
    settings.destinations.queues_and_topics.push_back(grant.rule);
  }
  settings.destinations.webhook_hosts = config.webhook_hosts;
  settings.destinations.plain_http = config.notification_plain_http;
  settings.destinations.email = settings.notify.mail.has_value();
  return settings;
}

}  // namespace kempelen::server
