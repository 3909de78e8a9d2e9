// DeleteQualificationType: nobody can ask for the type or require it any more, and the HIT types that use it
// are deleted with it. A timer finishes the deletion when no HIT needs what workers hold of it.
#include "actions/qualifications/find_type.h"
#include "actions/qualifications/requests.h"
#include "actions/requester_operations.h"
#include "actions/save.h"
#include "domain/type_words.h"
#include "store/qualification_requests.h"

namespace kempelen::actions {
namespace {

/// What workers read of their rejected requests.
constexpr std::string_view kDeleted = "The requester has deleted this Qualification type.";

}  // namespace

Result<api::DeleteQualificationTypeResponse> delete_qualification_type(
    WriteContext& ctx, const api::DeleteQualificationTypeRequest& request) {
  KEMPELEN_TRY(const auto before, own_qualification_type(ctx, request.qualification_type_id));
  KEMPELEN_TRY(const auto deletion, domain::begin_deletion(before, ctx.now));
  store::save_qualification_type(ctx.tx, deletion.type);
  store::change_words(ctx.tx, before, domain::words_of(before), {});
  save_timers(ctx, deletion.timers);
  store::reject_all_waiting(ctx.tx, before.id, kDeleted, ctx.now);
  for (domain::QualificationRequest& in_test : store::list_in_test(ctx.db, before.id)) {
    save(ctx, domain::end_test(std::move(in_test), ctx.now));
  }
  return api::DeleteQualificationTypeResponse{};
}

}  // namespace kempelen::actions
