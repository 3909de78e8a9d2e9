// Review policies: what a requester hands in with a HIT, and what the policies reported.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "api/scalars.h"
#include "base/instant.h"
#include "model/field.h"

namespace kempelen::api {

struct ParameterMapEntry {
  std::optional<std::string> key{};
  std::vector<std::string> values{};
};

struct PolicyParameter {
  std::optional<std::string> key{};
  std::vector<std::string> values{};
  std::vector<ParameterMapEntry> map_entries{};
};

struct ReviewPolicy {
  std::string policy_name;
  std::vector<PolicyParameter> parameters{};
};

struct ReviewResultDetail {
  std::optional<std::string> action_id;
  std::optional<std::string> subject_id;
  std::optional<std::string> subject_type;
  std::optional<std::string> question_id;
  std::optional<std::string> key;
  std::optional<std::string> value;
};

struct ReviewActionDetail {
  std::optional<std::string> action_id;
  std::optional<std::string> action_name;
  std::optional<std::string> target_id;
  std::optional<std::string> target_type;
  std::optional<std::string> status;
  std::optional<Instant> complete_time;
  std::optional<std::string> result;
  std::optional<std::string> error_code;
};

struct ReviewReport {
  std::vector<ReviewResultDetail> review_results;
  std::vector<ReviewActionDetail> review_actions;
};

struct ListReviewPolicyResultsForHITRequest {
  std::string hit_id;
  std::vector<std::string> policy_levels{};
  std::optional<bool> retrieve_actions{};
  std::optional<bool> retrieve_results{};
  std::optional<std::string> next_token{};
  std::optional<std::int32_t> max_results{};
};

struct ListReviewPolicyResultsForHITResponse {
  std::optional<std::string> hit_id;
  std::optional<ReviewPolicy> assignment_review_policy;
  std::optional<ReviewPolicy> hit_review_policy;
  std::optional<ReviewReport> assignment_review_report;
  std::optional<ReviewReport> hit_review_report;
  std::optional<std::string> next_token;
};

}  // namespace kempelen::api

namespace kempelen {

template <>
struct model::ShapeOf<api::ParameterMapEntry> {
  static constexpr Field fields[] = {
      field<&api::ParameterMapEntry::key>("Key", "The question."),
      field<&api::ParameterMapEntry::values>("Values", "Its values."),
  };
  static constexpr Shape shape{"ParameterMapEntry", fields};
};

template <>
struct model::ShapeOf<api::PolicyParameter> {
  static constexpr Field fields[] = {
      field<&api::PolicyParameter::key>("Key", "The parameter."),
      field<&api::PolicyParameter::values>("Values", "Its values."),
      field<&api::PolicyParameter::map_entries>("MapEntries", "Or its values by question."),
  };
  static constexpr Shape shape{"PolicyParameter", fields};
};

template <>
struct model::ShapeOf<api::ReviewPolicy> {
  static constexpr Field fields[] = {
      field<&api::ReviewPolicy::policy_name>("PolicyName", "The policy and its version."),
      field<&api::ReviewPolicy::parameters>("Parameters", "What the policy is told."),
  };
  static constexpr Shape shape{"ReviewPolicy", fields};
};

template <>
struct model::ShapeOf<api::ReviewResultDetail> {
  static constexpr Field fields[] = {
      field<&api::ReviewResultDetail::action_id>("ActionId", api::kEntityId, "Names the action."),
      field<&api::ReviewResultDetail::subject_id>("SubjectId", api::kEntityId, "What was judged."),
      field<&api::ReviewResultDetail::subject_type>("SubjectType", "Of what kind it is."),
      field<&api::ReviewResultDetail::question_id>("QuestionId", api::kEntityId,
                                                   "The question, if the result is about one."),
      field<&api::ReviewResultDetail::key>("Key", "What was found."),
      field<&api::ReviewResultDetail::value>("Value", "Its value."),
  };
  static constexpr Shape shape{"ReviewResultDetail", fields};
};

template <>
struct model::ShapeOf<api::ReviewActionDetail> {
  static constexpr Field fields[] = {
      field<&api::ReviewActionDetail::action_id>("ActionId", api::kEntityId, "Names the action."),
      field<&api::ReviewActionDetail::action_name>("ActionName", "What was to be done."),
      field<&api::ReviewActionDetail::target_id>("TargetId", api::kEntityId, "To what."),
      field<&api::ReviewActionDetail::target_type>("TargetType", "Of what kind it is."),
      field<&api::ReviewActionDetail::status>("Status", one_of(api::kReviewActionStatuses),
                                              "How far it came."),
      field<&api::ReviewActionDetail::complete_time>("CompleteTime", "When it was over."),
      field<&api::ReviewActionDetail::result>("Result", "What came of it."),
      field<&api::ReviewActionDetail::error_code>("ErrorCode", "Why it failed."),
  };
  static constexpr Shape shape{"ReviewActionDetail", fields};
};

template <>
struct model::ShapeOf<api::ReviewReport> {
  static constexpr Field fields[] = {
      field<&api::ReviewReport::review_results>("ReviewResults", always_written, "What the policy found."),
      field<&api::ReviewReport::review_actions>("ReviewActions", always_written, "What the policy did."),
  };
  static constexpr Shape shape{"ReviewReport", fields};
};

template <>
struct model::ShapeOf<api::ListReviewPolicyResultsForHITRequest> {
  static constexpr Field fields[] = {
      field<&api::ListReviewPolicyResultsForHITRequest::hit_id>("HITId", api::kEntityId, "The HIT."),
      field<&api::ListReviewPolicyResultsForHITRequest::policy_levels>(
          "PolicyLevels", one_of(api::kReviewPolicyLevels), "Which policies to report on; both when absent."),
      field<&api::ListReviewPolicyResultsForHITRequest::retrieve_actions>(
          "RetrieveActions", "Whether to report actions; true when absent."),
      field<&api::ListReviewPolicyResultsForHITRequest::retrieve_results>(
          "RetrieveResults", "Whether to report results; true when absent."),
      field<&api::ListReviewPolicyResultsForHITRequest::next_token>(
          "NextToken", api::kPaginationToken, "Where the page before ended; absent for the first page."),
      field<&api::ListReviewPolicyResultsForHITRequest::max_results>(
          "MaxResults", api::kResultSize, "Entries wanted on the page; 10 when absent."),
  };
  static constexpr Shape shape{"ListReviewPolicyResultsForHITRequest", fields};
};

template <>
struct model::ShapeOf<api::ListReviewPolicyResultsForHITResponse> {
  static constexpr Field fields[] = {
      field<&api::ListReviewPolicyResultsForHITResponse::hit_id>("HITId", api::kEntityId, "The HIT."),
      field<&api::ListReviewPolicyResultsForHITResponse::assignment_review_policy>(
          "AssignmentReviewPolicy", "Name of the policy for assignments."),
      field<&api::ListReviewPolicyResultsForHITResponse::hit_review_policy>(
          "HITReviewPolicy", "Name of the policy for the HIT."),
      field<&api::ListReviewPolicyResultsForHITResponse::assignment_review_report>(
          "AssignmentReviewReport", "Results and actions of the policy for assignments."),
      field<&api::ListReviewPolicyResultsForHITResponse::hit_review_report>(
          "HITReviewReport", "Results and actions of the policy for the HIT."),
      field<&api::ListReviewPolicyResultsForHITResponse::next_token>(
          "NextToken", api::kPaginationToken,
          "Asks for the page after this one; absent when this one is empty."),
  };
  static constexpr Shape shape{"ListReviewPolicyResultsForHITResponse", fields};
};

}  // namespace kempelen
