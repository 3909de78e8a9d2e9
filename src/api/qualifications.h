// Qualification types, the qualifications workers have, and their requests for them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "api/requirements.h"
#include "api/scalars.h"
#include "base/instant.h"
#include "model/field.h"

namespace kempelen::api {

struct QualificationType {
  std::optional<std::string> qualification_type_id;
  std::optional<Instant> creation_time;
  std::optional<std::string> name;
  std::optional<std::string> description;
  std::optional<std::string> keywords;
  std::optional<std::string> qualification_type_status;
  std::optional<std::string> test;
  std::optional<std::int64_t> test_duration_in_seconds;
  std::optional<std::string> answer_key;
  std::optional<std::int64_t> retry_delay_in_seconds;
  std::optional<bool> is_requestable;
  std::optional<bool> auto_granted;
  std::optional<std::int32_t> auto_granted_value;
};

struct Qualification {
  std::optional<std::string> qualification_type_id;
  std::optional<std::string> worker_id;
  std::optional<Instant> grant_time;
  std::optional<std::int32_t> integer_value;
  std::optional<Locale> locale_value;
  std::optional<std::string> status;
};

struct QualificationRequest {
  std::optional<std::string> qualification_request_id;
  std::optional<std::string> qualification_type_id;
  std::optional<std::string> worker_id;
  std::optional<std::string> test;
  std::optional<std::string> answer;
  std::optional<Instant> submit_time;
};

struct CreateQualificationTypeRequest {
  std::string name;
  std::optional<std::string> keywords{};
  std::string description;
  std::string qualification_type_status;
  std::optional<std::int64_t> retry_delay_in_seconds{};
  std::optional<std::string> test{};
  std::optional<std::string> answer_key{};
  std::optional<std::int64_t> test_duration_in_seconds{};
  std::optional<bool> auto_granted{};
  std::optional<std::int32_t> auto_granted_value{};
};

struct CreateQualificationTypeResponse {
  std::optional<QualificationType> qualification_type;
};

struct GetQualificationTypeRequest {
  std::string qualification_type_id;
};

struct GetQualificationTypeResponse {
  std::optional<QualificationType> qualification_type;
};

struct UpdateQualificationTypeRequest {
  std::string qualification_type_id;
  std::optional<std::string> description{};
  std::optional<std::string> qualification_type_status{};
  std::optional<std::string> test{};
  std::optional<std::string> answer_key{};
  std::optional<std::int64_t> test_duration_in_seconds{};
  std::optional<std::int64_t> retry_delay_in_seconds{};
  std::optional<bool> auto_granted{};
  std::optional<std::int32_t> auto_granted_value{};
};

struct UpdateQualificationTypeResponse {
  std::optional<QualificationType> qualification_type;
};

struct DeleteQualificationTypeRequest {
  std::string qualification_type_id;
};

struct DeleteQualificationTypeResponse {};

struct ListQualificationTypesRequest {
  std::optional<std::string> query{};
  bool must_be_requestable = false;
  std::optional<bool> must_be_owned_by_caller{};
  std::optional<std::string> next_token{};
  std::optional<std::int32_t> max_results{};
};

struct ListQualificationTypesResponse {
  std::optional<std::int32_t> num_results;
  std::optional<std::string> next_token;
  std::vector<QualificationType> qualification_types;
};

struct AssociateQualificationWithWorkerRequest {
  std::string qualification_type_id;
  std::string worker_id;
  std::optional<std::int32_t> integer_value{};
  std::optional<bool> send_notification{};
};

struct AssociateQualificationWithWorkerResponse {};

struct DisassociateQualificationFromWorkerRequest {
  std::string worker_id;
  std::string qualification_type_id;
  std::optional<std::string> reason{};
};

struct DisassociateQualificationFromWorkerResponse {};

struct GetQualificationScoreRequest {
  std::string qualification_type_id;
  std::string worker_id;
};

struct GetQualificationScoreResponse {
  std::optional<Qualification> qualification;
};

struct ListWorkersWithQualificationTypeRequest {
  std::string qualification_type_id;
  std::optional<std::string> status{};
  std::optional<std::string> next_token{};
  std::optional<std::int32_t> max_results{};
};

struct ListWorkersWithQualificationTypeResponse {
  std::optional<std::string> next_token;
  std::optional<std::int32_t> num_results;
  std::vector<Qualification> qualifications;
};

struct ListQualificationRequestsRequest {
  std::optional<std::string> qualification_type_id{};
  std::optional<std::string> next_token{};
  std::optional<std::int32_t> max_results{};
};

struct ListQualificationRequestsResponse {
  std::optional<std::int32_t> num_results;
  std::optional<std::string> next_token;
  std::vector<QualificationRequest> qualification_requests;
};

struct AcceptQualificationRequestRequest {
  std::string qualification_request_id;
  std::optional<std::int32_t> integer_value{};
};

struct AcceptQualificationRequestResponse {};

struct RejectQualificationRequestRequest {
  std::string qualification_request_id;
  std::optional<std::string> reason{};
};

struct RejectQualificationRequestResponse {};

}  // namespace kempelen::api

