// One test per operation, field and way to get it wrong, made from the descriptors:
// `CreateHIT_Title_TooLong`.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <optional>
#include <ostream>
#include <set>

#include "json/writer.h"
#include "tests/contract/bodies.h"

namespace kempelen::contract {
namespace {

using model::Bounds;
using model::Count;
using model::Field;
using model::Kind;
using model::Presence;

/// What must come of a body; no code means that it is accepted.
struct Case {
  Input input;
  std::string name;
  std::string body;
  std::optional<Code> code;
  /// How the refusal names the member: a path, or the member itself.
  std::string named;
};

void PrintTo(const Case& tested, std::ostream* out) {
  *out << tested.name << ": " << tested.body.substr(0, 300);
}

std::string as_json(std::string_view text) {
  std::string out;
  json::append_quoted(out, text);
  return out;
}

std::string letters(std::int64_t count) {
  return std::string(static_cast<std::size_t>(count), 'A');
}

/// Collects the cases of one member.
class Maker {
 public:
  Maker(const Input& input, const Route& route, std::vector<Case>& cases)
      : input_(input), route_(route), field_(*route.back()), cases_(cases) {}

  void make() {
    accepted("Valid", valid_value(field_));
    absence();
    wrong_types();
    list();
    text();
    number();
    special_kinds();
  }

 private:
  bool is_text() const { return field_.kind == Kind::String || field_.kind == Kind::Enum; }
  bool is_number() const { return field_.kind == Kind::Integer || field_.kind == Kind::Long; }
  std::string path() const { return path_of(route_); }
  std::string element_path() const { return path() + (field_.count == Count::List ? ".1.member" : ""); }

  void add(std::string_view what, const std::optional<std::string>& value, std::optional<Code> code,
           std::string named) {
    std::string name = input_.service + "_" + input_.operation;
    for (const Field* step : route_) name += "_" + std::string(step->name);
    cases_.push_back({input_, name + "_" + std::string(what), body_with(*input_.shape, route_, value), code,
                      std::move(named)});
  }
  std::string as_value(const std::string& element) const {
    return field_.count == Count::List ? "[" + element + "]" : element;
  }
  void accepted(std::string_view what, const std::optional<std::string>& value) {
    add(what, value, std::nullopt, "");
  }
  void breaks(std::string_view what, const std::string& element) {
    add(what, as_value(element), Code::BreaksModel, "at '" + element_path() + "'");
  }
  void limited(std::string_view what, const std::string& element, Code code) {
    add(what, as_value(element), code, std::string(field_.name));
  }
  void malformed(std::string_view what, const std::string& value, const std::string& where) {
    add(what, value, Code::Malformed, "at '" + where + "'");
  }

  void absence() {
    if (field_.presence == Presence::Required) {
      add("Missing", std::nullopt, Code::BreaksModel, "Value null at '" + path() + "'");
      add("Null", "null", Code::BreaksModel, "Value null at '" + path() + "'");
    } else {
      accepted("Missing", std::nullopt);
      accepted("Null", "null");
    }
  }

  void wrong_types() {
    const bool wants_number = is_number() || field_.kind == Kind::Timestamp;
    const std::string wrong = wants_number ? "true" : "7";
    malformed("WrongType", as_value(wrong), element_path());
    if (field_.kind == Kind::Boolean || is_number() || field_.kind == Kind::Structure) {
      malformed("TextInstead", as_value("\"true\""), element_path());
    }
    if (field_.count == Count::List) {
      malformed("NoList", valid_element(field_), path());
      add("NullElement", "[null]", Code::BreaksModel, "Value null at '" + element_path() + "'");
    } else {
      malformed("ListInstead", "[" + valid_element(field_) + "]", path());
    }
  }

