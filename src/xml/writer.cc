// Text is taken apart into code points once; what the charset does not have leaves as a reference.
#include "xml/writer.h"

#include <fmt/format.h>

#include <cstdint>
#include <iterator>

#include "base/fault.h"
#include "base/text.h"

namespace kempelen::xml {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

unsigned byte_at(std::string_view text, std::size_t i) {
  return static_cast<unsigned char>(text[i]);
}

std::uint32_t code_point(std::string_view sequence) {
  const unsigned lead = byte_at(sequence, 0);
  if (sequence.size() == 1) return lead;
  std::uint32_t point = lead & (0xFFU >> (sequence.size() + 1));
  for (std::size_t i = 1; i < sequence.size(); ++i) point = (point << 6) | (byte_at(sequence, i) & 0x3F);
  return point;
}

bool xml_carries(std::uint32_t point) {
  if (point < 0x20) return point == '\t' || point == '\n' || point == '\r';
  return point != 0xFFFE && point != 0xFFFF;
}

/// An attribute keeps its line ends and tabs only as references.
enum class Place : std::uint8_t { Text, Attribute };

void append_escaped(std::string& out, std::string_view text, Charset charset, Place place) {
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = utf8_sequence(text, i);
    KEMPELEN_INVARIANT(length > 0, "text for the XML writer is UTF-8");
    const std::uint32_t point = code_point(text.substr(i, length));
    KEMPELEN_INVARIANT(xml_carries(point), "text for the XML writer holds only characters XML can carry");
    const std::string_view sequence = text.substr(i, length);
    i += length;
    if (place == Place::Attribute && (point == '"' || point == '\n' || point == '\t')) {
      fmt::format_to(std::back_inserter(out), "&#{};", point);
      continue;
    }
    switch (point) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '\r':
        out += "&#13;";
        break;
      default:
        if (point < 0x7F || charset == Charset::Utf8) {
          out += sequence;
        } else {
          fmt::format_to(std::back_inserter(out), "&#{};", point);
        }
    }
  }
}

}  // namespace

std::string carriable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = utf8_sequence(text, i);
    if (length == 0) {
      out += kReplacement;
      ++i;
      continue;
    }
    const std::string_view sequence = text.substr(i, length);
    if (xml_carries(code_point(sequence))) out += sequence;
    i += length;
  }
  return out;
}

Writer::Writer(std::string_view root, std::string_view name_space, Charset charset) : charset_(charset) {
  if (charset == Charset::Ascii) out_ = "<?xml version=\"1.0\" encoding=\"ASCII\"?>";
  open(root, {{"xmlns", std::string(name_space)}});
}

void Writer::open(std::string_view name, const Attributes& attributes) {
  out_ += fmt::format("<{}", name);
  for (const auto& [attribute, value] : attributes) {
    out_ += fmt::format(" {}=\"", attribute);
    append_escaped(out_, value, charset_, Place::Attribute);
    out_.push_back('"');
  }
  out_.push_back('>');
  open_.emplace_back(name);
}

void Writer::text(std::string_view text) {
  append_escaped(out_, text, charset_, Place::Text);
}

void Writer::cdata(std::string_view text) {
  KEMPELEN_INVARIANT(charset_ == Charset::Utf8, "a CDATA section holds no references");
  constexpr std::string_view kEnd = "]]>";
  out_ += "<![CDATA[";
  // What would end the section goes half into this one and half into the next.
  for (std::size_t at = text.find(kEnd); at != std::string_view::npos; at = text.find(kEnd)) {
    out_.append(text.substr(0, at + 2)).append("]]><![CDATA[");
    text.remove_prefix(at + 2);
  }
  out_.append(text).append(kEnd);
}

void Writer::close() {
  KEMPELEN_INVARIANT(!open_.empty(), "an element is open");
  out_ += fmt::format("</{}>", open_.back());
  open_.pop_back();
}

void Writer::element(std::string_view name, std::string_view content) {
  open(name);
  text(content);
  close();
}

std::string Writer::finish() {
  while (!open_.empty()) close();
  return std::move(out_);
}

std::string written_head(std::string_view root, std::string_view name_space) {
  std::string document = Writer(root, name_space).finish();
  document.resize(document.size() - fmt::format("</{}>", root).size());
  return document;
}

}  // namespace kempelen::xml
