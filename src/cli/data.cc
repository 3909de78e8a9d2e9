// Trees from JSON and from structures, and back to JSON.
#include "cli/data.h"

#include <fmt/format.h>

#include <algorithm>

#include "json/writer.h"

namespace kempelen::cli {
namespace {

Data one(const model::Field& field, const void* value);

/// `Z` is `+00:00` in the vendor's tool.
std::string time_text(Instant at) {
  std::string text = format_iso(Instant::from_seconds(at.epoch_seconds()));
  text.replace(text.size() - 1, 1, "+00:00");
  return text;
}

Data fields_object(const model::Fields& fields) {
  Data object = Data::object();
  for (const auto& [name, texts] : fields.entries) {
    Data list = Data::list();
    for (const std::string& text : texts) list.items.push_back(Data::of_text(text));
    object.members.emplace_back(name, std::move(list));
  }
  return object;
}

Data one(const model::Field& field, const void* value) {
  switch (field.kind) {
    case model::Kind::String:
    case model::Kind::Enum:
      return Data::of_text(*static_cast<const std::string*>(value));
    case model::Kind::Integer:
      return Data::of_number(fmt::format("{}", *static_cast<const std::int32_t*>(value)));
    case model::Kind::Long:
      return Data::of_number(fmt::format("{}", *static_cast<const std::int64_t*>(value)));
    case model::Kind::Boolean:
      return Data::of_boolean(*static_cast<const bool*>(value));
    case model::Kind::Money:
      return Data::of_text(format_money(*static_cast<const Money*>(value)));
    case model::Kind::Timestamp:
      return Data::of_text(time_text(*static_cast<const Instant*>(value)));
    case model::Kind::Structure:
      return data_of(*field.shape, value);
    case model::Kind::Fields:
      return fields_object(*static_cast<const model::Fields*>(value));
  }
  return {};
}

void write(const Data& data, json::Writer& writer) {
  switch (data.kind) {
    case Data::Kind::Null:
      writer.null();
      return;
    case Data::Kind::Text:
      writer.string(data.text);
      return;
    case Data::Kind::Boolean:
      writer.boolean(data.text == "true");
      return;
    case Data::Kind::Number:
      writer.number(data.text);
      return;
    case Data::Kind::List:
      writer.begin_array();
      for (const Data& item : data.items) write(item, writer);
      writer.end_array();
      return;
    case Data::Kind::Object:
      writer.begin_object();
      for (const auto& [name, value] : data.members) {
        writer.key(name);
        write(value, writer);
      }
      writer.end_object();
      return;
  }
}

}  // namespace

const Data* Data::find(std::string_view name) const {
  const auto found = std::ranges::find(members, name, [](const auto& member) { return member.first; });
  return found == members.end() ? nullptr : &found->second;
}

void Data::set(std::string_view name, Data value) {
  const auto found = std::ranges::find(members, name, [](const auto& member) { return member.first; });
  if (found == members.end()) {
    members.emplace_back(name, std::move(value));
  } else {
    found->second = std::move(value);
  }
}

Data data_of(json::Value value) {
  switch (value.type()) {
    case json::Type::Null:
      return {};
    case json::Type::Boolean:
      return Data::of_boolean(value.boolean());
    case json::Type::Integer:
      return Data::of_number(fmt::format("{}", value.integer()));
    case json::Type::Double:
      return Data::of_number(fmt::format("{}", value.number()));
    case json::Type::String:
      return Data::of_text(std::string(value.string()));
    case json::Type::Array: {
      Data list = Data::list();
      for (const json::Value item : value.items()) list.items.push_back(data_of(item));
      return list;
    }
    case json::Type::Object: {
      Data object = Data::object();
      for (const auto& [name, member] : value.members()) {
        object.members.emplace_back(name, data_of(member));
      }
      return object;
    }
  }
  return {};
}

Data data_of(const model::Shape& shape, const void* object) {
  Data made = Data::object();
  for (const model::Field& field : shape.fields) {
    const void* const value = field.slot.find(object);
    if (value == nullptr) continue;
    if (field.count == model::Count::One) {
      made.members.emplace_back(field.name, one(field, value));
      continue;
    }
    const std::size_t size = field.list->size(value);
    if (size == 0 && field.when_empty == model::WhenEmpty::LeftOut) continue;
    Data list = Data::list();
    for (std::size_t i = 0; i < size; ++i) list.items.push_back(one(field, field.list->at(value, i)));
    made.members.emplace_back(field.name, std::move(list));
  }
  return made;
}

std::string json_of(const Data& data) {
  std::string text;
  json::Writer writer(text);
  write(data, writer);
  return text;
}

}  // namespace kempelen::cli
