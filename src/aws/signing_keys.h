// Inside this module only: the signing keys of the day that a thread used last; deriving one costs four
// HMACs.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "aws/authorization.h"
#include "aws/hashing.h"

namespace kempelen::aws {

/// Two access keys that share a slot displace each other, which costs time and nothing else. Not for two
/// threads at once.
class SigningKeys {
 public:
  explicit SigningKeys(std::size_t slots) : slots_(slots) {}

  const HmacKey& get(const CredentialScope& scope, std::string_view secret) {
    std::optional<Kept>& slot = slots_[std::hash<std::string_view>()(scope.access_key_id) % slots_.size()];
    if (!slot || slot->whole != scope.whole || slot->secret != secret) {
      slot.emplace(Kept{std::string(scope.whole), std::string(secret),
                        signing_key(secret, scope.date, scope.region, scope.service)});
    }
    return slot->key;
  }

 private:
  struct Kept {
    std::string whole, secret;
    HmacKey key;
  };
  std::vector<std::optional<Kept>> slots_;
};

}  // namespace kempelen::aws
