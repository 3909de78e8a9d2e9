// JSON that arrived: a light view of a parsed text. simdjson does the parsing; what it allows and we do not
// (duplicate members, deep nesting, NUL and lone surrogates in texts) is refused here, with a sentence that
// says where.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace kempelen::json {

/// Containers inside containers, the outermost counted.
inline constexpr int kMaxDepth = 32;

/// Integer: fits in 64 bits with sign and was written without fraction and exponent. Every other number is a
/// Double.
enum class Type : std::uint8_t { Null, Boolean, Integer, Double, String, Array, Object };

struct Member;

/// A value inside a parsed text. Cheap to copy. Valid until the same thread parses another text. The typed
/// readers must only be called on values of that type.
class Value {
 public:
  Type type() const;
  bool boolean() const;
  std::int64_t integer() const;
  /// Of an Integer or Double.
  double number() const;
  /// Valid UTF-8 without NUL.
  std::string_view string() const;
  std::vector<Value> items() const;
  std::vector<Member> members() const;
  /// The member of an object by its exact name, if there.
  std::optional<Value> find(std::string_view name) const;

 private:
  friend struct Bridge;
  /// simdjson's element, kept opaque so that its large header stays out of ours.
  using Element = std::array<std::uintptr_t, 2>;
  explicit Value(Element element) : element_(element) {}
  Element element_;
};

struct Member {
  std::string_view name;
  Value value;
};

/// Parses one whole text. No text at all is an empty object, as the AWS JSON protocol asks. Refuses with
/// Code::Malformed and a sentence that names the byte or the member. The text may go away afterwards; the
/// value lasts until this thread's next parse.
Result<Value> parse(std::string_view text);

}  // namespace kempelen::json
