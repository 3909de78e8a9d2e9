// libsodium's generic hash, plain and keyed.
#include "base/digest.h"

#include <sodium.h>

#include <array>
#include <bit>

#include "base/fault.h"
#include "base/text.h"

namespace kempelen {
namespace {

const unsigned char* bytes(std::string_view text) {
  return std::bit_cast<const unsigned char*>(text.data());
}

}  // namespace

std::string digest(std::string_view text) {
  std::array<std::uint8_t, 32> out;
  crypto_generichash(out.data(), out.size(), bytes(text), text.size(), nullptr, 0);
  return hex(out);
}

std::string authenticate(const MacKey& key, std::string_view text) {
  KEMPELEN_INVARIANT(key.size() == 32, "a MAC key has 32 bytes");
  std::array<std::uint8_t, 16> out;
  crypto_generichash(out.data(), out.size(), bytes(text), text.size(), bytes(key), key.size());
  return base64url(out);
}

bool equal_in_constant_time(std::string_view a, std::string_view b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace kempelen
