// Ledger entries against balances, and balances against what the HITs say is held.
#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "store/recount_parts.h"

namespace kempelen::store {
namespace {

constexpr db::Sql kEntries{"SELECT entry_id, from_account, to_account, amount, reason FROM ledger_entries"};
constexpr db::Sql kBalances{"SELECT account, balance, may_be_negative FROM balances ORDER BY account"};
constexpr db::Sql kRequester{"SELECT requester_id FROM requesters WHERE requester_id = $1"};
constexpr db::Sql kWorker{"SELECT worker_id FROM workers WHERE worker_id = $1"};

/// The part of an account's name before the colon: who it belongs to.
std::string_view owner_kind(std::string_view account) {
  return account.substr(0, account.find(':'));
}

std::string_view owner_id(std::string_view account) {
  const std::size_t colon = account.find(':');
  return colon == std::string_view::npos ? std::string_view{} : account.substr(colon + 1);
}

/// Between which accounts money moves for a reason.
struct Route {
  std::string_view reason, from, to;
};

constexpr std::array kRoutes = {
    Route{"deposit", "outside", "requester"},
    Route{"withdrawal", "requester", "outside"},
    Route{"hold", "requester", "held"},
    Route{"release", "held", "requester"},
    Route{"reward", "held", "worker"},
    Route{"reward", "requester", "worker"},  // after a rejection was overridden
    Route{"reward", "play", "worker"},
    Route{"fee", "held", "fees"},
    Route{"fee", "requester", "fees"},
    Route{"bonus", "requester", "worker"},
    Route{"bonus", "play", "worker"},
    Route{"bonus-fee", "requester", "fees"},
    Route{"pay-out", "worker", "outside"},
};

bool is_route(std::string_view reason, std::string_view from, std::string_view to) {
  const bool known = std::ranges::any_of(kRoutes, [&](const Route& route) {
    return route.reason == reason && route.from == owner_kind(from) && route.to == owner_kind(to);
  });
  // Money is held for, and released to, the requester himself.
  const bool within = reason == "hold" || reason == "release";
  return known && (!within || owner_id(from) == owner_id(to));
}

using Sums = std::map<std::string, Sum, std::less<>>;

Sum& of(Sums& sums, std::string_view account) {
  const auto found = sums.find(account);
  return found != sums.end() ? found->second : sums.try_emplace(std::string(account)).first->second;
}

Sums add_up_entries(db::Reader& db, Recounting& counting) {
  Sums sums;
  db.for_each(kEntries, [&](const db::Row& row) {
    counting.go_on();
    ++counting.result.ledger_entries;
    of(sums, row.text(1)).subtract(row.integer(3));
    of(sums, row.text(2)).add(row.integer(3));
    if (!is_route(row.text(4), row.text(1), row.text(2))) {
      counting.differs("Ledger entry {} moves money from {} to {} for the reason {}, which is not done.",
                       row.text(0), row.text(1), row.text(2), row.text(4));
    }
  });
  return sums;
}

bool exists(db::Reader& db, std::string_view account) {
  const std::string_view kind = owner_kind(account);
  const auto any = [](const db::Row&) { return true; };
  if (kind == "worker") return db.find(kWorker, any, owner_id(account)).has_value();
  if (kind == "requester" || kind == "held") return db.find(kRequester, any, owner_id(account)).has_value();
  return account == "outside" || account == "play" || account == "fees";
}

void recount_balances(db::Reader& db, Sums& counted, Recounting& counting) {
  Sum total;
  Sums kept;
  db.for_each(kBalances, [&](const db::Row& row) {
    const std::string_view account = row.text(0);
    const std::int64_t balance = row.integer(1);
    total.add(balance);
    of(kept, account).add(balance);
    const bool endless = account == "outside" || account == "play";
    if (balance < 0 && !endless) counting.differs("Account {} is negative.", account);
    if (row.flag(2) != endless) {
      counting.differs("Account {} {} be negative, and it should{}.", account,
                       row.flag(2) ? "may" : "may not", endless ? "" : " not");
    }
    if (!of(counted, account).is(balance)) {
      counting.differs("Account {} has the balance {}, and its entries add up to {}.", account,
                       format_exact(Money{balance}), of(counted, account).text());
    }
  });
  if (!total.is(0)) counting.differs("All balances add up to {} instead of 0.00.", total.text());
  for (const auto& [account, sum] : counted) {
    if (!kept.contains(account) && !sum.is(0)) {
      counting.differs("Account {} has no balance, and its entries add up to {}.", account, sum.text());
    }
  }
}

/// Holds as the HITs say against the accounts as the entries say, so that a wrong balance is told once.
void recount_holds(Sums& counted, Recounting& counting) {
  for (const auto& [account, sum] : counted) {
    if (owner_kind(account) == "held") counting.held.try_emplace(std::string(owner_id(account)));
  }
  for (const auto& [requester, due] : counting.held) {
    const Sum& held = of(counted, "held:" + requester);
    if (held != due) {
      counting.differs("Requester {} has {} held, and open places, work under way and reviews need {}.",
                       requester, held.text(), due.text());
    }
  }
}

}  // namespace

void recount_ledger(db::Reader& db, Recounting& counting) {
  Sums counted = add_up_entries(db, counting);
  recount_balances(db, counted, counting);
  recount_holds(counted, counting);
  for (const auto& [account, sum] : counted) {
    if (!exists(db, account)) counting.differs("Account {} belongs to nobody.", account);
  }
}

Statements recount_ledger_statements() {
  static constexpr std::array<const db::Sql*, 4> kAll = {&kEntries, &kBalances, &kRequester, &kWorker};
  return kAll;
}

}  // namespace kempelen::store
