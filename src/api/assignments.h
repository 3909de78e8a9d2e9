// Assignments as the requester sees them: read, approve, reject.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "api/hits.h"
#include "api/scalars.h"
#include "base/instant.h"
#include "model/field.h"

namespace kempelen::api {

struct Assignment {
  std::optional<std::string> assignment_id;
  std::optional<std::string> worker_id;
  std::optional<std::string> hit_id;
  std::optional<std::string> assignment_status;
  std::optional<Instant> auto_approval_time;
  std::optional<Instant> accept_time;
  std::optional<Instant> submit_time;
  std::optional<Instant> approval_time;
  std::optional<Instant> rejection_time;
  std::optional<Instant> deadline;
  std::optional<std::string> answer;
  std::optional<std::string> requester_feedback;
};

struct GetAssignmentRequest {
  std::string assignment_id;
};

struct GetAssignmentResponse {
  std::optional<Assignment> assignment;
  std::optional<HIT> hit;
};

struct ListAssignmentsForHITRequest {
  std::string hit_id;
  std::optional<std::string> next_token{};
  std::optional<std::int32_t> max_results{};
  std::vector<std::string> assignment_statuses{};
};

struct ListAssignmentsForHITResponse {
  std::optional<std::string> next_token;
  std::optional<std::int32_t> num_results;
  std::vector<Assignment> assignments;
};

struct ApproveAssignmentRequest {
  std::string assignment_id;
  std::optional<std::string> requester_feedback{};
  std::optional<bool> override_rejection{};
};

struct ApproveAssignmentResponse {};

struct RejectAssignmentRequest {
  std::string assignment_id;
  std::string requester_feedback;
};

struct RejectAssignmentResponse {};

struct GetFileUploadURLRequest {
  std::string assignment_id;
  std::string question_identifier;
};

struct GetFileUploadURLResponse {
  std::optional<std::string> file_upload_url;
};

}  // namespace kempelen::api

