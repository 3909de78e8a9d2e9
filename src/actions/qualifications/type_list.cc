// A query is answered by its rarest word, in the way that costs least: a beginning that few different words
// have gives their types in order; one that few types have gives them all, to be sorted; any other is so
// frequent that walking along the names soon finds enough.
#include "actions/qualifications/type_list.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "actions/filtered_page.h"
#include "base/fault.h"
#include "domain/type_words.h"
#include "store/accounts.h"

namespace kempelen::actions {
namespace {

using Types = std::vector<domain::QualificationType>;
using Positions = std::vector<store::TypePosition>;

/// So many types with a word are few: all of them are looked at for a page.
constexpr std::int64_t kFewTypes = 500;
constexpr std::size_t kQueryWordsMax = 20;
/// So many words with one beginning are merged.
constexpr std::size_t kFewWords = 16;

store::TypePosition position_of(const domain::QualificationType& type) {
  return {type.name, type.id.text};
}

bool in_order(const domain::QualificationType& a, const domain::QualificationType& b) {
  return position_of(a) < position_of(b);
}

class Lister {
 public:
  Lister(const ReadContext& ctx, const TypeFilter& filter) : ctx_(ctx), filter_(filter) {}

  Types page(const store::TypePosition& after, std::size_t count) const {
    if (filter_.query.empty()) return walk(after, count);
    const std::string& rarest = rarest_word();
    if (filter_.whose == TypeFilter::Whose::Everybodys) {
      if (const auto words = few_words(rarest)) return merged(*words, after, count);
    }
    if (count_types(rarest) <= kFewTypes) return among(types_with(rarest), after, count);
    return walk(after, count);
  }

 private:
  bool wanted(const domain::QualificationType& type) const {
    const bool own = type.requester == ctx_.caller.requester;
    const bool listed = type.state == domain::QualificationTypeState::Active
                            ? own || filter_.whose == TypeFilter::Whose::Everybodys
                            : own && type.state == domain::QualificationTypeState::Inactive;
    if (!listed) return false;
    if (!filter_.query.empty() && !domain::match(filter_.query, domain::words_of(type))) return false;
    // Last, since it reads the requester.
    return filter_.suspended == TypeFilter::Suspended::Show || !is_suspended(type.requester);
  }

  bool is_suspended(const RequesterId& id) const {
    const auto requester = store::find_requester(ctx_.db, id);
    KEMPELEN_INVARIANT(requester.has_value(), "a qualification type has a requester");
    return requester->standing == store::Standing::Suspended;
  }

  Types fetch(const store::TypePosition& after, std::size_t count) const {
    const auto size = static_cast<std::int64_t>(count);
    const domain::Marketplace marketplace = ctx_.caller.marketplace;
    const RequesterId& requester = ctx_.caller.requester;
    if (filter_.whose == TypeFilter::Whose::Own) {
      return store::list_own_types(ctx_.db, requester, marketplace, after, size);
    }
    Types types = store::list_active_types(ctx_.db, marketplace, after, size);
    Types inactive = store::list_inactive_types(ctx_.db, requester, marketplace, after, size);
    if (inactive.empty()) return types;
    types.insert(types.end(), std::make_move_iterator(inactive.begin()),
                 std::make_move_iterator(inactive.end()));
    std::ranges::sort(types, in_order);
    if (types.size() > count) types.resize(count);
    return types;
  }

  Types walk(const store::TypePosition& after, std::size_t count) const {
    return filtered_page(
        after, count,
        [&](const store::TypePosition& position, std::size_t size) { return fetch(position, size); },
        [&](const domain::QualificationType& type) { return wanted(type); }, position_of);
  }

  domain::QualificationType type_at(const store::TypePosition& position) const {
    auto type = store::find_qualification_type(ctx_.db, QualificationTypeId{position.id});
    KEMPELEN_INVARIANT(type.has_value(), "words belong to types");
    return *std::move(type);
  }

