// SendTestEventNotification: one message about nothing, ahead of whatever waits for the destination. The call
// does not wait for it to arrive; how it went is in `kempelen admin list-destinations` and
// `list-dead-letters`.
#include "actions/notifications/destination.h"
#include "actions/notifications/document.h"
#include "actions/requester_operations.h"
#include "store/notifications.h"

namespace kempelen::actions {
namespace {

// Of the right form, and never made by the server: its ids begin with the time.
constexpr std::string_view kTestHit = "3TESTEVENTHIT00000000000000000";
constexpr std::string_view kTestHitType = "3TESTEVENTHITTYPE0000000000000";
constexpr std::string_view kTestAssignment = "3TESTEVENTASSIGNMENT0000000000";

}  // namespace

Result<api::SendTestEventNotificationResponse> send_test_event_notification(
    WriteContext& ctx, const api::SendTestEventNotificationRequest& request) {
  if (const auto fine = check_specification(ctx, request.notification); !fine) return refuse(fine);
  const domain::EventType type = *domain::read_event_type(request.test_event_type);
  const store::Event event{.id = {},
                           .type = type,
                           .happened_at = ctx.now,
                           .hit = HitId{std::string(kTestHit)},
                           .hit_type = HitTypeId{std::string(kTestHitType)},
                           .assignment = domain::concerns_assignment(type)
                                             ? std::optional(AssignmentId{std::string(kTestAssignment)})
                                             : std::nullopt};
  const std::string destination = destination_of(ctx, request.notification);
  store::Message message = event_message(*domain::read_transport(request.notification.transport),
                                         {.id = ctx.ids.document(),
                                          .customer = ctx.caller.requester,
                                          .source_account = ctx.settings.source_account},
                                         std::span(&event, 1), ctx.now);
  message.id = ctx.ids.notification(ctx.now, ctx.outbox_rows++);
  message.destination = destination;
  message.rank = store::Rank::Urgent;
  store::insert_message(ctx.tx, message);
  // Whoever sends a test wants to know whether it works now, not in a quarter of an hour.
  store::end_pause(ctx.tx, destination);
  return api::SendTestEventNotificationResponse{};
}

}  // namespace kempelen::actions