namespace kempelen {

template <>
struct model::ShapeOf<api::Assignment> {
  static constexpr Field fields[] = {
      field<&api::Assignment::assignment_id>("AssignmentId", api::kEntityId, "Names the assignment."),
      field<&api::Assignment::worker_id>("WorkerId", api::kCustomerId, "Who did it."),
      field<&api::Assignment::hit_id>("HITId", api::kEntityId, "The HIT it belongs to."),
      field<&api::Assignment::assignment_status>("AssignmentStatus", one_of(api::kAssignmentStatuses),
                                                 "Submitted, Approved or Rejected."),
      field<&api::Assignment::auto_approval_time>("AutoApprovalTime",
                                                  "When it is approved if nobody decides."),
      field<&api::Assignment::accept_time>("AcceptTime", "When the worker took it."),
      field<&api::Assignment::submit_time>("SubmitTime", "When the worker handed it in."),
      field<&api::Assignment::approval_time>("ApprovalTime", "When it was approved."),
      field<&api::Assignment::rejection_time>("RejectionTime", "When it was rejected."),
      field<&api::Assignment::deadline>("Deadline", "Until when the worker could hand it in."),
      field<&api::Assignment::answer>("Answer", "What the worker answered, as QuestionFormAnswers XML."),
      field<&api::Assignment::requester_feedback>("RequesterFeedback",
                                                  "Words to the worker about the decision."),
  };
  static constexpr Shape shape{"Assignment", fields};
};

template <>
struct model::ShapeOf<api::GetAssignmentRequest> {
  static constexpr Field fields[] = {
      field<&api::GetAssignmentRequest::assignment_id>("AssignmentId", api::kEntityId, "The assignment."),
  };
  static constexpr Shape shape{"GetAssignmentRequest", fields};
};

template <>
struct model::ShapeOf<api::GetAssignmentResponse> {
  static constexpr Field fields[] = {
      field<&api::GetAssignmentResponse::assignment>("Assignment", "The assignment as it is now."),
      field<&api::GetAssignmentResponse::hit>("HIT", "Its HIT."),
  };
  static constexpr Shape shape{"GetAssignmentResponse", fields};
};

template <>
struct model::ShapeOf<api::ListAssignmentsForHITRequest> {
  static constexpr Field fields[] = {
      field<&api::ListAssignmentsForHITRequest::hit_id>("HITId", api::kEntityId, "The HIT."),
      field<&api::ListAssignmentsForHITRequest::next_token>(
          "NextToken", api::kPaginationToken, "Where the page before ended; absent for the first page."),
      field<&api::ListAssignmentsForHITRequest::max_results>("MaxResults", api::kResultSize,
                                                             "Entries wanted on the page; 10 when absent."),
      field<&api::ListAssignmentsForHITRequest::assignment_statuses>(
          "AssignmentStatuses", one_of(api::kAssignmentStatuses), "Only these; all three when absent."),
  };
  static constexpr Shape shape{"ListAssignmentsForHITRequest", fields};
};

template <>
struct model::ShapeOf<api::ListAssignmentsForHITResponse> {
  static constexpr Field fields[] = {
      field<&api::ListAssignmentsForHITResponse::next_token>(
          "NextToken", api::kPaginationToken,
          "Asks for the page after this one; absent when this one is empty."),
      field<&api::ListAssignmentsForHITResponse::num_results>("NumResults", "Entries on this page."),
      field<&api::ListAssignmentsForHITResponse::assignments>("Assignments", always_written,
                                                              "The assignments of this page."),
  };
  static constexpr Shape shape{"ListAssignmentsForHITResponse", fields};
};

template <>
struct model::ShapeOf<api::ApproveAssignmentRequest> {
  static constexpr Field fields[] = {
      field<&api::ApproveAssignmentRequest::assignment_id>("AssignmentId", api::kEntityId, "The assignment."),
      field<&api::ApproveAssignmentRequest::requester_feedback>(
          "RequesterFeedback", characters(0, 1'024), for_people, "Words to the worker about the decision."),
      field<&api::ApproveAssignmentRequest::override_rejection>(
          "OverrideRejection", "True approves even if the assignment was rejected; false when absent."),
  };
  static constexpr Shape shape{"ApproveAssignmentRequest", fields};
};

template <>
struct model::ShapeOf<api::ApproveAssignmentResponse> {
  static constexpr Shape shape{"ApproveAssignmentResponse", {}};
};

template <>
struct model::ShapeOf<api::RejectAssignmentRequest> {
  static constexpr Field fields[] = {
      field<&api::RejectAssignmentRequest::assignment_id>("AssignmentId", api::kEntityId, "The assignment."),
      field<&api::RejectAssignmentRequest::requester_feedback>("RequesterFeedback", characters(0, 1'024),
                                                               for_people,
                                                               "Why, for the worker to read; may be empty."),
  };
  static constexpr Shape shape{"RejectAssignmentRequest", fields};
};

template <>
struct model::ShapeOf<api::RejectAssignmentResponse> {
  static constexpr Shape shape{"RejectAssignmentResponse", {}};
};

template <>
struct model::ShapeOf<api::GetFileUploadURLRequest> {
  static constexpr Field fields[] = {
      field<&api::GetFileUploadURLRequest::assignment_id>("AssignmentId", api::kEntityId, "The assignment."),
      field<&api::GetFileUploadURLRequest::question_identifier>("QuestionIdentifier",
                                                                "The question the file answers."),
  };
  static constexpr Shape shape{"GetFileUploadURLRequest", fields};
};

template <>
struct model::ShapeOf<api::GetFileUploadURLResponse> {
  static constexpr Field fields[] = {
      field<&api::GetFileUploadURLResponse::file_upload_url>("FileUploadURL",
                                                             "Where to fetch the file, for 60 seconds."),
  };
  static constexpr Shape shape{"GetFileUploadURLResponse", fields};
};

}  // namespace kempelen