  void list() {
    if (field_.count != Count::List) return;
    const Bounds& entries = field_.limits.entries;
    if (entries.has_high()) {
      accepted("LongestList", repeated(entries.high));
      add("ListTooLong", repeated(entries.high + 1), Code::BreaksModel, "at '" + path() + "'");
    }
    if (entries.has_low() && entries.low > 0) {
      add("ListTooShort", repeated(entries.low - 1), Code::BreaksModel, "at '" + path() + "'");
    } else {
      accepted("EmptyList", "[]");
    }
  }

  std::string repeated(std::int64_t count) const {
    std::string text;
    for (std::int64_t i = 0; i < count; ++i) text += (i > 0 ? "," : "") + valid_element(field_);
    return "[" + text + "]";
  }

  void text() {
    if (!is_text()) return;
    if (!field_.constraints.values.empty()) {
      for (const std::string_view value : field_.constraints.values) {
        accepted("Value" + std::string(value), as_value(as_json(value)));
      }
      breaks("UnknownValue", as_json("NoSuchValue"));
      breaks("WrongCase", as_json(wrong_case(field_.constraints.values.front())));
      return;
    }
    const Bounds& length = field_.constraints.length;
    if (length.has_high()) {
      accepted("Longest", as_value(as_json(letters(length.high))));
      breaks("TooLong", as_json(letters(length.high + 1)));
    }
    if (length.has_low() && length.low > 0) breaks("TooShort", as_json(letters(length.low - 1)));
    if (field_.constraints.pattern != nullptr) {
      breaks("BadPattern", as_json(length.low == 2 ? "a-" : "A-lower"));
      breaks("LeadingSpace", as_json(length.low == 2 ? " A" : " A1"));
    }
    service_text();
  }

  static std::string wrong_case(std::string_view value) {
    std::string text(value);
    text.front() = static_cast<char>(text.front() ^ 0x20);
    return text;
  }

  void service_text() {
    const Bounds& characters = field_.limits.characters;
    if (characters.has_high()) {
      std::string wide;
      for (std::int64_t i = 0; i < characters.high; ++i) wide += "ä";
      accepted("Longest", as_value(as_json(wide)));
      limited("TooLong", as_json(wide + "ä"), Code::InvalidParameterValueBecause);
    }
    if (characters.has_low() && characters.low > 0) {
      limited("TooShort", as_json(letters(characters.low - 1)), Code::ParameterTooShort);
    }
    const Bounds& bytes = field_.limits.bytes;
    if (bytes.has_high()) {
      accepted("Longest", as_value(as_json(letters(bytes.high))));
      limited("TooLong", as_json(letters(bytes.high + 1)), Code::InvalidParameterValueBecause);
    }
    if (bytes.has_low() && bytes.low > 0) {
      limited("TooShort", as_json(letters(bytes.low - 1)), Code::ParameterTooShort);
    }
    if (field_.limits.audience == model::Audience::People) {
      limited("ControlCharacter", as_json("AAAA\x0b"), Code::InvalidParameterValueBecause);
      accepted("LineEnd", as_value(as_json("AAA\r\n\t")));
    }
  }

  void number() {
    if (!is_number()) return;
    malformed("Fraction", as_value("1.5"), element_path());
    malformed("TooLargeForItsType",
              as_value(field_.kind == Kind::Integer ? "2147483648" : "9223372036854775808"), element_path());
    const Bounds& range = field_.constraints.value;
    if (range.has_low()) {
      accepted("Lowest", as_value(std::to_string(range.low)));
      breaks("Below", std::to_string(range.low - 1));
    }
    if (range.has_high()) {
      accepted("Highest", as_value(std::to_string(range.high)));
      breaks("Above", std::to_string(range.high + 1));
    }
    const Bounds& limit = field_.limits.value;
    if (limit.has_low()) {
      accepted("Lowest", as_value(std::to_string(limit.low)));
      limited("Below", std::to_string(limit.low - 1), Code::ParameterOutOfRange);
    }
    // Above the largest number of its type it would be a wrong type instead.
    if (limit.has_high()) {
      accepted("Highest", as_value(std::to_string(limit.high)));
      limited("Above", std::to_string(limit.high + 1), Code::ParameterOutOfRange);
    }
  }

