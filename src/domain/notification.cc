// The forms of destinations.
#include "domain/notification.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "base/text.h"
#include "domain/email.h"
#include "domain/hosting.h"

namespace kempelen::domain {
namespace {

constexpr std::size_t kAddressMax = 1'024;
constexpr std::array<std::string_view, 4> kNames = {"Email", "SQS", "SNS", "Webhook"};
constexpr std::string_view kFifo = ".fifo";

constexpr bool is_word(char c) {
  return is_letter_or_digit(c) || c == '-' || c == '_' || c == '.';
}

bool is_account(std::string_view text) {
  return text.size() == 12 && std::ranges::all_of(text, is_digit);
}

bool is_region(std::string_view text) {
  const auto fits = [](char c) { return (c >= 'a' && c <= 'z') || is_digit(c) || c == '-'; };
  return !text.empty() && text.size() <= 32 && std::ranges::all_of(text, fits);
}

/// Printable ASCII without blanks: what an address on a request line may be made of.
bool is_visible_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c > ' ' && c <= '~'; });
}

std::vector<std::string_view> split(std::string_view text, char by) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t end = text.find(by);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

/// The region that a host of the original's queue service is in; nothing for any other host. Two of its three
/// forms are from before regions had a common form (dossier, notifications 7.3).
std::optional<std::string> cloud_region(std::string_view host) {
  for (const std::string_view cloud :
       {std::string_view(".amazonaws.com"), std::string_view(".amazonaws.com.cn")}) {
    if (!host.ends_with(cloud)) continue;
    const std::string_view name = host.substr(0, host.size() - cloud.size());
    if (name == "queue") return "us-east-1";
    if (name.starts_with("sqs.") && is_region(name.substr(4))) return std::string(name.substr(4));
    const std::size_t dot = name.find('.');
    if (dot != std::string_view::npos && name.substr(dot) == ".queue" && is_region(name.substr(0, dot))) {
      return std::string(name.substr(0, dot));
    }
  }
  return std::nullopt;
}

/// Segments of letters, digits, `-`, `_` and `.`, none of them empty or only dots.
bool is_queue_path(std::string_view path) {
  if (path.size() < 2 || path.front() != '/') return false;
  return std::ranges::all_of(split(path.substr(1), '/'), [](std::string_view segment) {
    return segment.find_first_not_of('.') != std::string_view::npos && std::ranges::all_of(segment, is_word);
  });
}

bool is_cloud_queue(const QueueAddress& queue) {
  if (queue.region.empty() || queue.plain_http) return false;
  const auto segments = split(std::string_view(queue.path).substr(1), '/');
  return segments.size() == 2 && is_account(segments.front());
}

bool is_allowed(const DestinationRules& rules, std::string_view address, const RequesterId& requester) {
  return std::ranges::any_of(rules.queues_and_topics,
                             [&](const DestinationRule& rule) { return rule.covers(address, requester); });
}

bool may_use_queue(std::string_view url, const RequesterId& requester, const DestinationRules& rules) {
  const auto queue = parse_queue_url(url);
  if (!queue || (queue->plain_http && !rules.plain_http)) return false;
  if (rules.queues_and_topics.empty()) return is_cloud_queue(*queue);
  return is_allowed(rules, url, requester);
}

bool may_use_topic(std::string_view arn, const RequesterId& requester, const DestinationRules& rules) {
  if (!parse_topic_arn(arn)) return false;
  return rules.queues_and_topics.empty() || is_allowed(rules, arn, requester);
}

bool host_fits(std::string_view host, std::string_view pattern) {
  if (pattern == "*") return true;
  if (pattern.starts_with("*.")) return host.size() > pattern.size() - 1 && host.ends_with(pattern.substr(1));
  return host == pattern;
}

bool may_use_webhook(std::string_view url, const DestinationRules& rules) {
  const auto address = parse_web_address(url);
  if (!address || !is_visible_ascii(url) || url.find('#') != std::string_view::npos) return false;
  // User and password in an address end in logs.
  const std::string_view rest = url.substr(url.find("://") + 3);
  if (rest.substr(0, rest.find_first_of("/?")).find('@') != std::string_view::npos) return false;
  if (address->scheme != "https" && !rules.plain_http) return false;
  return std::ranges::any_of(rules.webhook_hosts, [&](const std::string& pattern) {
    return host_fits(address->host, lower(pattern));
  });
}

}  // namespace

std::string_view name(Transport transport) {
  return kNames[static_cast<std::size_t>(transport)];
}

std::optional<Transport> read_transport(std::string_view text) {
  const auto found = std::ranges::find(kNames, text);
  if (found == kNames.end()) return std::nullopt;
  return static_cast<Transport>(found - kNames.begin());
}

bool DestinationRule::covers(std::string_view address, const RequesterId& requester) const {
  if (!address.starts_with(prefix)) return false;
  return requesters.empty() || std::ranges::find(requesters, requester) != requesters.end();
}

std::optional<QueueAddress> parse_queue_url(std::string_view url) {
  const auto address = parse_web_address(url);
  if (!address || !is_visible_ascii(url)) return std::nullopt;
  const std::size_t begin = url.find("://") + 3;
  const std::size_t slash = url.find('/', begin);
  if (slash == std::string_view::npos || !is_queue_path(url.substr(slash))) return std::nullopt;
  if (url.substr(begin, slash - begin).find('@') != std::string_view::npos) return std::nullopt;
  return QueueAddress{.origin = std::string(url.substr(0, slash)),
                      .host = address->host,
                      .path = std::string(url.substr(slash)),
                      .region = cloud_region(address->host).value_or(""),
                      .fifo = url.ends_with(kFifo),
                      .plain_http = address->scheme == "http"};
}

std::optional<TopicArn> parse_topic_arn(std::string_view arn) {
  const auto parts = split(arn, ':');
  if (parts.size() != 6 || parts[0] != "arn" || parts[2] != "sns") return std::nullopt;
  if (parts[1] != "aws" && !(parts[1].starts_with("aws-") && is_region(parts[1]))) return std::nullopt;
  if (!is_region(parts[3]) || !is_account(parts[4])) return std::nullopt;
  if (parts[5].empty() || parts[5].size() > 256 || !std::ranges::all_of(parts[5], is_word))
    return std::nullopt;
  return TopicArn{.partition = std::string(parts[1]),
                  .region = std::string(parts[3]),
                  .account = std::string(parts[4]),
                  .topic = std::string(parts[5]),
                  .fifo = parts[5].ends_with(kFifo)};
}

Result<Done> check_destination(Transport transport, const std::string& address, const RequesterId& requester,
                               const DestinationRules& rules) {
  const auto may_use = [&] {
    if (address.size() > kAddressMax) return false;
    switch (transport) {
      case Transport::Email:
        return rules.email && is_email_address(address);
      case Transport::SQS:
        return may_use_queue(address, requester, rules);
      case Transport::SNS:
        return may_use_topic(address, requester, rules);
      case Transport::Webhook:
        return may_use_webhook(address, rules);
    }
    return false;
  };
  if (!may_use()) return refuse(Code::InvalidTransportEndpoint, address, name(transport));
  return Done{};
}

bool is_notification_version(std::string_view text) {
  return text == "2014-08-15" || text == "2006-05-05";
}

}  // namespace kempelen::domain
