// HITs and HIT types: their shapes and those of the operations on them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "api/requirements.h"
#include "api/review_policies.h"
#include "api/scalars.h"
#include "base/instant.h"
#include "base/money.h"
#include "model/field.h"

namespace kempelen::api {

struct HITLayoutParameter {
  std::string name;
  std::string value;
};

struct HIT {
  std::optional<std::string> hit_id;
  std::optional<std::string> hit_type_id;
  std::optional<std::string> hit_group_id;
  std::optional<std::string> hit_layout_id;
  std::optional<Instant> creation_time;
  std::optional<std::string> title;
  std::optional<std::string> description;
  std::optional<std::string> question;
  std::optional<std::string> keywords;
  std::optional<std::string> hit_status;
  std::optional<std::int32_t> max_assignments;
  std::optional<Money> reward;
  std::optional<std::int64_t> auto_approval_delay_in_seconds;
  std::optional<Instant> expiration;
  std::optional<std::int64_t> assignment_duration_in_seconds;
  std::optional<std::string> requester_annotation;
  // Absent where a list shows HITs by their id alone.
  std::optional<std::vector<QualificationRequirement>> qualification_requirements;
  std::optional<std::string> hit_review_status;
  std::optional<std::int32_t> number_of_assignments_pending;
  std::optional<std::int32_t> number_of_assignments_available;
  std::optional<std::int32_t> number_of_assignments_completed;
};

struct CreateHITTypeRequest {
  std::optional<std::int64_t> auto_approval_delay_in_seconds{};
  std::int64_t assignment_duration_in_seconds = 0;
  Money reward;
  std::string title;
  std::optional<std::string> keywords{};
  std::string description;
  std::vector<QualificationRequirement> qualification_requirements{};
};

struct CreateHITTypeResponse {
  std::optional<std::string> hit_type_id;
};

struct CreateHITRequest {
  std::optional<std::int32_t> max_assignments{};
  std::optional<std::int64_t> auto_approval_delay_in_seconds{};
  std::int64_t lifetime_in_seconds = 0;
  std::int64_t assignment_duration_in_seconds = 0;
  Money reward;
  std::string title;
  std::optional<std::string> keywords{};
  std::string description;
  std::optional<std::string> question{};
  std::optional<std::string> requester_annotation{};
  std::vector<QualificationRequirement> qualification_requirements{};
  std::optional<std::string> unique_request_token{};
  std::optional<ReviewPolicy> assignment_review_policy{};
  std::optional<ReviewPolicy> hit_review_policy{};
  std::optional<std::string> hit_layout_id{};
  std::vector<HITLayoutParameter> hit_layout_parameters{};
};

struct CreateHITResponse {
  std::optional<HIT> hit;
};

struct CreateHITWithHITTypeRequest {
  std::string hit_type_id;
  std::optional<std::int32_t> max_assignments{};
  std::int64_t lifetime_in_seconds = 0;
  std::optional<std::string> question{};
  std::optional<std::string> requester_annotation{};
  std::optional<std::string> unique_request_token{};
  std::optional<ReviewPolicy> assignment_review_policy{};
  std::optional<ReviewPolicy> hit_review_policy{};
  std::optional<std::string> hit_layout_id{};
  std::vector<HITLayoutParameter> hit_layout_parameters{};
};

struct CreateHITWithHITTypeResponse {
  std::optional<HIT> hit;
};

struct GetHITRequest {
  std::string hit_id;
};

struct GetHITResponse {
  std::optional<HIT> hit;
};

struct ListHITsRequest {
  std::optional<std::string> next_token{};
  std::optional<std::int32_t> max_results{};
};

struct ListHITsResponse {
  std::optional<std::string> next_token;
  std::optional<std::int32_t> num_results;
  std::vector<HIT> hits;
};

struct ListReviewableHITsRequest {
  std::optional<std::string> hit_type_id{};
  std::optional<std::string> status{};
  std::optional<std::string> next_token{};
  std::optional<std::int32_t> max_results{};
};

struct ListReviewableHITsResponse {
  std::optional<std::string> next_token;
  std::optional<std::int32_t> num_results;
  std::vector<HIT> hits;
};

struct ListHITsForQualificationTypeRequest {
  std::string qualification_type_id;
  std::optional<std::string> next_token{};
  std::optional<std::int32_t> max_results{};
};

struct ListHITsForQualificationTypeResponse {
  std::optional<std::string> next_token;
  std::optional<std::int32_t> num_results;
  std::vector<HIT> hits;
};

struct UpdateExpirationForHITRequest {
  std::string hit_id;
  Instant expire_at;
};

struct UpdateExpirationForHITResponse {};

struct CreateAdditionalAssignmentsForHITRequest {
  std::string hit_id;
  std::int32_t number_of_additional_assignments = 0;
  std::optional<std::string> unique_request_token{};
};

struct CreateAdditionalAssignmentsForHITResponse {};

struct UpdateHITReviewStatusRequest {
  std::string hit_id;
  std::optional<bool> revert{};
};

struct UpdateHITReviewStatusResponse {};

struct UpdateHITTypeOfHITRequest {
  std::string hit_id;
  std::string hit_type_id;
};

struct UpdateHITTypeOfHITResponse {};

struct DeleteHITRequest {
  std::string hit_id;
};

struct DeleteHITResponse {};

}  // namespace kempelen::api

