// The whole recount.
#include "store/recount.h"

#include <exception>

#include "store/recount_parts.h"

namespace kempelen::store {

Recount recount(db::Reader& db, const RecountOptions& options) {
  Recounting counting(options);
  for (const std::string& finding : db.damage(options.told_max)) counting.differs("{}", finding);
  try {
    for (const auto part :
         {recount_timers, recount_hits, recount_assignments, recount_qualifications, recount_ledger,
          recount_payments, recount_people, recount_reviews, recount_files, recount_outbox}) {
      counting.ask();
      part(db, counting);
    }
  } catch (const std::exception& e) {
    // What the engine found explains why its rows cannot be read; without that, nothing is known.
    if (counting.result.clean()) throw;
    counting.differs("The recount could not go on: {}", e.what());
  }
  return std::move(counting.result);
}

Statements recount_statements() {
  static const auto all = [] {
    std::vector<const db::Sql*> statements;
    for (const auto part :
         {recount_timer_statements(), recount_hit_statements(), recount_assignment_statements(),
          recount_file_statements(), recount_ledger_statements(), recount_outbox_statements(),
          recount_payment_statements(), recount_people_statements(), recount_qualification_statements(),
          recount_review_statements()}) {
      statements.insert(statements.end(), part.begin(), part.end());
    }
    return statements;
  }();
  return all;
}

}  // namespace kempelen::store
