// UpdateProfile: what a worker says about himself.
#include "actions/work/view.h"
#include "actions/worker_operations.h"
#include "domain/email.h"

namespace kempelen::actions {
namespace {

/// Where he is registered decides what he may work on. In the sandbox he may try other places out; in live he
/// may say it once, and only the operator changes it.
Result<domain::Locale> new_locale(const store::Worker& worker,
                                  const api::worker::UpdateProfileRequest& request) {
  const std::optional<domain::Locale>& now = worker.profile.locale;
  if (!now && !request.country) return refuse(Code::MissingParameters, "Country");
  domain::Locale wanted{request.country.value_or(now ? now->country : ""), request.subdivision.value_or("")};
  if (const auto fine = domain::check_locale(wanted); !fine) return refuse(fine);
  const bool says_more = !now || (now->subdivision.empty() && now->country == wanted.country);
  if (worker.marketplace == domain::Marketplace::Sandbox || says_more || *now == wanted) return wanted;
  return refuse(Code::InvalidParameterValueBecause, wanted.country, "Country",
                "Your place is known already; only the operator of this server can change it.");
}

Result<domain::WorkerProfile> changed(const store::Worker& worker,
                                      const api::worker::UpdateProfileRequest& request) {
  domain::WorkerProfile profile = worker.profile;
  if (request.country || request.subdivision) {
    KEMPELEN_TRY(profile.locale, new_locale(worker, request));
  }
  if (request.adult_content) profile.adult = *request.adult_content;
  if (request.email) {
    if (!request.email->empty() && !domain::is_email_address(*request.email)) {
      return refuse(Code::InvalidParameterValue, *request.email, "Email");
    }
    profile.email = request.email->empty() ? std::nullopt : request.email;
  }
  return profile;
}

}  // namespace

api::worker::Worker view_worker(const store::Worker& worker) {
  const domain::WorkerProfile& profile = worker.profile;
  const bool has_subdivision = profile.locale && !profile.locale->subdivision.empty();
  return {.worker_id = worker.id.text,
          .username = worker.username,
          .country = profile.locale ? std::optional(profile.locale->country) : std::nullopt,
          .subdivision = has_subdivision ? std::optional(profile.locale->subdivision) : std::nullopt,
          .email = profile.email,
          .adult_content = profile.adult,
          .masters = profile.masters,
          .creation_time = worker.created_at};
}

Result<api::worker::UpdateProfileResponse> update_profile(WriteContext& ctx,
                                                          const api::worker::UpdateProfileRequest& request) {
  store::Worker worker = calling_worker(ctx);
  KEMPELEN_TRY(worker.profile, changed(worker, request));
  store::save_worker_profile(ctx.tx, worker.id, worker.profile);
  return api::worker::UpdateProfileResponse{.worker = view_worker(worker)};
}

}  // namespace kempelen::actions
