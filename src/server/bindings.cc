// The table of the 39 operations.
#include "server/bindings.h"

#include <algorithm>
#include <array>

#include "actions/requester_operations.h"
#include "api/operations.h"

namespace kempelen::server {
namespace {

using actions::bind;

constexpr std::array kBindings = {
    bind<api::AcceptQualificationRequest, &actions::accept_qualification_request>(),
    bind<api::ApproveAssignment, &actions::approve_assignment>(),
    bind<api::AssociateQualificationWithWorker, &actions::associate_qualification_with_worker>(),
    bind<api::CreateAdditionalAssignmentsForHIT, &actions::create_additional_assignments_for_hit>(),
    bind<api::CreateHIT, &actions::prepare_create_hit, &actions::create_hit>(),
    bind<api::CreateHITType, &actions::create_hit_type>(),
    bind<api::CreateHITWithHITType, &actions::prepare_create_hit_with_hit_type,
         &actions::create_hit_with_hit_type>(),
    bind<api::CreateQualificationType, &actions::prepare_create_qualification_type,
         &actions::create_qualification_type>(),
    bind<api::CreateWorkerBlock, &actions::create_worker_block>(),
    bind<api::DeleteHIT, &actions::delete_hit>(),
    bind<api::DeleteQualificationType, &actions::delete_qualification_type>(),
    bind<api::DeleteWorkerBlock, &actions::delete_worker_block>(),
    bind<api::DisassociateQualificationFromWorker, &actions::disassociate_qualification_from_worker>(),
    bind<api::GetAccountBalance, &actions::get_account_balance>(),
    bind<api::GetAssignment, &actions::get_assignment>(),
    bind<api::GetFileUploadURL, &actions::get_file_upload_url>(),
    bind<api::GetHIT, &actions::get_hit>(),
    bind<api::GetQualificationScore, &actions::get_qualification_score>(),
    bind<api::GetQualificationType, &actions::get_qualification_type>(),
    bind<api::ListAssignmentsForHIT, &actions::list_assignments_for_hit>(),
    bind<api::ListBonusPayments, &actions::list_bonus_payments>(),
    bind<api::ListHITs, &actions::list_hits>(),
    bind<api::ListHITsForQualificationType, &actions::list_hits_for_qualification_type>(),
    bind<api::ListQualificationRequests, &actions::list_qualification_requests>(),
    bind<api::ListQualificationTypes, &actions::list_qualification_types>(),
    bind<api::ListReviewPolicyResultsForHIT, &actions::list_review_policy_results_for_hit>(),
    bind<api::ListReviewableHITs, &actions::list_reviewable_hits>(),
    bind<api::ListWorkerBlocks, &actions::list_worker_blocks>(),
    bind<api::ListWorkersWithQualificationType, &actions::list_workers_with_qualification_type>(),
    bind<api::NotifyWorkers, &actions::notify_workers>(),
    bind<api::RejectAssignment, &actions::reject_assignment>(),
    bind<api::RejectQualificationRequest, &actions::reject_qualification_request>(),
    bind<api::SendBonus, &actions::send_bonus>(),
    bind<api::SendTestEventNotification, &actions::send_test_event_notification>(),
    bind<api::UpdateExpirationForHIT, &actions::update_expiration_for_hit>(),
    bind<api::UpdateHITReviewStatus, &actions::update_hit_review_status>(),
    bind<api::UpdateHITTypeOfHIT, &actions::update_hit_type_of_hit>(),
    bind<api::UpdateNotificationSettings, &actions::update_notification_settings>(),
    bind<api::UpdateQualificationType, &actions::prepare_update_qualification_type,
         &actions::update_qualification_type>(),
};
static_assert(kBindings.size() == api::Operations::size);
static_assert(std::ranges::is_sorted(kBindings, {}, &actions::Binding::name));

}  // namespace

std::span<const actions::Binding> requester_bindings() {
  return kBindings;
}

}  // namespace kempelen::server
