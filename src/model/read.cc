// The one loop that reads every structure. A wrong JSON type ends it at once; wrong values are collected in
// Problems.
#include "model/read.h"

#include <fmt/format.h>

#include <cmath>
#include <utility>

#include "model/problems.h"
#include "model/scalars.h"

namespace kempelen::model {
namespace {

/// How the original calls the JSON it met.
std::string_view token(json::Value value) {
  switch (value.type()) {
    case json::Type::Null:
      return "NULL_VALUE";
    case json::Type::Boolean:
      return value.boolean() ? "TRUE_VALUE" : "FALSE_VALUE";
    case json::Type::Integer:
    case json::Type::Double:
      return "NUMBER_VALUE";
    case json::Type::String:
      return "STRING_VALUE";
    case json::Type::Array:
      return "START_ARRAY";
    case json::Type::Object:
      return "START_OBJECT";
  }
  return "VALUE";
}

tl::unexpected<Refusal> wrong_type(json::Value value, std::string_view wanted, const Path& path) {
  const std::string where = path.parent == nullptr ? "in the body" : fmt::format("at '{}'", path.text());
  return refuse(Code::Malformed, fmt::format("{} cannot be converted to {} {}", token(value), wanted, where));
}

/// A whole number in 64 bits: `1e3` is one, `1.5` and `1e30` are not.
std::optional<std::int64_t> whole(json::Value value) {
  if (value.type() == json::Type::Integer) return value.integer();
  if (value.type() != json::Type::Double) return std::nullopt;
  constexpr double kExact = 9007199254740992.0;
  const double number = value.number();
  if (std::trunc(number) != number || std::fabs(number) > kExact) return std::nullopt;
  return static_cast<std::int64_t>(number);
}

/// SDKs send whole seconds, milliseconds as a fraction, or an exponent. Nothing outside the years 1 to 9999.
std::optional<Instant> from_epoch(json::Value value) {
  const double seconds = value.number();
  if (seconds < static_cast<double>(kFirstSecond) || seconds > static_cast<double>(kLastSecond)) {
    return std::nullopt;
  }
  if (value.type() == json::Type::Integer) return Instant::from_seconds(value.integer());
  return Instant{std::llround(seconds * 1e6)};
}

/// Whether values are held against what their descriptors declare.
enum class Values : std::uint8_t { Judged, Taken };

class Reader {
 public:
  explicit Reader(Values values) : values_(values) {}

  Result<Done> structure(const Shape& shape, json::Value value, void* object, const Path& path) {
    if (value.type() != json::Type::Object) return wrong_type(value, "Structure", path);
    for (const Field& field : shape.fields) {
      const Path inner{&path, field.name};
      const auto found = value.find(field.name);
      if (!found || found->type() == json::Type::Null) {
        if (judges() && field.presence == Presence::Required) problems_.missing(inner);
        continue;
      }
      auto done = member(field, inner, *found, field.slot.make(object));
      if (!done) return done;
    }
    return Done{};
  }

  Result<Done> verdict() && { return std::move(problems_).verdict(); }

 private:
  bool judges() const { return values_ == Values::Judged; }

  Result<Done> member(const Field& field, const Path& path, json::Value value, void* target) {
    if (field.count == Count::One) return one(field, path, value, target);
    if (value.type() != json::Type::Array) return wrong_type(value, "List", path);
    const auto items = value.items();
    if (judges()) problems_.check_entries(field, path, items.size());
    for (std::size_t i = 0; i < items.size(); ++i) {
      const Path inner{&path, {}, i + 1};
      if (items[i].type() == json::Type::Null) {
        if (judges()) problems_.missing(inner);
        continue;
      }
      auto done = one(field, inner, items[i], field.list->append(target));
      if (!done) return done;
    }
    return Done{};
  }

