// Small questions about text that several modules ask: ASCII case, hexadecimal, percent-encoding, UTF-8.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace kempelen {

/// A–Z to a–z; every other byte stays.
char lower(char c);
std::string lower(std::string_view text);
/// Equal but for ASCII case.
bool equals_ignoring_case(std::string_view a, std::string_view b);
/// Without spaces and tabs at both ends.
std::string_view trim(std::string_view text);

/// Two lower-case digits per byte.
std::string hex(std::span<const std::uint8_t> bytes);
std::string base64url(std::span<const std::uint8_t> bytes);
/// Nothing unless the text is what base64url() makes of some bytes.
std::optional<std::string> from_base64url(std::string_view text);

/// `%41` to `A`, and with `plus_is_space` also `+` to a blank. A `%` without two digits stays as it is, as in
/// browsers.
enum class Plus { IsSpace, StaysPlus };
std::string percent_decode(std::string_view text, Plus plus);
/// Everything but A–Z a–z 0–9 - . _ ~ as `%XX`, upper case (RFC 3986).
std::string percent_encode(std::string_view text);

/// Whether the bytes are UTF-8: no overlong forms, no surrogates, nothing above U+10FFFF.
bool is_utf8(std::string_view text);
/// The length of the UTF-8 sequence at `i`, or 0 if none begins there.
std::size_t utf8_sequence(std::string_view text, std::size_t i);
/// The number of code points of valid UTF-8.
std::size_t utf8_length(std::string_view text);

/// `&`, `<`, `>`, `"` and `'` as references, for text and attribute values of XML and HTML.
std::string escape_markup(std::string_view text);

}  // namespace kempelen
