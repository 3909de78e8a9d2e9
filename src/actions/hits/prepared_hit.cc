// Publishing, shared by the two operations that create HITs.
#include "actions/hits/prepared_hit.h"

#include "actions/find.h"
#include "actions/qualifications/find_type.h"
#include "actions/request_token.h"
#include "actions/save.h"
#include "actions/wire.h"
#include "store/hit_types.h"
#include "store/layouts.h"

namespace kempelen::actions {
namespace {

constexpr std::int64_t kAutoApprovalDelaySeconds = 2'592'000;

}  // namespace

template <typename Request>
Result<domain::HitTypeProperties> read_properties(const Request& r, domain::Marketplace marketplace) {
  KEMPELEN_TRY(auto requirements, read_requirements(r.qualification_requirements, marketplace));
  return domain::HitTypeProperties{.title = r.title,
                                   .description = r.description,
                                   .keywords = r.keywords.value_or(""),
                                   .reward = r.reward,
                                   .assignment_duration = Duration::seconds(r.assignment_duration_in_seconds),
                                   .auto_approval_delay = Duration::seconds(
                                       r.auto_approval_delay_in_seconds.value_or(kAutoApprovalDelaySeconds)),
                                   .requirements = std::move(requirements)};
}

template Result<domain::HitTypeProperties> read_properties(const api::CreateHITTypeRequest&,
                                                           domain::Marketplace);
template Result<domain::HitTypeProperties> read_properties(const api::CreateHITRequest&, domain::Marketplace);

Result<domain::HitType> find_or_make_type(WriteContext& ctx, const domain::HitTypeProperties& properties) {
  if (const auto checked = check_requirable(ctx, properties.requirements); !checked) return refuse(checked);
  auto found = store::find_hit_type_with_identity(ctx.db, ctx.caller.requester, ctx.caller.marketplace,
                                                  domain::identity(properties));
  if (found) return *std::move(found);
  domain::HitType type{.id = ctx.ids.hit_type(ctx.now),
                       .group = ctx.ids.hit_group(ctx.now),
                       .marketplace = ctx.caller.marketplace,
                       .requester = ctx.caller.requester,
                       .created_at = ctx.now,
                       .properties = properties};
  store::insert_hit_type(ctx.tx, type);
  return type;
}

Result<api::HIT> publish(WriteContext& ctx, const PreparedHit& prepared, const domain::HitType& type,
                         const std::optional<std::string>& from_layout) {
  const std::string& question = from_layout ? *from_layout : prepared.question;
  const Money funds = available_funds(ctx);
  // Whole seconds, as the API shows them, so that Expiration is exactly CreationTime plus LifetimeInSeconds.
  const Instant created_at = Instant::from_seconds(ctx.now.epoch_seconds());
  domain::Hit hit{.id = ctx.ids.hit(ctx.now),
                  .type = type.id,
                  .marketplace = ctx.caller.marketplace,
                  .requester = ctx.caller.requester,
                  .created_at = created_at,
                  .expires_at = created_at + prepared.lifetime,
                  .max_assignments = prepared.max_assignments,
                  .price = domain::price_of(type.properties.reward, prepared.max_assignments,
                                            type.properties.requirements, ctx.caller.marketplace),
                  .layout = prepared.layout ? std::optional(prepared.layout->id) : std::nullopt,
                  .annotation = prepared.annotation,
                  .has_assignment_policy = prepared.policies.assignment.has_value(),
                  .has_hit_policy = prepared.policies.hit.has_value()};
  KEMPELEN_TRY(const auto opened, domain::open_hit(std::move(hit), funds));
  save_new_hit(ctx, opened, question);
  save_policies(ctx, opened.hit.id, prepared.policies);
  note_use(ctx, TokenSpace::CreateHit, prepared.token, opened.hit.id.text);
  return wire_hit(opened.hit, type, question, ctx.now);
}

Result<std::optional<std::string>> question_from_layout(const WriteContext& ctx,
                                                        const PreparedHit& prepared) {
  if (!prepared.layout) return std::nullopt;
  const auto layout = store::find_layout(ctx.db, prepared.layout->id);
  if (!layout || layout->requester != ctx.caller.requester || layout->marketplace != ctx.caller.marketplace) {
    return refuse(Code::HitLayoutDoesNotExist, prepared.layout->id.text);
  }
  KEMPELEN_TRY(auto question, domain::make_question(layout->html, prepared.layout->values));
  return question;
}

Result<Done> check_token(const WriteContext& ctx, const PreparedHit& prepared) {
  const auto earlier = earlier_use(ctx, TokenSpace::CreateHit, prepared.token);
  if (earlier) return refuse(Code::HitAlreadyExists, *earlier);
  return Done{};
}

}  // namespace kempelen::actions
