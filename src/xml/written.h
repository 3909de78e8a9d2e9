// Reads what Writer has written, character by character as it writes it, and nothing else. A parser needs
// twenty times as long for a small document, most of it to set itself up; who must read many of our own tries
// this first.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kempelen::xml {

/// Every function takes from the document only what it was asked for, and leaves it where it stood otherwise.
class WrittenReader {
 public:
  /// `head` is written_head() of the expected root.
  WrittenReader(std::string_view document, std::string_view head);

  bool open(std::string_view name);
  bool close(std::string_view name);
  /// The text of an element of that name that holds nothing else.
  std::optional<std::string> element(std::string_view name);
  /// The same for an element of any name.
  std::optional<std::string> any_element();
  /// Whether all has been taken; false, too, where the document did not begin with the head.
  bool at_end() const { return begun_ && rest_.empty(); }

 private:
  bool take(std::string_view text);
  std::optional<std::string> text();

  bool begun_;
  std::string_view rest_;
};

}  // namespace kempelen::xml
