// Token buckets: how often somebody may do something.
#pragma once

#include <array>
#include <cstddef>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/instant.h"

namespace kempelen {

/// How fast a bucket fills and how much it holds. A rate of zero or less allows everything.
struct Rate {
  double per_second = 0;
  double burst = 0;
};

/// One bucket for each key (an access key id, an address, a user name). Thread-safe; keys that have been full
/// for a while are forgotten. Time is the wall clock's.
class Throttle {
 public:
  explicit Throttle(Rate rate) : rate_(rate) {}
  /// Takes one token; false when the bucket is empty.
  bool allow(std::string_view key, Instant now);

 private:
  static constexpr std::size_t kForgetAtFirst = 4096;

  struct Bucket {
    double tokens = 0;
    Instant at;
  };
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  struct Shard {
    std::mutex mutex;
    std::unordered_map<std::string, Bucket, Hash, std::equal_to<>> buckets;
    std::size_t forget_at = kForgetAtFirst;
  };
  static constexpr std::size_t kShards = 16;

  void forget_full(Shard& shard, Instant now) const;

  Rate rate_;
  std::array<Shard, kShards> shards_;
};

}  // namespace kempelen
