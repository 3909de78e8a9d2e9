// Buckets in shards, so that threads rarely meet.
#include "base/throttle.h"

#include <algorithm>

namespace kempelen {
namespace {

double refilled(double tokens, Duration since, Rate rate) {
  const double seconds = static_cast<double>(std::max<std::int64_t>(since.micros, 0)) / 1e6;
  return std::min(rate.burst, tokens + seconds * rate.per_second);
}

}  // namespace

bool Throttle::allow(std::string_view key, Instant now) {
  if (rate_.per_second <= 0) return true;
  Shard& shard = shards_[std::hash<std::string_view>{}(key) % kShards];
  const std::lock_guard lock(shard.mutex);
  auto found = shard.buckets.find(key);
  if (found == shard.buckets.end()) {
    if (shard.buckets.size() >= shard.forget_at) forget_full(shard, now);
    found = shard.buckets.emplace(std::string(key), Bucket{rate_.burst, now}).first;
  }
  Bucket& bucket = found->second;
  bucket.tokens = refilled(bucket.tokens, now - bucket.at, rate_);
  bucket.at = std::max(bucket.at, now);
  if (bucket.tokens < 1) return false;
  bucket.tokens -= 1;
  return true;
}

void Throttle::forget_full(Shard& shard, Instant now) const {
  std::erase_if(shard.buckets, [&](const auto& entry) {
    return refilled(entry.second.tokens, now - entry.second.at, rate_) >= rate_.burst;
  });
  // Looking at all of them again pays only once many more have come.
  shard.forget_at = std::max(kForgetAtFirst, 2 * shard.buckets.size());
}

}  // namespace kempelen
