// The C++ client of the Requester API: all 39 operations, on the types that the server itself uses.
//
//   auto client = kempelen::Client::open();
//   if (!client) return complain(client.error().message);
//   auto made = client->create_hit({.lifetime_in_seconds = 3600, …, .reward = kempelen::Money::cents(5), …});
//   for (auto& assignment : client->all<kempelen::api::ListAssignmentsForHIT>({.hit_id = id})) …
//
// Nothing throws but for want of memory: what goes wrong is an Error that says what to do.
#pragma once

#include <memory>

#include "api/requester_operations.h"
#include "base/refusal.h"
#include "client/error.h"
#include "client/pages.h"
#include "client/settings.h"
#include "model/operation.h"

namespace kempelen::client {

/// Thread-safe: calls may run on any number of threads at once, each over a connection of its own;
/// connections are kept and used again.
class Client {
 public:
  /// With what `settings` give, and the rest from the environment and the files of the AWS command line.
  /// Sends nothing. Fails where credentials or an endpoint are nowhere to be found.
  static Result<Client> open(const Settings& settings = {});

  Client(Client&&) noexcept;
  Client& operator=(Client&&) noexcept;
  ~Client();

  /// `client.call<api::CreateHIT>({…})`. A call that fails on the way is repeated where that does no harm:
  /// with a UniqueRequestToken, made here if the request has none, or where the operation may be repeated.
  template <RequesterOperation Op>
  Result<typename Op::Output> call(const typename Op::Input& input) const;

  /// The pages of a list one after the other, fetched as they are looked at. The client must outlive them.
  template <ListOperation Op>
  Pages<Op> pages(typename Op::Input input) const {
    return Pages<Op>(*this, std::move(input));
  }
  /// The same, entry by entry. Pages of 100 are fetched unless the request says otherwise.
  template <EntryListOperation Op>
  Entries<Op> all(typename Op::Input input) const {
    return Entries<Op>(*this, std::move(input));
  }

  // The operations by name; what each does and refuses is in the reference of the Requester API.

