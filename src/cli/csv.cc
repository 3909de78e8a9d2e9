// A reader that goes through the text once and always knows the line it is on, for its messages are what
// people mend their files by.
#include "cli/csv.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/result.h"
#include "base/text.h"
#include "cli/files.h"
#include "cli/misuse.h"

namespace kempelen::cli {
namespace {

std::size_t line_at(std::string_view text, std::size_t at) {
  return 1 + static_cast<std::size_t>(std::ranges::count(text.substr(0, at), '\n'));
}

/// What is wrong with the bytes, before anything is read out of them.
client::Result<Done> check_bytes(std::string_view text, std::string_view name) {
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
    return misuse(fmt::format("{} is text in UTF-16; save it as \"CSV UTF-8\" and give that file.", name));
  }
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == '\0') {
      return misuse(
          fmt::format("{}, line {}: there is a NUL byte, so this is no text.", name, line_at(text, at)));
    }
    const std::size_t length = utf8_sequence(text, at);
    if (length == 0) {
      return misuse(fmt::format(
          "{}, line {}: the byte 0x{:02X} is no UTF-8; save the file as \"CSV UTF-8\" and give that file.",
          name, line_at(text, at), static_cast<unsigned char>(text[at])));
    }
    at += length;
  }
  return Done{};
}

class Reader {
 public:
  Reader(std::string_view text, std::string_view name, ShortRows short_rows)
      : text_(text), name_(name), short_rows_(short_rows) {}

  client::Result<Csv> read() {
    skip_blank_end();
    if (text_.empty())
      return misuse(fmt::format("{} is empty; its first line should name the columns.", name_));
    KEMPELEN_TRY(auto first, row());
    csv_.header = std::move(first.cells);
    if (auto fine = check_header(); !fine) return tl::unexpected(std::move(fine).error());
    while (at_ < text_.size()) {
      if (text_[at_] == '\n' || text_.substr(at_).starts_with("\r\n")) {
        return misuse(fmt::format("{}, line {}: the line is empty; take it out.", name_, line_));
      }
      KEMPELEN_TRY(auto next, row());
      if (short_rows_ == ShortRows::Filled && next.cells.size() < csv_.header.size())
        next.cells.resize(csv_.header.size());
      if (auto fine = check_row(next); !fine) return tl::unexpected(std::move(fine).error());
      csv_.rows.push_back(std::move(next));
    }
    if (csv_.rows.empty()) {
      return misuse(fmt::format("{} has a header and no rows below it.", name_));
    }
    return std::move(csv_);
  }

 private:
  /// Takes the blank lines at the end away. What else ends with line ends there stands in a quoted cell that
  /// is never closed, and stays wrong.
  void skip_blank_end() {
    while (text_.ends_with("\n\n") || text_.ends_with("\n\r\n"))
      text_.remove_suffix(text_.ends_with("\r\n") ? 2 : 1);
    if (text_ == "\n" || text_ == "\r\n") text_ = {};
  }

  /// ` in column "url"`, where the header is known and has such a column.
  std::string in_column(std::size_t column) const {
    return column < csv_.header.size() ? fmt::format(" in column \"{}\"", csv_.header[column])
                                       : std::string();
  }

  client::Result<CsvRow> row() {
    CsvRow read{.line = line_, .cells = {}};
    for (;;) {
      std::string cell;
      if (at_ < text_.size() && text_[at_] == '"') {
        KEMPELEN_TRY(cell, quoted(read.cells.size()));
      } else {
        const std::size_t end = std::min(text_.find_first_of(",\r\n", at_), text_.size());
        cell = text_.substr(at_, end - at_);
        at_ = end;
      }
      read.cells.push_back(std::move(cell));
      if (at_ == text_.size()) return read;
      if (text_[at_] == ',') {
        ++at_;
        continue;
      }
      if (auto ended = line_end(read.cells.size() - 1); !ended)
        return tl::unexpected(std::move(ended).error());
      return read;
    }
  }

  /// Past the line end behind the cell.
  client::Result<Done> line_end(std::size_t column) {
    if (text_.substr(at_).starts_with("\r\n")) ++at_;
    if (text_[at_] == '\n') {
      ++at_;
      ++line_;
      return Done{};
    }
    if (text_[at_] == '\r') {
      return misuse(
          fmt::format("{}, line {}: a line ends with a carriage return alone, as on old Macs; save the file "
                      "with line ends of Windows or Unix.",
                      name_, line_));
    }
    return misuse(
        fmt::format("{}, line {}{}: there is text behind the closing quote; write a quote inside a "
                    "quoted cell twice (\"\").",
                    name_, line_, in_column(column)));
  }

  client::Result<std::string> quoted(std::size_t column) {
    const std::size_t opened = line_;
    std::string cell;
    ++at_;
    for (;;) {
      const std::size_t quote = text_.find('"', at_);
      if (quote == std::string_view::npos) {
        return misuse(fmt::format("{}, line {}{}: the quote that opens the cell is never closed.", name_,
                                  opened, in_column(column)));
      }
      const std::string_view piece = text_.substr(at_, quote - at_);
      cell += piece;
      line_ += static_cast<std::size_t>(std::ranges::count(piece, '\n'));
      at_ = quote + 1;
      if (at_ == text_.size() || text_[at_] != '"') return cell;
      cell += '"';
      ++at_;
    }
  }

  client::Result<Done> check_header() const {
    std::set<std::string_view> names;
    for (std::size_t i = 0; i < csv_.header.size(); ++i) {
      const std::string& name = csv_.header[i];
      if (name.empty()) {
        return misuse(fmt::format("{}, line 1: column {} has no name; give it one or take the column out.",
                                  name_, i + 1));
      }
      if (!names.insert(name).second) {
        return misuse(
            fmt::format("{}, line 1: there are two columns \"{}\"; rename one of them.", name_, name));
      }
    }
    return Done{};
  }

  client::Result<Done> check_row(const CsvRow& row) const {
    const std::size_t wanted = csv_.header.size();
    const std::size_t found = row.cells.size();
    if (found < wanted) {
      return misuse(fmt::format("{}, line {}: the row has {} of {} cells; the first one missing is \"{}\".",
                                name_, row.line, found, wanted, csv_.header[found]));
    }
    if (found > wanted) {
      return misuse(
          fmt::format("{}, line {}: the row has {} cells and the header {}; put a cell that has a "
                      "comma in quotes.",
                      name_, row.line, found, wanted));
    }
    return Done{};
  }

  std::string_view text_;
  std::string_view name_;
  ShortRows short_rows_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
  Csv csv_{};
};

}  // namespace

std::optional<std::size_t> Csv::column(std::string_view name) const {
  const auto found = std::ranges::find(header, name);
  if (found == header.end()) return std::nullopt;
  return static_cast<std::size_t>(found - header.begin());
}

client::Result<Csv> parse_csv(std::string_view text, std::string_view name, ShortRows short_rows) {
  text = without_mark(text);
  if (auto fine = check_bytes(text, name); !fine) return tl::unexpected(std::move(fine).error());
  return Reader(text, name, short_rows).read();
}

client::Result<Csv> read_csv(const std::string& path, ShortRows short_rows) {
  KEMPELEN_TRY(const std::string text, read_file(path));
  return parse_csv(text, path, short_rows);
}

std::string csv_line(std::span<const std::string> cells) {
  std::string line;
  for (const std::string& cell : cells) {
    line += line.empty() ? "\"" : ",\"";
    for (const char c : cell) {
      if (c == '"') line += '"';
      line += c;
    }
    line += '"';
  }
  return line += "\r\n";
}

}  // namespace kempelen::cli
