// The list of all statements, gathered from the files that own them.
#include "store/accounts.h"
#include "store/assignments.h"
#include "store/blocks.h"
#include "store/bonuses.h"
#include "store/candidates.h"
#include "store/files.h"
#include "store/hit_types.h"
#include "store/hits.h"
#include "store/layouts.h"
#include "store/ledger.h"
#include "store/messages.h"
#include "store/meta.h"
#include "store/notifications.h"
#include "store/outbox.h"
#include "store/qualification_requests.h"
#include "store/qualification_types.h"
#include "store/qualifications.h"
#include "store/recount.h"
#include "store/request_tokens.h"
#include "store/requiring_hits.h"
#include "store/reviews.h"
#include "store/schema.h"
#include "store/timers.h"
#include "store/workers.h"

namespace kempelen::store {

std::vector<const db::Sql*> all_statements() {
  std::vector<const db::Sql*> all;
  for (const auto statements : {account_statements(),
                                assignment_statements(),
                                block_statements(),
                                bonus_statements(),
                                candidate_statements(),
                                file_statements(),
                                hit_statements(),
                                hit_type_statements(),
                                layout_statements(),
                                ledger_statements(),
                                message_statements(),
                                meta_statements(),
                                notification_statements(),
                                outbox_statements(),
                                qualification_request_statements(),
                                qualification_statements(),
                                qualification_type_statements(),
                                recount_statements(),
                                request_token_statements(),
                                requiring_hit_statements(),
                                review_statements(),
                                timer_statements(),
                                worker_statements()}) {
    all.insert(all.end(), statements.begin(), statements.end());
  }
  return all;
}

}  // namespace kempelen::store
