// A descent over the text. What stands behind a comma is another value of a list without brackets, or the
// next key: it is a key if an equals sign ends it.
#include "cli/shorthand.h"

#include <fmt/format.h>

#include "base/result.h"

namespace kempelen::cli {
namespace {

constexpr int kDepthMax = 16;
constexpr std::string_view kEndOfText = ",]}";

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  client::Result<Data> whole() {
    KEMPELEN_TRY(auto object, members('\0', 0));
    return object;
  }

 private:
  bool at_end() const { return at_ == text_.size(); }
  bool next_is(char c) const { return !at_end() && text_[at_] == c; }
  bool take(char c) {
    if (!next_is(c)) return false;
    ++at_;
    return true;
  }

  tl::unexpected<client::Error> wrong(std::string_view wanted) const {
    const std::string found =
        at_end() ? std::string("the text ends") : fmt::format("there is \"{}\"", text_.substr(at_, 1));
    return tl::unexpected(client::Error{
        .kind = client::Error::Kind::Request,
        .message = fmt::format("at character {} of {}, {} is missing: {}", at_ + 1, text_, wanted, found)});
  }

  /// `Key=value,Key=value`, to the closing character or, for the outermost, to the end.
  client::Result<Data> members(char closing, int depth) {
    Data object = Data::object();
    do {
      KEMPELEN_TRY(const auto name, key());
      KEMPELEN_TRY(auto inner, value(depth));
      object.set(name, std::move(inner));
    } while (take(','));
    const bool closed = closing == '\0' ? at_end() : take(closing);
    if (!closed) return wrong(closing == '\0' ? "a comma" : "a comma or \"}\"");
    return object;
  }

  client::Result<std::string> key() {
    const std::size_t equals = text_.find_first_of("=,[]{}\"'", at_);
    if (equals == std::string_view::npos || text_[equals] != '=' || equals == at_) {
      if (equals != std::string_view::npos) at_ = equals;
      return wrong("\"=\" behind a name");
    }
    std::string name(text_.substr(at_, equals - at_));
    at_ = equals + 1;
    return name;
  }

  client::Result<Data> value(int depth) {
    if (depth > kDepthMax) return wrong("a simpler structure");
    if (take('[')) return list(depth);
    if (take('{')) return members('}', depth + 1);
    KEMPELEN_TRY(auto first, text());
    if (!next_is(',') || key_follows()) return Data::of_text(std::move(first));
    Data several = Data::list();
    several.items.push_back(Data::of_text(std::move(first)));
    while (next_is(',') && !key_follows()) {
      ++at_;
      KEMPELEN_TRY(auto another, text());
      several.items.push_back(Data::of_text(std::move(another)));
    }
    return several;
  }

  client::Result<Data> list(int depth) {
    Data items = Data::list();
    if (take(']')) return items;
    do {
      if (take('{')) {
        KEMPELEN_TRY(auto object, members('}', depth + 1));
        items.items.push_back(std::move(object));
      } else {
        KEMPELEN_TRY(auto one, text());
        items.items.push_back(Data::of_text(std::move(one)));
      }
    } while (take(','));
    if (!take(']')) return wrong("a comma or \"]\"");
    return items;
  }

  bool key_follows() const {
    const std::size_t found = text_.find_first_of("=,[]{}\"'", at_ + 1);
    return found != std::string_view::npos && text_[found] == '=';
  }

  client::Result<std::string> text() {
    if (take('"')) return quoted('"');
    if (take('\'')) return quoted('\'');
    std::string made;
    while (!at_end() && kEndOfText.find(text_[at_]) == std::string_view::npos) {
      if (text_[at_] == '\\' && at_ + 1 < text_.size()) ++at_;
      made.push_back(text_[at_++]);
    }
    return made;
  }

  client::Result<std::string> quoted(char quote) {
    std::string made;
    while (!at_end() && !next_is(quote)) {
      if (text_[at_] == '\\' && at_ + 1 < text_.size() &&
          (text_[at_ + 1] == quote || text_[at_ + 1] == '\\')) {
        ++at_;
      }
      made.push_back(text_[at_++]);
    }
    if (!take(quote)) return wrong("the closing quote");
    return made;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

client::Result<Data> parse_shorthand(std::string_view text) {
  return Parser(text).whole();
}

}  // namespace kempelen::cli
