// The ledger: entries that are only ever added, and the balances that follow from them.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "domain/ledger.h"
#include "store/statements.h"

namespace kempelen::store {

/// Zero for an account that no entry names.
Money balance(db::Reader& db, const domain::Account& account);

/// Writes the entries and moves the balances. A balance that would become negative is a broken invariant:
/// whoever makes postings has looked at the funds in the same transaction.
void post(db::Transaction& db, std::span<const domain::Posting> postings, IdGenerator& ids, Instant now);

/// An entry as one of its two accounts sees it.
struct LedgerEntry {
  std::string id;  // sorts by its time, to the millisecond
  Instant at;
  std::string counter_account;
  Money change;  // negative: money went out
  std::string reason;
  std::optional<HitId> hit{};  // what it is about, if not about the requester or worker himself
  std::optional<AssignmentId> assignment{};
};
/// Up to `count` entries of the account by id, made after the one with the id `after` (empty: from the
/// start). Reads every entry from there on, since entries have no index by account.
std::vector<LedgerEntry> list_entries(db::Reader& db, const domain::Account& account, std::string_view after,
                                      std::int64_t count);

Statements ledger_statements();

}  // namespace kempelen::store