  void special_kinds() {
    if (field_.kind == Kind::Money) {
      breaks("NoLeadingZero", "\".20\"");
      breaks("Dollar", "\"$1\"");
      breaks("ThreeDecimals", "\"1.234\"");
      breaks("Negative", "\"-1\"");
      breaks("Empty", "\"\"");
      limited("TooLarge", "\"99999999999999999999\"", Code::InvalidParameterValueBecause);
      if (field_.limits.amount.has_low()) limited("Below", "\"0.00\"", Code::InvalidParameterValueBecause);
    }
    if (field_.kind == Kind::Timestamp) {
      accepted("Zero", "0");
      accepted("Exponent", "1.7E9");
      accepted("Iso", "\"2026-11-24T14:59:00Z\"");
      malformed("NoTime", "\"tomorrow\"", path());
      limited("Milliseconds", "1700000000000", Code::InvalidParameterValueBecause);
    }
    if (field_.kind == Kind::Fields) {
      accepted("TextsAndLists", R"({"a":"x","b":["y","z"],"c":[]})");
      malformed("NumberInside", R"({"a":5})", path() + ".a");
    }
  }

  const Input& input_;
  const Route& route_;
  const Field& field_;
  std::vector<Case>& cases_;
};

std::vector<Case> all_cases() {
  std::vector<Case> cases;
  for (const Input& input : inputs()) {
    const std::string name = input.service + "_" + input.operation;
    const std::string valid = valid_body(*input.shape);
    cases.push_back({input, name + "_Smallest", valid, std::nullopt, ""});
    const std::string unknown = valid == "{}"
                                    ? R"({"NoSuchMember":{"a":[1]}})"
                                    : valid.substr(0, valid.size() - 1) + R"(,"NoSuchMember":{"a":[1]}})";
    cases.push_back({input, name + "_UnknownMember", unknown, std::nullopt, ""});
    cases.push_back({input, name + "_NoObject", "[]", Code::Malformed, "in the body"});
    for (const Route& route : routes_of(*input.shape)) Maker(input, route, cases).make();
  }
  return cases;
}

class FieldContract : public ::testing::TestWithParam<Case> {};

TEST_P(FieldContract, Holds) {
  const Case& tested = GetParam();
  const auto value = json::parse(tested.body);
  ASSERT_TRUE(value) << tested.body;
  const Result<Done> read = tested.input.read(*value);
  if (!tested.code) {
    EXPECT_TRUE(read) << (read ? "" : ::testing::PrintToString(read.error().words));
    return;
  }
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, *tested.code) << ::testing::PrintToString(read.error().words);
  const auto& words = read.error().words;
  const bool by_path = *tested.code == Code::BreaksModel || *tested.code == Code::Malformed;
  if (by_path) {
    ASSERT_EQ(words.size(), 1U);
    EXPECT_NE(words[0].find(tested.named), std::string::npos) << words[0];
    return;
  }
  const std::size_t position = *tested.code == Code::ParameterTooShort ? 0 : 1;
  EXPECT_EQ(words.at(position), tested.named);
}

INSTANTIATE_TEST_SUITE_P(Every, FieldContract, ::testing::ValuesIn(all_cases()),
                         [](const auto& tested) { return tested.param.name; });

TEST(FieldCases, AreManyAndNamedApart) {
  const auto cases = all_cases();
  std::set<std::string> names;
  std::set<std::string> operations;
  for (const Case& tested : cases) {
    EXPECT_TRUE(names.insert(tested.name).second) << tested.name;
    operations.insert(tested.input.service + tested.input.operation);
  }
  EXPECT_EQ(operations.size(), 65U);
  EXPECT_GT(cases.size(), 1000U);
}

}  // namespace
}  // namespace kempelen::contract
