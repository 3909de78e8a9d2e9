// How workers see qualifications, ask for them and take their tests. Beside the other shapes of the Worker
// API (worker_site.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/scalars.h"
#include "api/worker_form.h"
#include "base/instant.h"
#include "model/field.h"

namespace kempelen::api::worker {

inline constexpr std::string_view kQualificationRequestStatuses[] = {"InTest", "Pending", "Granted",
                                                                     "Rejected", "Ended"};

struct HeldQualification {
  std::int32_t value = 0;
  std::string status;
  Instant grant_time;
  std::optional<std::string> reason;
};

struct QualificationRequest {
  std::string qualification_request_id;
  std::string qualification_type_id;
  std::string name;
  std::string status;
  Instant request_time;
  std::optional<Instant> deadline;
  std::optional<Instant> submit_time;
  std::optional<Instant> decision_time;
  std::optional<std::string> reason;
};

struct Qualification {
  std::string qualification_type_id;
  std::string name;
  std::string description;
  std::optional<std::string> keywords;
  std::string requester_id;
  std::string requester_name;
  bool is_auto_granted = false;
  bool has_test = false;
  std::optional<std::int64_t> test_duration_in_seconds;
  std::optional<std::int64_t> retry_delay_in_seconds;
  bool can_request = false;
  std::optional<Instant> earliest_request_time;
  std::optional<HeldQualification> held;
  std::optional<QualificationRequest> latest_request;
};

struct GetQualificationRequest {
  std::string qualification_type_id;
};

struct GetQualificationResponse {
  Qualification qualification;
};

struct ListMyQualificationsRequest {
  std::optional<std::int32_t> max_results;
  std::optional<std::string> next_token;
};

struct ListMyQualificationsResponse {
  std::vector<Qualification> qualifications;
  std::int32_t num_results = 0;
  std::optional<std::string> next_token;
};

struct ListMyQualificationRequestsRequest {
  std::optional<std::int32_t> max_results;
  std::optional<std::string> next_token;
};

struct ListMyQualificationRequestsResponse {
  std::vector<QualificationRequest> qualification_requests;
  std::int32_t num_results = 0;
  std::optional<std::string> next_token;
};

struct ListRequestableQualificationsRequest {
  std::optional<std::string> query;
  std::optional<std::int32_t> max_results;
  std::optional<std::string> next_token;
};

struct ListRequestableQualificationsResponse {
  std::vector<Qualification> qualifications;
  std::int32_t num_results = 0;
  std::optional<std::string> next_token;
};

struct RequestQualificationRequest {
  std::string qualification_type_id;
};

struct RequestQualificationResponse {
  QualificationRequest qualification_request;
  Qualification qualification;
  std::optional<Form> form;
};

struct GetQualificationTestRequest {
  std::string qualification_request_id;
};

struct GetQualificationTestResponse {
  QualificationRequest qualification_request;
  Form form;
};

struct SubmitQualificationTestRequest {
  std::string qualification_request_id;
  std::optional<model::Fields> answers;
  std::optional<model::Fields> other_selections;
};

struct SubmitQualificationTestResponse {
  QualificationRequest qualification_request;
  Qualification qualification;
};

}  // namespace kempelen::api::worker

