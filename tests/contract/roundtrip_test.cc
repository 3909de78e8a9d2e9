// Random objects of every shape survive being written and read again.
#include <gtest/gtest.h>

#include <fmt/format.h>

#include "api/operations.h"
#include "base/random.h"
#include "model/read.h"
#include "model/write.h"

namespace kempelen::contract {
namespace {

using model::Bounds;
using model::Count;
using model::Field;
using model::Kind;
using model::Presence;
using model::Shape;

class Chance {
 public:
  explicit Chance(std::uint64_t seed) : source_(seed) {}

  /// Both ends included.
  std::int64_t between(std::int64_t low, std::int64_t high) {
    std::array<std::uint8_t, 8> bytes{};
    source_.fill(bytes);
    std::uint64_t bits = 0;
    for (const std::uint8_t byte : bytes) bits = bits << 8 | byte;
    const std::uint64_t width = static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low) + 1;
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(low) + (width == 0 ? bits : bits % width));
  }
  bool coin() { return between(0, 1) == 1; }

 private:
  SeededRandom source_;
};

constexpr std::string_view kLetters[] = {"a", "\"", "\\", "/", "ä", "€", "😀", "\n", "\t", " ", "{", "'"};

std::string random_text(Chance& chance, const Field& field) {
  if (!field.constraints.values.empty()) {
    const auto last = static_cast<std::int64_t>(field.constraints.values.size()) - 1;
    return std::string(field.constraints.values[static_cast<std::size_t>(chance.between(0, last))]);
  }
  const std::int64_t low = std::max(
      {std::int64_t{0}, field.constraints.length.low, field.limits.characters.low, field.limits.bytes.low});
  const std::int64_t high = std::min(
      {low + 12, field.constraints.length.high, field.limits.characters.high, field.limits.bytes.high});
  const std::int64_t length = chance.between(low, high);
  if (field.constraints.pattern != nullptr)
    return "A" + std::string(static_cast<std::size_t>(std::max(length - 1, std::int64_t{1})), 'Z');
  std::string text;
  for (std::int64_t i = 0; i < length; ++i) {
    text += kLetters[static_cast<std::size_t>(chance.between(0, std::ssize(kLetters) - 1))];
  }
  return text;
}

std::int64_t random_number(Chance& chance, const Field& field, Bounds type) {
  return chance.between(std::max({type.low, field.constraints.value.low, field.limits.value.low}),
                        std::min({type.high, field.constraints.value.high, field.limits.value.high}));
}

model::Fields random_fields(Chance& chance) {
  model::Fields fields;
  for (std::int64_t i = chance.between(0, 3); i > 0; --i) {
    fields.entries.emplace_back(fmt::format("q{}\"", i),
                                std::vector<std::string>(static_cast<std::size_t>(i), "ä"));
  }
  return fields;
}

void fill(Chance& chance, const Shape& shape, void* object);

void fill_one(Chance& chance, const Field& field, void* target) {
  constexpr Bounds kInt32{std::numeric_limits<std::int32_t>::min(), std::numeric_limits<std::int32_t>::max()};
  constexpr Bounds kInt64{std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()};
  switch (field.kind) {
    case Kind::String:
    case Kind::Enum:
      *static_cast<std::string*>(target) = random_text(chance, field);
      return;
    case Kind::Integer:
      *static_cast<std::int32_t*>(target) = static_cast<std::int32_t>(random_number(chance, field, kInt32));
      return;
    case Kind::Long:
      *static_cast<std::int64_t*>(target) = random_number(chance, field, kInt64);
      return;
    case Kind::Boolean:
      *static_cast<bool*>(target) = chance.coin();
      return;
    case Kind::Money:
      *static_cast<Money*>(target) = Money::cents(chance.between(1, 100'000'000));
      return;
    case Kind::Timestamp:
      *static_cast<Instant*>(target) = Instant::from_seconds(chance.between(-4'000'000'000, 4'000'000'000));
      return;
    case Kind::Structure:
      fill(chance, *field.shape, target);
      return;
    case Kind::Fields:
      *static_cast<model::Fields*>(target) = random_fields(chance);
      return;
  }
}

void fill(Chance& chance, const Shape& shape, void* object) {
  for (const Field& field : shape.fields) {
    if (field.count == Count::List) {
      const Bounds& entries = field.limits.entries;
      const std::int64_t low = std::max(std::int64_t{0}, entries.low);
      void* list = field.slot.make(object);
      for (std::int64_t i = chance.between(low, std::min(low + 3, entries.high)); i > 0; --i) {
        fill_one(chance, field, field.list->append(list));
      }
    } else if (field.presence == Presence::Required || chance.coin()) {
      fill_one(chance, field, field.slot.make(object));
    }
  }
}

template <typename T>
bool equal(const void* a, const void* b) {
  return *static_cast<const T*>(a) == *static_cast<const T*>(b);
}

void expect_same(const Shape& shape, const void* a, const void* b);

void expect_same_one(const Shape& shape, const Field& field, const void* a, const void* b) {
  bool same = true;
  switch (field.kind) {
    case Kind::String:
    case Kind::Enum:
      same = equal<std::string>(a, b);
      break;
    case Kind::Integer:
      same = equal<std::int32_t>(a, b);
      break;
    case Kind::Long:
      same = equal<std::int64_t>(a, b);
      break;
    case Kind::Boolean:
      same = equal<bool>(a, b);
      break;
    case Kind::Money:
      same = equal<Money>(a, b);
      break;
    case Kind::Timestamp:
      same = equal<Instant>(a, b);
      break;
    case Kind::Structure:
      expect_same(*field.shape, a, b);
      break;
    case Kind::Fields:
      same = equal<model::Fields>(a, b);
      break;
  }
  EXPECT_TRUE(same) << shape.name << '.' << field.name;
}

void expect_same(const Shape& shape, const void* a, const void* b) {
  for (const Field& field : shape.fields) {
    const void* left = field.slot.find(a);
    const void* right = field.slot.find(b);
    ASSERT_EQ(left == nullptr, right == nullptr) << shape.name << '.' << field.name;
    if (left == nullptr) continue;
    if (field.count == Count::One) {
      expect_same_one(shape, field, left, right);
      continue;
    }
    ASSERT_EQ(field.list->size(left), field.list->size(right)) << shape.name << '.' << field.name;
    for (std::size_t i = 0; i < field.list->size(left); ++i) {
      expect_same_one(shape, field, field.list->at(left, i), field.list->at(right, i));
    }
  }
}

template <typename Structure>
void round_trip(std::uint64_t seed) {
  const Shape& shape = model::shape_of<Structure>();
  SCOPED_TRACE(fmt::format("{} with seed {}", shape.name, seed));
  Chance chance(seed);
  Structure object{};
  fill(chance, shape, &object);
  std::string text;
  model::write(object, text);
  const auto parsed = json::parse(text);
  ASSERT_TRUE(parsed) << text;
  const auto read = model::read<Structure>(*parsed);
  ASSERT_TRUE(read) << text << ::testing::PrintToString(read.error().words);
  expect_same(shape, &object, &*read);
}

template <typename Operations>
void round_trip_all(std::uint64_t seed) {
  Operations::for_each([&]<typename Op>(model::Type<Op>) {
    round_trip<typename Op::Input>(seed);
    round_trip<typename Op::Output>(seed);
  });
}

TEST(RoundTrip, KeepsEveryValueOfEveryShape) {
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    round_trip_all<api::Operations>(seed);
    round_trip_all<api::WorkerOperations>(seed);
  }
}

}  // namespace
}  // namespace kempelen::contract