namespace kempelen {

template <>
struct model::ShapeOf<api::HITLayoutParameter> {
  static constexpr Field fields[] = {
      field<&api::HITLayoutParameter::name>("Name", "The placeholder."),
      field<&api::HITLayoutParameter::value>("Value", "What stands in its place."),
  };
  static constexpr Shape shape{"HITLayoutParameter", fields};
};

template <>
struct model::ShapeOf<api::HIT> {
  static constexpr Field fields[] = {
      field<&api::HIT::hit_id>("HITId", api::kEntityId, "Names the HIT."),
      field<&api::HIT::hit_type_id>("HITTypeId", api::kEntityId,
                                    "The type that holds its common properties."),
      field<&api::HIT::hit_group_id>("HITGroupId", api::kEntityId,
                                     "What workers see as one entry of the list: all HITs of one type."),
      field<&api::HIT::hit_layout_id>("HITLayoutId", api::kEntityId,
                                      "The layout the question was made from, if it was."),
      field<&api::HIT::creation_time>("CreationTime", "When it was made."),
      field<&api::HIT::title>("Title", "What workers read in the list of tasks."),
      field<&api::HIT::description>("Description", "What the task is about, in a few sentences."),
      field<&api::HIT::question>("Question", "The question, byte for byte as it was sent."),
      field<&api::HIT::keywords>("Keywords", "Words to find the task by."),
      field<&api::HIT::hit_status>("HITStatus", one_of(api::kHITStatuses), "Where the HIT is in its life."),
      field<&api::HIT::max_assignments>("MaxAssignments", "How many workers may do the HIT."),
      field<&api::HIT::reward>("Reward", "Paid for one approved assignment."),
      field<&api::HIT::auto_approval_delay_in_seconds>(
          "AutoApprovalDelayInSeconds", "A submission nobody decides on is approved after this time."),
      field<&api::HIT::expiration>("Expiration", "After this nobody can accept the HIT."),
      field<&api::HIT::assignment_duration_in_seconds>("AssignmentDurationInSeconds",
                                                       "How long a worker has after accepting."),
      field<&api::HIT::requester_annotation>("RequesterAnnotation", "A note that only the requester sees."),
      field<&api::HIT::qualification_requirements>("QualificationRequirements", always_written,
                                                   "What a worker must have or be; every entry must hold."),
      field<&api::HIT::hit_review_status>(
          "HITReviewStatus", one_of(api::kHITReviewStatuses),
          "Always NotReviewed: a trace of a review by the marketplace itself."),
      field<&api::HIT::number_of_assignments_pending>("NumberOfAssignmentsPending",
                                                      "Accepted and not yet submitted."),
      field<&api::HIT::number_of_assignments_available>("NumberOfAssignmentsAvailable",
                                                        "Still to be accepted."),
      field<&api::HIT::number_of_assignments_completed>("NumberOfAssignmentsCompleted",
                                                        "Approved or rejected."),
  };
  static constexpr Shape shape{"HIT", fields};
};

template <>
struct model::ShapeOf<api::CreateHITTypeRequest> {
  static constexpr Field fields[] = {
      field<&api::CreateHITTypeRequest::auto_approval_delay_in_seconds>(
          "AutoApprovalDelayInSeconds", between(0, 2'592'000),
          "A submission nobody decides on is approved after this time; 30 days when absent."),
      field<&api::CreateHITTypeRequest::assignment_duration_in_seconds>(
          "AssignmentDurationInSeconds", between(30, 31'536'000), "How long a worker has after accepting."),
      field<&api::CreateHITTypeRequest::reward>("Reward", "Paid for one approved assignment."),
      field<&api::CreateHITTypeRequest::title>("Title", characters(1, 128), for_people,
                                               "What workers read in the list of tasks."),
      field<&api::CreateHITTypeRequest::keywords>("Keywords", characters(0, 1'000), for_people,
                                                  "Words to find the task by, separated by commas."),
      field<&api::CreateHITTypeRequest::description>("Description", characters(0, 2'000), for_people,
                                                     "What the task is about, in a few sentences."),
      field<&api::CreateHITTypeRequest::qualification_requirements>(
          "QualificationRequirements", entries(0, 10),
          "What a worker must have or be; every entry must hold."),
  };
  static constexpr Shape shape{"CreateHITTypeRequest", fields};
};

template <>
struct model::ShapeOf<api::CreateHITTypeResponse> {
  static constexpr Field fields[] = {
      field<&api::CreateHITTypeResponse::hit_type_id>("HITTypeId", api::kEntityId,
                                                      "The type with these properties, new or found."),
  };
  static constexpr Shape shape{"CreateHITTypeResponse", fields};
};

template <>
struct model::ShapeOf<api::CreateHITRequest> {
  static constexpr Field fields[] = {
      field<&api::CreateHITRequest::max_assignments>("MaxAssignments", between(1, 1'000'000'000),
                                                     "How many workers may do the HIT; 1 when absent."),
      field<&api::CreateHITRequest::auto_approval_delay_in_seconds>(
          "AutoApprovalDelayInSeconds", between(0, 2'592'000),
          "A submission nobody decides on is approved after this time; 30 days when absent."),
      field<&api::CreateHITRequest::lifetime_in_seconds>("LifetimeInSeconds", between(30, 31'536'000),
                                                         "How long the HIT can be accepted."),
      field<&api::CreateHITRequest::assignment_duration_in_seconds>(
          "AssignmentDurationInSeconds", between(30, 31'536'000), "How long a worker has after accepting."),
      field<&api::CreateHITRequest::reward>("Reward", "Paid for one approved assignment."),
      field<&api::CreateHITRequest::title>("Title", characters(1, 128), for_people,
                                           "What workers read in the list of tasks."),
      field<&api::CreateHITRequest::keywords>("Keywords", characters(0, 1'000), for_people,
                                              "Words to find the task by, separated by commas."),
      field<&api::CreateHITRequest::description>("Description", characters(0, 2'000), for_people,
                                                 "What the task is about, in a few sentences."),
      field<&api::CreateHITRequest::question>(
          "Question", bytes(1, 65'535),
          "QuestionForm, HTMLQuestion or ExternalQuestion as XML; instead of a layout."),
      field<&api::CreateHITRequest::requester_annotation>("RequesterAnnotation", characters(0, 255),
                                                          "A note that only the requester sees."),
      field<&api::CreateHITRequest::qualification_requirements>(
          "QualificationRequirements", entries(0, 10),
          "What a worker must have or be; every entry must hold."),
      field<&api::CreateHITRequest::unique_request_token>(
          "UniqueRequestToken", api::kIdempotencyToken,
          "Makes a repeat of the call within 24 hours an error instead of a second effect."),
      field<&api::CreateHITRequest::assignment_review_policy>(
          "AssignmentReviewPolicy", "Judges every assignment when it is submitted."),
      field<&api::CreateHITRequest::hit_review_policy>("HITReviewPolicy",
                                                       "Judges the HIT when all its assignments are in."),
      field<&api::CreateHITRequest::hit_layout_id>(
          "HITLayoutId", api::kEntityId, "The layout to make the question from; instead of Question."),
      field<&api::CreateHITRequest::hit_layout_parameters>("HITLayoutParameters",
                                                           "Values for the layout's placeholders."),
  };
  static constexpr Shape shape{"CreateHITRequest", fields};
};

template <>
struct model::ShapeOf<api::CreateHITResponse> {
  static constexpr Field fields[] = {
      field<&api::CreateHITResponse::hit>("HIT", "The HIT as it is now."),
  };
  static constexpr Shape shape{"CreateHITResponse", fields};
};

template <>
struct model::ShapeOf<api::CreateHITWithHITTypeRequest> {
  static constexpr Field fields[] = {
      field<&api::CreateHITWithHITTypeRequest::hit_type_id>(
          "HITTypeId", api::kEntityId, "The type that gives reward, texts and requirements."),
      field<&api::CreateHITWithHITTypeRequest::max_assignments>(
          "MaxAssignments", between(1, 1'000'000'000), "How many workers may do the HIT; 1 when absent."),
      field<&api::CreateHITWithHITTypeRequest::lifetime_in_seconds>(
          "LifetimeInSeconds", between(30, 31'536'000), "How long the HIT can be accepted."),
      field<&api::CreateHITWithHITTypeRequest::question>(
          "Question", bytes(1, 65'535),
          "QuestionForm, HTMLQuestion or ExternalQuestion as XML; instead of a layout."),
      field<&api::CreateHITWithHITTypeRequest::requester_annotation>(
          "RequesterAnnotation", characters(0, 255), "A note that only the requester sees."),
      field<&api::CreateHITWithHITTypeRequest::unique_request_token>(
          "UniqueRequestToken", api::kIdempotencyToken,
          "Makes a repeat of the call within 24 hours an error instead of a second effect."),
      field<&api::CreateHITWithHITTypeRequest::assignment_review_policy>(
          "AssignmentReviewPolicy", "Judges every assignment when it is submitted."),
      field<&api::CreateHITWithHITTypeRequest::hit_review_policy>(
          "HITReviewPolicy", "Judges the HIT when all its assignments are in."),
      field<&api::CreateHITWithHITTypeRequest::hit_layout_id>(
          "HITLayoutId", api::kEntityId, "The layout to make the question from; instead of Question."),
      field<&api::CreateHITWithHITTypeRequest::hit_layout_parameters>(
          "HITLayoutParameters", "Values for the layout's placeholders."),
  };
  static constexpr Shape shape{"CreateHITWithHITTypeRequest", fields};
};

template <>
struct model::ShapeOf<api::CreateHITWithHITTypeResponse> {
  static constexpr Field fields[] = {
      field<&api::CreateHITWithHITTypeResponse::hit>("HIT", "The HIT as it is now."),
  };
  static constexpr Shape shape{"CreateHITWithHITTypeResponse", fields};
};

template <>
struct model::ShapeOf<api::GetHITRequest> {
  static constexpr Field fields[] = {
      field<&api::GetHITRequest::hit_id>("HITId", api::kEntityId, "The HIT."),
  };
  static constexpr Shape shape{"GetHITRequest", fields};
};

template <>
struct model::ShapeOf<api::GetHITResponse> {
  static constexpr Field fields[] = {
      field<&api::GetHITResponse::hit>("HIT", "The HIT as it is now."),
  };
  static constexpr Shape shape{"GetHITResponse", fields};
};

template <>
struct model::ShapeOf<api::ListHITsRequest> {
  static constexpr Field fields[] = {
      field<&api::ListHITsRequest::next_token>("NextToken", api::kPaginationToken,
                                               "Where the page before ended; absent for the first page."),
      field<&api::ListHITsRequest::max_results>("MaxResults", api::kResultSize,
                                                "Entries wanted on the page; 10 when absent."),
  };
  static constexpr Shape shape{"ListHITsRequest", fields};
};

template <>
struct model::ShapeOf<api::ListHITsResponse> {
  static constexpr Field fields[] = {
      field<&api::ListHITsResponse::next_token>(
          "NextToken", api::kPaginationToken,
          "Asks for the page after this one; absent when this one is empty."),
      field<&api::ListHITsResponse::num_results>("NumResults", "Entries on this page."),
      field<&api::ListHITsResponse::hits>("HITs", always_written, "The HITs of this page."),
  };
  static constexpr Shape shape{"ListHITsResponse", fields};
};

template <>
struct model::ShapeOf<api::ListReviewableHITsRequest> {
  static constexpr Field fields[] = {
      field<&api::ListReviewableHITsRequest::hit_type_id>("HITTypeId", api::kEntityId,
                                                          "Only HITs of this type."),
      field<&api::ListReviewableHITsRequest::status>("Status", one_of(api::kReviewableHITStatuses),
                                                     "Reviewable when absent."),
      field<&api::ListReviewableHITsRequest::next_token>(
          "NextToken", api::kPaginationToken, "Where the page before ended; absent for the first page."),
      field<&api::ListReviewableHITsRequest::max_results>("MaxResults", api::kResultSize,
                                                          "Entries wanted on the page; 10 when absent."),
  };
  static constexpr Shape shape{"ListReviewableHITsRequest", fields};
};

template <>
struct model::ShapeOf<api::ListReviewableHITsResponse> {
  static constexpr Field fields[] = {
      field<&api::ListReviewableHITsResponse::next_token>(
          "NextToken", api::kPaginationToken,
          "Asks for the page after this one; absent when this one is empty."),
      field<&api::ListReviewableHITsResponse::num_results>("NumResults", "Entries on this page."),
      field<&api::ListReviewableHITsResponse::hits>("HITs", always_written, "The HITs of this page."),
  };
  static constexpr Shape shape{"ListReviewableHITsResponse", fields};
};

template <>
struct model::ShapeOf<api::ListHITsForQualificationTypeRequest> {
  static constexpr Field fields[] = {
      field<&api::ListHITsForQualificationTypeRequest::qualification_type_id>(
          "QualificationTypeId", api::kEntityId, "The type the HITs require."),
      field<&api::ListHITsForQualificationTypeRequest::next_token>(
          "NextToken", api::kPaginationToken, "Where the page before ended; absent for the first page."),
      field<&api::ListHITsForQualificationTypeRequest::max_results>(
          "MaxResults", api::kResultSize, "Entries wanted on the page; 10 when absent."),
  };
  static constexpr Shape shape{"ListHITsForQualificationTypeRequest", fields};
};

template <>
struct model::ShapeOf<api::ListHITsForQualificationTypeResponse> {
  static constexpr Field fields[] = {
      field<&api::ListHITsForQualificationTypeResponse::next_token>(
          "NextToken", api::kPaginationToken,
          "Asks for the page after this one; absent when this one is empty."),
      field<&api::ListHITsForQualificationTypeResponse::num_results>("NumResults", "Entries on this page."),
      field<&api::ListHITsForQualificationTypeResponse::hits>("HITs", always_written,
                                                              "The HITs of this page."),
  };
  static constexpr Shape shape{"ListHITsForQualificationTypeResponse", fields};
};

template <>
struct model::ShapeOf<api::UpdateExpirationForHITRequest> {
  static constexpr Field fields[] = {
      field<&api::UpdateExpirationForHITRequest::hit_id>("HITId", api::kEntityId, "The HIT."),
      field<&api::UpdateExpirationForHITRequest::expire_at>(
          "ExpireAt", "The new end; a past time, also 0, ends the HIT now."),
  };
  static constexpr Shape shape{"UpdateExpirationForHITRequest", fields};
};

template <>
struct model::ShapeOf<api::UpdateExpirationForHITResponse> {
  static constexpr Shape shape{"UpdateExpirationForHITResponse", {}};
};

template <>
struct model::ShapeOf<api::CreateAdditionalAssignmentsForHITRequest> {
  static constexpr Field fields[] = {
      field<&api::CreateAdditionalAssignmentsForHITRequest::hit_id>("HITId", api::kEntityId, "The HIT."),
      field<&api::CreateAdditionalAssignmentsForHITRequest::number_of_additional_assignments>(
          "NumberOfAdditionalAssignments", between(1, 1'000'000'000),
          "How many workers more may do the HIT."),
      field<&api::CreateAdditionalAssignmentsForHITRequest::unique_request_token>(
          "UniqueRequestToken", api::kIdempotencyToken,
          "Makes a repeat of the call within 24 hours an error instead of a second effect."),
  };
  static constexpr Shape shape{"CreateAdditionalAssignmentsForHITRequest", fields};
};

template <>
struct model::ShapeOf<api::CreateAdditionalAssignmentsForHITResponse> {
  static constexpr Shape shape{"CreateAdditionalAssignmentsForHITResponse", {}};
};

template <>
struct model::ShapeOf<api::UpdateHITReviewStatusRequest> {
  static constexpr Field fields[] = {
      field<&api::UpdateHITReviewStatusRequest::hit_id>("HITId", api::kEntityId, "The HIT."),
      field<&api::UpdateHITReviewStatusRequest::revert>(
          "Revert", "Absent or false: to Reviewing. True: back to Reviewable."),
  };
  static constexpr Shape shape{"UpdateHITReviewStatusRequest", fields};
};

template <>
struct model::ShapeOf<api::UpdateHITReviewStatusResponse> {
  static constexpr Shape shape{"UpdateHITReviewStatusResponse", {}};
};

template <>
struct model::ShapeOf<api::UpdateHITTypeOfHITRequest> {
  static constexpr Field fields[] = {
      field<&api::UpdateHITTypeOfHITRequest::hit_id>("HITId", api::kEntityId, "The HIT."),
      field<&api::UpdateHITTypeOfHITRequest::hit_type_id>("HITTypeId", api::kEntityId,
                                                          "The type the HIT shall have."),
  };
  static constexpr Shape shape{"UpdateHITTypeOfHITRequest", fields};
};

template <>
struct model::ShapeOf<api::UpdateHITTypeOfHITResponse> {
  static constexpr Shape shape{"UpdateHITTypeOfHITResponse", {}};
};

template <>
struct model::ShapeOf<api::DeleteHITRequest> {
  static constexpr Field fields[] = {
      field<&api::DeleteHITRequest::hit_id>("HITId", api::kEntityId, "The HIT to remove."),
  };
  static constexpr Shape shape{"DeleteHITRequest", fields};
};

template <>
struct model::ShapeOf<api::DeleteHITResponse> {
  static constexpr Shape shape{"DeleteHITResponse", {}};
};

}  // namespace kempelen
