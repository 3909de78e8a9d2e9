// The Worker API: what a worker's browser or program sends and gets. The original never published one; this
// one is ours. In a namespace of its own, since workers see HITs and assignments differently from requesters.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/requirements.h"
#include "api/scalars.h"
#include "api/worker_explanation.h"
#include "api/worker_form.h"
#include "base/instant.h"
#include "base/money.h"
#include "model/field.h"

namespace kempelen::api::worker {

inline constexpr std::string_view kAssignmentStatuses[] = {"Accepted", "Submitted", "Approved",
                                                           "Rejected", "Returned",  "Abandoned"};
/// `^[A-Z]{2}$`
constexpr bool is_country(std::string_view text) {
  return text.size() == 2 &&
         std::all_of(text.begin(), text.end(), [](char c) { return 'A' <= c && c <= 'Z'; });
}
inline constexpr model::Pattern kCountryPattern{"^[A-Z]{2}$", &is_country};
inline constexpr model::Scalar kCountry{{2, 2}, &kCountryPattern};

inline constexpr std::string_view kFrameTypes[] = {"HTMLQuestion", "ExternalQuestion"};
inline constexpr std::string_view kMarketplaces[] = {"sandbox", "live"};
inline constexpr std::string_view kSearchOrders[] = {"updated_desc", "updated_asc",   "reward_desc",
                                                     "reward_asc",   "num_hits_desc", "num_hits_asc"};

struct Worker {
  std::string worker_id;
  std::string username;
  std::optional<std::string> country;
  std::optional<std::string> subdivision;
  std::optional<std::string> email;
  bool adult_content = false;
  bool masters = false;
  Instant creation_time;
};

struct HITGroup {
  std::string hit_group_id;
  std::string hit_type_id;
  std::string requester_id;
  std::string requester_name;
  std::string title;
  std::string description;
  std::optional<std::string> keywords;
  Money reward;
  std::int64_t assignment_duration_in_seconds = 0;
  std::int64_t auto_approval_delay_in_seconds = 0;
  std::int32_t number_of_hits_available = 0;
  Instant creation_time;
  Instant latest_expiration;
  std::vector<api::QualificationRequirement> qualification_requirements;
  std::vector<RequirementFinding> requirements;
  bool caller_meets_requirements = false;
};

struct Frame {
  std::string type;
  std::string url;
  std::int32_t height = 0;
  bool allow_same_origin = false;
};

struct HIT {
  std::string hit_id;
  HITGroup hit_group;
  std::optional<Frame> frame;
  std::optional<Form> form;
};

struct Assignment {
  std::string assignment_id;
  std::string hit_id;
  HITGroup hit_group;
  std::string status;
  Instant accept_time;
  Instant deadline;
  std::optional<Instant> submit_time;
  std::optional<Instant> auto_approval_time;
  std::optional<Instant> approval_time;
  std::optional<Instant> rejection_time;
  std::optional<std::string> requester_feedback;
  std::optional<Frame> frame;
  std::optional<Form> form;
  bool has_draft = false;
  std::optional<model::Fields> draft;
};

struct SignUpRequest {
  std::string username;
  std::string password;
  std::optional<std::string> country;
};

struct SignUpResponse {
  Worker worker;
  std::string csrf_token;
};

struct SignInRequest {
  std::optional<std::string> username;
  std::optional<std::string> password;
  std::optional<std::string> link_token;
  std::optional<std::string> new_password;
};

struct SignInResponse {
  Worker worker;
  std::string csrf_token;
};

struct SignOutRequest {};

struct SignOutResponse {};

struct GetProfileRequest {};

struct GetProfileResponse {
  std::optional<Worker> worker;
  std::optional<std::string> csrf_token;
  std::string marketplace;
  std::string content_url;
  bool sign_up_open = false;
};

struct UpdateProfileRequest {
  std::optional<std::string> country;
  std::optional<std::string> subdivision;
  std::optional<bool> adult_content;
  std::optional<std::string> email;
};

struct UpdateProfileResponse {
  Worker worker;
};

struct SearchHITGroupsRequest {
  std::optional<std::string> search_term;
  std::optional<Money> min_reward;
  std::optional<std::string> sort;
  std::optional<std::int32_t> max_results;
  std::optional<std::string> next_token;
};

struct SearchHITGroupsResponse {
  std::vector<HITGroup> hit_groups;
  std::int32_t num_results = 0;
  std::optional<std::string> next_token;
};

struct GetHITGroupRequest {
  std::string hit_group_id;
};

struct GetHITGroupResponse {
  HITGroup hit_group;
  Explanation explanation;
};

struct PreviewHITRequest {
  std::optional<std::string> hit_id;
  std::optional<std::string> hit_group_id;
};

struct PreviewHITResponse {
  HIT hit;
};

struct AcceptHITRequest {
  std::optional<std::string> hit_id;
  std::optional<std::string> hit_type_id;
  std::optional<std::string> hit_group_id;
};

struct AcceptHITResponse {
  Assignment assignment;
};

struct SubmitAssignmentRequest {
  std::string assignment_id;
  std::optional<model::Fields> answers;
  std::optional<model::Fields> other_selections;
};

struct SubmitAssignmentResponse {
  Assignment assignment;
};

struct ReturnAssignmentRequest {
  std::string assignment_id;
};

struct ReturnAssignmentResponse {};

struct GetAssignmentRequest {
  std::string assignment_id;
};

struct GetAssignmentResponse {
  Assignment assignment;
};

struct ListMyAssignmentsRequest {
  std::optional<std::string> status;
  std::optional<std::int32_t> max_results;
  std::optional<std::string> next_token;
};

struct ListMyAssignmentsResponse {
  std::vector<Assignment> assignments;
  std::int32_t num_results = 0;
  std::optional<std::string> next_token;
};

struct GetEarningsRequest {};

struct GetEarningsResponse {
  Money approved;
  Money pending;
  Money bonuses;
  Money total;
  std::int32_t number_approved = 0;
  std::int32_t number_rejected = 0;
  std::int32_t number_pending = 0;
  std::int32_t number_accepted = 0;
};

}  // namespace kempelen::api::worker

