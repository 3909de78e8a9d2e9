// The flags that were given, and those that all calls share.
#include "cli/command.h"

namespace kempelen::cli {

std::optional<std::string> Given::text(const std::string& name) const {
  const auto found = values_.find(name);
  if (found == values_.end() || found->second.empty()) return std::nullopt;
  return found->second.back();
}

std::string Given::text_or(const std::string& name, std::string otherwise) const {
  return text(name).value_or(std::move(otherwise));
}

const std::vector<std::string>& Given::texts(const std::string& name) const {
  static const std::vector<std::string> none;
  const auto found = values_.find(name);
  return found == values_.end() ? none : found->second;
}

const std::vector<Flag>& service_flags() {
  static const std::vector<Flag> flags = {
      {"endpoint-url", "URL", "Where the service is [AWS_ENDPOINT_URL_MTURK, or the profile's endpoint_url]"},
      {"profile", "NAME", "Section of the credentials file to take the key from [AWS_PROFILE, or default]"},
      {"region", "NAME", "What requests are signed for [us-east-1]"},
      {"ca-bundle", "FILE", "Certificates to trust, as PEM [the system's]"},
      {"cli-connect-timeout", "SECONDS", "How long to wait for a connection [5]"},
      {"cli-read-timeout", "SECONDS", "How long to wait for an answer [60]"},
      {"max-attempts", "COUNT", "How often a call is sent at most where a repeat does no harm [4]"}};
  return flags;
}

}  // namespace kempelen::cli
