// Rows and timers of requests and of types that are being disposed of.
#include "actions/qualifications/requests.h"

#include "actions/save.h"
#include "store/qualification_requests.h"
#include "store/qualification_types.h"
#include "store/qualifications.h"
#include "store/requiring_hits.h"

namespace kempelen::actions {
namespace {

void save_effects(WriteContext& ctx, const domain::RequestTransition& transition) {
  if (transition.granted) store::save_qualification(ctx.tx, *transition.granted);
  save_timers(ctx, transition.timers);
}

}  // namespace

void save_new_request(WriteContext& ctx, const domain::RequestTransition& opened) {
  store::insert_request(ctx.tx, opened.request);
  save_effects(ctx, opened);
}

void save(WriteContext& ctx, const domain::RequestTransition& transition) {
  store::save_request(ctx.tx, transition.request);
  save_effects(ctx, transition);
}

void end_test_in_time(WriteContext& ctx, const QualificationRequestId& id) {
  auto request = store::find_request(ctx.db, id);
  if (!request || request->status != domain::QualificationRequestStatus::InTest ||
      ctx.now < *request->deadline)
    return;
  save(ctx, domain::end_test(*std::move(request), ctx.now));
}

void go_on_with_deletion(WriteContext& ctx, const QualificationTypeId& id) {
  auto type = store::find_qualification_type(ctx.db, id);
  if (!type || !type->next_check_at || ctx.now < *type->next_check_at) return;
  const auto need = store::is_required(ctx.db, id.text) ? domain::Need::Needed : domain::Need::NotNeeded;
  const auto after = domain::go_on_with_deletion(*std::move(type), need, ctx.now);
  store::save_qualification_type(ctx.tx, after.type);
  save_timers(ctx, after.timers);
}

}  // namespace kempelen::actions
