// Decisions on assignments, as a requester fills them into a results file: an X under Approve, or a reason
// under Reject.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/csv.h"

namespace kempelen::cli {

struct Decision {
  enum class Kind : std::uint8_t { Approve, Reject };

  std::string assignment;
  Kind kind = Kind::Approve;
  std::optional<std::string> feedback{};  // for the worker; of a rejection always there
  std::string place{};                    // `results.csv, line 5`; empty if it stands in no file

  friend bool operator==(const Decision&, const Decision&) = default;
};

struct Decisions {
  std::vector<Decision> made{};
  std::size_t undecided = 0;         // rows with neither
  std::vector<std::string> wrong{};  // rows that say no decision clearly, each as a sentence
};

/// Columns are found by name, in any order; AssignmentId is needed, and one of Approve and Reject. Refuses a
/// file without them. `name` is for messages.
client::Result<Decisions> read_decisions(const Csv& file, const std::string& name);

}  // namespace kempelen::cli
