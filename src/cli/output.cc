// Three writers of one tree. The text form follows what the vendor's tool prints, since scripts count its
// columns.
#include "cli/output.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

#include "base/text.h"
#include "json/writer.h"

namespace kempelen::cli {
namespace {

constexpr std::string_view kIndent = "    ";

void append_json(const Data& data, std::size_t depth, std::string& out);

void append_line_start(std::size_t depth, std::string& out) {
  out.push_back('\n');
  for (std::size_t i = 0; i < depth; ++i) out += kIndent;
}

void append_container(const Data& data, std::size_t depth, std::string& out) {
  const bool list = data.kind == Data::Kind::List;
  const std::size_t size = list ? data.items.size() : data.members.size();
  out.push_back(list ? '[' : '{');
  for (std::size_t i = 0; i < size; ++i) {
    if (i > 0) out.push_back(',');
    append_line_start(depth + 1, out);
    if (!list) {
      json::append_quoted(out, data.members[i].first);
      out += ": ";
    }
    append_json(list ? data.items[i] : data.members[i].second, depth + 1, out);
  }
  if (size > 0) append_line_start(depth, out);
  out.push_back(list ? ']' : '}');
}

void append_json(const Data& data, std::size_t depth, std::string& out) {
  if (data.is_scalar()) {
    out += json_of(data);
  } else {
    append_container(data, depth, out);
  }
}

std::string upper(std::string_view text) {
  std::string made;
  for (const char c : text) made.push_back('a' <= c && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c);
  return made;
}

/// As the vendor's tool, which is written in Python, prints it.
std::string scalar_text(const Data& data) {
  switch (data.kind) {
    case Data::Kind::Null:
      return "None";
    case Data::Kind::Boolean:
      return data.text == "true" ? "True" : "False";
    default:
      return data.text;
  }
}

using Names = std::set<std::string, std::less<>>;

class TextWriter {
 public:
  void object(const Data& data, std::string_view name, const Names* columns) {
    std::vector<std::string> cells;
    const Names own = columns == nullptr ? scalar_names(data) : *columns;
    for (const std::string& column : own) {
      const Data* const value = data.find(column);
      cells.push_back(value == nullptr ? "" : scalar_text(*value));
    }
    if (!cells.empty()) {
      if (!name.empty()) cells.insert(cells.begin(), upper(name));
      line(cells);
    }
    std::map<std::string_view, const Data*> inner;
    for (const auto& [key, value] : data.members) {
      if (!value.is_scalar()) inner.emplace(key, &value);
    }
    for (const auto& [key, value] : inner) any(*value, key);
  }

  void any(const Data& data, std::string_view name) {
    if (data.kind == Data::Kind::Object) return object(data, name, nullptr);
    Names columns;
    for (const Data& item : data.items) columns.merge(scalar_names(item));
    for (const Data& item : data.items) {
      if (item.kind == Data::Kind::Object) {
        object(item, name, &columns);
      } else {
        line({upper(name), scalar_text(item)});
      }
    }
  }

  std::string take() && { return std::move(out_); }

 private:
  static Names scalar_names(const Data& data) {
    Names names;
    for (const auto& [key, value] : data.members) {
      if (value.is_scalar()) names.insert(key);
    }
    return names;
  }

  void line(const std::vector<std::string>& cells) { out_ += fmt::format("{}\n", fmt::join(cells, "\t")); }

  std::string out_;
};

/// What stands in a cell: one line, at most `width` characters (0: any).
std::string cell_text(const Data& data, std::size_t width) {
  std::string text = data.is_scalar() ? scalar_text(data) : json_of(data);
  for (char& c : text) {
    if (c == '\n' || c == '\r' || c == '\t') c = ' ';
  }
  if (width == 0 || utf8_length(text) <= width) return text;
  std::size_t end = 0;
  for (std::size_t kept = 0; kept + 1 < width; ++kept) end += utf8_sequence(text, end);
  return text.substr(0, end) + "…";
}

std::string padded(const std::string& text, std::size_t width) {
  const std::size_t length = utf8_length(text);
  return length >= width ? text : text + std::string(width - length, ' ');
}

using Rows = std::vector<std::vector<std::string>>;

std::vector<std::size_t> widths_of(const Rows& rows) {
  std::vector<std::size_t> widths(rows[0].size(), 0);
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], utf8_length(row[i]));
  }
  return widths;
}

