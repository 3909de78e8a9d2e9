// Pages of qualification types, with and without a query, for requesters and workers.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "actions/context.h"
#include "domain/qualification.h"
#include "store/qualification_types.h"

namespace kempelen::actions {

struct TypeFilter {
  /// Everybody: active ones of all requesters, and the caller's inactive ones. Own: the caller's, whether
  /// active or inactive.
  enum class Whose { Everybodys, Own } whose = Whose::Everybodys;
  /// Types of requesters who are suspended.
  enum class Suspended { Show, LeaveOut } suspended = Suspended::Show;
  std::vector<std::string> query{};  // words, see domain/type_words.h
};

/// The words of a query, each once. Refuses InvalidParameterValueBecause when there are too many to look for.
Result<std::vector<std::string>> read_query(const std::optional<std::string>& query);

/// Up to `count` types behind a position, by name and id. The cost of a page does not grow with the number of
/// types, unless the words of a query each are in many types and together in few.
std::vector<domain::QualificationType> list_types(const ReadContext& ctx, const TypeFilter& filter,
                                                  const store::TypePosition& after, std::size_t count);

/// The position of a type whose id is in a page token; of the first page for an empty one. Types of the
/// system are known too. Ids stand in tokens, since names are too long for them; a name never changes.
store::TypePosition position_of_type(const ReadContext& ctx, const std::string& id);

}  // namespace kempelen::actions
