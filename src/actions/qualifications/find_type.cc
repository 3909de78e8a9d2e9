// Existence, ownership and state of qualification types.
#include "actions/qualifications/find_type.h"

#include <algorithm>

#include "domain/premium.h"
#include "store/qualification_requests.h"
#include "store/qualification_types.h"

namespace kempelen::actions {
namespace {

/// Of the system, given up by it, or bought from the original where the server takes those.
bool is_built_in(const ReadContext& ctx, const std::string& id) {
  return domain::system_qualification(id, ctx.caller.marketplace) ||
         domain::is_withdrawn_qualification(id, ctx.caller.marketplace) ||
         (ctx.settings.premium_qualifications && domain::premium_price(id, ctx.caller.marketplace));
}

}  // namespace

Result<domain::QualificationType> any_qualification_type(const ReadContext& ctx, const std::string& id) {
  auto type = store::find_qualification_type(ctx.db, QualificationTypeId{id});
  if (!type || type->marketplace != ctx.caller.marketplace ||
      type->state == domain::QualificationTypeState::Gone) {
    return refuse(Code::QualificationTypeDoesNotExist, id);
  }
  return *std::move(type);
}

Result<domain::QualificationType> own_qualification_type(const ReadContext& ctx, const std::string& id) {
  KEMPELEN_TRY(auto type, any_qualification_type(ctx, id));
  if (type.requester != ctx.caller.requester) return refuse(Code::QualificationTypeDoesNotExist, id);
  return type;
}

Result<domain::QualificationRequest> request_for_requester(const ReadContext& ctx, const std::string& id) {
  auto request = store::find_request(ctx.db, QualificationRequestId{id});
  if (!request || request->requester != ctx.caller.requester ||
      request->marketplace != ctx.caller.marketplace || !request->submitted_at) {
    return refuse(Code::QualificationRequestDoesNotExist, id);
  }
  return *std::move(request);
}

Result<Done> check_known(const ReadContext& ctx, const std::string& id) {
  if (domain::system_qualification(id, ctx.caller.marketplace)) return Done{};
  if (const auto type = any_qualification_type(ctx, id); !type) return refuse(type);
  return Done{};
}

Result<Done> check_exist(const ReadContext& ctx, const domain::Requirements& requirements) {
  for (const domain::Requirement& r : requirements) {
    if (is_built_in(ctx, r.qualification_type_id)) continue;
    if (const auto type = any_qualification_type(ctx, r.qualification_type_id); !type) return refuse(type);
  }
  return Done{};
}

Result<Done> check_requirable(const ReadContext& ctx, const domain::Requirements& requirements) {
  for (const domain::Requirement& r : requirements) {
    if (is_built_in(ctx, r.qualification_type_id)) continue;
    KEMPELEN_TRY(const auto type, any_qualification_type(ctx, r.qualification_type_id));
    if (const auto active = domain::check_active(type); !active) return refuse(active);
  }
  return Done{};
}

bool deleted_with_qualification_type(const ReadContext& ctx, const domain::Requirements& requirements) {
  return std::ranges::any_of(requirements, [&](const domain::Requirement& r) {
    const auto type = store::find_qualification_type(ctx.db, QualificationTypeId{r.qualification_type_id});
    return type && type->state >= domain::QualificationTypeState::Disposing;
  });
}

}  // namespace kempelen::actions
