// What the parts of the recount share. For the files recount*.cc only.
#pragma once

#include <fmt/format.h>

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "base/fault.h"
#include "base/money.h"
#include "store/recount.h"

namespace kempelen::store {

/// Money added up; says so instead of overflowing, since damaged amounts can be anything.
class Sum {
 public:
  void add(std::int64_t micros) { overflowed_ |= __builtin_add_overflow(micros_, micros, &micros_); }
  void subtract(std::int64_t micros) { overflowed_ |= __builtin_sub_overflow(micros_, micros, &micros_); }
  void add_product(std::int64_t micros, std::int64_t count) {
    std::int64_t product = 0;
    overflowed_ |= __builtin_mul_overflow(micros, count, &product);
    add(product);
  }
  bool is(std::int64_t micros) const { return !overflowed_ && micros_ == micros; }
  friend bool operator==(const Sum& a, const Sum& b) {
    return !a.overflowed_ && !b.overflowed_ && a.micros_ == b.micros_;
  }
  std::string text() const { return overflowed_ ? "too much to count" : format_exact(Money{micros_}); }

 private:
  std::int64_t micros_ = 0;
  bool overflowed_ = false;
};

/// Kinds of timer, as stored.
enum class Kind : std::int64_t {
  ExpireHit = 1,
  AbandonAssignment = 2,
  AutoApprove = 3,
  DisposeHit = 5,
  EndTest = 6,
  FinishDeletion = 7
};

class Recounting {
 public:
  explicit Recounting(const RecountOptions& given) : options(given) {}

  template <typename... Parts>
  void differs(fmt::format_string<Parts...> sentence, Parts&&... parts) {
    ++result.differing;
    if (result.differences.size() < options.told_max) {
      result.differences.push_back(fmt::format(sentence, std::forward<Parts>(parts)...));
    }
  }
  /// Called for every row.
  void go_on() {
    if (++rows_ % kRowsBetweenQuestions == 0) ask();
  }
  /// Throws Fault if whoever wanted the recount wants it no more.
  void ask() const {
    if (options.stop && options.stop()) throw Fault("The recount was stopped before its end.");
  }
  /// A timer of the subject that was put back after a failure, or is due at a wrong time, and has been told.
  bool odd_timer(Kind kind, const std::string& subject) const { return odd_timers.contains({kind, subject}); }

  const RecountOptions& options;
  Recount result;
  std::set<std::pair<Kind, std::string>> odd_timers;
  std::map<std::string, Sum> held;  // by requester id, as the HITs say

 private:
  static constexpr std::int64_t kRowsBetweenQuestions = 4096;
  std::int64_t rows_ = 0;
};

// In this order: timers first, since they say what has not run yet; HITs before the ledger, which needs the
// holds.
void recount_timers(db::Reader& db, Recounting& counting);
void recount_hits(db::Reader& db, Recounting& counting);
void recount_assignments(db::Reader& db, Recounting& counting);
void recount_qualifications(db::Reader& db, Recounting& counting);
void recount_ledger(db::Reader& db, Recounting& counting);
void recount_payments(db::Reader& db, Recounting& counting);
void recount_outbox(db::Reader& db, Recounting& counting);
void recount_people(db::Reader& db, Recounting& counting);
void recount_reviews(db::Reader& db, Recounting& counting);
void recount_files(db::Reader& db, Recounting& counting);

Statements recount_timer_statements();
Statements recount_hit_statements();
Statements recount_assignment_statements();
Statements recount_qualification_statements();
Statements recount_ledger_statements();
Statements recount_payment_statements();
Statements recount_outbox_statements();
Statements recount_people_statements();
Statements recount_review_statements();
Statements recount_file_statements();

}  // namespace kempelen::store
