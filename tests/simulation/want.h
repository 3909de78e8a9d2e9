// What the bookkeeper wants to see in an answer: a tree of members, compared with the JSON that came. Members
// it does not name are not looked at.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kempelen::simulation {

class Want {
 public:
  Want() = default;  // an object of which nothing is wanted
  static Want text(std::string_view value);
  static Want number(std::int64_t value);
  static Want truth(bool value);
  static Want containing(std::string_view part);
  /// The member must not be there.
  static Want absent();
  static Want present();
  static Want list(std::vector<Want> items);
  static Want count(std::size_t items);
  /// An id that nobody has seen yet; it is written to `where`, which has to live until the comparison.
  static Want new_id(std::string* where);

  Want& with(std::string_view member, Want value);
  Want& with(std::string_view member, std::string_view value) { return with(member, text(value)); }
  Want& with(std::string_view member, std::int64_t value) { return with(member, number(value)); }

  /// What differs, by its path; nothing when all is as wanted.
  std::optional<std::string> differs(const std::string& body) const;

 private:
  enum class Kind { Object, Text, Number, Truth, Containing, Absent, Present, List, Count, NewId };
  struct Comparison;

  Kind kind_ = Kind::Object;
  std::string text_{};
  std::int64_t number_ = 0;
  std::string* where_ = nullptr;
  std::vector<std::pair<std::string_view, Want>> members_{};
  std::vector<Want> items_{};
};

}  // namespace kempelen::simulation