namespace kempelen {

template <>
struct model::ShapeOf<api::QualificationType> {
  static constexpr Field fields[] = {
      field<&api::QualificationType::qualification_type_id>("QualificationTypeId", api::kEntityId,
                                                            "Names the type."),
      field<&api::QualificationType::creation_time>("CreationTime", "When it was made."),
      field<&api::QualificationType::name>("Name", "What workers read."),
      field<&api::QualificationType::description>("Description", "What the qualification means."),
      field<&api::QualificationType::keywords>("Keywords", "Words to find the type by."),
      field<&api::QualificationType::qualification_type_status>(
          "QualificationTypeStatus", one_of(api::kQualificationTypeStatuses),
          "Inactive types cannot be asked for and not be required by new HITs."),
      field<&api::QualificationType::test>("Test",
                                           "QuestionForm XML a worker must answer to get the qualification."),
      field<&api::QualificationType::test_duration_in_seconds>(
          "TestDurationInSeconds", "Time for the test, from the moment it is asked for."),
      field<&api::QualificationType::answer_key>(
          "AnswerKey", "AnswerKey XML that grades the test; without it the requester does."),
      field<&api::QualificationType::retry_delay_in_seconds>(
          "RetryDelayInSeconds", "How long a worker waits before asking again; never again when absent."),
      field<&api::QualificationType::is_requestable>("IsRequestable", "Whether workers can ask for it."),
      field<&api::QualificationType::auto_granted>("AutoGranted", "Whether whoever asks gets it at once."),
      field<&api::QualificationType::auto_granted_value>("AutoGrantedValue",
                                                         "The value given automatically; 1 when absent."),
  };
  static constexpr Shape shape{"QualificationType", fields};
};

template <>
struct model::ShapeOf<api::Qualification> {
  static constexpr Field fields[] = {
      field<&api::Qualification::qualification_type_id>("QualificationTypeId", api::kEntityId,
                                                        "The qualification type."),
      field<&api::Qualification::worker_id>("WorkerId", api::kCustomerId, "Who has it."),
      field<&api::Qualification::grant_time>("GrantTime", "When it was last given."),
      field<&api::Qualification::integer_value>("IntegerValue", "The value, if it is a number."),
      field<&api::Qualification::locale_value>("LocaleValue", "The value, if it is a place."),
      field<&api::Qualification::status>("Status", one_of(api::kQualificationStatuses),
                                         "Whether the worker still has it."),
  };
  static constexpr Shape shape{"Qualification", fields};
};

template <>
struct model::ShapeOf<api::QualificationRequest> {
  static constexpr Field fields[] = {
      field<&api::QualificationRequest::qualification_request_id>("QualificationRequestId", "The request."),
      field<&api::QualificationRequest::qualification_type_id>("QualificationTypeId", api::kEntityId,
                                                               "What is asked for."),
      field<&api::QualificationRequest::worker_id>("WorkerId", api::kCustomerId, "Who asks."),
      field<&api::QualificationRequest::test>("Test", "The test as the worker saw it."),
      field<&api::QualificationRequest::answer>("Answer",
                                                "The answers to the test, as QuestionFormAnswers XML."),
      field<&api::QualificationRequest::submit_time>("SubmitTime",
                                                     "When the test, or without one the request, came in."),
  };
  static constexpr Shape shape{"QualificationRequest", fields};
};

template <>
struct model::ShapeOf<api::CreateQualificationTypeRequest> {
  static constexpr Field fields[] = {
      field<&api::CreateQualificationTypeRequest::name>(
          "Name", characters(1, 200), for_people,
          "What workers read; no two of a requester's types share one."),
      field<&api::CreateQualificationTypeRequest::keywords>(
          "Keywords", characters(0, 1'000), for_people, "Words to find the type by, separated by commas."),
      field<&api::CreateQualificationTypeRequest::description>("Description", characters(0, 2'000),
                                                               for_people, "What the qualification means."),
      field<&api::CreateQualificationTypeRequest::qualification_type_status>(
          "QualificationTypeStatus", one_of(api::kQualificationTypeStatuses),
          "Inactive types cannot be asked for and not be required by new HITs."),
      field<&api::CreateQualificationTypeRequest::retry_delay_in_seconds>(
          "RetryDelayInSeconds", between(0, 2'147'483'647),
          "How long a worker waits before asking again; never again when absent."),
      field<&api::CreateQualificationTypeRequest::test>(
          "Test", bytes(1, 65'535), "QuestionForm XML a worker must answer to get the qualification."),
      field<&api::CreateQualificationTypeRequest::answer_key>(
          "AnswerKey", bytes(1, 65'535),
          "AnswerKey XML that grades the test; without it the requester does."),
      field<&api::CreateQualificationTypeRequest::test_duration_in_seconds>(
          "TestDurationInSeconds", between(1, 31'536'000),
          "Time for the test, from the moment it is asked for."),
      field<&api::CreateQualificationTypeRequest::auto_granted>("AutoGranted",
                                                                "Whether whoever asks gets it at once."),
      field<&api::CreateQualificationTypeRequest::auto_granted_value>(
          "AutoGrantedValue", "The value given automatically; 1 when absent."),
  };
  static constexpr Shape shape{"CreateQualificationTypeRequest", fields};
};

template <>
struct model::ShapeOf<api::CreateQualificationTypeResponse> {
  static constexpr Field fields[] = {
      field<&api::CreateQualificationTypeResponse::qualification_type>("QualificationType", "The new type."),
  };
  static constexpr Shape shape{"CreateQualificationTypeResponse", fields};
};

template <>
struct model::ShapeOf<api::GetQualificationTypeRequest> {
  static constexpr Field fields[] = {
      field<&api::GetQualificationTypeRequest::qualification_type_id>("QualificationTypeId", api::kEntityId,
                                                                      "The qualification type."),
  };
  static constexpr Shape shape{"GetQualificationTypeRequest", fields};
};

template <>
struct model::ShapeOf<api::GetQualificationTypeResponse> {
  static constexpr Field fields[] = {
      field<&api::GetQualificationTypeResponse::qualification_type>("QualificationType",
                                                                    "The type as it is now."),
  };
  static constexpr Shape shape{"GetQualificationTypeResponse", fields};
};

template <>
struct model::ShapeOf<api::UpdateQualificationTypeRequest> {
  static constexpr Field fields[] = {
      field<&api::UpdateQualificationTypeRequest::qualification_type_id>(
          "QualificationTypeId", api::kEntityId, "The qualification type."),
      field<&api::UpdateQualificationTypeRequest::description>(
          "Description", characters(0, 2'000), for_people,
          "What the qualification means; unchanged when absent."),
      field<&api::UpdateQualificationTypeRequest::qualification_type_status>(
          "QualificationTypeStatus", one_of(api::kQualificationTypeStatuses),
          "Inactive types cannot be asked for and not be required by new HITs."),
      field<&api::UpdateQualificationTypeRequest::test>(
          "Test", bytes(1, 65'535), "QuestionForm XML a worker must answer to get the qualification."),
      field<&api::UpdateQualificationTypeRequest::answer_key>(
          "AnswerKey", bytes(1, 65'535),
          "AnswerKey XML that grades the test; without it the requester does."),
      field<&api::UpdateQualificationTypeRequest::test_duration_in_seconds>(
          "TestDurationInSeconds", between(1, 31'536'000),
          "Time for the test, from the moment it is asked for."),
      field<&api::UpdateQualificationTypeRequest::retry_delay_in_seconds>(
          "RetryDelayInSeconds", between(0, 2'147'483'647),
          "How long a worker waits before asking again; unchanged when absent."),
      field<&api::UpdateQualificationTypeRequest::auto_granted>("AutoGranted",
                                                                "Whether whoever asks gets it at once."),
      field<&api::UpdateQualificationTypeRequest::auto_granted_value>(
          "AutoGrantedValue", "The value given automatically; 1 when absent."),
  };
  static constexpr Shape shape{"UpdateQualificationTypeRequest", fields};
};

template <>
struct model::ShapeOf<api::UpdateQualificationTypeResponse> {
  static constexpr Field fields[] = {
      field<&api::UpdateQualificationTypeResponse::qualification_type>("QualificationType",
                                                                       "The type as it is now."),
  };
  static constexpr Shape shape{"UpdateQualificationTypeResponse", fields};
};

template <>
struct model::ShapeOf<api::DeleteQualificationTypeRequest> {
  static constexpr Field fields[] = {
      field<&api::DeleteQualificationTypeRequest::qualification_type_id>(
          "QualificationTypeId", api::kEntityId, "The qualification type."),
  };
  static constexpr Shape shape{"DeleteQualificationTypeRequest", fields};
};

template <>
struct model::ShapeOf<api::DeleteQualificationTypeResponse> {
  static constexpr Shape shape{"DeleteQualificationTypeResponse", {}};
};

template <>
struct model::ShapeOf<api::ListQualificationTypesRequest> {
  static constexpr Field fields[] = {
      field<&api::ListQualificationTypesRequest::query>(
          "Query", "Words or beginnings of words of name, description or keywords."),
      field<&api::ListQualificationTypesRequest::must_be_requestable>(
          "MustBeRequestable", "True: only types workers can ask for."),
      field<&api::ListQualificationTypesRequest::must_be_owned_by_caller>(
          "MustBeOwnedByCaller", "True: only the caller's own types."),
      field<&api::ListQualificationTypesRequest::next_token>(
          "NextToken", api::kPaginationToken, "Where the page before ended; absent for the first page."),
      field<&api::ListQualificationTypesRequest::max_results>("MaxResults", api::kResultSize,
                                                              "Entries wanted on the page; 10 when absent."),
  };
  static constexpr Shape shape{"ListQualificationTypesRequest", fields};
};

template <>
struct model::ShapeOf<api::ListQualificationTypesResponse> {
  static constexpr Field fields[] = {
      field<&api::ListQualificationTypesResponse::num_results>("NumResults", "Entries on this page."),
      field<&api::ListQualificationTypesResponse::next_token>(
          "NextToken", api::kPaginationToken,
          "Asks for the page after this one; absent when this one is empty."),
      field<&api::ListQualificationTypesResponse::qualification_types>("QualificationTypes", always_written,
                                                                       "The types of this page."),
  };
  static constexpr Shape shape{"ListQualificationTypesResponse", fields};
};

template <>
struct model::ShapeOf<api::AssociateQualificationWithWorkerRequest> {
  static constexpr Field fields[] = {
      field<&api::AssociateQualificationWithWorkerRequest::qualification_type_id>(
          "QualificationTypeId", api::kEntityId, "The qualification type."),
      field<&api::AssociateQualificationWithWorkerRequest::worker_id>("WorkerId", api::kCustomerId,
                                                                      "The worker."),
      field<&api::AssociateQualificationWithWorkerRequest::integer_value>(
          "IntegerValue", "The value to give; 1 when absent."),
      field<&api::AssociateQualificationWithWorkerRequest::send_notification>(
          "SendNotification", "Whether the worker is told; true when absent."),
  };
  static constexpr Shape shape{"AssociateQualificationWithWorkerRequest", fields};
};

template <>
struct model::ShapeOf<api::AssociateQualificationWithWorkerResponse> {
  static constexpr Shape shape{"AssociateQualificationWithWorkerResponse", {}};
};

template <>
struct model::ShapeOf<api::DisassociateQualificationFromWorkerRequest> {
  static constexpr Field fields[] = {
      field<&api::DisassociateQualificationFromWorkerRequest::worker_id>("WorkerId", api::kCustomerId,
                                                                         "The worker."),
      field<&api::DisassociateQualificationFromWorkerRequest::qualification_type_id>(
          "QualificationTypeId", api::kEntityId, "The qualification type."),
      field<&api::DisassociateQualificationFromWorkerRequest::reason>(
          "Reason", characters(0, 4'096), for_people, "Why; the worker reads it."),
  };
  static constexpr Shape shape{"DisassociateQualificationFromWorkerRequest", fields};
};

template <>
struct model::ShapeOf<api::DisassociateQualificationFromWorkerResponse> {
  static constexpr Shape shape{"DisassociateQualificationFromWorkerResponse", {}};
};

template <>
struct model::ShapeOf<api::GetQualificationScoreRequest> {
  static constexpr Field fields[] = {
      field<&api::GetQualificationScoreRequest::qualification_type_id>("QualificationTypeId", api::kEntityId,
                                                                       "The qualification type."),
      field<&api::GetQualificationScoreRequest::worker_id>("WorkerId", api::kCustomerId, "The worker."),
  };
  static constexpr Shape shape{"GetQualificationScoreRequest", fields};
};

template <>
struct model::ShapeOf<api::GetQualificationScoreResponse> {
  static constexpr Field fields[] = {
      field<&api::GetQualificationScoreResponse::qualification>("Qualification",
                                                                "The worker's qualification."),
  };
  static constexpr Shape shape{"GetQualificationScoreResponse", fields};
};

template <>
struct model::ShapeOf<api::ListWorkersWithQualificationTypeRequest> {
  static constexpr Field fields[] = {
      field<&api::ListWorkersWithQualificationTypeRequest::qualification_type_id>(
          "QualificationTypeId", api::kEntityId, "The qualification type."),
      field<&api::ListWorkersWithQualificationTypeRequest::status>(
          "Status", one_of(api::kQualificationStatuses), "Granted when absent."),
      field<&api::ListWorkersWithQualificationTypeRequest::next_token>(
          "NextToken", api::kPaginationToken, "Where the page before ended; absent for the first page."),
      field<&api::ListWorkersWithQualificationTypeRequest::max_results>(
          "MaxResults", api::kResultSize, "Entries wanted on the page; 10 when absent."),
  };
  static constexpr Shape shape{"ListWorkersWithQualificationTypeRequest", fields};
};

template <>
struct model::ShapeOf<api::ListWorkersWithQualificationTypeResponse> {
  static constexpr Field fields[] = {
      field<&api::ListWorkersWithQualificationTypeResponse::next_token>(
          "NextToken", api::kPaginationToken,
          "Asks for the page after this one; absent when this one is empty."),
      field<&api::ListWorkersWithQualificationTypeResponse::num_results>("NumResults",
                                                                         "Entries on this page."),
      field<&api::ListWorkersWithQualificationTypeResponse::qualifications>(
          "Qualifications", always_written, "The qualifications of this page."),
  };
  static constexpr Shape shape{"ListWorkersWithQualificationTypeResponse", fields};
};

template <>
struct model::ShapeOf<api::ListQualificationRequestsRequest> {
  static constexpr Field fields[] = {
      field<&api::ListQualificationRequestsRequest::qualification_type_id>(
          "QualificationTypeId", api::kEntityId,
          "Only requests for this type; for all own types when absent."),
      field<&api::ListQualificationRequestsRequest::next_token>(
          "NextToken", api::kPaginationToken, "Where the page before ended; absent for the first page."),
      field<&api::ListQualificationRequestsRequest::max_results>(
          "MaxResults", api::kResultSize, "Entries wanted on the page; 10 when absent."),
  };
  static constexpr Shape shape{"ListQualificationRequestsRequest", fields};
};

template <>
struct model::ShapeOf<api::ListQualificationRequestsResponse> {
  static constexpr Field fields[] = {
      field<&api::ListQualificationRequestsResponse::num_results>("NumResults", "Entries on this page."),
      field<&api::ListQualificationRequestsResponse::next_token>(
          "NextToken", api::kPaginationToken,
          "Asks for the page after this one; absent when this one is empty."),
      field<&api::ListQualificationRequestsResponse::qualification_requests>(
          "QualificationRequests", always_written, "The requests of this page."),
  };
  static constexpr Shape shape{"ListQualificationRequestsResponse", fields};
};

template <>
struct model::ShapeOf<api::AcceptQualificationRequestRequest> {
  static constexpr Field fields[] = {
      field<&api::AcceptQualificationRequestRequest::qualification_request_id>("QualificationRequestId",
                                                                               "The request."),
      field<&api::AcceptQualificationRequestRequest::integer_value>("IntegerValue",
                                                                    "The value to give; 1 when absent."),
  };
  static constexpr Shape shape{"AcceptQualificationRequestRequest", fields};
};

template <>
struct model::ShapeOf<api::AcceptQualificationRequestResponse> {
  static constexpr Shape shape{"AcceptQualificationRequestResponse", {}};
};

template <>
struct model::ShapeOf<api::RejectQualificationRequestRequest> {
  static constexpr Field fields[] = {
      field<&api::RejectQualificationRequestRequest::qualification_request_id>("QualificationRequestId",
                                                                               "The request."),
      field<&api::RejectQualificationRequestRequest::reason>("Reason", characters(0, 4'096), for_people,
                                                             "Why; the worker reads it."),
  };
  static constexpr Shape shape{"RejectQualificationRequestRequest", fields};
};

template <>
struct model::ShapeOf<api::RejectQualificationRequestResponse> {
  static constexpr Shape shape{"RejectQualificationRequestResponse", {}};
};

}  // namespace kempelen