  Result<Done> one(const Field& field, const Path& path, json::Value value, void* target) {
    switch (field.kind) {
      case Kind::String:
      case Kind::Enum:
        return store(text(field, path, value), target);
      case Kind::Integer:
        return store(number<std::int32_t>(field, path, value), target);
      case Kind::Long:
        return store(number<std::int64_t>(field, path, value), target);
      case Kind::Boolean:
        return store(boolean(path, value), target);
      case Kind::Money:
        return store(money(field, path, value), target);
      case Kind::Timestamp:
        return store(timestamp(field, path, value), target);
      case Kind::Structure:
        return structure(*field.shape, value, target, path);
      case Kind::Fields:
        return store(fields(path, value), target);
    }
    return Done{};
  }

  template <typename T>
  static Result<Done> store(Result<T> read, void* target) {
    if (!read) return refuse(read);
    *static_cast<T*>(target) = *std::move(read);
    return Done{};
  }

  Result<std::string> text(const Field& field, const Path& path, json::Value value) {
    if (value.type() != json::Type::String) return wrong_type(value, "String", path);
    if (judges()) problems_.check_text(field, path, value.string());
    return std::string(value.string());
  }

  template <typename Integer>
  Result<Integer> number(const Field& field, const Path& path, json::Value value) {
    const auto found = whole(value);
    if (!found || !std::in_range<Integer>(*found)) {
      return wrong_type(value, field.kind == Kind::Long ? "Long" : "Integer", path);
    }
    if (judges()) problems_.check_number(field, path, *found);
    return static_cast<Integer>(*found);
  }

  static Result<bool> boolean(const Path& path, json::Value value) {
    if (value.type() != json::Type::Boolean) return wrong_type(value, "Boolean", path);
    return value.boolean();
  }

  Result<Money> money(const Field& field, const Path& path, json::Value value) {
    if (value.type() != json::Type::String) return wrong_type(value, "String", path);
    if (judges()) return problems_.check_money(field, path, value.string()).value_or(Money{});
    const auto amount = parse_money(value.string());
    if (!amount) return wrong_type(value, "Money", path);
    return *amount;
  }

  Result<Instant> timestamp(const Field& field, const Path& path, json::Value value) {
    if (value.type() == json::Type::String) {
      // No SDK sends a text; people with curl do.
      const auto found = parse_iso(value.string());
      if (!found) return wrong_type(value, "Timestamp", path);
      return *found;
    }
    if (value.type() != json::Type::Integer && value.type() != json::Type::Double) {
      return wrong_type(value, "Timestamp", path);
    }
    const auto found = from_epoch(value);
    if (!found && !judges()) return wrong_type(value, "Timestamp", path);
    if (!found) problems_.not_a_time(field, fmt::format("{}", value.number()));
    return found.value_or(Instant{});
  }

  static Result<Fields> fields(const Path& path, json::Value value) {
    if (value.type() != json::Type::Object) return wrong_type(value, "Map", path);
    Fields read;
    for (const json::Member& entry : value.members()) {
      KEMPELEN_TRY(auto texts, texts_of(Path{&path, entry.name}, entry.value));
      read.entries.emplace_back(entry.name, std::move(texts));
    }
    return read;
  }

  static Result<std::vector<std::string>> texts_of(const Path& path, json::Value value) {
    std::vector<std::string> texts;
    if (value.type() == json::Type::String) {
      texts.emplace_back(value.string());
      return texts;
    }
    if (value.type() != json::Type::Array) return wrong_type(value, "List", path);
    for (const json::Value item : value.items()) {
      if (item.type() != json::Type::String) return wrong_type(item, "String", path);
      texts.emplace_back(item.string());
    }
    return texts;
  }

  Values values_;
  Problems problems_;
};

}  // namespace

Result<Done> read_into(const Shape& shape, json::Value value, void* object) {
  Reader reader(Values::Judged);
  if (auto done = reader.structure(shape, value, object, Path{}); !done) return done;
  return std::move(reader).verdict();
}

Result<Done> take_into(const Shape& shape, json::Value value, void* object) {
  return Reader(Values::Taken).structure(shape, value, object, Path{});
}

}  // namespace kempelen::model
