// The description as a reference page.
#include <fmt/format.h>

#include "model/describe.h"
#include "model/names.h"
#include "model/scalars.h"

namespace kempelen::model {
namespace {

std::string anchor(std::string_view shape) {
  std::string text;
  for (const char c : shape) text.push_back('A' <= c && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
  return text;
}

std::string type_text(const Field& field, std::string_view structures) {
  std::string text;
  switch (field.kind) {
    case Kind::Structure:
      text = fmt::format("[{}]({}#{})", field.shape->name, structures, anchor(field.shape->name));
      break;
    case Kind::String:
    case Kind::Enum:
      text = "text";
      break;
    case Kind::Integer:
    case Kind::Long:
      text = "whole number";
      break;
    case Kind::Boolean:
      text = "true or false";
      break;
    case Kind::Money:
      text = "money, as text";
      break;
    case Kind::Timestamp:
      text = "time, in seconds since 1970";
      break;
    case Kind::Fields:
      text = "object: field name to text or list of texts";
      break;
  }
  return field.count == Count::List ? "list of " + text : text;
}

std::string bounds_text(const Bounds& bounds, std::string_view unit) {
  if (!bounds.given()) return {};
  if (bounds.has_low() && bounds.has_high() && bounds.low == bounds.high) {
    return fmt::format("{}{}", bounds.low, unit);
  }
  if (bounds.has_low() && bounds.has_high() && bounds.low > 0) {
    return fmt::format("{} to {}{}", bounds.low, bounds.high, unit);
  }
  if (bounds.has_high()) return fmt::format("at most {}{}", bounds.high, unit);
  return fmt::format("at least {}{}", bounds.low, unit);
}

std::string number_text(const Bounds& bounds) {
  return bounds.given() ? fmt::format("{} to {}", bounds.low, bounds.high) : std::string();
}

std::string limits_text(const Field& field) {
  std::vector<std::string> parts;
  const auto add = [&parts](std::string part) {
    if (!part.empty()) parts.push_back(std::move(part));
  };
  if (!field.constraints.values.empty()) {
    parts.push_back(fmt::format("one of {}", fmt::join(field.constraints.values, ", ")));
  }
  add(bounds_text(field.constraints.length, " characters"));
  add(number_text(field.constraints.value));
  const Pattern* pattern = field.kind == Kind::Money ? &kMoneyPattern : field.constraints.pattern;
  if (pattern != nullptr) parts.push_back(fmt::format("`{}`", pattern->text));
  add(bounds_text(field.limits.characters, " characters"));
  add(bounds_text(field.limits.bytes, " bytes"));
  add(number_text(field.limits.value));
  add(bounds_text(field.limits.entries, " entries"));
  if (field.limits.amount.has_low()) {
    parts.push_back("at least " + format_money({field.limits.amount.low}));
  }
  if (field.limits.audience == Audience::People) parts.emplace_back("no control characters");
  return fmt::format("{}", fmt::join(parts, "; "));
}

std::string_view authentication_text(Authentication authentication) {
  switch (authentication) {
    case Authentication::Signature:
      return "Signed by the requester.";
    case Authentication::Session:
      return "Needs a worker's session.";
    case Authentication::None:
      return "Needs no session.";
  }
  return "";
}

bool is_inner(const Service& service, const Shape& shape) {
  for (const OperationRecord& operation : service.operations) {
    if (operation.input == &shape || operation.output == &shape) return false;
  }
  return true;
}

}  // namespace

std::string input_table(const Shape& shape, std::string_view structures) {
  if (shape.fields.empty()) return "Nothing.\n";
  std::string text = "| Member | Type | Must be given | Limits | Meaning |\n|---|---|---|---|---|\n";
  for (const Field& field : shape.fields) {
    text += fmt::format("| {} | {} | {} | {} | {} |\n", field.name, type_text(field, structures),
                        field.presence == Presence::Required ? "yes" : "", limits_text(field), field.doc);
  }
  return text;
}

std::string output_table(const Shape& shape, std::string_view structures) {
  if (shape.fields.empty()) return "Nothing: `{}`.\n";
  std::string text = "| Member | Type | Always there | Meaning |\n|---|---|---|---|\n";
  for (const Field& field : shape.fields) {
    const bool always = field.presence == Presence::Required || field.when_empty == WhenEmpty::Written;
    text += fmt::format("| {} | {} | {} | {} |\n", field.name, type_text(field, structures),
                        always ? "yes" : "", field.doc);
  }
  return text;
}

std::string_view repeat_text(Repeat repeat) {
  switch (repeat) {
    case Repeat::Safe:
      return "A repeated call changes nothing more.";
    case Repeat::ByToken:
      return "A repeated call with the same UniqueRequestToken changes nothing more.";
    case Repeat::Unsafe:
      return "A repeated call may take effect again.";
  }
  return "";
}

std::string structure_sections(const Service& service, std::string_view heading) {
  std::string text;
  for (const Shape* shape : shapes_of(service)) {
    if (is_inner(service, *shape))
      text += fmt::format("\n{} {}\n\n{}", heading, shape->name, input_table(*shape, ""));
  }
  return text;
}

std::string describe_markdown(const Service& service) {
  std::string page = fmt::format("# {}\n\n{}\n", service.name, service.doc);
  page += "\n## Operations\n";
  for (const OperationRecord& operation : service.operations) {
    page += fmt::format("\n### {}\n\n{} {} {}\n\nInput:\n\n{}\nOutput:\n\n{}", operation.name, operation.doc,
                        authentication_text(operation.authentication), repeat_text(operation.repeat),
                        input_table(*operation.input, ""), output_table(*operation.output, ""));
  }
  return page + "\n## Structures\n" + structure_sections(service, "###");
}

}  // namespace kempelen::model