namespace kempelen {

template <>
struct model::ShapeOf<api::worker::Worker> {
  static constexpr Field fields[] = {
      field<&api::worker::Worker::worker_id>("WorkerId", "Names the worker."),
      field<&api::worker::Worker::username>("Username", "What the worker signs in with."),
      field<&api::worker::Worker::country>("Country", "Two letters of ISO 3166-1, if known."),
      field<&api::worker::Worker::subdivision>(
          "Subdivision", "Behind the dash in ISO 3166-2, such as a state of the US, if known."),
      field<&api::worker::Worker::email>("Email", "Where mail goes, if anywhere."),
      field<&api::worker::Worker::adult_content>("AdultContent",
                                                 "Whether the worker agreed to see adult content."),
      field<&api::worker::Worker::masters>("Masters", "Whether the operator made the worker a Master."),
      field<&api::worker::Worker::creation_time>("CreationTime", "When the account was made."),
  };
  static constexpr Shape shape{"Worker", fields};
};

template <>
struct model::ShapeOf<api::worker::HITGroup> {
  static constexpr Field fields[] = {
      field<&api::worker::HITGroup::hit_group_id>("HITGroupId", "Names the group: all HITs of one type."),
      field<&api::worker::HITGroup::hit_type_id>("HITTypeId", "Their type."),
      field<&api::worker::HITGroup::requester_id>("RequesterId", "Who offers them."),
      field<&api::worker::HITGroup::requester_name>("RequesterName", "The requester's name."),
      field<&api::worker::HITGroup::title>("Title", "What the task is called."),
      field<&api::worker::HITGroup::description>("Description", "What the task is about."),
      field<&api::worker::HITGroup::keywords>("Keywords", "Words to find it by."),
      field<&api::worker::HITGroup::reward>("Reward", "Paid for one approved assignment."),
      field<&api::worker::HITGroup::assignment_duration_in_seconds>("AssignmentDurationInSeconds",
                                                                    "Time for one assignment."),
      field<&api::worker::HITGroup::auto_approval_delay_in_seconds>(
          "AutoApprovalDelayInSeconds", "A submission nobody decides on is approved after this time."),
      field<&api::worker::HITGroup::number_of_hits_available>("NumberOfHITsAvailable",
                                                              "How many this worker could accept."),
      field<&api::worker::HITGroup::creation_time>("CreationTime",
                                                   "When the newest of its HITs was published."),
      field<&api::worker::HITGroup::latest_expiration>("LatestExpiration",
                                                       "When the last of its HITs expires."),
      field<&api::worker::HITGroup::qualification_requirements>("QualificationRequirements", always_written,
                                                                "What a worker must have or be."),
      field<&api::worker::HITGroup::requirements>(
          "Requirements", always_written, "The same in words, by name, each held against the caller."),
      field<&api::worker::HITGroup::caller_meets_requirements>("CallerMeetsRequirements",
                                                               "Whether the caller does."),
  };
  static constexpr Shape shape{"HITGroup", fields};
};

template <>
struct model::ShapeOf<api::worker::Frame> {
  static constexpr Field fields[] = {
      field<&api::worker::Frame::type>("Type", one_of(api::worker::kFrameTypes), "Form of the question."),
      field<&api::worker::Frame::url>("URL", "Address of the frame, absolute."),
      field<&api::worker::Frame::height>("Height", "Height in pixels; 0 fills the window."),
      field<&api::worker::Frame::allow_same_origin>(
          "AllowSameOrigin",
          "Whether the frame keeps its own origin: external pages outside this server only."),
  };
  static constexpr Shape shape{"Frame", fields};
};

template <>
struct model::ShapeOf<api::worker::HIT> {
  static constexpr Field fields[] = {
      field<&api::worker::HIT::hit_id>("HITId", "Names the HIT."),
      field<&api::worker::HIT::hit_group>("HITGroup", "Its group."),
      field<&api::worker::HIT::frame>("Frame", "The question, for looking only; or Form."),
      field<&api::worker::HIT::form>("Form", "The question where it is a QuestionForm; or Frame."),
  };
  static constexpr Shape shape{"HIT", fields};
};

template <>
struct model::ShapeOf<api::worker::Assignment> {
  static constexpr Field fields[] = {
      field<&api::worker::Assignment::assignment_id>("AssignmentId", "Names the assignment."),
      field<&api::worker::Assignment::hit_id>("HITId", "Its HIT."),
      field<&api::worker::Assignment::hit_group>("HITGroup", "The group of its HIT."),
      field<&api::worker::Assignment::status>("Status", one_of(api::worker::kAssignmentStatuses),
                                              "Where it is in its life."),
      field<&api::worker::Assignment::accept_time>("AcceptTime", "When it was accepted."),
      field<&api::worker::Assignment::deadline>("Deadline", "Until when it can be submitted."),
      field<&api::worker::Assignment::submit_time>("SubmitTime", "When it was submitted."),
      field<&api::worker::Assignment::auto_approval_time>("AutoApprovalTime",
                                                          "When it is approved if nobody decides."),
      field<&api::worker::Assignment::approval_time>("ApprovalTime", "When it was approved."),
      field<&api::worker::Assignment::rejection_time>("RejectionTime", "When it was rejected."),
      field<&api::worker::Assignment::requester_feedback>("RequesterFeedback",
                                                          "Words of the requester about the decision."),
      field<&api::worker::Assignment::frame>("Frame", "The question; while accepted only. Or Form."),
      field<&api::worker::Assignment::form>("Form",
                                            "The question where it is a QuestionForm; while accepted only."),
      field<&api::worker::Assignment::has_draft>("HasDraft",
                                                 "Whether the form was sent and waits for SubmitAssignment."),
      field<&api::worker::Assignment::draft>(
          "Draft", "The form as it was sent; in GetAssignment while accepted only."),
  };
  static constexpr Shape shape{"Assignment", fields};
};

template <>
struct model::ShapeOf<api::worker::SignUpRequest> {
  static constexpr Field fields[] = {
      field<&api::worker::SignUpRequest::username>("Username", characters(3, 64), for_people,
                                                   "The name to sign in with."),
      field<&api::worker::SignUpRequest::password>("Password", characters(8, 200), secret, "The password."),
      field<&api::worker::SignUpRequest::country>("Country", api::worker::kCountry,
                                                  "Two capital letters of ISO 3166-1."),
  };
  static constexpr Shape shape{"SignUpRequest", fields};
};

template <>
struct model::ShapeOf<api::worker::SignUpResponse> {
  static constexpr Field fields[] = {
      field<&api::worker::SignUpResponse::worker>("Worker", "The new worker."),
      field<&api::worker::SignUpResponse::csrf_token>("CSRFToken",
                                                      "For the header X-Kempelen-CSRF of later calls."),
  };
  static constexpr Shape shape{"SignUpResponse", fields};
};

template <>
struct model::ShapeOf<api::worker::SignInRequest> {
  static constexpr Field fields[] = {
      field<&api::worker::SignInRequest::username>("Username", characters(1, 64), "With Password."),
      field<&api::worker::SignInRequest::password>("Password", characters(1, 200), secret, "With Username."),
      field<&api::worker::SignInRequest::link_token>(
          "LinkToken", characters(1, 255), secret,
          "From a printed or mailed link; instead of Username and Password."),
      field<&api::worker::SignInRequest::new_password>("NewPassword", characters(8, 200), secret,
                                                       "With the token of a reset link."),
  };
  static constexpr Shape shape{"SignInRequest", fields};
};

template <>
struct model::ShapeOf<api::worker::SignInResponse> {
  static constexpr Field fields[] = {
      field<&api::worker::SignInResponse::worker>("Worker", "Who signed in."),
      field<&api::worker::SignInResponse::csrf_token>("CSRFToken",
                                                      "For the header X-Kempelen-CSRF of later calls."),
  };
  static constexpr Shape shape{"SignInResponse", fields};
};

template <>
struct model::ShapeOf<api::worker::SignOutRequest> {
  static constexpr Shape shape{"SignOutRequest", {}};
};

template <>
struct model::ShapeOf<api::worker::SignOutResponse> {
  static constexpr Shape shape{"SignOutResponse", {}};
};

template <>
struct model::ShapeOf<api::worker::GetProfileRequest> {
  static constexpr Shape shape{"GetProfileRequest", {}};
};

template <>
struct model::ShapeOf<api::worker::GetProfileResponse> {
  static constexpr Field fields[] = {
      field<&api::worker::GetProfileResponse::worker>("Worker", "Who is signed in."),
      field<&api::worker::GetProfileResponse::csrf_token>("CSRFToken",
                                                          "For the header X-Kempelen-CSRF of later calls."),
      field<&api::worker::GetProfileResponse::marketplace>("Marketplace", one_of(api::worker::kMarketplaces),
                                                           "Which marketplace this listener serves."),
      field<&api::worker::GetProfileResponse::content_url>("ContentURL", "Origin of the frames."),
      field<&api::worker::GetProfileResponse::sign_up_open>("SignUpOpen", "Whether SignUp is allowed."),
  };
  static constexpr Shape shape{"GetProfileResponse", fields};
};

template <>
struct model::ShapeOf<api::worker::UpdateProfileRequest> {
  static constexpr Field fields[] = {
      field<&api::worker::UpdateProfileRequest::country>("Country", api::worker::kCountry,
                                                         "Two capital letters of ISO 3166-1."),
      field<&api::worker::UpdateProfileRequest::subdivision>(
          "Subdivision", characters(0, 2), "Behind the dash in ISO 3166-2, such as a state of the US."),
      field<&api::worker::UpdateProfileRequest::adult_content>("AdultContent",
                                                               "Agrees to see adult content, or no more."),
      field<&api::worker::UpdateProfileRequest::email>("Email", characters(0, 254), for_people,
                                                       "Where mail goes; empty for nowhere."),
  };
  static constexpr Shape shape{"UpdateProfileRequest", fields};
};

template <>
struct model::ShapeOf<api::worker::UpdateProfileResponse> {
  static constexpr Field fields[] = {
      field<&api::worker::UpdateProfileResponse::worker>("Worker", "The worker as he is now."),
  };
  static constexpr Shape shape{"UpdateProfileResponse", fields};
};

template <>
struct model::ShapeOf<api::worker::SearchHITGroupsRequest> {
  static constexpr Field fields[] = {
      field<&api::worker::SearchHITGroupsRequest::search_term>(
          "SearchTerm", characters(0, 200), "Words of title, description, keywords or requester."),
      field<&api::worker::SearchHITGroupsRequest::min_reward>("MinReward",
                                                              "Only groups that pay at least this."),
      field<&api::worker::SearchHITGroupsRequest::sort>("Sort", one_of(api::worker::kSearchOrders),
                                                        "updated_desc when absent."),
      field<&api::worker::SearchHITGroupsRequest::max_results>("MaxResults", api::kResultSize,
                                                               "Entries wanted on the page; 20 when absent."),
      field<&api::worker::SearchHITGroupsRequest::next_token>(
          "NextToken", api::kPaginationToken, "Where the page before ended; absent for the first page."),
  };
  static constexpr Shape shape{"SearchHITGroupsRequest", fields};
};

template <>
struct model::ShapeOf<api::worker::SearchHITGroupsResponse> {
  static constexpr Field fields[] = {
      field<&api::worker::SearchHITGroupsResponse::hit_groups>("HITGroups", always_written,
                                                               "The groups of this page."),
      field<&api::worker::SearchHITGroupsResponse::num_results>("NumResults", "Entries on this page."),
      field<&api::worker::SearchHITGroupsResponse::next_token>(
          "NextToken", "Asks for the page after this one; absent on the last."),
  };
  static constexpr Shape shape{"SearchHITGroupsResponse", fields};
};

template <>
struct model::ShapeOf<api::worker::GetHITGroupRequest> {
  static constexpr Field fields[] = {
      field<&api::worker::GetHITGroupRequest::hit_group_id>("HITGroupId", api::kEntityId,
                                                            "The group, or the HIT type it belongs to."),
  };
  static constexpr Shape shape{"GetHITGroupRequest", fields};
};

template <>
struct model::ShapeOf<api::worker::GetHITGroupResponse> {
  static constexpr Field fields[] = {
      field<&api::worker::GetHITGroupResponse::hit_group>("HITGroup", "The group as this worker sees it."),
      field<&api::worker::GetHITGroupResponse::explanation>(
          "Explanation", "What the caller may do with its next HIT, and why."),
  };
  static constexpr Shape shape{"GetHITGroupResponse", fields};
};

template <>
struct model::ShapeOf<api::worker::PreviewHITRequest> {
  static constexpr Field fields[] = {
      field<&api::worker::PreviewHITRequest::hit_id>("HITId", api::kEntityId, "This HIT; or HITGroupId."),
      field<&api::worker::PreviewHITRequest::hit_group_id>("HITGroupId", api::kEntityId,
                                                           "The next available HIT of this group; or HITId."),
  };
  static constexpr Shape shape{"PreviewHITRequest", fields};
};

template <>
struct model::ShapeOf<api::worker::PreviewHITResponse> {
  static constexpr Field fields[] = {
      field<&api::worker::PreviewHITResponse::hit>("HIT", "The HIT, to look at."),
  };
  static constexpr Shape shape{"PreviewHITResponse", fields};
};

template <>
struct model::ShapeOf<api::worker::AcceptHITRequest> {
  static constexpr Field fields[] = {
      field<&api::worker::AcceptHITRequest::hit_id>("HITId", api::kEntityId,
                                                    "This HIT; or one of the other two."),
      field<&api::worker::AcceptHITRequest::hit_type_id>("HITTypeId", api::kEntityId,
                                                         "The next available HIT of this type."),
      field<&api::worker::AcceptHITRequest::hit_group_id>("HITGroupId", api::kEntityId,
                                                          "The next available HIT of this group."),
  };
  static constexpr Shape shape{"AcceptHITRequest", fields};
};

template <>
struct model::ShapeOf<api::worker::AcceptHITResponse> {
  static constexpr Field fields[] = {
      field<&api::worker::AcceptHITResponse::assignment>("Assignment", "The new assignment."),
  };
  static constexpr Shape shape{"AcceptHITResponse", fields};
};

template <>
struct model::ShapeOf<api::worker::SubmitAssignmentRequest> {
  static constexpr Field fields[] = {
      field<&api::worker::SubmitAssignmentRequest::assignment_id>("AssignmentId", api::kEntityId,
                                                                  "The assignment."),
      field<&api::worker::SubmitAssignmentRequest::answers>(
          "Answers",
          "Text or list of texts by field name; when absent, the stored draft. To a QuestionForm: by "
          "QuestionIdentifier, a text or the SelectionIdentifiers chosen."),
      field<&api::worker::SubmitAssignmentRequest::other_selections>(
          "OtherSelections", "To a QuestionForm only: texts for Other by QuestionIdentifier."),
  };
  static constexpr Shape shape{"SubmitAssignmentRequest", fields};
};

template <>
struct model::ShapeOf<api::worker::SubmitAssignmentResponse> {
  static constexpr Field fields[] = {
      field<&api::worker::SubmitAssignmentResponse::assignment>("Assignment", "The assignment as it is now."),
  };
  static constexpr Shape shape{"SubmitAssignmentResponse", fields};
};

template <>
struct model::ShapeOf<api::worker::ReturnAssignmentRequest> {
  static constexpr Field fields[] = {
      field<&api::worker::ReturnAssignmentRequest::assignment_id>("AssignmentId", api::kEntityId,
                                                                  "The assignment."),
  };
  static constexpr Shape shape{"ReturnAssignmentRequest", fields};
};

template <>
struct model::ShapeOf<api::worker::ReturnAssignmentResponse> {
  static constexpr Shape shape{"ReturnAssignmentResponse", {}};
};

template <>
struct model::ShapeOf<api::worker::GetAssignmentRequest> {
  static constexpr Field fields[] = {
      field<&api::worker::GetAssignmentRequest::assignment_id>("AssignmentId", api::kEntityId,
                                                               "The assignment."),
  };
  static constexpr Shape shape{"GetAssignmentRequest", fields};
};

template <>
struct model::ShapeOf<api::worker::GetAssignmentResponse> {
  static constexpr Field fields[] = {
      field<&api::worker::GetAssignmentResponse::assignment>("Assignment", "The assignment as it is now."),
  };
  static constexpr Shape shape{"GetAssignmentResponse", fields};
};

template <>
struct model::ShapeOf<api::worker::ListMyAssignmentsRequest> {
  static constexpr Field fields[] = {
      field<&api::worker::ListMyAssignmentsRequest::status>(
          "Status", one_of(api::worker::kAssignmentStatuses), "Only these; all when absent."),
      field<&api::worker::ListMyAssignmentsRequest::max_results>(
          "MaxResults", api::kResultSize, "Entries wanted on the page; 20 when absent."),
      field<&api::worker::ListMyAssignmentsRequest::next_token>(
          "NextToken", api::kPaginationToken, "Where the page before ended; absent for the first page."),
  };
  static constexpr Shape shape{"ListMyAssignmentsRequest", fields};
};

template <>
struct model::ShapeOf<api::worker::ListMyAssignmentsResponse> {
  static constexpr Field fields[] = {
      field<&api::worker::ListMyAssignmentsResponse::assignments>("Assignments", always_written,
                                                                  "The assignments of this page."),
      field<&api::worker::ListMyAssignmentsResponse::num_results>("NumResults", "Entries on this page."),
      field<&api::worker::ListMyAssignmentsResponse::next_token>(
          "NextToken", "Asks for the page after this one; absent on the last."),
  };
  static constexpr Shape shape{"ListMyAssignmentsResponse", fields};
};

template <>
struct model::ShapeOf<api::worker::GetEarningsRequest> {
  static constexpr Shape shape{"GetEarningsRequest", {}};
};

template <>
struct model::ShapeOf<api::worker::GetEarningsResponse> {
  static constexpr Field fields[] = {
      field<&api::worker::GetEarningsResponse::approved>("Approved", "Rewards of approved assignments."),
      field<&api::worker::GetEarningsResponse::pending>(
          "Pending", "Rewards of submitted assignments nobody has decided on."),
      field<&api::worker::GetEarningsResponse::bonuses>("Bonuses", "Bonuses."),
      field<&api::worker::GetEarningsResponse::total>("Total", "Approved and Bonuses together."),
      field<&api::worker::GetEarningsResponse::number_approved>("NumberApproved", "Approved assignments."),
      field<&api::worker::GetEarningsResponse::number_rejected>("NumberRejected", "Rejected assignments."),
      field<&api::worker::GetEarningsResponse::number_pending>(
          "NumberPending", "Submitted assignments nobody has decided on."),
      field<&api::worker::GetEarningsResponse::number_accepted>("NumberAccepted", "Assignments in work."),
  };
  static constexpr Shape shape{"GetEarningsResponse", fields};
};

}  // namespace kempelen
