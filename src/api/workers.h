// Blocking workers and writing to them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "api/scalars.h"
#include "model/field.h"

namespace kempelen::api {

struct WorkerBlock {
  std::optional<std::string> worker_id;
  std::optional<std::string> reason;
};

struct NotifyWorkersFailureStatus {
  std::optional<std::string> notify_workers_failure_code;
  std::optional<std::string> notify_workers_failure_message;
  std::optional<std::string> worker_id;
};

struct CreateWorkerBlockRequest {
  std::string worker_id;
  std::optional<std::string> reason{};
};

struct CreateWorkerBlockResponse {};

struct DeleteWorkerBlockRequest {
  std::string worker_id;
  std::optional<std::string> reason{};
};

struct DeleteWorkerBlockResponse {};

struct ListWorkerBlocksRequest {
  std::optional<std::string> next_token{};
  std::optional<std::int32_t> max_results{};
};

struct ListWorkerBlocksResponse {
  std::optional<std::string> next_token;
  std::optional<std::int32_t> num_results;
  std::vector<WorkerBlock> worker_blocks;
};

struct NotifyWorkersRequest {
  std::string subject;
  std::string message_text;
  std::vector<std::string> worker_ids{};
};

struct NotifyWorkersResponse {
  std::vector<NotifyWorkersFailureStatus> notify_workers_failure_statuses;
};

}  // namespace kempelen::api

namespace kempelen {

template <>
struct model::ShapeOf<api::WorkerBlock> {
  static constexpr Field fields[] = {
      field<&api::WorkerBlock::worker_id>("WorkerId", api::kCustomerId, "Who is blocked."),
      field<&api::WorkerBlock::reason>("Reason", "Why, in the words of the block."),
  };
  static constexpr Shape shape{"WorkerBlock", fields};
};

template <>
struct model::ShapeOf<api::NotifyWorkersFailureStatus> {
  static constexpr Field fields[] = {
      field<&api::NotifyWorkersFailureStatus::notify_workers_failure_code>(
          "NotifyWorkersFailureCode", one_of(api::kNotifyWorkersFailureCodes),
          "Whether another attempt may help (SoftFailure) or not (HardFailure)."),
      field<&api::NotifyWorkersFailureStatus::notify_workers_failure_message>("NotifyWorkersFailureMessage",
                                                                              "Why the mail was not sent."),
      field<&api::NotifyWorkersFailureStatus::worker_id>("WorkerId", api::kCustomerId, "The worker."),
  };
  static constexpr Shape shape{"NotifyWorkersFailureStatus", fields};
};

template <>
struct model::ShapeOf<api::CreateWorkerBlockRequest> {
  static constexpr Field fields[] = {
      field<&api::CreateWorkerBlockRequest::worker_id>("WorkerId", api::kCustomerId, "The worker."),
      field<&api::CreateWorkerBlockRequest::reason>("Reason", characters(0, 4'096), for_people,
                                                    "Why; the worker never reads it."),
  };
  static constexpr Shape shape{"CreateWorkerBlockRequest", fields};
};

template <>
struct model::ShapeOf<api::CreateWorkerBlockResponse> {
  static constexpr Shape shape{"CreateWorkerBlockResponse", {}};
};

template <>
struct model::ShapeOf<api::DeleteWorkerBlockRequest> {
  static constexpr Field fields[] = {
      field<&api::DeleteWorkerBlockRequest::worker_id>("WorkerId", api::kCustomerId, "The worker."),
      field<&api::DeleteWorkerBlockRequest::reason>("Reason", characters(0, 4'096), for_people,
                                                    "Why; the worker never reads it."),
  };
  static constexpr Shape shape{"DeleteWorkerBlockRequest", fields};
};

template <>
struct model::ShapeOf<api::DeleteWorkerBlockResponse> {
  static constexpr Shape shape{"DeleteWorkerBlockResponse", {}};
};

template <>
struct model::ShapeOf<api::ListWorkerBlocksRequest> {
  static constexpr Field fields[] = {
      field<&api::ListWorkerBlocksRequest::next_token>(
          "NextToken", api::kPaginationToken, "Where the page before ended; absent for the first page."),
      field<&api::ListWorkerBlocksRequest::max_results>("MaxResults", api::kResultSize,
                                                        "Entries wanted on the page; 10 when absent."),
  };
  static constexpr Shape shape{"ListWorkerBlocksRequest", fields};
};

template <>
struct model::ShapeOf<api::ListWorkerBlocksResponse> {
  static constexpr Field fields[] = {
      field<&api::ListWorkerBlocksResponse::next_token>(
          "NextToken", api::kPaginationToken,
          "Asks for the page after this one; absent when this one is empty."),
      field<&api::ListWorkerBlocksResponse::num_results>("NumResults", "Entries on this page."),
      field<&api::ListWorkerBlocksResponse::worker_blocks>("WorkerBlocks", always_written,
                                                           "The blocks of this page."),
  };
  static constexpr Shape shape{"ListWorkerBlocksResponse", fields};
};

template <>
struct model::ShapeOf<api::NotifyWorkersRequest> {
  static constexpr Field fields[] = {
      field<&api::NotifyWorkersRequest::subject>("Subject", characters(1, 200), for_people,
                                                 "Subject of the mail."),
      field<&api::NotifyWorkersRequest::message_text>("MessageText", characters(1, 4'096), for_people,
                                                      "Text of the mail, plain."),
      field<&api::NotifyWorkersRequest::worker_ids>("WorkerIds", api::kCustomerId, required_list,
                                                    entries(1, 100), "Who gets it."),
  };
  static constexpr Shape shape{"NotifyWorkersRequest", fields};
};

template <>
struct model::ShapeOf<api::NotifyWorkersResponse> {
  static constexpr Field fields[] = {
      field<&api::NotifyWorkersResponse::notify_workers_failure_statuses>(
          "NotifyWorkersFailureStatuses", always_written, "Workers the mail was not sent to."),
  };
  static constexpr Shape shape{"NotifyWorkersResponse", fields};
};

}  // namespace kempelen
