// Packing and unpacking.
#include "base/packed.h"

#include <charconv>

#include "base/fault.h"

namespace kempelen {

Packer& Packer::text(std::string_view text) {
  packed_.append(std::to_string(text.size())).push_back(':');
  packed_.append(text);
  return *this;
}

Packer& Packer::number(std::int64_t number) {
  packed_.append(std::to_string(number)).push_back(';');
  return *this;
}

std::int64_t Unpacker::number_until(char end) {
  std::int64_t number = 0;
  const auto [stop, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), number);
  const auto length = static_cast<std::size_t>(stop - rest_.data());
  KEMPELEN_INVARIANT(error == std::errc() && length < rest_.size() && rest_[length] == end,
                     "a packed text holds what was packed");
  rest_.remove_prefix(length + 1);
  return number;
}

std::int64_t Unpacker::number() {
  return number_until(';');
}

std::string Unpacker::text() {
  const std::int64_t length = number_until(':');
  KEMPELEN_INVARIANT(length >= 0 && static_cast<std::size_t>(length) <= rest_.size(),
                     "a packed text is as long as it says");
  std::string text(rest_.substr(0, static_cast<std::size_t>(length)));
  rest_.remove_prefix(text.size());
  return text;
}

}  // namespace kempelen
