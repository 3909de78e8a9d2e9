// DisassociateQualificationFromWorker: takes a qualification back; the worker reads why.
#include <fmt/format.h>

#include "actions/deliver.h"
#include "actions/qualifications/find_type.h"
#include "actions/requester_operations.h"
#include "store/qualifications.h"

namespace kempelen::actions {

Result<api::DisassociateQualificationFromWorkerResponse> disassociate_qualification_from_worker(
    WriteContext& ctx, const api::DisassociateQualificationFromWorkerRequest& request) {
  KEMPELEN_TRY(const auto type, own_qualification_type(ctx, request.qualification_type_id));
  auto held = store::find_qualification(ctx.db, WorkerId{request.worker_id}, type.id);
  if (!held) return refuse(Code::QualificationDoesNotExist);
  KEMPELEN_TRY(const auto revoked, domain::revoke(*std::move(held), request.reason));
  store::save_qualification(ctx.tx, revoked);
  deliver(ctx, {.to = revoked.worker,
                .from = ctx.caller.requester,
                .subject = "A Qualification of yours was revoked",
                .body = fmt::format("Your Qualification \"{}\" was revoked.{}", type.name,
                                    request.reason ? "\nReason: " + *request.reason : "")});
  return api::DisassociateQualificationFromWorkerResponse{};
}

}  // namespace kempelen::actions