  /// How many types have a word that begins so; what is more than a few is not counted on.
  std::int64_t count_types(const std::string& prefix) const {
    return store::count_with_prefix(ctx_.db, ctx_.caller.marketplace, prefix, kFewTypes + 1);
  }

  /// The word of the query that the fewest types have, as far as they are few; else the longest.
  const std::string& rarest_word() const {
    if (filter_.query.size() == 1) return filter_.query.front();
    const auto rareness = [&](const std::string& word) {
      return std::pair(-count_types(word), static_cast<std::int64_t>(word.size()));
    };
    return *std::ranges::max_element(filter_.query, {}, rareness);
  }

  /// All types that have a word that begins so, in order.
  Positions types_with(const std::string& prefix) const {
    Positions positions = store::types_with_prefix(ctx_.db, ctx_.caller.marketplace, prefix);
    sort(positions);
    return positions;
  }

  static void sort(Positions& positions) {
    std::ranges::sort(positions);
    positions.erase(std::unique(positions.begin(), positions.end()), positions.end());
  }

  Types among(const Positions& positions, const store::TypePosition& after, std::size_t count) const {
    Types types;
    for (auto at = std::ranges::upper_bound(positions, after); at != positions.end(); ++at) {
      if (types.size() == count) break;
      domain::QualificationType type = type_at(*at);
      if (wanted(type)) types.push_back(std::move(type));
    }
    return types;
  }

  /// The words that begin so, if they are few.
  std::optional<std::vector<std::string>> few_words(const std::string& prefix) const {
    std::vector<std::string> words;
    std::string last;
    while (const auto word = store::next_word(ctx_.db, ctx_.caller.marketplace, prefix, last)) {
      if (words.size() == kFewWords) return std::nullopt;
      words.push_back(*word);
      last = *word;
    }
    return words;
  }

  Types merged(const std::vector<std::string>& words, const store::TypePosition& after,
               std::size_t count) const {
    return filtered_page(
        after, count,
        [&](const store::TypePosition& position, std::size_t size) {
          Positions positions;
          for (const std::string& word : words) {
            auto some = store::types_with_word(ctx_.db, ctx_.caller.marketplace, word, position,
                                               static_cast<std::int64_t>(size));
            positions.insert(positions.end(), std::make_move_iterator(some.begin()),
                             std::make_move_iterator(some.end()));
          }
          sort(positions);
          if (positions.size() > size) positions.resize(size);
          Types types;
          for (const store::TypePosition& one : positions) types.push_back(type_at(one));
          return types;
        },
        [&](const domain::QualificationType& type) { return wanted(type); }, position_of);
  }

  const ReadContext& ctx_;
  const TypeFilter& filter_;
};

}  // namespace

Result<std::vector<std::string>> read_query(const std::optional<std::string>& query) {
  std::vector<std::string> words = domain::query_words(query.value_or(""));
  std::ranges::sort(words);
  words.erase(std::unique(words.begin(), words.end()), words.end());
  if (words.size() > kQueryWordsMax) {
    return refuse(Code::InvalidParameterValueBecause, words.front() + "...", "Query",
                  fmt::format("It has more than {} words.", kQueryWordsMax));
  }
  return words;
}

std::vector<domain::QualificationType> list_types(const ReadContext& ctx, const TypeFilter& filter,
                                                  const store::TypePosition& after, std::size_t count) {
  return Lister(ctx, filter).page(after, count);
}

store::TypePosition position_of_type(const ReadContext& ctx, const std::string& id) {
  if (id.empty()) return {};
  const auto system = domain::system_qualification_types(ctx.caller.marketplace);
  const auto found = std::ranges::find(system, id, &domain::SystemQualificationType::id);
  if (found != system.end()) return {std::string(found->name), id};
  const auto type = store::find_qualification_type(ctx.db, QualificationTypeId{id});
  KEMPELEN_INVARIANT(type.has_value(), "page tokens are sealed, and types stay in the database");
  return position_of(*type);
}

}  // namespace kempelen::actions
