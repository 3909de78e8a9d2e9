// Makes JSON bodies from descriptors: a valid one, and ones with a single member changed.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "json/value.h"
#include "model/describe.h"

namespace kempelen::contract {

/// From the outermost structure to one member.
using Route = std::vector<const model::Field*>;

/// All members of the shape and of the structures inside it.
std::vector<Route> routes_of(const model::Shape& shape);

/// A JSON value the field accepts; for a list, one element.
std::string valid_element(const model::Field& field);
std::string valid_value(const model::Field& field);

/// A body with every required member, and the member at the end of the route as given, or left out.
std::string body_with(const model::Shape& shape, std::span<const model::Field* const> route,
                      const std::optional<std::string>& value);
std::string valid_body(const model::Shape& shape);

/// `qualificationRequirements.1.member.comparator`
std::string path_of(const Route& route);

/// The input of one operation and how it is read.
struct Input {
  std::string service;
  std::string operation;
  const model::Shape* shape;
  Result<Done> (*read)(json::Value value);
};
std::vector<Input> inputs();

}  // namespace kempelen::contract
