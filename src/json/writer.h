// JSON that leaves: appended to a string as it is told, compact, without a tree in between.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace kempelen::json {

/// Puts the commas; that begins and ends match and keys stand before values is the caller's duty. Texts must
/// be UTF-8.
class Writer {
 public:
  explicit Writer(std::string& out) : out_(out) {}

  Writer& begin_object();
  Writer& end_object();
  Writer& begin_array();
  Writer& end_array();
  Writer& key(std::string_view name);
  /// A key without anything to escape, such as a constant of ours.
  Writer& plain_key(std::string_view name);
  Writer& string(std::string_view text);
  Writer& integer(std::int64_t value);
  /// A number that is written as JSON asks already.
  Writer& number(std::string_view written);
  Writer& boolean(bool value);
  Writer& null();
  /// `key` and `string` in one.
  Writer& member(std::string_view name, std::string_view text) { return key(name).string(text); }

 private:
  void separate();
  std::string& out_;
  bool after_value_ = false;
};

/// The text as a JSON string, with its quotes. `/` and everything beyond ASCII stay as they are.
void append_quoted(std::string& out, std::string_view text);

}  // namespace kempelen::json
