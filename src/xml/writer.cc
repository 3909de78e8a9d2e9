// Text is taken apart into code points once; whatever is not plain ASCII leaves as a reference.
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

void append_escaped(std::string& out, std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = utf8_sequence(text, i);
    KEMPELEN_INVARIANT(length > 0, "text for the XML writer is UTF-8");
    const std::uint32_t point = code_point(text.substr(i, length));
    KEMPELEN_INVARIANT(xml_carries(point), "text for the XML writer holds only characters XML can carry");
    i += length;
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
        if (point < 0x7F) {
          out.push_back(static_cast<char>(point));
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

std::string written_head(std::string_view root, std::string_view name_space) {
  return fmt::format("<?xml version=\"1.0\" encoding=\"ASCII\"?><{} xmlns=\"{}\">", root,
                     escape_markup(name_space));
}

Writer::Writer(std::string_view root, std::string_view name_space) : out_(written_head(root, name_space)) {
  open_.emplace_back(root);
}

void Writer::open(std::string_view name) {
  out_ += fmt::format("<{}>", name);
  open_.emplace_back(name);
}

void Writer::text(std::string_view text) {
  append_escaped(out_, text);
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

}  // namespace kempelen::xml