namespace kempelen {

template <>
struct model::ShapeOf<api::worker::HeldQualification> {
  static constexpr Field fields[] = {
      field<&api::worker::HeldQualification::value>("Value", "The value."),
      field<&api::worker::HeldQualification::status>("Status", one_of(api::kQualificationStatuses),
                                                     "Whether the caller still has it."),
      field<&api::worker::HeldQualification::grant_time>("GrantTime", "When it was last given."),
      field<&api::worker::HeldQualification::reason>("Reason",
                                                     "Why it was taken back, if the requester said so."),
  };
  static constexpr Shape shape{"HeldQualification", fields};
};

template <>
struct model::ShapeOf<api::worker::QualificationRequest> {
  static constexpr Field fields[] = {
      field<&api::worker::QualificationRequest::qualification_request_id>("QualificationRequestId",
                                                                          api::kEntityId, "The request."),
      field<&api::worker::QualificationRequest::qualification_type_id>("QualificationTypeId", api::kEntityId,
                                                                       "What was asked for."),
      field<&api::worker::QualificationRequest::name>("Name", "The name of the type."),
      field<&api::worker::QualificationRequest::status>(
          "Status", one_of(api::worker::kQualificationRequestStatuses),
          "InTest, Pending, Granted, Rejected, or Ended before the test was handed in."),
      field<&api::worker::QualificationRequest::request_time>("RequestTime", "When the caller asked."),
      field<&api::worker::QualificationRequest::deadline>("Deadline", "When the time of the test is over."),
      field<&api::worker::QualificationRequest::submit_time>(
          "SubmitTime", "When the test, or without one the request, came in."),
      field<&api::worker::QualificationRequest::decision_time>("DecisionTime",
                                                               "When it was granted, rejected or ended."),
      field<&api::worker::QualificationRequest::reason>("Reason",
                                                        "Why it was rejected, if the requester said so."),
  };
  static constexpr Shape shape{"QualificationRequest", fields};
};

template <>
struct model::ShapeOf<api::worker::Qualification> {
  static constexpr Field fields[] = {
      field<&api::worker::Qualification::qualification_type_id>("QualificationTypeId", api::kEntityId,
                                                                "The qualification type."),
      field<&api::worker::Qualification::name>("Name", "What it is called."),
      field<&api::worker::Qualification::description>("Description", "What it means."),
      field<&api::worker::Qualification::keywords>("Keywords", "Words to find it by."),
      field<&api::worker::Qualification::requester_id>("RequesterId", api::kCustomerId, "Whose it is."),
      field<&api::worker::Qualification::requester_name>("RequesterName", "His name."),
      field<&api::worker::Qualification::is_auto_granted>("IsAutoGranted",
                                                          "Whether whoever asks gets it at once."),
      field<&api::worker::Qualification::has_test>("HasTest", "Whether asking begins a test."),
      field<&api::worker::Qualification::test_duration_in_seconds>("TestDurationInSeconds",
                                                                   "Time for the test."),
      field<&api::worker::Qualification::retry_delay_in_seconds>(
          "RetryDelayInSeconds", "How long to wait before asking again; never again when absent."),
      field<&api::worker::Qualification::can_request>("CanRequest", "Whether the caller can ask for it now."),
      field<&api::worker::Qualification::earliest_request_time>(
          "EarliestRequestTime", "When the caller can ask again; absent where he can now or never."),
      field<&api::worker::Qualification::held>("Held", "What the caller has of it."),
      field<&api::worker::Qualification::latest_request>("LatestRequest",
                                                         "The caller's last request for it."),
  };
  static constexpr Shape shape{"Qualification", fields};
};

template <>
struct model::ShapeOf<api::worker::GetQualificationRequest> {
  static constexpr Field fields[] = {
      field<&api::worker::GetQualificationRequest::qualification_type_id>(
          "QualificationTypeId", api::kEntityId, "The qualification type."),
  };
  static constexpr Shape shape{"GetQualificationRequest", fields};
};

template <>
struct model::ShapeOf<api::worker::GetQualificationResponse> {
  static constexpr Field fields[] = {
      field<&api::worker::GetQualificationResponse::qualification>(
          "Qualification", "The type, and what the caller has of it."),
  };
  static constexpr Shape shape{"GetQualificationResponse", fields};
};

template <>
struct model::ShapeOf<api::worker::ListMyQualificationsRequest> {
  static constexpr Field fields[] = {
      field<&api::worker::ListMyQualificationsRequest::max_results>(
          "MaxResults", api::kResultSize, "Entries wanted on the page; 20 when absent."),
      field<&api::worker::ListMyQualificationsRequest::next_token>(
          "NextToken", api::kPaginationToken, "Where the page before ended; absent for the first page."),
  };
  static constexpr Shape shape{"ListMyQualificationsRequest", fields};
};

template <>
struct model::ShapeOf<api::worker::ListMyQualificationsResponse> {
  static constexpr Field fields[] = {
      field<&api::worker::ListMyQualificationsResponse::qualifications>("Qualifications", always_written,
                                                                        "What the caller holds or held."),
      field<&api::worker::ListMyQualificationsResponse::num_results>("NumResults", "Entries on this page."),
      field<&api::worker::ListMyQualificationsResponse::next_token>(
          "NextToken", "Asks for the page after this one; absent on the last."),
  };
  static constexpr Shape shape{"ListMyQualificationsResponse", fields};
};

template <>
struct model::ShapeOf<api::worker::ListMyQualificationRequestsRequest> {
  static constexpr Field fields[] = {
      field<&api::worker::ListMyQualificationRequestsRequest::max_results>(
          "MaxResults", api::kResultSize, "Entries wanted on the page; 20 when absent."),
      field<&api::worker::ListMyQualificationRequestsRequest::next_token>(
          "NextToken", api::kPaginationToken, "Where the page before ended; absent for the first page."),
  };
  static constexpr Shape shape{"ListMyQualificationRequestsRequest", fields};
};

template <>
struct model::ShapeOf<api::worker::ListMyQualificationRequestsResponse> {
  static constexpr Field fields[] = {
      field<&api::worker::ListMyQualificationRequestsResponse::qualification_requests>(
          "QualificationRequests", always_written, "The caller's requests, newest first."),
      field<&api::worker::ListMyQualificationRequestsResponse::num_results>("NumResults",
                                                                            "Entries on this page."),
      field<&api::worker::ListMyQualificationRequestsResponse::next_token>(
          "NextToken", "Asks for the page after this one; absent on the last."),
  };
  static constexpr Shape shape{"ListMyQualificationRequestsResponse", fields};
};

template <>
struct model::ShapeOf<api::worker::ListRequestableQualificationsRequest> {
  static constexpr Field fields[] = {
      field<&api::worker::ListRequestableQualificationsRequest::query>(
          "Query", "Words or beginnings of words of name, description or keywords."),
      field<&api::worker::ListRequestableQualificationsRequest::max_results>(
          "MaxResults", api::kResultSize, "Entries wanted on the page; 20 when absent."),
      field<&api::worker::ListRequestableQualificationsRequest::next_token>(
          "NextToken", api::kPaginationToken, "Where the page before ended; absent for the first page."),
  };
  static constexpr Shape shape{"ListRequestableQualificationsRequest", fields};
};

template <>
struct model::ShapeOf<api::worker::ListRequestableQualificationsResponse> {
  static constexpr Field fields[] = {
      field<&api::worker::ListRequestableQualificationsResponse::qualifications>(
          "Qualifications", always_written, "Active types of all requesters, by name."),
      field<&api::worker::ListRequestableQualificationsResponse::num_results>("NumResults",
                                                                              "Entries on this page."),
      field<&api::worker::ListRequestableQualificationsResponse::next_token>(
          "NextToken", "Asks for the page after this one; absent on the last."),
  };
  static constexpr Shape shape{"ListRequestableQualificationsResponse", fields};
};

template <>
struct model::ShapeOf<api::worker::RequestQualificationRequest> {
  static constexpr Field fields[] = {
      field<&api::worker::RequestQualificationRequest::qualification_type_id>(
          "QualificationTypeId", api::kEntityId, "The qualification type."),
  };
  static constexpr Shape shape{"RequestQualificationRequest", fields};
};

template <>
struct model::ShapeOf<api::worker::RequestQualificationResponse> {
  static constexpr Field fields[] = {
      field<&api::worker::RequestQualificationResponse::qualification_request>("QualificationRequest",
                                                                               "The request as it is now."),
      field<&api::worker::RequestQualificationResponse::qualification>(
          "Qualification", "The type, and what the caller has of it now."),
      field<&api::worker::RequestQualificationResponse::form>(
          "Form", "The test to answer before the deadline, if there is one."),
  };
  static constexpr Shape shape{"RequestQualificationResponse", fields};
};

template <>
struct model::ShapeOf<api::worker::GetQualificationTestRequest> {
  static constexpr Field fields[] = {
      field<&api::worker::GetQualificationTestRequest::qualification_request_id>(
          "QualificationRequestId", api::kEntityId, "The request."),
  };
  static constexpr Shape shape{"GetQualificationTestRequest", fields};
};

template <>
struct model::ShapeOf<api::worker::GetQualificationTestResponse> {
  static constexpr Field fields[] = {
      field<&api::worker::GetQualificationTestResponse::qualification_request>("QualificationRequest",
                                                                               "The request as it is now."),
      field<&api::worker::GetQualificationTestResponse::form>("Form",
                                                              "The test to answer before the deadline."),
  };
  static constexpr Shape shape{"GetQualificationTestResponse", fields};
};

template <>
struct model::ShapeOf<api::worker::SubmitQualificationTestRequest> {
  static constexpr Field fields[] = {
      field<&api::worker::SubmitQualificationTestRequest::qualification_request_id>(
          "QualificationRequestId", api::kEntityId, "The request."),
      field<&api::worker::SubmitQualificationTestRequest::answers>(
          "Answers", "By QuestionIdentifier, a text or the SelectionIdentifiers chosen."),
      field<&api::worker::SubmitQualificationTestRequest::other_selections>(
          "OtherSelections", "Texts for Other by QuestionIdentifier."),
  };
  static constexpr Shape shape{"SubmitQualificationTestRequest", fields};
};

template <>
struct model::ShapeOf<api::worker::SubmitQualificationTestResponse> {
  static constexpr Field fields[] = {
      field<&api::worker::SubmitQualificationTestResponse::qualification_request>(
          "QualificationRequest", "The request as it is now."),
      field<&api::worker::SubmitQualificationTestResponse::qualification>(
          "Qualification", "The type, and what the caller has of it now."),
  };
  static constexpr Shape shape{"SubmitQualificationTestResponse", fields};
};

}  // namespace kempelen
