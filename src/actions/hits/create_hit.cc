// CreateHIT and CreateHITWithHITType: publish a HIT and hold the money it can cost.
#include "actions/find.h"
#include "actions/qualifications/find_type.h"
#include "actions/requester_operations.h"
#include "domain/question.h"

namespace kempelen::actions {
namespace {

/// The original wants https for external questions; a sandbox also takes plain http on the machine itself.
domain::QuestionRules rules_of(domain::Marketplace marketplace) {
  domain::QuestionRules rules;
  if (marketplace == domain::Marketplace::Sandbox) {
    rules.plain_http = domain::QuestionRules::PlainHttp::LoopbackOnly;
  }
  return rules;
}

/// Question or layout, never both. Gives the use of the layout, if any.
template <typename Request>
Result<std::optional<LayoutUse>> check_question(const Caller& caller, const Request& request) {
  if (request.question && request.hit_layout_id) {
    return refuse(Code::InvalidParameterCombination, "Question, HITLayoutId");
  }
  if (!request.hit_layout_parameters.empty() && !request.hit_layout_id) {
    return refuse(Code::InvalidParameterCombination, "HITLayoutParameters, Question");
  }
  if (!request.question && !request.hit_layout_id) {
    return refuse(Code::MissingParameters, "Question or HITLayoutId");
  }
  if (request.hit_layout_id) {
    LayoutUse use{.id = {*request.hit_layout_id}, .values = {}};
    for (const auto& [name, value] : request.hit_layout_parameters) use.values.push_back({name, value});
    if (const auto checked = domain::check_values(use.values); !checked) return refuse(checked);
    return use;
  }
  KEMPELEN_TRY(const auto question, domain::parse_question(*request.question, rules_of(caller.marketplace)));
  static_cast<void>(question);
  return std::nullopt;
}

template <typename Type, typename Request>
Result<PreparedHit> prepared(Type&& type, const Request& request, std::optional<LayoutUse> layout) {
  KEMPELEN_TRY(auto policies, read_policies(request.assignment_review_policy, request.hit_review_policy));
  return PreparedHit{.type = std::forward<Type>(type),
                     .question = request.question.value_or(""),
                     .layout = std::move(layout),
                     .policies = std::move(policies),
                     .lifetime = Duration::seconds(request.lifetime_in_seconds),
                     .max_assignments = request.max_assignments.value_or(1),
                     .annotation = request.requester_annotation,
                     .token = request.unique_request_token};
}

}  // namespace

Result<PreparedHit> prepare_create_hit(const Caller& caller, const api::CreateHITRequest& request) {
  KEMPELEN_TRY(auto properties, read_properties(request, caller.marketplace));
  KEMPELEN_TRY(auto layout, check_question(caller, request));
  return prepared(std::move(properties), request, std::move(layout));
}

Result<api::CreateHITResponse> create_hit(WriteContext& ctx, const PreparedHit& prepared) {
  const auto& properties = std::get<domain::HitTypeProperties>(prepared.type);
  KEMPELEN_TRY(const auto from_layout, question_from_layout(ctx, prepared));
  if (const auto checked = check_exist(ctx, properties.requirements); !checked) return refuse(checked);
  if (const auto checked = check_token(ctx, prepared); !checked) return refuse(checked);
  KEMPELEN_TRY(const auto type, find_or_make_type(ctx, properties));
  KEMPELEN_TRY(auto hit, publish(ctx, prepared, type, from_layout));
  return api::CreateHITResponse{.hit = std::move(hit)};
}

Result<PreparedHit> prepare_create_hit_with_hit_type(const Caller& caller,
                                                     const api::CreateHITWithHITTypeRequest& request) {
  KEMPELEN_TRY(auto layout, check_question(caller, request));
  return prepared(HitTypeId{request.hit_type_id}, request, std::move(layout));
}

Result<api::CreateHITWithHITTypeResponse> create_hit_with_hit_type(WriteContext& ctx,
                                                                   const PreparedHit& prepared) {
  KEMPELEN_TRY(const auto type, own_hit_type(ctx, std::get<HitTypeId>(prepared.type).text));
  KEMPELEN_TRY(const auto from_layout, question_from_layout(ctx, prepared));
  if (const auto checked = check_token(ctx, prepared); !checked) return refuse(checked);
  if (const auto checked = check_requirable(ctx, type.properties.requirements); !checked) {
    return refuse(checked);
  }
  KEMPELEN_TRY(auto hit, publish(ctx, prepared, type, from_layout));
  return api::CreateHITWithHITTypeResponse{.hit = std::move(hit)};
}

}  // namespace kempelen::actions
