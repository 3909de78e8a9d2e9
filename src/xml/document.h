// Reading XML that strangers wrote: a thin face of libxml2 that fetches nothing, knows no document type and
// no entity but the five of XML itself, and bounds size and depth. What is wrong with a document comes back
// as a value that says where; nothing is ever printed.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <variant>
#include <vector>

extern "C" {
struct _xmlDoc;
struct _xmlNode;
}

namespace kempelen::xml {

/// One thing wrong with a document. `text` is in the words of the original's parser (Xerces) where it has
/// some.
struct Problem {
  std::string text;
  int line = 0;         // from 1; 0 where it is not known
  int column = 0;       // from 1; 0 where it is not known
  std::string element;  // the element it happened in or at; empty outside the root element

  friend bool operator==(const Problem&, const Problem&) = default;
};

/// `<text> (line 3, column 7, element 'FrameHeight')`, leaving out what is not known.
std::string describe(const Problem& problem);

/// What a document may cost. Depth counts nested elements; the root is 1. libxml2 itself stops at 256.
struct Limits {
  std::size_t max_bytes = 65'535;
  int max_depth = 100;
};

class Element;

/// What stands between the tags of an element: elements, and the texts around them.
using Node = std::variant<Element, std::string>;

/// An attribute without namespace.
struct Attribute {
  std::string name;
  std::string value;
};

/// A view of one element; valid as long as its Document.
class Element {
 public:
  explicit Element(const _xmlNode* node) : node_(node) {}

  std::string_view name() const;        // without its prefix
  std::string_view name_space() const;  // empty if it has none
  int line() const;
  /// All character data below the element in document order, CDATA sections included; comments are left out.
  std::string text() const;
  std::vector<Element> children() const;
  /// Child elements and texts in document order; CDATA sections are texts, comments are left out.
  std::vector<Node> content() const;
  /// The first child element of that name, in the element's own namespace.
  std::optional<Element> child(std::string_view local_name) const;
  /// The value of an attribute without namespace.
  std::optional<std::string> attribute(std::string_view local_name) const;
  /// All attributes without namespace, in the order they were written.
  std::vector<Attribute> attributes() const;

 private:
  const _xmlNode* node_;
};

/// A well-formed document. Movable; may be read by several threads.
class Document {
 public:
  explicit Document(_xmlDoc* owned) : document_(owned) {}
  Element root() const;

 private:
  friend class Schema;
  struct Free {
    void operator()(_xmlDoc* document) const;
  };
  std::unique_ptr<_xmlDoc, Free> document_;
};

/// The document, or the first thing wrong with it. The text is taken as UTF-8, as the API transports it,
/// whatever encoding its declaration names; a byte order mark in front is skipped. Thread-safe.
tl::expected<Document, Problem> parse(std::string_view text, const Limits& limits);

}  // namespace kempelen::xml
