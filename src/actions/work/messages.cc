// ListMessages, GetMessage and MarkMessageRead: a worker's inbox.
#include "store/messages.h"
#include "actions/page_token.h"
#include "actions/worker_operations.h"

namespace kempelen::actions {
namespace {

constexpr std::int32_t kMessagesPerPage = 20;

api::worker::Message view(const store::ReceivedMessage& received) {
  const store::InboxMessage& m = received.message;
  return {.message_id = m.id,
          .requester_id = m.requester.text,
          .requester_name = received.requester_name,
          .subject = m.subject,
          .message_text = m.body,
          .send_time = m.sent_at,
          .read_time = m.read_at};
}

/// Somebody else's message looks like one that does not exist.
Result<store::ReceivedMessage> own_message(const ReadContext& ctx, const std::string& id) {
  auto found = store::find_message(ctx.db, id);
  if (!found || found->message.worker != ctx.caller.worker) return refuse(Code::MessageDoesNotExist, id);
  return *std::move(found);
}

}  // namespace

Result<api::worker::ListMessagesResponse> list_messages(ReadContext& ctx,
                                                        const api::worker::ListMessagesRequest& request) {
  const bool unread = request.unread_only.value_or(false);
  const PageOf list{"ListMessages", unread ? "unread" : ""};
  KEMPELEN_TRY(const auto before, page_position(ctx, list, request.next_token));
  const std::size_t size = static_cast<std::size_t>(request.max_results.value_or(kMessagesPerPage));
  // One more than the page, to know whether there is a next one.
  auto found =
      store::list_messages(ctx.db, ctx.caller.worker, unread ? store::Messages::Unread : store::Messages::All,
                           before, static_cast<std::int64_t>(size + 1));
  const bool more = found.size() > size;
  if (more) found.pop_back();
  api::worker::ListMessagesResponse response{
      .messages = {}, .num_results = static_cast<std::int32_t>(found.size()), .next_token = {}};
  for (const store::ReceivedMessage& received : found) response.messages.push_back(view(received));
  if (more) response.next_token = page_token(ctx, list, found.back().message.id);
  return response;
}

Result<api::worker::GetMessageResponse> get_message(ReadContext& ctx,
                                                    const api::worker::GetMessageRequest& request) {
  KEMPELEN_TRY(const auto found, own_message(ctx, request.message_id));
  return api::worker::GetMessageResponse{.message = view(found)};
}

Result<api::worker::MarkMessageReadResponse> mark_message_read(
    WriteContext& ctx, const api::worker::MarkMessageReadRequest& request) {
  KEMPELEN_TRY(auto found, own_message(ctx, request.message_id));
  store::mark_message_read(ctx.tx, found.message.id, ctx.now);
  if (!found.message.read_at) found.message.read_at = ctx.now;
  return api::worker::MarkMessageReadResponse{.message = view(found)};
}

}  // namespace kempelen::actions
