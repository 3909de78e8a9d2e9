// Assignments as a table with the columns of the original's results file, in their order.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "api/assignments.h"
#include "cli/subject.h"

namespace kempelen::cli {

struct ResultOfHit {
  api::HIT hit;
  std::vector<api::Assignment> assignments;
};

struct TableWishes {
  enum class Times : std::uint8_t { Pacific, Iso };
  /// Whether a cell that a spreadsheet might run as a formula gets a quote before it.
  enum class Cells : std::uint8_t { AsTheyAre, Safe };

  Times times = Times::Pacific;
  Cells cells = Cells::AsTheyAre;
  std::vector<std::string> statuses{};  // only these; all if empty
  Instant now{};                        // for the rates of the last days
};

struct ResultTable {
  std::string csv;
  std::size_t assignments = 0;
  std::vector<std::string>
      unreadable{};  // assignments whose answer is no document of answers; their cells are empty
};

/// Rates of a worker are over all of `results`, whatever their status.
ResultTable make_table(const std::vector<ResultOfHit>& results, const std::optional<Inputs>& inputs,
                       const TableWishes& wishes);

}  // namespace kempelen::cli
