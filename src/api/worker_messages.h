// A worker's inbox, in the Worker API.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "api/scalars.h"
#include "base/instant.h"
#include "model/field.h"

namespace kempelen::api::worker {

struct Message {
  std::string message_id;
  std::string requester_id;
  std::string requester_name;
  std::string subject;
  std::string message_text;
  Instant send_time;
  std::optional<Instant> read_time;
};

struct ListMessagesRequest {
  std::optional<bool> unread_only;
  std::optional<std::int32_t> max_results;
  std::optional<std::string> next_token;
};

struct ListMessagesResponse {
  std::vector<Message> messages;
  std::int32_t num_results = 0;
  std::optional<std::string> next_token;
};

struct GetMessageRequest {
  std::string message_id;
};

struct GetMessageResponse {
  Message message;
};

struct MarkMessageReadRequest {
  std::string message_id;
};

struct MarkMessageReadResponse {
  Message message;
};

}  // namespace kempelen::api::worker

namespace kempelen {

template <>
struct model::ShapeOf<api::worker::Message> {
  static constexpr Field fields[] = {
      field<&api::worker::Message::message_id>("MessageId", "Names the message."),
      field<&api::worker::Message::requester_id>("RequesterId", "Who wrote it."),
      field<&api::worker::Message::requester_name>("RequesterName", "The requester's name."),
      field<&api::worker::Message::subject>("Subject", "What it is about."),
      field<&api::worker::Message::message_text>("MessageText", "Plain text."),
      field<&api::worker::Message::send_time>("SendTime", "When it was sent."),
      field<&api::worker::Message::read_time>("ReadTime", "When it was first marked as read."),
  };
  static constexpr Shape shape{"Message", fields};
};

template <>
struct model::ShapeOf<api::worker::ListMessagesRequest> {
  static constexpr Field fields[] = {
      field<&api::worker::ListMessagesRequest::unread_only>("UnreadOnly", "Leaves out what has been read."),
      field<&api::worker::ListMessagesRequest::max_results>("MaxResults", api::kResultSize,
                                                            "Entries wanted on the page; 20 when absent."),
      field<&api::worker::ListMessagesRequest::next_token>(
          "NextToken", api::kPaginationToken, "Where the page before ended; absent for the first page."),
  };
  static constexpr Shape shape{"ListMessagesRequest", fields};
};

template <>
struct model::ShapeOf<api::worker::ListMessagesResponse> {
  static constexpr Field fields[] = {
      field<&api::worker::ListMessagesResponse::messages>("Messages", always_written,
                                                          "The messages of this page, newest first."),
      field<&api::worker::ListMessagesResponse::num_results>("NumResults", "Entries on this page."),
      field<&api::worker::ListMessagesResponse::next_token>(
          "NextToken", "Asks for the page after this one; absent on the last."),
  };
  static constexpr Shape shape{"ListMessagesResponse", fields};
};

template <>
struct model::ShapeOf<api::worker::GetMessageRequest> {
  static constexpr Field fields[] = {
      field<&api::worker::GetMessageRequest::message_id>("MessageId", api::kEntityId, "The message."),
  };
  static constexpr Shape shape{"GetMessageRequest", fields};
};

template <>
struct model::ShapeOf<api::worker::GetMessageResponse> {
  static constexpr Field fields[] = {
      field<&api::worker::GetMessageResponse::message>("Message", "The message."),
  };
  static constexpr Shape shape{"GetMessageResponse", fields};
};

template <>
struct model::ShapeOf<api::worker::MarkMessageReadRequest> {
  static constexpr Field fields[] = {
      field<&api::worker::MarkMessageReadRequest::message_id>("MessageId", api::kEntityId, "The message."),
  };
  static constexpr Shape shape{"MarkMessageReadRequest", fields};
};

template <>
struct model::ShapeOf<api::worker::MarkMessageReadResponse> {
  static constexpr Field fields[] = {
      field<&api::worker::MarkMessageReadResponse::message>("Message", "The message as it is now."),
  };
  static constexpr Shape shape{"MarkMessageReadResponse", fields};
};

}  // namespace kempelen
