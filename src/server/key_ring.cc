// Lookup with a cache. Unknown ids are not remembered: anybody can send them, and the primary key answers
// quickly.
#include "server/key_ring.h"

#include <mutex>

#include "store/accounts.h"

namespace kempelen::server {
namespace {

constexpr std::size_t kKnownMax = 100'000;

}  // namespace

std::string key_label(std::string_view access_key_id) {
  return "access-key:" + std::string(access_key_id);
}

std::shared_ptr<const aws::Credential> KeyRing::find(std::string_view access_key_id) const {
  std::uint64_t generation = 0;
  {
    const std::shared_lock lock(mutex_);
    const auto found = known_.find(access_key_id);
    if (found != known_.end()) return found->second;
    generation = generation_;
  }
  std::optional<store::AccessKey> key;
  std::optional<store::Requester> requester;
  database_.read([&](db::Reader& db) {
    key = store::find_access_key(db, access_key_id);
    if (key) requester = store::find_requester(db, key->requester);
  });
  if (!key || key->state == store::KeyState::Inactive || !requester) return nullptr;
  auto credential = std::make_shared<aws::Credential>();
  credential->secret = sealing_.unseal(key->sealed_secret, key_label(access_key_id));
  credential->owner = key->requester.text;
  credential->standing =
      requester->standing == store::Standing::Suspended ? aws::Standing::Suspended : aws::Standing::Good;
  const std::unique_lock lock(mutex_);
  // What was read before somebody said "forget" must not be remembered after it.
  if (generation == generation_ && known_.size() < kKnownMax) known_.emplace(access_key_id, credential);
  return credential;
}

void KeyRing::forget() {
  const std::unique_lock lock(mutex_);
  ++generation_;
  known_.clear();
}

}  // namespace kempelen::server
