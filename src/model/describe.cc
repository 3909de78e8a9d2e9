// The description as JSON.
#include "model/describe.h"

#include <algorithm>

#include "json/writer.h"
#include "model/names.h"
#include "model/scalars.h"

namespace kempelen::model {
namespace {

void add_with_inner(const Shape& shape, std::vector<const Shape*>& shapes) {
  if (std::ranges::find(shapes, &shape) != shapes.end()) return;
  shapes.push_back(&shape);
  for (const Field& field : shape.fields) {
    if (field.shape != nullptr) add_with_inner(*field.shape, shapes);
  }
}

void write_bounds(json::Writer& writer, const Bounds& bounds, std::string_view low, std::string_view high) {
  if (bounds.has_low()) writer.key(low).integer(bounds.low);
  if (bounds.has_high()) writer.key(high).integer(bounds.high);
}

void write_constraints(json::Writer& writer, const Field& field) {
  const Constraints& constraints = field.constraints;
  writer.key("model").begin_object();
  write_bounds(writer, constraints.length, "minLength", "maxLength");
  write_bounds(writer, constraints.value, "min", "max");
  const Pattern* pattern = field.kind == Kind::Money ? &kMoneyPattern : constraints.pattern;
  if (pattern != nullptr) writer.member("pattern", pattern->text);
  if (!constraints.values.empty()) {
    writer.key("enum").begin_array();
    for (const std::string_view value : constraints.values) writer.string(value);
    writer.end_array();
  }
  writer.end_object();
}

void write_limits(json::Writer& writer, const Field& field) {
  const Limits& limits = field.limits;
  writer.key("service").begin_object();
  write_bounds(writer, limits.characters, "minCharacters", "maxCharacters");
  write_bounds(writer, limits.bytes, "minBytes", "maxBytes");
  write_bounds(writer, limits.value, "min", "max");
  write_bounds(writer, limits.entries, "minEntries", "maxEntries");
  if (limits.amount.has_low()) writer.member("minAmount", format_money({limits.amount.low}));
  if (limits.audience == Audience::People) writer.key("noControlCharacters").boolean(true);
  writer.end_object();
}

void write_field(json::Writer& writer, const Field& field) {
  writer.begin_object().member("name", field.name).member("kind", name(field.kind));
  writer.key("list").boolean(field.count == Count::List);
  writer.key("required").boolean(field.presence == Presence::Required);
  if (field.count == Count::List) {
    writer.key("writtenWhenEmpty").boolean(field.when_empty == WhenEmpty::Written);
  }
  if (field.secrecy == Secrecy::Secret) writer.key("secret").boolean(true);
  if (field.shape != nullptr) writer.member("shape", field.shape->name);
  writer.member("doc", field.doc);
  write_constraints(writer, field);
  write_limits(writer, field);
  writer.end_object();
}

void write_operation(json::Writer& writer, const OperationRecord& operation) {
  writer.begin_object()
      .member("name", operation.name)
      .member("doc", operation.doc)
      .member("access", name(operation.access))
      .member("repeat", name(operation.repeat))
      .member("authentication", name(operation.authentication))
      .member("input", operation.input->name)
      .member("output", operation.output->name)
      .end_object();
}

}  // namespace

std::vector<const Shape*> shapes_of(const Service& service) {
  std::vector<const Shape*> shapes;
  for (const OperationRecord& operation : service.operations) {
    add_with_inner(*operation.input, shapes);
    add_with_inner(*operation.output, shapes);
  }
  return shapes;
}

std::string describe(const Service& service) {
  std::string text;
  json::Writer writer(text);
  writer.begin_object().member("service", service.name).member("doc", service.doc);
  writer.key("operations").begin_array();
  for (const OperationRecord& operation : service.operations) write_operation(writer, operation);
  writer.end_array().key("shapes").begin_array();
  for (const Shape* shape : shapes_of(service)) {
    writer.begin_object().member("name", shape->name).key("members").begin_array();
    for (const Field& field : shape->fields) write_field(writer, field);
    writer.end_array().end_object();
  }
  writer.end_array().end_object();
  return text;
}

}  // namespace kempelen::model
