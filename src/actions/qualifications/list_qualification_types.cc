// ListQualificationTypes: types of all requesters or the caller's own, by name; those of the system too,
// unless only what workers can ask for is wanted.
#include <algorithm>
#include <variant>

#include "actions/page_token.h"
#include "actions/qualifications/type_list.h"
#include "actions/qualifications/wire.h"
#include "actions/requester_operations.h"
#include "domain/type_words.h"

namespace kempelen::actions {
namespace {

struct Listed {
  store::TypePosition position;
  api::QualificationType type;
};

/// Types of the system on the list, behind a position.
std::vector<Listed> system_types(const ReadContext& ctx, const std::vector<std::string>& query,
                                 const store::TypePosition& after) {
  std::vector<Listed> listed;
  for (const domain::SystemQualificationType& type :
       domain::system_qualification_types(ctx.caller.marketplace)) {
    store::TypePosition position{std::string(type.name), std::string(type.id)};
    if (position <= after) continue;
    domain::QualificationType like;
    like.name = type.name;
    like.description = type.description;
    if (domain::match(query, domain::words_of(like)))
      listed.push_back({std::move(position), wire_qualification_type(type)});
  }
  return listed;
}

}  // namespace

Result<api::ListQualificationTypesResponse> list_qualification_types(
    ReadContext& ctx, const api::ListQualificationTypesRequest& request) {
  const bool own = request.must_be_owned_by_caller.value_or(false);
  KEMPELEN_TRY(auto query, read_query(request.query));
  const TypeFilter filter{.whose = own ? TypeFilter::Whose::Own : TypeFilter::Whose::Everybodys,
                          .query = std::move(query)};
  std::string seen = std::string(own ? "own" : "all") + (request.must_be_requestable ? " requestable" : "");
  for (const std::string& word : filter.query) seen += " " + word;
  const PageOf list{"ListQualificationTypes", std::move(seen)};
  KEMPELEN_TRY(const auto position, page_position(ctx, list, request.next_token));
  const store::TypePosition after = position_of_type(ctx, position);
  const auto size = static_cast<std::size_t>(request.max_results.value_or(kPageSizeDefault));

  std::vector<Listed> listed;
  if (!own && !request.must_be_requestable) listed = system_types(ctx, filter.query, after);
  for (const domain::QualificationType& type : list_types(ctx, filter, after, size)) {
    listed.push_back({{type.name, type.id.text}, wire_qualification_type(ctx, type)});
  }
  std::ranges::sort(listed, {}, &Listed::position);
  if (listed.size() > size) listed.resize(size);

  api::ListQualificationTypesResponse response{
      .num_results = static_cast<std::int32_t>(listed.size()), .next_token = {}, .qualification_types = {}};
  if (!listed.empty()) response.next_token = page_token(ctx, list, listed.back().position.id);
  for (Listed& one : listed) response.qualification_types.push_back(std::move(one.type));
  return response;
}

}  // namespace kempelen::actions
