// The access keys of all requesters, as the verifier looks them up: from the database once, then from memory.
#pragma once

#include <memory>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "aws/sigv4.h"
#include "db/database.h"
#include "server/sealing.h"

namespace kempelen::server {

class KeyRing final : public aws::KeyRing {
 public:
  KeyRing(db::Database& database, const Sealing& sealing) : database_(database), sealing_(sealing) {}

  std::shared_ptr<const aws::Credential> find(std::string_view access_key_id) const override;

  /// A key or a requester's standing has changed: everything is looked up anew.
  void forget();

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };

  db::Database& database_;
  const Sealing& sealing_;
  mutable std::shared_mutex mutex_;
  mutable std::uint64_t generation_ = 0;
  mutable std::unordered_map<std::string, std::shared_ptr<const aws::Credential>, Hash, std::equal_to<>>
      known_;
};

/// What a secret access key is sealed with.
std::string key_label(std::string_view access_key_id);

}  // namespace kempelen::server
