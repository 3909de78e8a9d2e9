// The text forms of ids.
#include "base/ids.h"

#include <array>

namespace kempelen {
namespace {

constexpr std::string_view kBase36 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr std::string_view kBase32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
constexpr std::string_view kBase64Url = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::string_view kHex = "0123456789abcdef";
constexpr std::string_view kAlphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/// `3` and so many digits to the base 36.
std::string stamp(std::int64_t number, std::size_t digits) {
  std::string text(1 + digits, '3');
  for (std::size_t i = digits; i >= 1; --i) {
    text[i] = kBase36[static_cast<std::size_t>(number % 36)];
    number /= 36;
  }
  return text;
}

}  // namespace

std::string IdGenerator::object(Instant at) {
  return stamp(at.epoch_millis(), 9) + random_text(source_, kBase36, 20);
}

std::string IdGenerator::bonus(Instant at) {
  return stamp(at.micros, 12) + random_text(source_, kBase36, 17);
}

std::string IdGenerator::notification_stamp(Instant at) {
  return stamp(at.micros, 12);
}

std::string IdGenerator::notification(Instant at, std::int64_t index) {
  return notification_stamp(at) + stamp(index, 4).substr(1) + random_text(source_, kBase36, 13);
}

std::string IdGenerator::document() {
  return random_text(source_, kHex, 40);
}

std::string IdGenerator::person() {
  return "A" + random_text(source_, kBase36, 13);
}

std::string IdGenerator::access_key_id() {
  return "AKIA" + random_text(source_, kBase32, 16);
}

std::string IdGenerator::secret_access_key() {
  return random_text(source_, kAlphanumeric, 40);
}

std::string IdGenerator::token() {
  return random_text(source_, kBase64Url, 43);
}

std::string IdGenerator::request_id() {
  std::array<std::uint8_t, 16> bytes;
  source_.fill(bytes);
  bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0f) | 0x40);
  bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3f) | 0x80);
  std::string text;
  text.reserve(36);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) text.push_back('-');
    text.push_back(kHex[bytes[i] >> 4]);
    text.push_back(kHex[bytes[i] & 0x0f]);
  }
  return text;
}

}  // namespace kempelen
