// Statements of the ledger.
#include "store/ledger.h"

#include <array>

#include "base/fault.h"

namespace kempelen::store {
namespace {

constexpr db::Sql kBalance{"SELECT balance FROM balances WHERE account = $1"};
constexpr db::Sql kInsertEntry{
    "INSERT INTO ledger_entries (entry_id, at, from_account, to_account, amount, reason, subject) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7)"};
constexpr db::Sql kMove{"UPDATE balances SET balance = balance + $2 WHERE account = $1"};
constexpr db::Sql kOpenAccount{
    "INSERT INTO balances (account, balance, may_be_negative) VALUES ($1, $2, $3)"};
constexpr db::Sql kListEntries{
    "SELECT e.entry_id, e.at, e.from_account, e.to_account, e.amount, e.reason, a.assignment_id, "
    "COALESCE(a.hit_id, h.hit_id) FROM ledger_entries e "
    "LEFT JOIN assignments a ON a.assignment_id = e.subject LEFT JOIN hits h ON h.hit_id = e.subject "
    "WHERE e.entry_id > $2 AND (e.from_account = $1 OR e.to_account = $1) ORDER BY e.entry_id LIMIT $3"};

void move(db::Transaction& db, const domain::Account& account, Money amount) {
  if (db.execute(kMove, account.name, amount) == 1) return;
  KEMPELEN_INVARIANT(amount.micros >= 0 || account.may_be_negative(),
                     "money is only taken from an account that has it");
  db.execute(kOpenAccount, account.name, amount, account.may_be_negative());
}

}  // namespace

Money balance(db::Reader& db, const domain::Account& account) {
  return db.find(kBalance, [](const db::Row& row) { return row.money(0); }, account.name).value_or(Money{});
}

void post(db::Transaction& db, std::span<const domain::Posting> postings, IdGenerator& ids, Instant now) {
  for (const domain::Posting& p : postings) {
    KEMPELEN_INVARIANT(p.amount.micros > 0, "a posting moves a positive amount");
    const Money source = balance(db, p.from);
    KEMPELEN_INVARIANT(p.from.may_be_negative() || source >= p.amount,
                       "money is only taken from an account that has it");
    KEMPELEN_INVARIANT(domain::fits(source, -p.amount) && domain::fits(balance(db, p.to), p.amount),
                       "balances stay within 64 bits");
    db.execute(kInsertEntry, ids.ledger_entry(now), now, p.from.name, p.to.name, p.amount,
               domain::name(p.reason), p.subject);
    move(db, p.from, -p.amount);
    move(db, p.to, p.amount);
  }
}

std::vector<LedgerEntry> list_entries(db::Reader& db, const domain::Account& account, std::string_view after,
                                      std::int64_t count) {
  const auto read = [&](const db::Row& row) {
    const bool out = row.text(2) == account.name;
    return LedgerEntry{.id = std::string(row.text(0)),
                       .at = row.instant(1),
                       .counter_account = std::string(row.text(out ? 3 : 2)),
                       .change = out ? -row.money(4) : row.money(4),
                       .reason = std::string(row.text(5)),
                       .hit = row.maybe_id<HitId>(7),
                       .assignment = row.maybe_id<AssignmentId>(6)};
  };
  return db.all(kListEntries, read, account.name, after, count);
}

Statements ledger_statements() {
  static constexpr std::array<const db::Sql*, 5> kAll = {&kBalance, &kInsertEntry, &kMove, &kOpenAccount,
                                                         &kListEntries};
  return kAll;
}

}  // namespace kempelen::store
