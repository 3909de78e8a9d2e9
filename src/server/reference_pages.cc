// Tables and sentences of the reference.
#include "server/reference_pages.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <vector>

#include "api/errors.h"
#include "api/refusals.h"
#include "api/services.h"
#include "model/describe.h"

namespace kempelen::server {
namespace {

constexpr std::string_view kRepeat = "A repeated call ";

std::string refusal_table(std::span<const Code> codes) {
  std::string text = "| Error | Message | What to do |\n|---|---|---|\n";
  for (const Code code : codes) {
    const api::ErrorRow& row = api::error_table()[static_cast<std::size_t>(code)];
    const std::string turk = row.turk_error_code.empty() ? "" : fmt::format(", `{}`", row.turk_error_code);
    text += fmt::format("| `{}`{} | {}{} | {} |\n", row.type, turk, row.message,
                        row.words == api::Words::Sentence ? " (or a sentence that says more)" : "",
                        api::advice(code));
  }
  return text;
}

/// Links to the operations that declare the code.
std::string operations_with(Code code) {
  if (std::ranges::find(api::shared_refusals(), code) != api::shared_refusals().end()) {
    return "[every operation](requester-api.md#refusals)";
  }
  std::vector<std::string> links;
  for (const model::OperationRecord& operation : api::requester_service().operations) {
    const auto codes = api::refusals_of(operation.name);
    if (std::ranges::find(codes, code) == codes.end()) continue;
    links.push_back(fmt::format("[{0}](operations/{0}.md)", operation.name));
  }
  return fmt::format("{}", fmt::join(links, ", "));
}

std::string refusals_section(std::string_view operation) {
  constexpr std::string_view kShared =
      "[what every operation can be refused with](../requester-api.md#refusals)";
  const auto codes = api::refusals_of(operation);
  if (codes.empty()) return fmt::format("Nothing but {}.\n", kShared);
  return fmt::format(
      "Beside {}:\n\n{}\n`{{0}}` and the like stand for words of the request. How errors look on the wire is "
      "told on the page of [all errors](../errors.md).\n",
      kShared, refusal_table(codes));
}

}  // namespace

std::string requester_api_page() {
  const model::Service& service = api::requester_service();
  std::string page = fmt::format(
      "# {}\n\n{}\n\nAnswers are JSON objects, too. Members that have no value are left out. Times are "
      "seconds "
      "since 1970, money is text such as `\"0.10\"`.\n\n## Operations\n\n| Operation | What it does | A "
      "repeated "
      "call |\n|---|---|---|\n",
      service.name, service.doc);
  for (const model::OperationRecord& operation : service.operations) {
    // The column's heading says what the sentence begins with.
    std::string_view repeat = model::repeat_text(operation.repeat);
    if (repeat.starts_with(kRepeat)) repeat.remove_prefix(kRepeat.size());
    page += fmt::format("| [{0}](operations/{0}.md) | {1} | {2} |\n", operation.name, operation.doc, repeat);
  }
  page += fmt::format(
      "\nWhat is inside of requests and answers has a page of its own: [structures](structures.md).\n\n"
      "## Refusals\n\nEvery operation can be refused with these, before the server looks at what it asks "
      "for. "
      "The page of each operation has those that it can be refused with beside them; [errors](errors.md) has "
      "all.\n\n{}",
      refusal_table(api::shared_refusals()));
  return page;
}

std::optional<std::string> operation_page(std::string_view operation) {
  const auto& operations = api::requester_service().operations;
  const auto found = std::ranges::find(operations, operation, &model::OperationRecord::name);
  if (found == operations.end()) return std::nullopt;
  constexpr std::string_view kStructures = "../structures.md";
  return fmt::format("# {}\n\n{} {}\n\n## Request\n\n{}\n## Answer\n\n{}\n## Refusals\n\n{}", found->name,
                     found->doc, model::repeat_text(found->repeat),
                     model::input_table(*found->input, kStructures),
                     model::output_table(*found->output, kStructures), refusals_section(operation));
}

std::string structures_page() {
  return "# Structures\n\nWhat the members of requests and answers of the [Requester API](requester-api.md) "
         "are "
         "made of.\n" +
         model::structure_sections(api::requester_service(), "##");
}

std::string errors_page() {
  std::string page =
      api::errors_markdown() + "\n## What to do\n\n| Error | What to do | Operations |\n|---|---|---|\n";
  for (const api::ErrorRow& row : api::error_table()) {
    if (api::advice(row.code).empty()) continue;
    page += fmt::format("| `{}` | {} | {} |\n", row.turk_error_code.empty() ? row.type : row.turk_error_code,
                        api::advice(row.code), operations_with(row.code));
  }
  return page;
}

}  // namespace kempelen::server
