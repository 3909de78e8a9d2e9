// The named scalars and enumerations of the service model, used by the descriptors of all shapes.
#pragma once

#include <algorithm>
#include <string_view>

#include "model/field.h"

namespace kempelen::api {

/// `^[A-Z0-9]+$`
constexpr bool is_entity_id(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return ('A' <= c && c <= 'Z') || ('0' <= c && c <= '9');
  });
}

/// `^A[A-Z0-9]+$`
constexpr bool is_customer_id(std::string_view text) {
  return text.starts_with('A') && is_entity_id(text.substr(1));
}

inline constexpr model::Pattern kEntityIdPattern{"^[A-Z0-9]+$", &is_entity_id};
inline constexpr model::Pattern kCustomerIdPattern{"^A[A-Z0-9]+$", &is_customer_id};

inline constexpr model::Scalar kEntityId{{1, 64}, &kEntityIdPattern};
inline constexpr model::Scalar kCustomerId{{1, 64}, &kCustomerIdPattern};
inline constexpr model::Length kIdempotencyToken{1, 64};
inline constexpr model::Length kPaginationToken{1, 255};
inline constexpr model::Length kCountryParameters{2, 2};
inline constexpr model::Range kResultSize{1, 100};

inline constexpr std::string_view kAssignmentStatuses[] = {"Submitted", "Approved", "Rejected"};
inline constexpr std::string_view kComparators[] = {"LessThan",    "LessThanOrEqualTo",
                                                    "GreaterThan", "GreaterThanOrEqualTo",
                                                    "EqualTo",     "NotEqualTo",
                                                    "Exists",      "DoesNotExist",
                                                    "In",          "NotIn"};
inline constexpr std::string_view kEventTypes[] = {
    "AssignmentAccepted", "AssignmentAbandoned", "AssignmentReturned", "AssignmentSubmitted",
    "AssignmentRejected", "AssignmentApproved",  "HITCreated",         "HITExpired",
    "HITReviewable",      "HITExtended",         "HITDisposed",        "Ping"};
inline constexpr std::string_view kHITAccessActions[] = {"Accept", "PreviewAndAccept",
                                                         "DiscoverPreviewAndAccept"};
inline constexpr std::string_view kHITReviewStatuses[] = {"NotReviewed", "MarkedForReview",
                                                          "ReviewedAppropriate", "ReviewedInappropriate"};
inline constexpr std::string_view kHITStatuses[] = {"Assignable", "Unassignable", "Reviewable", "Reviewing",
                                                    "Disposed"};
// Webhook is ours alone (COMPATIBILITY, "Only here").
inline constexpr std::string_view kNotificationTransports[] = {"Email", "SQS", "SNS", "Webhook"};
inline constexpr std::string_view kNotifyWorkersFailureCodes[] = {"SoftFailure", "HardFailure"};
inline constexpr std::string_view kQualificationStatuses[] = {"Granted", "Revoked"};
inline constexpr std::string_view kQualificationTypeStatuses[] = {"Active", "Inactive"};
inline constexpr std::string_view kReviewActionStatuses[] = {"Intended", "Succeeded", "Failed", "Cancelled"};
inline constexpr std::string_view kReviewPolicyLevels[] = {"Assignment", "HIT"};
inline constexpr std::string_view kReviewableHITStatuses[] = {"Reviewable", "Reviewing"};

}  // namespace kempelen::api
