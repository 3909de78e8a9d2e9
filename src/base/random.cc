// The kernel's random numbers and a reproducible stand-in.
#include "base/random.h"

#include <sys/random.h>

#include <cstring>

#include "base/fault.h"

namespace kempelen {
namespace {

constexpr std::size_t kBlockBytes = 4096;

struct Block {
  std::array<std::uint8_t, kBlockBytes> bytes;
  std::size_t used = kBlockBytes;
};

void refill(Block& block) {
  std::size_t have = 0;
  while (have < kBlockBytes) {
    const ssize_t got = getrandom(block.bytes.data() + have, kBlockBytes - have, 0);
    if (got < 0) throw Fault("getrandom failed");
    have += static_cast<std::size_t>(got);
  }
  block.used = 0;
}

}  // namespace

void SystemRandom::fill(std::span<std::uint8_t> out) {
  thread_local Block block;
  for (std::uint8_t& byte : out) {
    if (block.used == kBlockBytes) refill(block);
    byte = block.bytes[block.used];
    block.bytes[block.used++] = 0;  // handed out once, and then not left in memory
  }
}

void SeededRandom::fill(std::span<std::uint8_t> out) {
  for (std::uint8_t& byte : out) {  // SplitMix64, Steele et al. 2014
    state_ += 0x9e3779b97f4a7c15ULL;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    byte = static_cast<std::uint8_t>((z ^ (z >> 31)) & 0xff);
  }
}

std::string random_text(RandomSource& source, std::string_view alphabet, std::size_t length) {
  KEMPELEN_INVARIANT(alphabet.size() >= 2 && alphabet.size() <= 256, "an alphabet has 2 to 256 characters");
  const std::size_t fair = 256 - 256 % alphabet.size();  // bytes above would favour the first characters
  std::string text;
  text.reserve(length);
  while (text.size() < length) {
    std::array<std::uint8_t, 32> bytes;
    source.fill(bytes);
    for (const std::uint8_t byte : bytes) {
      if (byte < fair && text.size() < length) text.push_back(alphabet[byte % alphabet.size()]);
    }
  }
  return text;
}

}  // namespace kempelen
