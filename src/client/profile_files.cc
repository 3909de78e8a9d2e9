// As the AWS command line reads them: `#` and `;` begin a comment at the beginning of a line only.
#include "client/profile_files.h"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/result.h"
#include "base/text.h"

namespace kempelen::client {
namespace {

tl::unexpected<Error> wrong_line(std::string_view name, int number, std::string_view what) {
  return tl::unexpected(
      Error{.kind = Error::Kind::Settings, .message = fmt::format("Line {} of {} {}.", number, name, what)});
}

/// `profile "my work"` to `profile my work`.
std::string section_name(std::string_view inside) {
  std::string name;
  for (const char c : inside) {
    if (c == '"' || c == '\'') continue;
    const bool blank = c == ' ' || c == '\t';
    if (!blank) name.push_back(c);
    if (blank && !name.empty() && name.back() != ' ') name.push_back(' ');
  }
  if (name.ends_with(' ')) name.pop_back();
  return name;
}

bool is_indented(std::string_view line) {
  return line.starts_with(' ') || line.starts_with('\t');
}

class SectionReader {
 public:
  explicit SectionReader(std::string_view name) : name_(name) {}

  Result<Sections> read(std::string_view text) {
    while (!text.empty()) {
      const std::size_t end = std::min(text.find('\n'), text.size());
      std::string_view line = text.substr(0, end);
      text.remove_prefix(std::min(end + 1, text.size()));
      if (line.ends_with('\r')) line.remove_suffix(1);
      ++number_;
      const std::string_view bare = trim(line);
      if (bare.empty() || bare.starts_with('#') || bare.starts_with(';')) continue;
      KEMPELEN_TRY([[maybe_unused]] const auto taken, take(line, bare));
    }
    return std::move(sections_);
  }

 private:
  Result<Done> take(std::string_view line, std::string_view bare) {
    if (bare.starts_with('[')) {
      const std::size_t close = bare.find(']');
      if (close == std::string_view::npos) return wrong_line(name_, number_, "begins a section without a ]");
      section_ = &sections_[section_name(bare.substr(1, close - 1))];
      outer_.clear();
      return Done{};
    }
    const std::size_t equals = bare.find('=');
    if (equals == std::string_view::npos) return wrong_line(name_, number_, "has no = in it");
    if (section_ == nullptr) return wrong_line(name_, number_, "stands before the first [section]");
    const std::string key = lower(trim(bare.substr(0, equals)));
    const std::string_view value = trim(bare.substr(equals + 1));
    if (is_indented(line) && !outer_.empty()) {
      section_->insert_or_assign(outer_ + "." + key, value);
      return Done{};
    }
    section_->insert_or_assign(key, value);
    outer_ = value.empty() ? key : "";
    return Done{};
  }

  std::string_view name_;
  Sections sections_{};
  Section* section_ = nullptr;
  std::string outer_{};  // the key without a value that indented lines belong to
  int number_ = 0;
};

}  // namespace

Result<Sections> parse_sections(std::string_view text, std::string_view name) {
  return SectionReader(name).read(text);
}

Result<Sections> read_sections(const std::string& path) {
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) return Sections{};
  std::ifstream file(path, std::ios::binary);
  const std::string text(std::istreambuf_iterator<char>(file), {});
  if (!file) {
    return tl::unexpected(
        Error{.kind = Error::Kind::Settings,
              .message = fmt::format("{} is there and cannot be read; check who may read it.", path)});
  }
  return parse_sections(text, path);
}

}  // namespace kempelen::client
