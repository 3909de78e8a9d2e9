// XChaCha20-Poly1305 from libsodium.
#include "server/sealing.h"

#include <fmt/format.h>
#include <sodium.h>

#include <array>
#include <bit>
#include <filesystem>
#include <span>

#include "base/fault.h"
#include "base/text.h"
#include "server/files.h"

namespace kempelen::server {
namespace {

constexpr std::size_t kKeyBytes = crypto_aead_xchacha20poly1305_ietf_KEYBYTES;
constexpr std::size_t kNonceBytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTagBytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;

const unsigned char* bytes(std::string_view text) {
  return std::bit_cast<const unsigned char*>(text.data());
}
unsigned char* bytes(std::string& text) {
  return std::bit_cast<unsigned char*>(text.data());
}
std::span<const std::uint8_t> span_of(std::string_view text) {
  return {bytes(text), text.size()};
}

}  // namespace

std::string master_key_file(const std::string& data_directory) {
  return data_directory + "/master.key";
}

std::optional<Sealing> Sealing::from_text(std::string text, RandomSource& random) {
  while (!text.empty() && text.back() == '\n') text.pop_back();
  auto key = from_base64url(text);
  if (!key || key->size() != kKeyBytes) return std::nullopt;
  return Sealing(*std::move(key), random);
}

Sealing Sealing::open(const std::string& data_directory, RandomSource& random) {
  const std::string path = master_key_file(data_directory);
  if (!std::filesystem::exists(path)) {
    std::array<std::uint8_t, kKeyBytes> fresh{};
    random.fill(fresh);
    write_private_file(path, base64url(fresh) + "\n");
  }
  auto sealing = from_text(read_file_text(path), random);
  if (!sealing) throw Fault(fmt::format("{} is not a master key of Kempelen", path));
  return *std::move(sealing);
}

std::string Sealing::seal(std::string_view secret, std::string_view label) const {
  std::string nonce(kNonceBytes, '\0');
  random_.fill({bytes(nonce), nonce.size()});
  std::string box(secret.size() + kTagBytes, '\0');
  crypto_aead_xchacha20poly1305_ietf_encrypt(bytes(box), nullptr, bytes(secret), secret.size(), bytes(label),
                                             label.size(), nullptr, bytes(nonce), bytes(key_));
  return base64url(span_of(nonce + box));
}

std::string Sealing::unseal(std::string_view sealed, std::string_view label) const {
  const auto raw = from_base64url(sealed);
  if (!raw || raw->size() < kNonceBytes + kTagBytes) throw Fault("a sealed secret is damaged");
  const std::string_view nonce = std::string_view(*raw).substr(0, kNonceBytes);
  const std::string_view box = std::string_view(*raw).substr(kNonceBytes);
  std::string secret(box.size() - kTagBytes, '\0');
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(bytes(secret), nullptr, nullptr, bytes(box), box.size(),
                                                 bytes(label), label.size(), bytes(nonce),
                                                 bytes(key_)) != 0) {
    throw Fault("a sealed secret does not open: master.key belongs to another data directory");
  }
  return secret;
}

MacKey Sealing::derive(std::string_view purpose) const {
  MacKey key(32, '\0');
  crypto_generichash(bytes(key), key.size(), bytes(purpose), purpose.size(), bytes(key_), key_.size());
  return key;
}

}  // namespace kempelen::server
