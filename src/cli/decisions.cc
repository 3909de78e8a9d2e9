// Row by row; a row that is wrong does not keep the others from being applied.
#include "cli/decisions.h"

#include <fmt/format.h>

#include <map>

#include "base/text.h"
#include "cli/misuse.h"
#include "cli/wording.h"

namespace kempelen::cli {
namespace {

struct Columns {
  std::size_t assignment;
  std::optional<std::size_t> approve;
  std::optional<std::size_t> reject;
};

std::string_view cell(const CsvRow& row, std::optional<std::size_t> column) {
  return column ? trim(row.cells[*column]) : std::string_view();
}

}  // namespace

client::Result<Decisions> read_decisions(const Csv& file, const std::string& name) {
  const auto assignment = file.column("AssignmentId");
  const Columns columns{assignment.value_or(0), file.column("Approve"), file.column("Reject")};
  if (!assignment || (!columns.approve && !columns.reject)) {
    return misuse(fmt::format(
        "{} has no column {}; `kempelen results` writes a file that has it. Its columns are {}.", name,
        assignment ? "\"Approve\" or \"Reject\"" : "\"AssignmentId\"", enumerated(file.header)));
  }
  Decisions decisions;
  std::map<std::string, std::size_t, std::less<>> lines;
  for (const CsvRow& row : file.rows) {
    const std::string_view id = cell(row, columns.assignment);
    const std::string_view approve = cell(row, columns.approve);
    const std::string_view reject = cell(row, columns.reject);
    const std::string place = fmt::format("{}, line {}", name, row.line);
    const auto wrong = [&](std::string_view why) {
      decisions.wrong.push_back(fmt::format("{}: {}", place, why));
    };
    if (approve.empty() && reject.empty()) {
      ++decisions.undecided;
    } else if (!approve.empty() && !reject.empty()) {
      wrong("Approve and Reject are both filled in; leave one of them empty.");
    } else if (!approve.empty() && approve != "X" && approve != "x") {
      wrong(fmt::format("Approve is \"{}\"; put an X there, or nothing.", approve));
    } else if (id.empty()) {
      wrong("AssignmentId is empty.");
    } else if (const auto [first, fresh] = lines.emplace(id, row.line); !fresh) {
      wrong(fmt::format("the assignment {} stands in line {}, too.", id, first->second));
    } else if (approve.empty()) {
      decisions.made.push_back({std::string(id), Decision::Kind::Reject, std::string(reject), place});
    } else {
      decisions.made.push_back({std::string(id), Decision::Kind::Approve, std::nullopt, place});
    }
  }
  return decisions;
}

}  // namespace kempelen::cli
