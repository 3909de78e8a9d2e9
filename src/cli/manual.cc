// roff is written as plainly as it goes: a page is a head, a synopsis, and a list of flags.
#include "cli/manual.h"

#include <fmt/format.h>

#include "cli/exit.h"

namespace kempelen::cli {
namespace {

/// A line that begins with `.` or `'` would be a command of roff, and `-` a hyphen that cannot be copied.
std::string plain(std::string_view text) {
  std::string made;
  bool line_begins = true;
  for (const char c : text) {
    if (line_begins && (c == '.' || c == '\'')) made += "\\&";
    line_begins = c == '\n';
    if (c == '\\') {
      made += "\\e";
    } else if (c == '-') {
      made += "\\-";
    } else {
      made.push_back(c);
    }
  }
  return made;
}

std::string head(std::string_view name, std::string_view doc, std::string_view version) {
  std::string title(name);
  for (char& c : title) c = 'a' <= c && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  std::string short_doc(doc);
  if (short_doc.ends_with('.')) short_doc.pop_back();
  return fmt::format(".TH \"{}\" 1 \"\" \"Kempelen {}\" \"Kempelen\"\n.SH NAME\n{} \\- {}\n", plain(title),
                     version, plain(name), plain(short_doc));
}

std::string flag_line(const Flag& flag) {
  std::string value = flag.value;
  if (flag.count == Flag::Count::Many) value += "...";
  if (flag.place == Flag::Place::Positional)
    return fmt::format(".TP\n\\fI{}\\fR\n{}\n", plain(flag.name), plain(flag.doc));
  return fmt::format(".TP\n\\fB\\-\\-{}\\fR{}\n{}\n", plain(flag.name),
                     value.empty() ? "" : fmt::format(" \\fI{}\\fR", plain(value)), plain(flag.doc));
}

std::string synopsis(const Node& node, std::string_view path) {
  std::string line = fmt::format("\\fB{}\\fR", plain(path));
  for (const Flag& flag : node.flags) {
    if (flag.place != Flag::Place::Positional) continue;
    const std::string name = plain(flag.name) + (flag.count == Flag::Count::Many ? "..." : "");
    line += flag.need == Flag::Need::Required ? fmt::format(" \\fI{}\\fR", name)
                                              : fmt::format(" [\\fI{}\\fR]", name);
  }
  if (!node.nodes.empty()) line += " \\fICOMMAND\\fR";
  return line + " [\\fIOPTIONS\\fR]\n";
}

std::string flags_list(const Node& node) {
  std::string text;
  for (const Flag& flag : node.flags) text += flag_line(flag);
  return text;
}

std::string exit_status() {
  std::string text = ".SH EXIT STATUS\n";
  for (const auto& [code, meaning] : kExitMeanings) {
    text += fmt::format(".TP\n\\fB{}\\fR\n{}\n", static_cast<int>(code), plain(meaning));
  }
  return text;
}

std::string page_name(std::string_view path) {
  std::string name(path);
  for (char& c : name) {
    if (c == ' ') c = '-';
  }
  return name;
}

std::string command_page(const Node& node, const std::string& path, std::string_view version) {
  std::string text = head(page_name(path), node.doc, version);
  text += ".SH SYNOPSIS\n" + synopsis(node, path);
  text += fmt::format(".SH DESCRIPTION\n{}\n{}\n", plain(node.doc), plain(node.detail));
  if (!node.flags.empty()) text += ".SH OPTIONS\n" + flags_list(node);
  return text;
}

/// The pages of a command and of what is below it, the deepest last.
void add_pages(const Node& node, const std::string& path, std::string_view version,
               std::vector<ManualPage>& pages) {
  std::string text = command_page(node, path, version);
  if (!node.nodes.empty()) {
    text += ".SH COMMANDS\n";
    for (const Node& inner : node.nodes)
      text += fmt::format(".TP\n\\fB{}\\fR\n{}\n", plain(inner.name), plain(inner.doc));
  }
  text += exit_status();
  if (!node.nodes.empty()) {
    text += ".SH SEE ALSO\n";
    for (const Node& inner : node.nodes) {
      text += fmt::format("{}\\fB{}\\fR(1)", &inner == &node.nodes.front() ? "" : ",\n",
                          plain(page_name(path + " " + inner.name)));
    }
    text += "\n";
  }
  pages.push_back({page_name(path) + ".1", std::move(text)});
  for (const Node& inner : node.nodes) add_pages(inner, path + " " + inner.name, version, pages);
}

}  // namespace

std::vector<ManualPage> manual_pages(const Node& program, std::string_view version) {
  std::vector<ManualPage> pages;
  add_pages(program, program.name, version, pages);
  return pages;
}

}  // namespace kempelen::cli
