// What is the same for every operation is written once; an operation adds its types.
#include "cli/operations.h"

#include <fmt/format.h>

#include "api/requester_operations.h"
#include "base/result.h"
#include "cli/data.h"
#include "cli/input.h"
#include "cli/output.h"
#include "cli/surroundings.h"
#include "client/client.h"
#include "json/value.h"
#include "model/describe.h"
#include "model/kebab.h"
#include "model/read.h"

namespace kempelen::cli {
namespace {

using client::Client;
using client::Error;

/// Whether a list is fetched to its end, as the vendor's tool does, or only as far as was asked for.
enum class Paging : std::uint8_t { ToTheEnd, OnePage };

/// All pages as one answer: the entries alone, as the vendor's tool shows them.
template <client::EntryListOperation Op>
client::Result<Data> all_pages(const Client& client, const typename Op::Input& input) {
  typename Op::Output whole{};
  for (auto& entry : client.all<Op>(input)) {
    if (!entry) return tl::unexpected(entry.error());
    (whole.*client::EntriesOf<Op>::member).push_back(*std::move(entry));
  }
  return data_of(model::shape_of<typename Op::Output>(), &whole);
}

template <typename Op>
client::Result<Data> answer_of(const Client& client, const std::string& request, Paging paging) {
  typename Op::Input input{};
  const auto value = json::parse(request);
  if (!value)
    return tl::unexpected(Error{.kind = Error::Kind::Request, .message = value.error().words.at(0)});
  if (const auto taken = model::take_into(model::shape_of<typename Op::Input>(), *value, &input); !taken) {
    return tl::unexpected(Error{.kind = Error::Kind::Request, .message = taken.error().words.at(0)});
  }
  if constexpr (client::EntryListOperation<Op>) {
    if (paging == Paging::ToTheEnd) return all_pages<Op>(client, input);
  }
  KEMPELEN_TRY(const auto output, client.call<Op>(input));
  return data_of(model::shape_of<typename Op::Output>(), &output);
}

using Answering = client::Result<Data> (*)(const Client&, const std::string&, Paging);

void show(const Data& answer, const std::string& form, Surroundings& at) {
  if (answer.members.empty()) return;
  if (form == "text") {
    at.out << text_lines(answer);
  } else if (form == "table") {
    at.out << tables(answer, at.columns);
  } else {
    at.out << indented_json(answer);
  }
}

int run(const model::OperationRecord& operation, Answering answering, const Given& given, Surroundings& at) {
  if (given.has("generate-cli-skeleton")) {
    at.out << skeleton(operation);
    return kDone;
  }
  const std::string form = given.text_or("output", "json");
  if (form != "json" && form != "text" && form != "table") {
    return complain(at, fmt::format("--output is json, text or table, not \"{}\".", form), kMisused);
  }
  const auto request = input_json(operation, given);
  if (!request) return complain(at, request.error());
  const auto client = open_client(given);
  if (!client) return complain(at, client.error());
  const bool one_page = given.has("no-paginate") || given.has("next-token") || given.has("max-results");
  const auto answer = answering(*client, *request, one_page ? Paging::OnePage : Paging::ToTheEnd);
  if (!answer) return complain(at, answer.error());
  show(*answer, form, at);
  return kDone;
}

template <typename Op>
Command command_of() {
  const model::OperationRecord record = model::record_of<Op>();
  std::vector<Flag> flags = input_flags(record);
  flags.push_back(
      {"cli-input-json", "JSON", "The request, or file:// and where it is; flags beside it go before it"});
  flags.push_back(
      {"generate-cli-skeleton", "", "Print a request to fill in for --cli-input-json; call nobody"});
  flags.push_back({"output", "{json,text,table}", "How the answer is printed [json]"});
  if constexpr (client::EntryListOperation<Op>) {
    flags.push_back({"no-paginate", "", "One page only; so do --max-results and --next-token"});
  }
  return {.name = model::kebab(Op::name),
          .doc = std::string(Op::doc),
          .detail = fmt::format("Calls {}. {}", Op::name,
                                "A value may be given as file://PATH. Structures are JSON, or written "
                                "Name=value,Name=value."),
          .flags = std::move(flags),
          .run = [record](const Given& given, Surroundings& at) {
            return run(record, &answer_of<Op>, given, at);
          }};
}

}  // namespace

std::vector<Command> operation_commands() {
  std::vector<Command> commands;
  api::Operations::for_each([&]<typename Op>(model::Type<Op>) { commands.push_back(command_of<Op>()); });
  return commands;
}

}  // namespace kempelen::cli
