// The 39 operations of the Requester API, 2017-01-17.
//
// `repeat` is Safe exactly where the service model calls an operation idempotent: a repeat has no further
// effect, though it may be refused (a second ApproveAssignment is). ByToken: the caller makes a repeat
// harmless with a UniqueRequestToken.
#pragma once

#include <string_view>

#include "api/account.h"
#include "api/assignments.h"
#include "api/hits.h"
#include "api/notifications.h"
#include "api/qualifications.h"
#include "api/review_policies.h"
#include "api/workers.h"
#include "model/operation.h"

namespace kempelen::api {

struct AcceptQualificationRequest
    : model::Operation<AcceptQualificationRequestRequest, AcceptQualificationRequestResponse> {
  static constexpr std::string_view name = "AcceptQualificationRequest";
  static constexpr model::Access access = model::Access::Write;
  static constexpr model::Repeat repeat = model::Repeat::Unsafe;
  static constexpr std::string_view doc = "Gives a worker the qualification he asked for.";
};

struct ApproveAssignment : model::Operation<ApproveAssignmentRequest, ApproveAssignmentResponse> {
  static constexpr std::string_view name = "ApproveAssignment";
  static constexpr model::Access access = model::Access::Write;
  static constexpr model::Repeat repeat = model::Repeat::Safe;
  static constexpr std::string_view doc =
      "Accepts submitted work and pays it; can also overturn a rejection.";
};

struct AssociateQualificationWithWorker
    : model::Operation<AssociateQualificationWithWorkerRequest, AssociateQualificationWithWorkerResponse> {
  static constexpr std::string_view name = "AssociateQualificationWithWorker";
  static constexpr model::Access access = model::Access::Write;
  static constexpr model::Repeat repeat = model::Repeat::Unsafe;
  static constexpr std::string_view doc = "Gives a worker a qualification, or a new value of it, unasked.";
};

struct CreateAdditionalAssignmentsForHIT
    : model::Operation<CreateAdditionalAssignmentsForHITRequest, CreateAdditionalAssignmentsForHITResponse> {
  static constexpr std::string_view name = "CreateAdditionalAssignmentsForHIT";
  static constexpr model::Access access = model::Access::Write;
  static constexpr model::Repeat repeat = model::Repeat::ByToken;
  static constexpr std::string_view doc = "Lets more workers do a HIT and holds the money for them.";
};

struct CreateHIT : model::Operation<CreateHITRequest, CreateHITResponse> {
  static constexpr std::string_view name = "CreateHIT";
  static constexpr model::Access access = model::Access::Write;
  static constexpr model::Repeat repeat = model::Repeat::ByToken;
  static constexpr std::string_view doc = "Publishes a HIT and holds the money it can cost.";
};

struct CreateHITType : model::Operation<CreateHITTypeRequest, CreateHITTypeResponse> {
  static constexpr std::string_view name = "CreateHITType";
  static constexpr model::Access access = model::Access::Write;
  static constexpr model::Repeat repeat = model::Repeat::Safe;
  static constexpr std::string_view doc = "Finds or registers a HIT type with the given properties.";
};

struct CreateHITWithHITType : model::Operation<CreateHITWithHITTypeRequest, CreateHITWithHITTypeResponse> {
  static constexpr std::string_view name = "CreateHITWithHITType";
  static constexpr model::Access access = model::Access::Write;
  static constexpr model::Repeat repeat = model::Repeat::ByToken;
  static constexpr std::string_view doc =
      "Publishes a HIT of a registered type and holds the money it can cost.";
};

struct CreateQualificationType
    : model::Operation<CreateQualificationTypeRequest, CreateQualificationTypeResponse> {
  static constexpr std::string_view name = "CreateQualificationType";
  static constexpr model::Access access = model::Access::Write;
  static constexpr model::Repeat repeat = model::Repeat::Unsafe;
  static constexpr std::string_view doc =
      "Makes a qualification that workers can have, with or without a test.";
};

struct CreateWorkerBlock : model::Operation<CreateWorkerBlockRequest, CreateWorkerBlockResponse> {
  static constexpr std::string_view name = "CreateWorkerBlock";
  static constexpr model::Access access = model::Access::Write;
  static constexpr model::Repeat repeat = model::Repeat::Unsafe;
  static constexpr std::string_view doc = "Keeps a worker from accepting the caller's HITs.";
};

struct DeleteHIT : model::Operation<DeleteHITRequest, DeleteHITResponse> {
  static constexpr std::string_view name = "DeleteHIT";
  static constexpr model::Access access = model::Access::Write;
  static constexpr model::Repeat repeat = model::Repeat::Safe;
  static constexpr std::string_view doc = "Removes a HIT whose work is done and decided on.";
};

struct DeleteQualificationType
    : model::Operation<DeleteQualificationTypeRequest, DeleteQualificationTypeResponse> {
  static constexpr std::string_view name = "DeleteQualificationType";
  static constexpr model::Access access = model::Access::Write;
  static constexpr model::Repeat repeat = model::Repeat::Safe;
  static constexpr std::string_view doc = "Removes a qualification type and the HIT types that require it.";
};

struct DeleteWorkerBlock : model::Operation<DeleteWorkerBlockRequest, DeleteWorkerBlockResponse> {
  static constexpr std::string_view name = "DeleteWorkerBlock";
  static constexpr model::Access access = model::Access::Write;
  static constexpr model::Repeat repeat = model::Repeat::Safe;
  static constexpr std::string_view doc = "Lets a blocked worker accept the caller's HITs again.";
};

struct DisassociateQualificationFromWorker : model::Operation<DisassociateQualificationFromWorkerRequest,
                                                              DisassociateQualificationFromWorkerResponse> {
  static constexpr std::string_view name = "DisassociateQualificationFromWorker";
  static constexpr model::Access access = model::Access::Write;
  static constexpr model::Repeat repeat = model::Repeat::Unsafe;
  static constexpr std::string_view doc = "Takes a qualification away from a worker.";
};

struct GetAccountBalance : model::Operation<GetAccountBalanceRequest, GetAccountBalanceResponse> {
  static constexpr std::string_view name = "GetAccountBalance";
  static constexpr model::Access access = model::Access::Read;
  static constexpr model::Repeat repeat = model::Repeat::Safe;
  static constexpr std::string_view doc = "Says what money the caller can spend.";
};

struct GetAssignment : model::Operation<GetAssignmentRequest, GetAssignmentResponse> {
  static constexpr std::string_view name = "GetAssignment";
  static constexpr model::Access access = model::Access::Read;
  static constexpr model::Repeat repeat = model::Repeat::Safe;
  static constexpr std::string_view doc = "Reads one submitted assignment and its HIT.";
};

struct GetFileUploadURL : model::Operation<GetFileUploadURLRequest, GetFileUploadURLResponse> {
  static constexpr std::string_view name = "GetFileUploadURL";
  static constexpr model::Access access = model::Access::Read;
  static constexpr model::Repeat repeat = model::Repeat::Safe;
  static constexpr std::string_view doc = "Makes a short-lived address of a file that a worker uploaded.";
};

struct GetHIT : model::Operation<GetHITRequest, GetHITResponse> {
  static constexpr std::string_view name = "GetHIT";
  static constexpr model::Access access = model::Access::Read;
  static constexpr model::Repeat repeat = model::Repeat::Safe;
  static constexpr std::string_view doc = "Reads one HIT.";
};

struct GetQualificationScore : model::Operation<GetQualificationScoreRequest, GetQualificationScoreResponse> {
  static constexpr std::string_view name = "GetQualificationScore";
  static constexpr model::Access access = model::Access::Read;
  static constexpr model::Repeat repeat = model::Repeat::Safe;
  static constexpr std::string_view doc = "Reads a worker's value of a qualification of the caller.";
};

struct GetQualificationType : model::Operation<GetQualificationTypeRequest, GetQualificationTypeResponse> {
  static constexpr std::string_view name = "GetQualificationType";
  static constexpr model::Access access = model::Access::Read;
  static constexpr model::Repeat repeat = model::Repeat::Safe;
  static constexpr std::string_view doc = "Reads one qualification type.";
};

struct ListAssignmentsForHIT : model::Operation<ListAssignmentsForHITRequest, ListAssignmentsForHITResponse> {
  static constexpr std::string_view name = "ListAssignmentsForHIT";
  static constexpr model::Access access = model::Access::Read;
  static constexpr model::Repeat repeat = model::Repeat::Safe;
  static constexpr std::string_view doc =
      "Lists the submitted assignments of a HIT, oldest submission first.";
};

struct ListBonusPayments : model::Operation<ListBonusPaymentsRequest, ListBonusPaymentsResponse> {
  static constexpr std::string_view name = "ListBonusPayments";
  static constexpr model::Access access = model::Access::Read;
  static constexpr model::Repeat repeat = model::Repeat::Safe;
  static constexpr std::string_view doc = "Lists the bonuses paid for a HIT or an assignment.";
};

struct ListHITs : model::Operation<ListHITsRequest, ListHITsResponse> {
  static constexpr std::string_view name = "ListHITs";
  static constexpr model::Access access = model::Access::Read;
  static constexpr model::Repeat repeat = model::Repeat::Safe;
  static constexpr std::string_view doc = "Lists the caller's HITs, newest first.";
};

struct ListHITsForQualificationType
    : model::Operation<ListHITsForQualificationTypeRequest, ListHITsForQualificationTypeResponse> {
  static constexpr std::string_view name = "ListHITsForQualificationType";
  static constexpr model::Access access = model::Access::Read;
  static constexpr model::Repeat repeat = model::Repeat::Safe;
  static constexpr std::string_view doc = "Lists the caller's HITs that require a qualification type.";
};

struct ListQualificationRequests
    : model::Operation<ListQualificationRequestsRequest, ListQualificationRequestsResponse> {
  static constexpr std::string_view name = "ListQualificationRequests";
  static constexpr model::Access access = model::Access::Read;
  static constexpr model::Repeat repeat = model::Repeat::Safe;
  static constexpr std::string_view doc = "Lists workers' requests that wait for the caller.";
};

struct ListQualificationTypes
    : model::Operation<ListQualificationTypesRequest, ListQualificationTypesResponse> {
  static constexpr std::string_view name = "ListQualificationTypes";
  static constexpr model::Access access = model::Access::Read;
  static constexpr model::Repeat repeat = model::Repeat::Safe;
  static constexpr std::string_view doc = "Searches qualification types.";
};

struct ListReviewPolicyResultsForHIT
    : model::Operation<ListReviewPolicyResultsForHITRequest, ListReviewPolicyResultsForHITResponse> {
  static constexpr std::string_view name = "ListReviewPolicyResultsForHIT";
  static constexpr model::Access access = model::Access::Read;
  static constexpr model::Repeat repeat = model::Repeat::Safe;
  static constexpr std::string_view doc = "Lists what the review policies of a HIT found and did.";
};

struct ListReviewableHITs : model::Operation<ListReviewableHITsRequest, ListReviewableHITsResponse> {
  static constexpr std::string_view name = "ListReviewableHITs";
  static constexpr model::Access access = model::Access::Read;
  static constexpr model::Repeat repeat = model::Repeat::Safe;
  static constexpr std::string_view doc = "Lists the ids of the caller's HITs that are ready for review.";
};

struct ListWorkerBlocks : model::Operation<ListWorkerBlocksRequest, ListWorkerBlocksResponse> {
  static constexpr std::string_view name = "ListWorkerBlocks";
  static constexpr model::Access access = model::Access::Read;
  static constexpr model::Repeat repeat = model::Repeat::Safe;
  static constexpr std::string_view doc = "Lists the workers the caller has blocked.";
};

struct ListWorkersWithQualificationType
    : model::Operation<ListWorkersWithQualificationTypeRequest, ListWorkersWithQualificationTypeResponse> {
  static constexpr std::string_view name = "ListWorkersWithQualificationType";
  static constexpr model::Access access = model::Access::Read;
  static constexpr model::Repeat repeat = model::Repeat::Safe;
  static constexpr std::string_view doc = "Lists the workers who have a qualification of the caller.";
};

struct NotifyWorkers : model::Operation<NotifyWorkersRequest, NotifyWorkersResponse> {
  static constexpr std::string_view name = "NotifyWorkers";
  static constexpr model::Access access = model::Access::Write;
  static constexpr model::Repeat repeat = model::Repeat::Unsafe;
  static constexpr std::string_view doc = "Writes to workers who have worked for the caller.";
};

struct RejectAssignment : model::Operation<RejectAssignmentRequest, RejectAssignmentResponse> {
  static constexpr std::string_view name = "RejectAssignment";
  static constexpr model::Access access = model::Access::Write;
  static constexpr model::Repeat repeat = model::Repeat::Safe;
  static constexpr std::string_view doc = "Refuses submitted work and releases its money.";
};

struct RejectQualificationRequest
    : model::Operation<RejectQualificationRequestRequest, RejectQualificationRequestResponse> {
  static constexpr std::string_view name = "RejectQualificationRequest";
  static constexpr model::Access access = model::Access::Write;
  static constexpr model::Repeat repeat = model::Repeat::Unsafe;
  static constexpr std::string_view doc = "Declines a worker's request for a qualification.";
};

struct SendBonus : model::Operation<SendBonusRequest, SendBonusResponse> {
  static constexpr std::string_view name = "SendBonus";
  static constexpr model::Access access = model::Access::Write;
  static constexpr model::Repeat repeat = model::Repeat::ByToken;
  static constexpr std::string_view doc = "Pays a worker more than the reward.";
};

struct SendTestEventNotification
    : model::Operation<SendTestEventNotificationRequest, SendTestEventNotificationResponse> {
  static constexpr std::string_view name = "SendTestEventNotification";
  static constexpr model::Access access = model::Access::Write;
  static constexpr model::Repeat repeat = model::Repeat::Unsafe;
  static constexpr std::string_view doc = "Sends one event to a destination, to try it out.";
};

struct UpdateExpirationForHIT
    : model::Operation<UpdateExpirationForHITRequest, UpdateExpirationForHITResponse> {
  static constexpr std::string_view name = "UpdateExpirationForHIT";
  static constexpr model::Access access = model::Access::Write;
  static constexpr model::Repeat repeat = model::Repeat::Safe;
  static constexpr std::string_view doc = "Moves the end of a HIT, or ends it at once.";
};

struct UpdateHITReviewStatus : model::Operation<UpdateHITReviewStatusRequest, UpdateHITReviewStatusResponse> {
  static constexpr std::string_view name = "UpdateHITReviewStatus";
  static constexpr model::Access access = model::Access::Write;
  static constexpr model::Repeat repeat = model::Repeat::Safe;
  static constexpr std::string_view doc = "Marks a HIT as being reviewed, or takes the mark off.";
};

struct UpdateHITTypeOfHIT : model::Operation<UpdateHITTypeOfHITRequest, UpdateHITTypeOfHITResponse> {
  static constexpr std::string_view name = "UpdateHITTypeOfHIT";
  static constexpr model::Access access = model::Access::Write;
  static constexpr model::Repeat repeat = model::Repeat::Safe;
  static constexpr std::string_view doc = "Gives a HIT the properties of another type.";
};

struct UpdateNotificationSettings
    : model::Operation<UpdateNotificationSettingsRequest, UpdateNotificationSettingsResponse> {
  static constexpr std::string_view name = "UpdateNotificationSettings";
  static constexpr model::Access access = model::Access::Write;
  static constexpr model::Repeat repeat = model::Repeat::Safe;
  static constexpr std::string_view doc =
      "Sets where events of a HIT type are sent, or switches them on and off.";
};

struct UpdateQualificationType
    : model::Operation<UpdateQualificationTypeRequest, UpdateQualificationTypeResponse> {
  static constexpr std::string_view name = "UpdateQualificationType";
  static constexpr model::Access access = model::Access::Write;
  static constexpr model::Repeat repeat = model::Repeat::Unsafe;
  static constexpr std::string_view doc = "Changes a qualification type.";
};

/// All of them, alphabetically.
using Operations =
    model::List<AcceptQualificationRequest, ApproveAssignment, AssociateQualificationWithWorker,
                CreateAdditionalAssignmentsForHIT, CreateHIT, CreateHITType, CreateHITWithHITType,
                CreateQualificationType, CreateWorkerBlock, DeleteHIT, DeleteQualificationType,
                DeleteWorkerBlock, DisassociateQualificationFromWorker, GetAccountBalance, GetAssignment,
                GetFileUploadURL, GetHIT, GetQualificationScore, GetQualificationType, ListAssignmentsForHIT,
                ListBonusPayments, ListHITs, ListHITsForQualificationType, ListQualificationRequests,
                ListQualificationTypes, ListReviewPolicyResultsForHIT, ListReviewableHITs, ListWorkerBlocks,
                ListWorkersWithQualificationType, NotifyWorkers, RejectAssignment, RejectQualificationRequest,
                SendBonus, SendTestEventNotification, UpdateExpirationForHIT, UpdateHITReviewStatus,
                UpdateHITTypeOfHIT, UpdateNotificationSettings, UpdateQualificationType>;
static_assert(Operations::size == 39);

}  // namespace kempelen::api
