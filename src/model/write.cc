// The one loop that writes every structure.
#include "model/write.h"

namespace kempelen::model {
namespace {

void write_fields(const Fields& fields, json::Writer& writer) {
  writer.begin_object();
  for (const auto& [name, texts] : fields.entries) {
    writer.key(name).begin_array();
    for (const std::string& text : texts) writer.string(text);
    writer.end_array();
  }
  writer.end_object();
}

void write_one(const Field& field, const void* value, json::Writer& writer) {
  switch (field.kind) {
    case Kind::String:
    case Kind::Enum:
      writer.string(*static_cast<const std::string*>(value));
      return;
    case Kind::Integer:
      writer.integer(*static_cast<const std::int32_t*>(value));
      return;
    case Kind::Long:
      writer.integer(*static_cast<const std::int64_t*>(value));
      return;
    case Kind::Boolean:
      writer.boolean(*static_cast<const bool*>(value));
      return;
    case Kind::Money:
      writer.string(format_money(*static_cast<const Money*>(value)));
      return;
    // Whole seconds: every SDK reads them, and what was captured of the original was whole.
    case Kind::Timestamp:
      writer.integer(static_cast<const Instant*>(value)->epoch_seconds());
      return;
    case Kind::Structure:
      write_object(*field.shape, value, writer);
      return;
    case Kind::Fields:
      write_fields(*static_cast<const Fields*>(value), writer);
      return;
  }
}

}  // namespace

void write_object(const Shape& shape, const void* object, json::Writer& writer) {
  writer.begin_object();
  for (const Field& field : shape.fields) {
    const void* value = field.slot.find(object);
    if (value == nullptr) continue;
    if (field.count == Count::One) {
      writer.plain_key(field.name);
      write_one(field, value, writer);
      continue;
    }
    const std::size_t size = field.list->size(value);
    if (size == 0 && field.when_empty == WhenEmpty::LeftOut) continue;
    writer.plain_key(field.name).begin_array();
    for (std::size_t i = 0; i < size; ++i) write_one(field, field.list->at(value, i), writer);
    writer.end_array();
  }
  writer.end_object();
}

}  // namespace kempelen::model
