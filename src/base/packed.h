// Several texts and numbers packed into one text, for a column that is read only as a whole. A text is its
// length, a colon and its bytes; a number is its digits and a semicolon.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace kempelen {

class Packer {
 public:
  Packer& text(std::string_view text);
  Packer& number(std::int64_t number);
  std::string take() { return std::move(packed_); }

 private:
  std::string packed_;
};

/// Reads what a Packer wrote, in the same order; anything else is a broken invariant.
class Unpacker {
 public:
  explicit Unpacker(std::string_view packed) : rest_(packed) {}
  bool at_end() const { return rest_.empty(); }
  std::string text();
  std::int64_t number();

 private:
  std::int64_t number_until(char end);
  std::string_view rest_;
};

}  // namespace kempelen
