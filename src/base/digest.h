// Hashes for identity, lookup and authentication (BLAKE2b from libsodium). Not for passwords, and not for
// SigV4.
#pragma once

#include <string>
#include <string_view>

namespace kempelen {

/// 256 bits as 64 hexadecimal digits.
std::string digest(std::string_view text);

/// A key for `authenticate`: 32 bytes.
using MacKey = std::string;

/// A 128-bit keyed tag, as 22 base64url characters.
std::string authenticate(const MacKey& key, std::string_view text);

/// Whether two texts are equal, in a time that depends on their length only.
bool equal_in_constant_time(std::string_view a, std::string_view b);

}  // namespace kempelen
