// Inside this module only: what is wrong with the values of a request, collected while it is read. Broken
// constraints of the service model are all listed; of the service's own limits the first counts, and only if
// the model holds.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "model/shape.h"

namespace kempelen::model {

/// Where a value stands. Put into words only when there is something to say about it.
struct Path {
  const Path* parent = nullptr;
  std::string_view name{};
  /// Counted from 1; 0 for a member of a structure.
  std::size_t entry = 0;

  /// `qualificationRequirements.1.member.comparator`; empty for the whole body.
  std::string text() const;
};

class Problems {
 public:
  void missing(const Path& path);
  void check_text(const Field& field, const Path& path, std::string_view text);
  void check_number(const Field& field, const Path& path, std::int64_t number);
  void check_entries(const Field& field, const Path& path, std::size_t count);
  /// The amount, if the text is one that the service takes.
  std::optional<Money> check_money(const Field& field, const Path& path, std::string_view text);
  void not_a_time(const Field& field, std::string_view value);

  /// BreaksModel with every broken constraint, else the first broken limit, else Done.
  Result<Done> verdict() &&;

 private:
  void violated(const Path& path, std::string_view value, std::string_view constraint);
  void add_violation(const Path& path, std::string_view value, std::string_view constraint);
  void limited(Refusal refusal);
  void limited_because(const Field& field, std::string_view value, std::string sentence);
  void check_text_limits(const Field& field, std::string_view text, std::int64_t length);

  std::size_t violations_ = 0;
  std::string violation_texts_;
  std::optional<Refusal> refusal_;
};

}  // namespace kempelen::model
