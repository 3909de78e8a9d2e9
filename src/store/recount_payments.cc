// What approved work and bonuses must have cost against the entries that paid it: each once, by the right
// payer to the right payee.
//
// A first pass adds up a number for each payment that is due and takes one off for each that was made, in
// buckets by assignment, so that memory does not grow with the ledger. Only where a bucket does not come out
// at nothing, a second pass looks at its payments one by one.
#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <tuple>
#include <vector>

#include "store/recount_parts.h"

namespace kempelen::store {
namespace {

constexpr db::Sql kApproved{
    "SELECT a.assignment_id, a.worker_id, a.reward, h.fee, h.requester_id, h.marketplace "
    "FROM assignments a JOIN hits h ON h.hit_id = a.hit_id WHERE a.status = 2"};
constexpr db::Sql kBonuses{
    "SELECT b.assignment_id, b.worker_id, b.amount, b.fee, b.requester_id, h.marketplace "
    "FROM bonuses b JOIN hits h ON h.hit_id = b.hit_id"};
constexpr db::Sql kEntries{
    "SELECT subject, reason, from_account, to_account, amount FROM ledger_entries "
    "WHERE reason IN ('reward', 'fee', 'bonus', 'bonus-fee')"};

constexpr std::size_t kBuckets = 1 << 16;

/// Views hold while the row does.
struct Payment {
  std::string_view subject, reason, payer, payee;
  std::int64_t amount;
};

/// Who pays: the id of a requester, whether from his held money or not, or `play`.
std::string_view payer_of(std::string_view account) {
  const std::size_t colon = account.find(':');
  const std::string_view kind = account.substr(0, colon);
  return kind == "held" || kind == "requester" ? account.substr(colon + 1) : account;
}

using Each = std::function<void(const Payment&)>;

void each_due_of(db::Reader& db, const db::Sql& sql, std::string_view reason, std::string_view fee_reason,
                 Recounting& counting, const Each& each) {
  db.for_each(sql, [&](const db::Row& row) {
    counting.go_on();
    const bool live = row.integer(5) == 1;
    const std::string worker = "worker:" + std::string(row.text(1));
    const std::string_view payer = live ? row.text(4) : std::string_view("play");
    // Nothing moves no money.
    if (row.integer(2) != 0) each({row.text(0), reason, payer, worker, row.integer(2)});
    if (row.integer(3) != 0) each({row.text(0), fee_reason, payer, "fees", row.integer(3)});
  });
}

void each_due(db::Reader& db, Recounting& counting, const Each& each) {
  each_due_of(db, kApproved, "reward", "fee", counting, each);
  each_due_of(db, kBonuses, "bonus", "bonus-fee", counting, each);
}

void each_made(db::Reader& db, Recounting& counting, const Each& each) {
  db.for_each(kEntries, [&](const db::Row& row) {
    counting.go_on();
    each({row.text(0), row.text(1), payer_of(row.text(2)), row.text(3), row.integer(4)});
  });
}

std::size_t bucket_of(const Payment& payment) {
  return std::hash<std::string_view>{}(payment.subject) % kBuckets;
}

/// Equal for equal payments.
std::uint64_t number_of(const Payment& payment) {
  std::uint64_t number = static_cast<std::uint64_t>(payment.amount);
  for (const std::string_view part : {payment.subject, payment.reason, payment.payer, payment.payee}) {
    number = number * 0x9E3779B97F4A7C15U + std::hash<std::string_view>{}(part);
  }
  return number;
}

using Key = std::tuple<std::string, std::string, std::string, std::string, std::int64_t>;

Key key_of(const Payment& p) {
  return {std::string(p.subject), std::string(p.reason), std::string(p.payer), std::string(p.payee),
          p.amount};
}

struct Times {
  std::int64_t due = 0, made = 0;
};

}  // namespace

void recount_payments(db::Reader& db, Recounting& counting) {
  std::vector<std::uint64_t> buckets(kBuckets);
  each_due(db, counting, [&](const Payment& payment) { buckets[bucket_of(payment)] += number_of(payment); });
  each_made(db, counting, [&](const Payment& payment) { buckets[bucket_of(payment)] -= number_of(payment); });
  if (std::ranges::all_of(buckets, [](std::uint64_t rest) { return rest == 0; })) return;

  std::map<Key, Times> suspects;
  each_due(db, counting, [&](const Payment& payment) {
    if (buckets[bucket_of(payment)] != 0) ++suspects[key_of(payment)].due;
  });
  each_made(db, counting, [&](const Payment& payment) {
    if (buckets[bucket_of(payment)] != 0) ++suspects[key_of(payment)].made;
  });
  for (const auto& [key, times] : suspects) {
    if (times.due == times.made) continue;
    const auto& [subject, reason, payer, payee, amount] = key;
    counting.differs("Assignment {}: {} of {} from {} to {} is due {} times and was paid {} times.", subject,
                     reason, format_exact(Money{amount}), payer, payee, times.due, times.made);
  }
}

Statements recount_payment_statements() {
  static constexpr std::array<const db::Sql*, 3> kAll = {&kApproved, &kBonuses, &kEntries};
  return kAll;
}

}  // namespace kempelen::store
