// The document, member by member in the order of the messages that were captured from the original.
#include "actions/notifications/document.h"

#include <fmt/format.h>

#include "base/fault.h"
#include "json/writer.h"

namespace kempelen::actions {
namespace {

constexpr std::string_view kVersion = "2014-08-15";

/// Nobody wrote down what the original's e-mail looked like.
std::string event_mail(const DocumentFrame& frame, std::span<const store::Event> events) {
  std::string text;
  for (const store::Event& event : events) {
    text += fmt::format("{}  {}\n  HIT {}\n  HIT type {}\n", format_iso(event.happened_at),
                        domain::name(event.type), event.hit.text, event.hit_type.text);
    if (event.assignment) text += fmt::format("  Assignment {}\n", event.assignment->text);
    text += "\n";
  }
  return text + fmt::format("Document {} for requester {}. The same document may arrive twice.\n", frame.id,
                            frame.customer.text);
}

std::string mail_subject(std::span<const store::Event> events) {
  if (events.size() == 1) return fmt::format("{}", domain::name(events.front().type));
  return fmt::format("{} and {} more", domain::name(events.front().type), events.size() - 1);
}

}  // namespace

std::string event_document(const DocumentFrame& frame, std::span<const store::Event> events) {
  KEMPELEN_INVARIANT(!events.empty(), "a document tells of something");
  std::string out;
  json::Writer writer(out);
  writer.begin_object().key("Events").begin_array();
  for (const store::Event& event : events) {
    writer.begin_object()
        .member("EventType", domain::name(event.type))
        .member("EventTimestamp", format_iso(event.happened_at))
        .member("HITId", event.hit.text);
    if (event.assignment) writer.member("AssignmentId", event.assignment->text);
    writer.member("HITTypeId", event.hit_type.text).end_object();
  }
  writer.end_array().member("EventDocId", frame.id);
  if (!frame.source_account.empty()) writer.member("SourceAccount", frame.source_account);
  writer.member("CustomerId", frame.customer.text).member("EventDocVersion", kVersion).end_object();
  return out;
}

store::Message event_message(domain::Transport transport, const DocumentFrame& frame,
                             std::span<const store::Event> events, Instant at) {
  const bool mail = transport == domain::Transport::Email;
  return {.id = {},
          .destination = {},
          .document_id = frame.id,
          .subject = mail ? mail_subject(events) : std::to_string(at.epoch_millis()),
          .body = mail ? event_mail(frame, events) : event_document(frame, events),
          .group = events.front().hit_type.text,
          .events = static_cast<std::int64_t>(events.size()),
          .created_at = events.front().happened_at};
}

}  // namespace kempelen::actions
