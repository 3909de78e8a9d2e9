// The Worker API's operations on HITs and assignments, and what the content origin does for a worker's frame.
// Signing up and in is the site's (site/accounts.h).
#pragma once

#include <span>
#include <string>

#include "actions/context.h"
#include "api/worker_explanation.h"
#include "api/worker_files.h"
#include "api/worker_messages.h"
#include "api/worker_qualifications.h"
#include "api/worker_site.h"
#include "domain/answer.h"
#include "domain/form_answers.h"
#include "domain/hit.h"

namespace kempelen::actions {

Result<api::worker::SearchHITGroupsResponse> search_hit_groups(
    ReadContext& ctx, const api::worker::SearchHITGroupsRequest& request);
Result<api::worker::GetHITGroupResponse> get_hit_group(ReadContext& ctx,
                                                       const api::worker::GetHITGroupRequest& request);
Result<api::worker::PreviewHITResponse> preview_hit(ReadContext& ctx,
                                                    const api::worker::PreviewHITRequest& request);
Result<api::worker::AcceptHITResponse> accept_hit(WriteContext& ctx,
                                                  const api::worker::AcceptHITRequest& request);

Result<api::worker::ExplainHITResponse> explain_hit(ReadContext& ctx,
                                                    const api::worker::ExplainHITRequest& request);

Result<api::worker::UpdateProfileResponse> update_profile(WriteContext& ctx,
                                                          const api::worker::UpdateProfileRequest& request);

Result<api::worker::ListMessagesResponse> list_messages(ReadContext& ctx,
                                                        const api::worker::ListMessagesRequest& request);
Result<api::worker::GetMessageResponse> get_message(ReadContext& ctx,
                                                    const api::worker::GetMessageRequest& request);
Result<api::worker::MarkMessageReadResponse> mark_message_read(
    WriteContext& ctx, const api::worker::MarkMessageReadRequest& request);

/// What was sent with a submission. What it means depends on the HIT's question, which needs the database.
struct PreparedAnswer {
  /// As the answer to a page, with the document ready to be stored.
  struct ToPage {
    std::vector<domain::AnswerField> fields;
    std::string xml;
  };
  struct Sent {
    domain::FormSubmission fields;
    std::optional<ToPage> to_page{};  // nothing where there was no field
  };

  AssignmentId assignment;
  std::optional<Sent> sent{};  // without it the stored draft is meant
};
Result<PreparedAnswer> prepare_submit(const Caller& caller,
                                      const api::worker::SubmitAssignmentRequest& request);
Result<api::worker::SubmitAssignmentResponse> submit_assignment(WriteContext& ctx,
                                                                const PreparedAnswer& prepared);

Result<api::worker::RequestFileUploadResponse> request_file_upload(
    ReadContext& ctx, const api::worker::RequestFileUploadRequest& request);
Result<api::worker::ReturnAssignmentResponse> return_assignment(
    WriteContext& ctx, const api::worker::ReturnAssignmentRequest& request);
Result<api::worker::GetAssignmentResponse> get_my_assignment(
    ReadContext& ctx, const api::worker::GetAssignmentRequest& request);
Result<api::worker::ListMyAssignmentsResponse> list_my_assignments(
    ReadContext& ctx, const api::worker::ListMyAssignmentsRequest& request);
Result<api::worker::GetEarningsResponse> get_earnings(ReadContext& ctx,
                                                      const api::worker::GetEarningsRequest&);

Result<api::worker::GetQualificationResponse> get_qualification(
    ReadContext& ctx, const api::worker::GetQualificationRequest& request);
Result<api::worker::ListMyQualificationsResponse> list_my_qualifications(
    ReadContext& ctx, const api::worker::ListMyQualificationsRequest& request);
Result<api::worker::ListMyQualificationRequestsResponse> list_my_qualification_requests(
    ReadContext& ctx, const api::worker::ListMyQualificationRequestsRequest& request);
Result<api::worker::ListRequestableQualificationsResponse> list_requestable_qualifications(
    ReadContext& ctx, const api::worker::ListRequestableQualificationsRequest& request);
Result<api::worker::RequestQualificationResponse> request_qualification(
    WriteContext& ctx, const api::worker::RequestQualificationRequest& request);
Result<api::worker::GetQualificationTestResponse> get_qualification_test(
    ReadContext& ctx, const api::worker::GetQualificationTestRequest& request);

struct PreparedTestAnswer {
  QualificationRequestId request;
  domain::FormSubmission fields;
};
Result<PreparedTestAnswer> prepare_submit_test(const Caller& caller,
                                               const api::worker::SubmitQualificationTestRequest& request);
Result<api::worker::SubmitQualificationTestResponse> submit_qualification_test(
    WriteContext& ctx, const PreparedTestAnswer& prepared);

/// Where a draft leads: the worker site that makes it final.
struct StoredDraft {
  std::string site_url;
};
/// Keeps what a frame posted, without deciding anything: only for an assignment under way; a later draft
/// replaces an earlier one. The assignment's unguessable id is the only proof the foreign page can give. A
/// QuestionForm has no page of its own and refuses AnswerInvalid.
Result<StoredDraft> store_draft(WriteContext& ctx, const AssignmentId& id, std::string_view answer_xml);

/// A hosted HTML question, as it is served in a frame.
struct HostedQuestion {
  std::string html;
};
/// For a preview `assignment_id` is empty, and one that requirements guard needs the ticket of PreviewHIT's
/// frame. Refuses HitDoesNotExist, DoesNotMeetRequirements without a ticket, or AssignmentDoesNotExist when
/// the two do not belong together.
Result<HostedQuestion> hosted_question(ReadContext& ctx, const HitId& hit_id,
                                       const AssignmentId& assignment_id, std::string_view ticket);

}  // namespace kempelen::actions