/// Two blanks between columns, a line under the head; the last column is not padded.
std::string drawn(const Rows& rows, const std::vector<std::size_t>& widths) {
  std::string text;
  for (std::size_t at = 0; at < rows.size(); ++at) {
    for (std::size_t i = 0; i < widths.size(); ++i) {
      const bool last = i + 1 == widths.size();
      text += last ? rows[at][i] + "\n" : padded(rows[at][i], widths[i]) + "  ";
    }
    if (at == 0) {
      for (std::size_t i = 0; i < widths.size(); ++i) {
        text += std::string(widths[i], '-') + (i + 1 == widths.size() ? "\n" : "  ");
      }
    }
  }
  return text;
}

/// The columns of a list of structures, in the order in which they are first met.
std::vector<std::string> columns_of(const Data& list) {
  std::vector<std::string> names;
  for (const Data& item : list.items) {
    for (const auto& [key, value] : item.members) {
      if (std::ranges::find(names, key) == names.end()) names.push_back(key);
    }
  }
  return names;
}

constexpr std::size_t kCellMax = 40;

/// A line for each member, what has an inside as compact JSON.
std::string name_lines(const Data& data, int columns) {
  std::size_t width = 0;
  for (const auto& [key, value] : data.members) width = std::max(width, key.size());
  const std::size_t room = columns > 0 && static_cast<std::size_t>(columns) > width + 2
                               ? static_cast<std::size_t>(columns) - width - 2
                               : 0;
  std::string text;
  for (const auto& [key, value] : data.members)
    text += padded(key, width) + "  " + cell_text(value, room) + "\n";
  return text;
}

/// What is too wide for a table.
std::string blocks(const Data& list, int columns) {
  std::string text;
  for (const Data& item : list.items) text += (text.empty() ? "" : "\n") + name_lines(item, columns);
  return text;
}

std::string list_table(const Data& list, int columns) {
  if (list.items.empty()) return "(none)\n";
  if (list.items[0].kind != Data::Kind::Object) {
    std::string text;
    for (const Data& item : list.items) text += cell_text(item, 0) + "\n";
    return text;
  }
  const std::vector<std::string> names = columns_of(list);
  Rows rows;
  rows.push_back(names);
  for (const Data& item : list.items) {
    auto& row = rows.emplace_back();
    for (const std::string& name : names) {
      const Data* const value = item.find(name);
      row.push_back(value == nullptr ? "" : cell_text(*value, kCellMax));
    }
  }
  const std::vector<std::size_t> widths = widths_of(rows);
  const std::size_t whole = std::accumulate(widths.begin(), widths.end(), 2 * (widths.size() - 1));
  if (columns > 0 && whole > static_cast<std::size_t>(columns)) return blocks(list, columns);
  return drawn(rows, widths);
}

}  // namespace

std::string indented_json(const Data& data) {
  std::string text;
  append_json(data, 0, text);
  text.push_back('\n');
  return text;
}

std::string text_lines(const Data& data) {
  TextWriter writer;
  writer.object(data, "", nullptr);
  return std::move(writer).take();
}

std::string tables(const Data& data, int columns) {
  Data scalars = Data::object();
  for (const auto& [key, value] : data.members) {
    if (value.is_scalar()) scalars.members.emplace_back(key, value);
  }
  std::string text = name_lines(scalars, columns);
  for (const auto& [key, value] : data.members) {
    if (value.is_scalar()) continue;
    text += (text.empty() ? "" : "\n") + key + "\n";
    text += value.kind == Data::Kind::List ? list_table(value, columns) : name_lines(value, columns);
  }
  return text;
}

}  // namespace kempelen::cli
