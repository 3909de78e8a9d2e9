// UpdateNotificationSettings: who hears of the events of a HIT type. A specification replaces the one before
// as a whole and, unless the call says otherwise, switches sending on; `Active` alone switches what is there.
#include "actions/find.h"
#include "actions/notifications/destination.h"
#include "actions/requester_operations.h"
#include "store/notifications.h"

namespace kempelen::actions {
namespace {

/// Ping is taken, as the model has it in the list, and never happens to a HIT.
domain::EventTypes event_types(const std::vector<std::string>& names) {
  domain::EventTypes types;
  for (const std::string& one : names) types.add(*domain::read_event_type(one));
  return types;
}

}  // namespace

Result<api::UpdateNotificationSettingsResponse> update_notification_settings(
    WriteContext& ctx, const api::UpdateNotificationSettingsRequest& request) {
  if (!request.notification && !request.active) {
    return refuse(Code::MissingParameters, "Notification or Active");
  }
  if (request.notification) {
    if (const auto fine = check_specification(ctx, *request.notification); !fine) return refuse(fine);
  }
  KEMPELEN_TRY(const auto type, own_hit_type(ctx, request.hit_type_id));
  if (request.notification) {
    store::save_notification_settings(ctx.tx, type.id,
                                      {.destination = destination_of(ctx, *request.notification),
                                       .event_types = event_types(request.notification->event_types),
                                       .active = request.active.value_or(true)});
  } else if (!store::set_notifications_active(ctx.tx, type.id, *request.active)) {
    return refuse(Code::MissingParameters, "Notification");
  }
  return api::UpdateNotificationSettingsResponse{};
}

}  // namespace kempelen::actions
