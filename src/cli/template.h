// A template: what every HIT of a batch asks, with placeholders `${column}` for what differs. Which texts are
// placeholders, and what a page becomes as a Question, is the rule of layouts (domain/layout.h).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "client/error.h"

namespace kempelen::cli {

struct TemplateWishes {
  /// How values go in: as they are, markup and all, or so that they are shown as text.
  enum class Values : std::uint8_t { Raw, Escaped };
  Values values = Values::Raw;
  int frame_height = 0;  // pixels, of a page; 0 fills the worker's window
};

/// A placeholder's name and what is put in its place.
struct Value {
  std::string_view column;
  std::string_view text;
};

class Template {
 public:
  /// `name` is for messages. Refuses what could be no Question whatever the values.
  static client::Result<Template> parse(std::string text, std::string name, TemplateWishes wishes);

  /// The names of all placeholders, each once, in the order of their first use.
  const std::vector<std::string>& columns() const { return columns_; }

  /// The Question with these values, one for each of `columns()` and no other. An HTML page becomes an
  /// HTMLQuestion; a document that is a Question stays one, and values outside of its CDATA sections are
  /// escaped, since they could not be XML otherwise. Refuses with a sentence without its beginning, `the
  /// question would have …`, to stand behind the place that the values come from. Thread-safe.
  client::Result<std::string> question(const std::vector<Value>& values) const;

  const std::string& text() const { return text_; }

 private:
  enum class Kind : std::uint8_t { Page, Document };

  Template(std::string text, TemplateWishes wishes, Kind kind, std::vector<std::string> columns)
      : text_(std::move(text)), wishes_(wishes), kind_(kind), columns_(std::move(columns)) {}

  /// Of a document.
  std::string filled(const std::vector<Value>& values) const;

  std::string text_;
  TemplateWishes wishes_;
  Kind kind_;
  std::vector<std::string> columns_;
};

}  // namespace kempelen::cli
