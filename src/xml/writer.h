// Writes XML documents. Those that others read are pure ASCII: everything else becomes a numeric reference,
// so that any client reads it whatever it believes about encodings. Those that go to the service are UTF-8,
// since their size counts.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kempelen::xml {

/// Text without the characters that XML 1.0 cannot carry (most control codes, U+FFFE, U+FFFF). Bytes that are
/// not UTF-8 become U+FFFD, as in a browser.
std::string carriable(std::string_view text);

enum class Charset : std::uint8_t { Ascii, Utf8 };

/// How a document of Writer in ASCII begins, the start of its root element included.
std::string written_head(std::string_view root, std::string_view name_space);

/// Builds one document. Names are written as given; texts must be UTF-8 that XML can carry (see `carriable`).
class Writer {
 public:
  using Attributes = std::vector<std::pair<std::string_view, std::string>>;

  /// Starts with the root element in a default namespace; before it `<?xml version="1.0" encoding="ASCII"?>`,
  /// where that is the charset.
  Writer(std::string_view root, std::string_view name_space, Charset charset = Charset::Ascii);

  void open(std::string_view name, const Attributes& attributes = {});
  void text(std::string_view text);
  /// The text without references, for markup inside the document. UTF-8 only.
  void cdata(std::string_view text);
  void close();
  /// An element that holds only text; an empty text gives `<name></name>`.
  void element(std::string_view name, std::string_view text);

  /// Closes what is open and gives the document; the writer is used up.
  std::string finish();

 private:
  Charset charset_;
  std::string out_;
  std::vector<std::string> open_;
};

}  // namespace kempelen::xml
