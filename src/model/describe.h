// A service described: as JSON for tools (comparison with the SDKs' model, documentation, TypeScript types)
// and as Markdown for people.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/operation.h"
#include "model/shape.h"

namespace kempelen::model {

/// An operation type as data.
struct OperationRecord {
  std::string_view name;
  std::string_view doc;
  Access access = Access::Read;
  Repeat repeat = Repeat::Safe;
  Authentication authentication = Authentication::Signature;
  const Shape* input = nullptr;
  const Shape* output = nullptr;
};

template <typename Op>
constexpr OperationRecord record_of() {
  return {Op::name,
          Op::doc,
          Op::access,
          Op::repeat,
          Op::authentication,
          &shape_of<typename Op::Input>(),
          &shape_of<typename Op::Output>()};
}

struct Service {
  std::string_view name;
  std::string_view doc;
  std::vector<OperationRecord> operations;
};

template <typename Operations>
Service service_of(std::string_view name, std::string_view doc) {
  Service service{name, doc, {}};
  Operations::for_each([&]<typename Op>(Type<Op>) { service.operations.push_back(record_of<Op>()); });
  return service;
}

/// Every shape the operations reach, each once, inputs before outputs and outer before inner.
std::vector<const Shape*> shapes_of(const Service& service);

/// `{"service":…,"operations":[…],"shapes":[…]}`. Limits of the published model stand under `model`, the
/// service's own under `service`.
std::string describe(const Service& service);

/// A reference page: every operation with its fields, then every structure.
std::string describe_markdown(const Service& service);

// Its parts, for pages of one operation each. `structures` is the address of the page that has the
// structures; empty for the same page.

/// A table of the members that a request has, with their limits.
std::string input_table(const Shape& shape, std::string_view structures);
/// A table of the members that an answer has.
std::string output_table(const Shape& shape, std::string_view structures);
/// A heading (`##` or deeper) and a table for each structure that is no operation's input or output.
std::string structure_sections(const Service& service, std::string_view heading);
/// Whether a repeated call does harm, in one sentence.
std::string_view repeat_text(Repeat repeat);

}  // namespace kempelen::model
