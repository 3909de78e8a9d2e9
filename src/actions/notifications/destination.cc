// Reading a NotificationSpecification; the model has checked that the names are in its lists.
#include "actions/notifications/destination.h"

#include "base/fault.h"
#include "store/notifications.h"

namespace kempelen::actions {
namespace {

domain::Transport transport_of(const api::NotificationSpecification& specification) {
  const auto transport = domain::read_transport(specification.transport);
  KEMPELEN_INVARIANT(transport.has_value(), "the model lists the transports");
  return *transport;
}

}  // namespace

Result<Done> check_specification(const ReadContext& ctx,
                                 const api::NotificationSpecification& specification) {
  if (!domain::is_notification_version(specification.version)) {
    return refuse(Code::InvalidParameterValue, specification.version, "Version");
  }
  return domain::check_destination(transport_of(specification), specification.destination,
                                   ctx.caller.requester, ctx.settings.destinations);
}

std::string destination_of(WriteContext& ctx, const api::NotificationSpecification& specification) {
  return store::find_or_insert_destination(ctx.tx,
                                           {.owner = ctx.caller.requester,
                                            .marketplace = ctx.caller.marketplace,
                                            .transport = transport_of(specification),
                                            .text = specification.destination},
                                           ctx.ids.notification_destination(ctx.now));
}

}  // namespace kempelen::actions
