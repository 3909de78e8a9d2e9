// Looks every acknowledged effect up.
#include "tests/faults/record.h"

#include <fmt/format.h>

#include "store/assignments.h"
#include "store/hit_types.h"
#include "store/hits.h"
#include "store/request_tokens.h"

namespace kempelen::faults {
namespace {

using domain::AssignmentStatus;
using Losses = std::vector<std::string>;

/// The instant of a command is somewhat after the clock that its caller read.
constexpr Duration kTokenSurelyLives{store::kRequestTokenLife.micros - 1'000'000};

constexpr db::Sql kDeposits{
    "SELECT CAST(COALESCE(SUM(amount), 0) AS BIGINT) FROM ledger_entries WHERE reason = 'deposit' AND "
    "to_account = $1"};
constexpr db::Sql kBonuses{"SELECT amount FROM bonuses WHERE assignment_id = $1"};

/// Whether an assignment that was acknowledged as `told` may be `now_is`.
bool may_be(AssignmentStatus told, AssignmentStatus now_is) {
  switch (told) {
    case AssignmentStatus::Accepted:
      return true;
    case AssignmentStatus::Submitted:
      return now_is == told || now_is == AssignmentStatus::Approved || now_is == AssignmentStatus::Rejected;
    case AssignmentStatus::Rejected:
      return now_is == told || now_is == AssignmentStatus::Approved;
    case AssignmentStatus::Approved:
    case AssignmentStatus::Returned:
    case AssignmentStatus::Abandoned:
      return now_is == told;
  }
  return false;
}

void look_for_hit(db::Reader& db, const std::string& id, const KnownHit& known, Instant now, Losses& losses) {
  const auto hit = store::find_hit(db, HitId{id});
  // Time disposes of HITs, too; their rows stay.
  if (!hit) return losses.push_back(fmt::format("HIT {} is gone", id));
  if (known.deleted && hit->mark != domain::ReviewMark::Disposed) {
    losses.push_back(fmt::format("HIT {} is not deleted any more", id));
  }
  if (hit->max_assignments < known.places) {
    losses.push_back(
        fmt::format("HIT {} has {} places instead of {}", id, hit->max_assignments, known.places));
  }
  if (!known.token || known.token_used_at + kTokenSurelyLives <= now) return;
  const auto used =
      store::find_use(db, {RequesterId{known.requester}, known.marketplace, "CreateHIT", *known.token}, now);
  if (used != id) losses.push_back(fmt::format("the token of HIT {} is forgotten", id));
}

void look_for_assignment(db::Reader& db, const std::string& id, const KnownAssignment& known,
                         Losses& losses) {
  const auto found = store::find_assignment(db, AssignmentId{id});
  if (!found) return losses.push_back(fmt::format("assignment {} is gone", id));
  if (!may_be(known.status, found->status)) {
    losses.push_back(fmt::format("assignment {} was acknowledged as {} and is {}", id, name(known.status),
                                 name(found->status)));
  }
  if (known.answer && store::find_answer(db, AssignmentId{id}) != known.answer) {
    losses.push_back(fmt::format("the answer of assignment {} is another one", id));
  }
  std::int64_t told = 0, paid = 0;
  for (const auto& [token, amount] : known.bonuses) told += amount.micros;
  db.for_each(kBonuses, [&](const db::Row& row) { paid += row.integer(0); }, id);
  if (paid < told) losses.push_back(fmt::format("a bonus of assignment {} is gone", id));
}

}  // namespace

std::size_t Record::size() const {
  std::size_t count = hits.size() + types.size() + deposits.size();
  for (const auto& [id, hit] : hits) count += hit.token ? 1 : 0;
  for (const auto& [id, known] : assignments) count += 1 + (known.answer ? 1 : 0) + known.bonuses.size();
  return count;
}

std::vector<std::string> Record::losses(db::Reader& db, Instant now) const {
  Losses losses;
  for (const auto& [id, known] : hits) look_for_hit(db, id, known, now, losses);
  for (const auto& [id, known] : assignments) look_for_assignment(db, id, known, losses);
  for (const auto& [id, known] : types) {
    if (!store::find_hit_type(db, HitTypeId{id})) losses.push_back(fmt::format("HIT type {} is gone", id));
  }
  for (const auto& [requester, amount] : deposits) {
    const auto sum =
        db.find(kDeposits, [](const db::Row& row) { return row.money(0); }, "requester:" + requester);
    if (*sum < amount) losses.push_back(fmt::format("a deposit of {} is gone", requester));
  }
  return losses;
}

}  // namespace kempelen::faults
