// Flags are named after members, and read after their kinds.
#include "cli/input.h"

#include <fmt/format.h>

#include "base/result.h"
#include "cli/data.h"
#include "cli/files.h"
#include "cli/misuse.h"
#include "cli/output.h"
#include "cli/shorthand.h"
#include "cli/typed.h"
#include "json/value.h"
#include "model/kebab.h"

namespace kempelen::cli {
namespace {

constexpr std::string_view kInputFile = "cli-input-json";

/// What stands for the value in help.
std::string value_name(const model::Field& field) {
  switch (field.kind) {
    case model::Kind::Enum:
      return fmt::format("{{{}}}", fmt::join(field.constraints.values, ","));
    case model::Kind::Integer:
    case model::Kind::Long:
      return "NUMBER";
    case model::Kind::Money:
      return "AMOUNT";
    case model::Kind::Timestamp:
      return "TIME";
    case model::Kind::Structure:
    case model::Kind::Fields:
      return "JSON";
    case model::Kind::String:
    case model::Kind::Boolean:
      return "TEXT";
  }
  return "TEXT";
}

/// As the member is called, but for one that the vendor's tool calls otherwise, since its `--query` is about
/// what is printed.
std::string flag_name(const model::Field& field) {
  const std::string name = model::kebab(field.name);
  return name == "query" ? "types-query" : name;
}

client::Result<Data> parsed(const std::string& text, const std::string& where) {
  const auto value = json::parse(text);
  if (!value) return misuse(fmt::format("{} is no JSON: {}", where, value.error().words.at(0)));
  return data_of(*value);
}

bool begins_with(std::string_view text, char c) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && text[first] == c;
}

/// One structure, as JSON or in the short form.
client::Result<Data> structure(const std::string& text, const std::string& where) {
  if (begins_with(text, '{') || begins_with(text, '[')) return parsed(text, where);
  auto object = parse_shorthand(text);
  if (!object) return misuse(fmt::format("{}: {}.", where, object.error().message));
  return object;
}

client::Result<Data> flag_value(const model::Field& field, const std::vector<std::string>& typed_texts,
                                const std::string& where) {
  std::vector<std::string> texts;
  for (const std::string& one : typed_texts) {
    auto text = value_or_file(one);
    if (!text) return misuse(fmt::format("{}: {}", where, text.error().message));
    texts.push_back(*std::move(text));
  }
  const bool inner = field.kind == model::Kind::Structure;
  if (field.count == model::Count::One) {
    return inner ? structure(texts.back(), where) : Data::of_text(texts.back());
  }
  if (texts.size() == 1 && begins_with(texts[0], '[')) return parsed(texts[0], where);
  Data list = Data::list();
  for (const std::string& text : texts) {
    if (!inner) {
      list.items.push_back(Data::of_text(text));
      continue;
    }
    KEMPELEN_TRY(auto one, structure(text, where));
    list.items.push_back(std::move(one));
  }
  return list;
}

/// Of one member: from its flag if that was given.
client::Result<Done> take_flag(const model::Field& field, const Given& given, Data& request) {
  const std::string name = flag_name(field);
  if (field.kind == model::Kind::Boolean) {
    if (given.has(name)) request.set(field.name, Data::of_boolean(true));
    if (given.has("no-" + name)) request.set(field.name, Data::of_boolean(false));
    return Done{};
  }
  if (!given.has(name)) return Done{};
  KEMPELEN_TRY(const auto data, flag_value(field, given.texts(name), "--" + name));
  KEMPELEN_TRY(auto value, typed(field, data, "--" + name));
  request.set(field.name, std::move(value));
  return Done{};
}

client::Result<Data> from_file(const model::OperationRecord& operation, const Given& given) {
  const auto given_text = given.text(std::string(kInputFile));
  if (!given_text) return Data::object();
  auto text = value_or_file(*given_text);
  if (!text) return misuse(fmt::format("--{}: {}", kInputFile, text.error().message));
  KEMPELEN_TRY(const auto data, parsed(*text, fmt::format("--{}", kInputFile)));
  if (data.kind != Data::Kind::Object) {
    return misuse(fmt::format("--{} is no structure of JSON; it begins with \"{{\".", kInputFile));
  }
  return typed_members(*operation.input, data, std::string(operation.name));
}

client::Result<Done> check_required(const model::OperationRecord& operation, const Data& request) {
  std::vector<std::string> missing;
  for (const model::Field& field : operation.input->fields) {
    if (field.presence == model::Presence::Required && request.find(field.name) == nullptr) {
      missing.push_back("--" + flag_name(field));
    }
  }
  if (missing.empty()) return Done{};
  const std::string command = model::kebab(operation.name);
  return misuse(fmt::format("{0} needs {1}; `kempelen api {0} --help` says what each means.", command,
                            fmt::join(missing, ", ")));
}

Data empty_value(const model::Shape& shape);

Data empty_one(const model::Field& field) {
  switch (field.kind) {
    case model::Kind::Integer:
    case model::Kind::Long:
    case model::Kind::Timestamp:
      return Data::of_number("0");
    case model::Kind::Boolean:
      return Data::of_boolean(true);
    case model::Kind::Money:
      return Data::of_text("0.00");
    case model::Kind::Structure:
      return empty_value(*field.shape);
    default:
      return Data::of_text("");
  }
}

Data empty_value(const model::Shape& shape) {
  Data object = Data::object();
  for (const model::Field& field : shape.fields) {
    Data value = empty_one(field);
    if (field.count == model::Count::List) {
      Data list = Data::list();
      list.items.push_back(std::move(value));
      value = std::move(list);
    }
    object.members.emplace_back(field.name, std::move(value));
  }
  return object;
}

}  // namespace

std::vector<Flag> input_flags(const model::OperationRecord& operation) {
  std::vector<Flag> flags;
  for (const model::Field& field : operation.input->fields) {
    const std::string name = flag_name(field);
    const bool required = field.presence == model::Presence::Required;
    const std::string doc = fmt::format("{}{}", field.doc, required ? " (required)" : "");
    if (field.kind == model::Kind::Boolean) {
      flags.push_back({.name = name, .value = "", .doc = doc});
      flags.push_back({.name = "no-" + name, .value = "", .doc = fmt::format("Not --{}.", name)});
      continue;
    }
    flags.push_back({.name = name,
                     .value = value_name(field),
                     .doc = doc,
                     .count = field.count == model::Count::List ? Flag::Count::Many : Flag::Count::One});
  }
  return flags;
}

client::Result<std::string> input_json(const model::OperationRecord& operation, const Given& given) {
  KEMPELEN_TRY(auto request, from_file(operation, given));
  for (const model::Field& field : operation.input->fields) {
    KEMPELEN_TRY([[maybe_unused]] const auto taken, take_flag(field, given, request));
  }
  KEMPELEN_TRY([[maybe_unused]] const auto complete, check_required(operation, request));
  return json_of(request);
}

std::string skeleton(const model::OperationRecord& operation) {
  return indented_json(empty_value(*operation.input));
}

}  // namespace kempelen::cli
