// Writes XML documents in pure ASCII: everything else becomes a numeric reference, so that any client reads
// it whatever it believes about encodings.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kempelen::xml {

/// Text without the characters that XML 1.0 cannot carry (most control codes, U+FFFE, U+FFFF). Bytes that are
/// not UTF-8 become U+FFFD, as in a browser.
std::string carriable(std::string_view text);

/// How a document of Writer begins, the start of its root element included.
std::string written_head(std::string_view root, std::string_view name_space);

/// Builds one document. Names are written as given; texts must be UTF-8 that XML can carry (see `carriable`).
class Writer {
 public:
  /// Starts with written_head().
  Writer(std::string_view root, std::string_view name_space);

  void open(std::string_view name);
  void text(std::string_view text);
  void close();
  /// An element that holds only text; an empty text gives `<name></name>`.
  void element(std::string_view name, std::string_view text);

  /// Closes what is open and gives the document; the writer is used up.
  std::string finish();

 private:
  std::string out_;
  std::vector<std::string> open_;
};

}  // namespace kempelen::xml
