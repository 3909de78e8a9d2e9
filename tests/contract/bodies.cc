// From descriptors to JSON text.
#include "tests/contract/bodies.h"

#include <fmt/format.h>

#include <algorithm>

#include "api/operations.h"
#include "base/text.h"
#include "json/writer.h"
#include "model/read.h"

namespace kempelen::contract {
namespace {

std::string as_json(std::string_view text) {
  std::string out;
  json::append_quoted(out, text);
  return out;
}

std::string valid_text(const model::Field& field) {
  if (!field.constraints.values.empty()) return as_json(field.constraints.values.front());
  const std::int64_t length = std::max(
      {std::int64_t{1}, field.constraints.length.low, field.limits.characters.low, field.limits.bytes.low});
  std::string text(static_cast<std::size_t>(length), 'A');
  // A worker's id is an A and something.
  if (field.constraints.pattern != nullptr && !field.constraints.pattern->matches(text)) text += '1';
  return as_json(text);
}

std::string valid_number(const model::Field& field) {
  return std::to_string(std::max({std::int64_t{1}, field.constraints.value.low, field.limits.value.low}));
}

template <typename Op>
Input input_of(std::string_view service) {
  return {std::string(service), std::string(Op::name), &model::shape_of<typename Op::Input>(),
          [](json::Value value) -> Result<Done> {
            const auto read = model::read<typename Op::Input>(value);
            if (!read) return refuse(read);
            return Done{};
          }};
}

void add_routes(const model::Shape& shape, const Route& before, std::vector<Route>& routes) {
  for (const model::Field& field : shape.fields) {
    Route route = before;
    route.push_back(&field);
    routes.push_back(route);
    if (field.shape != nullptr) add_routes(*field.shape, route, routes);
  }
}

}  // namespace

std::vector<Route> routes_of(const model::Shape& shape) {
  std::vector<Route> routes;
  add_routes(shape, {}, routes);
  return routes;
}

std::string valid_element(const model::Field& field) {
  switch (field.kind) {
    case model::Kind::String:
    case model::Kind::Enum:
      return valid_text(field);
    case model::Kind::Integer:
    case model::Kind::Long:
      return valid_number(field);
    case model::Kind::Boolean:
      return "true";
    case model::Kind::Money:
      return "\"1.00\"";
    case model::Kind::Timestamp:
      return "1700000000";
    case model::Kind::Structure:
      return valid_body(*field.shape);
    case model::Kind::Fields:
      return R"({"q1":["a"]})";
  }
  return "null";
}

std::string valid_value(const model::Field& field) {
  return field.count == model::Count::List ? "[" + valid_element(field) + "]" : valid_element(field);
}

std::string body_with(const model::Shape& shape, std::span<const model::Field* const> route,
                      const std::optional<std::string>& value) {
  std::string body;
  for (const model::Field& field : shape.fields) {
    std::optional<std::string> text;
    if (!route.empty() && &field == route.front()) {
      if (route.size() == 1) {
        text = value;
      } else {
        const std::string inner = body_with(*field.shape, route.subspan(1), value);
        text = field.count == model::Count::List ? "[" + inner + "]" : inner;
      }
    } else if (field.presence == model::Presence::Required) {
      text = valid_value(field);
    }
    if (!text) continue;
    body += fmt::format("{}{}:{}", body.empty() ? "" : ",", as_json(field.name), *text);
  }
  return "{" + body + "}";
}

std::string valid_body(const model::Shape& shape) {
  return body_with(shape, {}, std::nullopt);
}

std::string path_of(const Route& route) {
  std::string path;
  for (const model::Field* field : route) {
    if (!path.empty()) path += '.';
    path += lower(field->name.front());
    path += field->name.substr(1);
    if (field != route.back() && field->count == model::Count::List) path += ".1.member";
  }
  return path;
}

std::vector<Input> inputs() {
  std::vector<Input> all;
  api::Operations::for_each([&]<typename Op>(model::Type<Op>) { all.push_back(input_of<Op>("Requester")); });
  api::WorkerOperations::for_each(
      [&]<typename Op>(model::Type<Op>) { all.push_back(input_of<Op>("Worker")); });
  return all;
}

}  // namespace kempelen::contract
