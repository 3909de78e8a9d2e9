// A structure with a member of every kind, for the tests of this folder.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/field.h"
#include "model/operation.h"

namespace kempelen::sample {

inline constexpr std::string_view kColours[] = {"Red", "Green"};

constexpr bool is_shout(std::string_view text) {
  return !text.empty() && text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == std::string_view::npos;
}
inline constexpr model::Pattern kShout{"^[A-Z]+$", &is_shout};
inline constexpr model::Scalar kName{{1, 8}, &kShout};

struct Inner {
  std::string key;
  std::vector<std::int32_t> numbers;
};

struct Everything {
  std::string name;
  std::optional<std::string> title;
  std::optional<std::string> colour;
  std::optional<std::int32_t> small;
  std::optional<std::int64_t> large;
  std::optional<bool> flag;
  std::optional<Money> price;
  std::optional<Instant> when;
  std::optional<Inner> inner;
  std::vector<Inner> inners;
  std::vector<std::string> words;
  std::vector<std::string> colours;
  std::optional<model::Fields> answers;
  std::optional<std::string> password;
  std::optional<std::string> document;
};

struct Required {
  std::int64_t number = 0;
  bool flag = false;
  Money price;
  Instant when;
  Inner inner;
  std::vector<std::string> words;
};

struct Touch : model::Operation<Everything, Required> {
  static constexpr std::string_view name = "Touch";
  static constexpr model::Access access = model::Access::Write;
  static constexpr model::Repeat repeat = model::Repeat::ByToken;
  static constexpr std::string_view doc = "Touches everything.";
};

}  // namespace kempelen::sample

namespace kempelen {

template <>
struct model::ShapeOf<sample::Inner> {
  static constexpr Field fields[] = {
      field<&sample::Inner::key>("Key", "The key."),
      field<&sample::Inner::numbers>("Numbers", range(0, 9), entries(0, 3), "Some numbers."),
  };
  static constexpr Shape shape{"Inner", fields};
};

template <>
struct model::ShapeOf<sample::Everything> {
  static constexpr Field fields[] = {
      field<&sample::Everything::name>("Name", sample::kName, "The name."),
      field<&sample::Everything::title>("Title", characters(1, 300), for_people, "The title."),
      field<&sample::Everything::colour>("Colour", one_of(sample::kColours), "The colour."),
      field<&sample::Everything::small>("Small", range(1, 100), "A small number."),
      field<&sample::Everything::large>("LargeInSeconds", between(30, 31'536'000), "A large number."),
      field<&sample::Everything::flag>("Flag", "A flag."),
      field<&sample::Everything::price>("Price", at_least(Money::cents(1)), "A price."),
      field<&sample::Everything::when>("When", "A time."),
      field<&sample::Everything::inner>("Inner", "One inner."),
      field<&sample::Everything::inners>("Inners", always_written, entries(0, 2), "Several inners."),
      field<&sample::Everything::words>("Words", sample::kName, "Words."),
      field<&sample::Everything::colours>("Colours", one_of(sample::kColours), "Colours."),
      field<&sample::Everything::answers>("Answers", "Answers."),
      field<&sample::Everything::password>("Password", characters(8, 20), secret, "A password."),
      field<&sample::Everything::document>("Document", bytes(1, 10), "A document."),
  };
  static constexpr Shape shape{"Everything", fields};
};

template <>
struct model::ShapeOf<sample::Required> {
  static constexpr Field fields[] = {
      field<&sample::Required::number>("Number", "A number."),
      field<&sample::Required::flag>("Flag", "A flag."),
      field<&sample::Required::price>("Price", "A price."),
      field<&sample::Required::when>("When", "A time."),
      field<&sample::Required::inner>("Inner", "An inner."),
      field<&sample::Required::words>("Words", required_list, entries(1, 2), "Words."),
  };
  static constexpr Shape shape{"Required", fields};
};

}  // namespace kempelen
