// The operations of the Requester API that are built. Each is in the file of its name.
#pragma once

#include "actions/context.h"
#include "actions/hits/prepared_hit.h"
#include "actions/qualifications/prepared_type.h"
#include "api/account.h"
#include "api/assignments.h"
#include "api/hits.h"
#include "api/notifications.h"
#include "api/qualifications.h"
#include "api/review_policies.h"
#include "api/workers.h"

namespace kempelen::actions {

Result<api::GetAccountBalanceResponse> get_account_balance(ReadContext& ctx,
                                                           const api::GetAccountBalanceRequest&);

Result<api::CreateHITTypeResponse> create_hit_type(WriteContext& ctx,
                                                   const api::CreateHITTypeRequest& request);

/// What of CreateHIT needs no database, done before the write queue: requirements and question are checked.
Result<PreparedHit> prepare_create_hit(const Caller& caller, const api::CreateHITRequest& request);
Result<api::CreateHITResponse> create_hit(WriteContext& ctx, const PreparedHit& prepared);
Result<PreparedHit> prepare_create_hit_with_hit_type(const Caller& caller,
                                                     const api::CreateHITWithHITTypeRequest& request);
Result<api::CreateHITWithHITTypeResponse> create_hit_with_hit_type(WriteContext& ctx,
                                                                   const PreparedHit& prepared);

Result<api::GetHITResponse> get_hit(ReadContext& ctx, const api::GetHITRequest& request);
Result<api::ListHITsResponse> list_hits(ReadContext& ctx, const api::ListHITsRequest& request);

Result<api::ListReviewableHITsResponse> list_reviewable_hits(ReadContext& ctx,
                                                             const api::ListReviewableHITsRequest& request);
Result<api::UpdateExpirationForHITResponse> update_expiration_for_hit(
    WriteContext& ctx, const api::UpdateExpirationForHITRequest& request);
Result<api::CreateAdditionalAssignmentsForHITResponse> create_additional_assignments_for_hit(
    WriteContext& ctx, const api::CreateAdditionalAssignmentsForHITRequest& request);
Result<api::UpdateHITReviewStatusResponse> update_hit_review_status(
    WriteContext& ctx, const api::UpdateHITReviewStatusRequest& request);
Result<api::UpdateHITTypeOfHITResponse> update_hit_type_of_hit(WriteContext& ctx,
                                                               const api::UpdateHITTypeOfHITRequest& request);
Result<api::DeleteHITResponse> delete_hit(WriteContext& ctx, const api::DeleteHITRequest& request);

Result<api::ListReviewPolicyResultsForHITResponse> list_review_policy_results_for_hit(
    ReadContext& ctx, const api::ListReviewPolicyResultsForHITRequest& request);

Result<api::GetAssignmentResponse> get_assignment(ReadContext& ctx, const api::GetAssignmentRequest& request);
Result<api::ListAssignmentsForHITResponse> list_assignments_for_hit(
    ReadContext& ctx, const api::ListAssignmentsForHITRequest& request);
Result<api::ApproveAssignmentResponse> approve_assignment(WriteContext& ctx,
                                                          const api::ApproveAssignmentRequest& request);
Result<api::RejectAssignmentResponse> reject_assignment(WriteContext& ctx,
                                                        const api::RejectAssignmentRequest& request);

Result<api::GetFileUploadURLResponse> get_file_upload_url(ReadContext& ctx,
                                                          const api::GetFileUploadURLRequest& request);

Result<api::SendBonusResponse> send_bonus(WriteContext& ctx, const api::SendBonusRequest& request);
Result<api::ListBonusPaymentsResponse> list_bonus_payments(ReadContext& ctx,
                                                           const api::ListBonusPaymentsRequest& request);

Result<api::CreateWorkerBlockResponse> create_worker_block(WriteContext& ctx,
                                                           const api::CreateWorkerBlockRequest& request);
Result<api::DeleteWorkerBlockResponse> delete_worker_block(WriteContext& ctx,
                                                           const api::DeleteWorkerBlockRequest& request);
Result<api::ListWorkerBlocksResponse> list_worker_blocks(ReadContext& ctx,
                                                         const api::ListWorkerBlocksRequest& request);
Result<api::NotifyWorkersResponse> notify_workers(WriteContext& ctx,
                                                  const api::NotifyWorkersRequest& request);

/// What of CreateQualificationType needs no database: test and key are checked.
Result<PreparedTypeCreation> prepare_create_qualification_type(
    const Caller& caller, const api::CreateQualificationTypeRequest& request);
Result<api::CreateQualificationTypeResponse> create_qualification_type(WriteContext& ctx,
                                                                       const PreparedTypeCreation& prepared);

/// The same for UpdateQualificationType.
Result<PreparedTypeUpdate> prepare_update_qualification_type(
    const Caller& caller, const api::UpdateQualificationTypeRequest& request);
Result<api::UpdateQualificationTypeResponse> update_qualification_type(WriteContext& ctx,
                                                                       const PreparedTypeUpdate& prepared);
Result<api::DeleteQualificationTypeResponse> delete_qualification_type(
    WriteContext& ctx, const api::DeleteQualificationTypeRequest& request);
Result<api::GetQualificationTypeResponse> get_qualification_type(
    ReadContext& ctx, const api::GetQualificationTypeRequest& request);
Result<api::ListQualificationTypesResponse> list_qualification_types(
    ReadContext& ctx, const api::ListQualificationTypesRequest& request);
Result<api::ListHITsForQualificationTypeResponse> list_hits_for_qualification_type(
    ReadContext& ctx, const api::ListHITsForQualificationTypeRequest& request);

Result<api::AssociateQualificationWithWorkerResponse> associate_qualification_with_worker(
    WriteContext& ctx, const api::AssociateQualificationWithWorkerRequest& request);
Result<api::DisassociateQualificationFromWorkerResponse> disassociate_qualification_from_worker(
    WriteContext& ctx, const api::DisassociateQualificationFromWorkerRequest& request);
Result<api::GetQualificationScoreResponse> get_qualification_score(
    ReadContext& ctx, const api::GetQualificationScoreRequest& request);
Result<api::ListWorkersWithQualificationTypeResponse> list_workers_with_qualification_type(
    ReadContext& ctx, const api::ListWorkersWithQualificationTypeRequest& request);

Result<api::ListQualificationRequestsResponse> list_qualification_requests(
    ReadContext& ctx, const api::ListQualificationRequestsRequest& request);
Result<api::AcceptQualificationRequestResponse> accept_qualification_request(
    WriteContext& ctx, const api::AcceptQualificationRequestRequest& request);
Result<api::RejectQualificationRequestResponse> reject_qualification_request(
    WriteContext& ctx, const api::RejectQualificationRequestRequest& request);
Result<api::UpdateNotificationSettingsResponse> update_notification_settings(
    WriteContext& ctx, const api::UpdateNotificationSettingsRequest& request);
Result<api::SendTestEventNotificationResponse> send_test_event_notification(
    WriteContext& ctx, const api::SendTestEventNotificationRequest& request);

}  // namespace kempelen::actions