  auto accept_qualification_request(const api::AcceptQualificationRequestRequest& request) const {
    return call<api::AcceptQualificationRequest>(request);
  }
  auto approve_assignment(const api::ApproveAssignmentRequest& request) const {
    return call<api::ApproveAssignment>(request);
  }
  auto associate_qualification_with_worker(
      const api::AssociateQualificationWithWorkerRequest& request) const {
    return call<api::AssociateQualificationWithWorker>(request);
  }
  auto create_additional_assignments_for_hit(
      const api::CreateAdditionalAssignmentsForHITRequest& request) const {
    return call<api::CreateAdditionalAssignmentsForHIT>(request);
  }
  auto create_hit(const api::CreateHITRequest& request) const { return call<api::CreateHIT>(request); }
  auto create_hit_type(const api::CreateHITTypeRequest& request) const {
    return call<api::CreateHITType>(request);
  }
  auto create_hit_with_hit_type(const api::CreateHITWithHITTypeRequest& request) const {
    return call<api::CreateHITWithHITType>(request);
  }
  auto create_qualification_type(const api::CreateQualificationTypeRequest& request) const {
    return call<api::CreateQualificationType>(request);
  }
  auto create_worker_block(const api::CreateWorkerBlockRequest& request) const {
    return call<api::CreateWorkerBlock>(request);
  }
  auto delete_hit(const api::DeleteHITRequest& request) const { return call<api::DeleteHIT>(request); }
  auto delete_qualification_type(const api::DeleteQualificationTypeRequest& request) const {
    return call<api::DeleteQualificationType>(request);
  }
  auto delete_worker_block(const api::DeleteWorkerBlockRequest& request) const {
    return call<api::DeleteWorkerBlock>(request);
  }
  auto disassociate_qualification_from_worker(
      const api::DisassociateQualificationFromWorkerRequest& request) const {
    return call<api::DisassociateQualificationFromWorker>(request);
  }
  auto get_account_balance(const api::GetAccountBalanceRequest& request = {}) const {
    return call<api::GetAccountBalance>(request);
  }
  auto get_assignment(const api::GetAssignmentRequest& request) const {
    return call<api::GetAssignment>(request);
  }
  auto get_file_upload_url(const api::GetFileUploadURLRequest& request) const {
    return call<api::GetFileUploadURL>(request);
  }
  auto get_hit(const api::GetHITRequest& request) const { return call<api::GetHIT>(request); }
  auto get_qualification_score(const api::GetQualificationScoreRequest& request) const {
    return call<api::GetQualificationScore>(request);
  }
  auto get_qualification_type(const api::GetQualificationTypeRequest& request) const {
    return call<api::GetQualificationType>(request);
  }
  auto list_assignments_for_hit(const api::ListAssignmentsForHITRequest& request) const {
    return call<api::ListAssignmentsForHIT>(request);
  }
  auto list_bonus_payments(const api::ListBonusPaymentsRequest& request) const {
    return call<api::ListBonusPayments>(request);
  }
  auto list_hits(const api::ListHITsRequest& request = {}) const { return call<api::ListHITs>(request); }
  auto list_hits_for_qualification_type(const api::ListHITsForQualificationTypeRequest& request) const {
    return call<api::ListHITsForQualificationType>(request);
  }
  auto list_qualification_requests(const api::ListQualificationRequestsRequest& request = {}) const {
    return call<api::ListQualificationRequests>(request);
  }
  auto list_qualification_types(const api::ListQualificationTypesRequest& request) const {
    return call<api::ListQualificationTypes>(request);
  }
  auto list_review_policy_results_for_hit(const api::ListReviewPolicyResultsForHITRequest& request) const {
    return call<api::ListReviewPolicyResultsForHIT>(request);
  }
  auto list_reviewable_hits(const api::ListReviewableHITsRequest& request = {}) const {
    return call<api::ListReviewableHITs>(request);
  }
  auto list_worker_blocks(const api::ListWorkerBlocksRequest& request = {}) const {
    return call<api::ListWorkerBlocks>(request);
  }
  auto list_workers_with_qualification_type(
      const api::ListWorkersWithQualificationTypeRequest& request) const {
    return call<api::ListWorkersWithQualificationType>(request);
  }
  auto notify_workers(const api::NotifyWorkersRequest& request) const {
    return call<api::NotifyWorkers>(request);
  }
  auto reject_assignment(const api::RejectAssignmentRequest& request) const {
    return call<api::RejectAssignment>(request);
  }
  auto reject_qualification_request(const api::RejectQualificationRequestRequest& request) const {
    return call<api::RejectQualificationRequest>(request);
  }
  auto send_bonus(const api::SendBonusRequest& request) const { return call<api::SendBonus>(request); }
  auto send_test_event_notification(const api::SendTestEventNotificationRequest& request) const {
    return call<api::SendTestEventNotification>(request);
  }
  auto update_expiration_for_hit(const api::UpdateExpirationForHITRequest& request) const {
    return call<api::UpdateExpirationForHIT>(request);
  }
  auto update_hit_review_status(const api::UpdateHITReviewStatusRequest& request) const {
    return call<api::UpdateHITReviewStatus>(request);
  }
  auto update_hit_type_of_hit(const api::UpdateHITTypeOfHITRequest& request) const {
    return call<api::UpdateHITTypeOfHIT>(request);
  }
  auto update_notification_settings(const api::UpdateNotificationSettingsRequest& request) const {
    return call<api::UpdateNotificationSettings>(request);
  }
  auto update_qualification_type(const api::UpdateQualificationTypeRequest& request) const {
    return call<api::UpdateQualificationType>(request);
  }

  /// What the client works with: shown in messages.
  const std::string& endpoint() const;

 private:
  struct Parts;
  explicit Client(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

template <RequesterOperation Op>
Result<typename Op::Output> detail::call(const Client& client, const typename Op::Input& input) {
  return client.call<Op>(input);
}

}  // namespace kempelen::client

namespace kempelen {
using client::Client;
}  // namespace kempelen
