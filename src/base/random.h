// Where randomness comes from.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace kempelen {

/// Not thread-safe unless the implementation says so.
class RandomSource {
 public:
  virtual ~RandomSource() = default;
  virtual void fill(std::span<std::uint8_t> out) = 0;
};

/// The kernel's generator, read in blocks so that an id does not cost a system call. Thread-safe (a block per
/// thread).
class SystemRandom final : public RandomSource {
 public:
  void fill(std::span<std::uint8_t> out) override;
};

/// A fixed sequence for each seed; for tests and simulation. Not secure.
class SeededRandom final : public RandomSource {
 public:
  explicit SeededRandom(std::uint64_t seed) : state_(seed) {}
  void fill(std::span<std::uint8_t> out) override;

 private:
  std::uint64_t state_;
};

/// `length` characters of `alphabet` (2 to 256 of them), each equally likely.
std::string random_text(RandomSource& source, std::string_view alphabet, std::size_t length);

}  // namespace kempelen
