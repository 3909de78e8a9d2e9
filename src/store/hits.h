// HITs and their questions. The question is in a table of its own, so that a list that does not need it reads
// little.
#pragma once

#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "domain/hit.h"
#include "domain/hit_type.h"
#include "store/statements.h"

namespace kempelen::store {

void insert_hit(db::Transaction& db, const domain::Hit& hit, std::string_view question, Instant now);
/// Writes what can change: counters, mark, expiration, held places, the type; keeps the groups' counts of
/// open HITs right.
void save_hit(db::Transaction& db, const domain::Hit& hit, Instant now);

std::optional<domain::Hit> find_hit(db::Reader& db, const HitId& id);
/// All that GetHIT shows.
struct WholeHit {
  domain::Hit hit;
  domain::HitType type;
  std::string question;
};
/// In one statement, which is faster than three.
std::optional<WholeHit> find_whole_hit(db::Reader& db, const HitId& id);
/// Empty where the HIT is not there; existing HITs always have one.
std::string find_question(db::Reader& db, const HitId& id);

/// Up to `count` HITs of the requester that are not disposed, newest first, older than `before` (empty: from
/// the start).
std::vector<domain::Hit> list_hits(db::Reader& db, const RequesterId& requester,
                                   domain::Marketplace marketplace, std::string_view before,
                                   std::int64_t count);

/// Where a page of reviewable HITs begins: before this one. The default is before all.
struct ReviewablePosition {
  Instant expires_at{std::numeric_limits<std::int64_t>::max()};
  HitId hit{};
};
struct ReviewableHit {
  ReviewablePosition position;
  HitTypeId type;
};
/// Up to `count` Reviewable (mark None) or Reviewing HITs of the requester, by expiration, latest first.
std::vector<ReviewableHit> list_reviewable(db::Reader& db, const RequesterId& requester,
                                           domain::Marketplace marketplace, domain::ReviewMark mark,
                                           const ReviewablePosition& before, std::int64_t count);

/// Whether a HIT that the worker gave back or let go counts as new for him.
enum class GivenBack { Skip, Include };
/// The oldest open HIT of the type that the worker may still take.
std::optional<HitId> next_open_hit(db::Reader& db, const HitTypeId& type, const WorkerId& worker,
                                   GivenBack given_back);

Statements hit_statements();

}  // namespace kempelen::store
