// The operations of both services: the 39 of the Requester API, and the 26 of the Worker API.
#pragma once

#include <string_view>

#include "api/requester_operations.h"
#include "api/worker_files.h"
#include "api/worker_messages.h"
#include "api/worker_qualifications.h"
#include "api/worker_site.h"
#include "model/operation.h"

namespace kempelen::api {

namespace worker {

struct AcceptHIT : model::Operation<AcceptHITRequest, AcceptHITResponse> {
  static constexpr std::string_view name = "AcceptHIT";
  static constexpr model::Access access = model::Access::Write;
  static constexpr model::Repeat repeat = model::Repeat::Unsafe;
  static constexpr model::Authentication authentication = model::Authentication::Session;
  static constexpr std::string_view doc = "Takes a HIT to work on; the clock of the assignment starts.";
};

struct ExplainHIT : model::Operation<ExplainHITRequest, ExplainHITResponse> {
  static constexpr std::string_view name = "ExplainHIT";
  static constexpr model::Access access = model::Access::Read;
  static constexpr model::Repeat repeat = model::Repeat::Safe;
  static constexpr model::Authentication authentication = model::Authentication::Session;
  static constexpr std::string_view doc =
      "Says whether the caller may see, preview and accept a HIT, and why not.";
};

struct GetAssignment : model::Operation<GetAssignmentRequest, GetAssignmentResponse> {
  static constexpr std::string_view name = "GetAssignment";
  static constexpr model::Access access = model::Access::Read;
  static constexpr model::Repeat repeat = model::Repeat::Safe;
  static constexpr model::Authentication authentication = model::Authentication::Session;
  static constexpr std::string_view doc = "Reads one assignment of the caller, with its frame while in work.";
};

struct GetEarnings : model::Operation<GetEarningsRequest, GetEarningsResponse> {
  static constexpr std::string_view name = "GetEarnings";
  static constexpr model::Access access = model::Access::Read;
  static constexpr model::Repeat repeat = model::Repeat::Safe;
  static constexpr model::Authentication authentication = model::Authentication::Session;
  static constexpr std::string_view doc = "Sums up what the caller has earned.";
};

struct GetHITGroup : model::Operation<GetHITGroupRequest, GetHITGroupResponse> {
  static constexpr std::string_view name = "GetHITGroup";
  static constexpr model::Access access = model::Access::Read;
  static constexpr model::Repeat repeat = model::Repeat::Safe;
  static constexpr model::Authentication authentication = model::Authentication::Session;
  static constexpr std::string_view doc = "Reads one group of HITs.";
};

struct GetMessage : model::Operation<GetMessageRequest, GetMessageResponse> {
  static constexpr std::string_view name = "GetMessage";
  static constexpr model::Access access = model::Access::Read;
  static constexpr model::Repeat repeat = model::Repeat::Safe;
  static constexpr model::Authentication authentication = model::Authentication::Session;
  static constexpr std::string_view doc = "Shows one message.";
};

struct GetProfile : model::Operation<GetProfileRequest, GetProfileResponse> {
  static constexpr std::string_view name = "GetProfile";
  static constexpr model::Access access = model::Access::Read;
  static constexpr model::Repeat repeat = model::Repeat::Safe;
  static constexpr model::Authentication authentication = model::Authentication::None;
  static constexpr std::string_view doc =
      "Says who is signed in and what this marketplace is; needs no session.";
};

struct ListMessages : model::Operation<ListMessagesRequest, ListMessagesResponse> {
  static constexpr std::string_view name = "ListMessages";
  static constexpr model::Access access = model::Access::Read;
  static constexpr model::Repeat repeat = model::Repeat::Safe;
  static constexpr model::Authentication authentication = model::Authentication::Session;
  static constexpr std::string_view doc = "Lists the messages to the caller.";
};

struct GetQualification : model::Operation<GetQualificationRequest, GetQualificationResponse> {
  static constexpr std::string_view name = "GetQualification";
  static constexpr model::Access access = model::Access::Read;
  static constexpr model::Repeat repeat = model::Repeat::Safe;
  static constexpr model::Authentication authentication = model::Authentication::Session;
  static constexpr std::string_view doc = "One qualification type, and what the caller has of it.";
};

struct GetQualificationTest : model::Operation<GetQualificationTestRequest, GetQualificationTestResponse> {
  static constexpr std::string_view name = "GetQualificationTest";
  static constexpr model::Access access = model::Access::Read;
  static constexpr model::Repeat repeat = model::Repeat::Safe;
  static constexpr model::Authentication authentication = model::Authentication::Session;
  static constexpr std::string_view doc = "The running test of a request.";
};

struct ListMyAssignments : model::Operation<ListMyAssignmentsRequest, ListMyAssignmentsResponse> {
  static constexpr std::string_view name = "ListMyAssignments";
  static constexpr model::Access access = model::Access::Read;
  static constexpr model::Repeat repeat = model::Repeat::Safe;
  static constexpr model::Authentication authentication = model::Authentication::Session;
  static constexpr std::string_view doc = "Lists the assignments of the caller, newest first.";
};

struct MarkMessageRead : model::Operation<MarkMessageReadRequest, MarkMessageReadResponse> {
  static constexpr std::string_view name = "MarkMessageRead";
  static constexpr model::Access access = model::Access::Write;
  static constexpr model::Repeat repeat = model::Repeat::Safe;
  static constexpr model::Authentication authentication = model::Authentication::Session;
  static constexpr std::string_view doc = "Notes that the caller has read a message.";
};

struct ListMyQualificationRequests
    : model::Operation<ListMyQualificationRequestsRequest, ListMyQualificationRequestsResponse> {
  static constexpr std::string_view name = "ListMyQualificationRequests";
  static constexpr model::Access access = model::Access::Read;
  static constexpr model::Repeat repeat = model::Repeat::Safe;
  static constexpr model::Authentication authentication = model::Authentication::Session;
  static constexpr std::string_view doc = "Lists the caller's requests for qualifications.";
};

struct ListMyQualifications : model::Operation<ListMyQualificationsRequest, ListMyQualificationsResponse> {
  static constexpr std::string_view name = "ListMyQualifications";
  static constexpr model::Access access = model::Access::Read;
  static constexpr model::Repeat repeat = model::Repeat::Safe;
  static constexpr model::Authentication authentication = model::Authentication::Session;
  static constexpr std::string_view doc = "Lists what the caller holds or held.";
};

struct ListRequestableQualifications
    : model::Operation<ListRequestableQualificationsRequest, ListRequestableQualificationsResponse> {
  static constexpr std::string_view name = "ListRequestableQualifications";
  static constexpr model::Access access = model::Access::Read;
  static constexpr model::Repeat repeat = model::Repeat::Safe;
  static constexpr model::Authentication authentication = model::Authentication::Session;
  static constexpr std::string_view doc = "Lists qualification types the caller can ask for.";
};

struct PreviewHIT : model::Operation<PreviewHITRequest, PreviewHITResponse> {
  static constexpr std::string_view name = "PreviewHIT";
  static constexpr model::Access access = model::Access::Read;
  static constexpr model::Repeat repeat = model::Repeat::Safe;
  static constexpr model::Authentication authentication = model::Authentication::Session;
  static constexpr std::string_view doc = "Shows a HIT without accepting it.";
};

struct RequestFileUpload : model::Operation<RequestFileUploadRequest, RequestFileUploadResponse> {
  static constexpr std::string_view name = "RequestFileUpload";
  static constexpr model::Access access = model::Access::Read;
  static constexpr model::Repeat repeat = model::Repeat::Safe;
  static constexpr model::Authentication authentication = model::Authentication::Session;
  static constexpr std::string_view doc =
      "Gives an address to send a file to, which answers a question of an assignment in work.";
};

struct RequestQualification : model::Operation<RequestQualificationRequest, RequestQualificationResponse> {
  static constexpr std::string_view name = "RequestQualification";
  static constexpr model::Access access = model::Access::Write;
  static constexpr model::Repeat repeat = model::Repeat::Unsafe;
  static constexpr model::Authentication authentication = model::Authentication::Session;
  static constexpr std::string_view doc = "Asks for a qualification; begins its test, if it has one.";
};

struct ReturnAssignment : model::Operation<ReturnAssignmentRequest, ReturnAssignmentResponse> {
  static constexpr std::string_view name = "ReturnAssignment";
  static constexpr model::Access access = model::Access::Write;
  static constexpr model::Repeat repeat = model::Repeat::Safe;
  static constexpr model::Authentication authentication = model::Authentication::Session;
  static constexpr std::string_view doc = "Gives an accepted assignment back.";
};

struct SearchHITGroups : model::Operation<SearchHITGroupsRequest, SearchHITGroupsResponse> {
  static constexpr std::string_view name = "SearchHITGroups";
  static constexpr model::Access access = model::Access::Read;
  static constexpr model::Repeat repeat = model::Repeat::Safe;
  static constexpr model::Authentication authentication = model::Authentication::Session;
  static constexpr std::string_view doc = "Lists groups of HITs the caller may see.";
};

struct SignIn : model::Operation<SignInRequest, SignInResponse> {
  static constexpr std::string_view name = "SignIn";
  static constexpr model::Access access = model::Access::Write;
  static constexpr model::Repeat repeat = model::Repeat::Unsafe;
  static constexpr model::Authentication authentication = model::Authentication::None;
  static constexpr std::string_view doc = "Starts a session, by name and password or by a link.";
};

struct SignOut : model::Operation<SignOutRequest, SignOutResponse> {
  static constexpr std::string_view name = "SignOut";
  static constexpr model::Access access = model::Access::Write;
  static constexpr model::Repeat repeat = model::Repeat::Safe;
  static constexpr model::Authentication authentication = model::Authentication::Session;
  static constexpr std::string_view doc = "Ends the session.";
};

struct SignUp : model::Operation<SignUpRequest, SignUpResponse> {
  static constexpr std::string_view name = "SignUp";
  static constexpr model::Access access = model::Access::Write;
  static constexpr model::Repeat repeat = model::Repeat::Unsafe;
  static constexpr model::Authentication authentication = model::Authentication::None;
  static constexpr std::string_view doc = "Makes a worker account and starts a session.";
};

struct SubmitAssignment : model::Operation<SubmitAssignmentRequest, SubmitAssignmentResponse> {
  static constexpr std::string_view name = "SubmitAssignment";
  static constexpr model::Access access = model::Access::Write;
  static constexpr model::Repeat repeat = model::Repeat::Unsafe;
  static constexpr model::Authentication authentication = model::Authentication::Session;
  static constexpr std::string_view doc =
      "Hands in an assignment, with the given answers or the stored draft.";
};

struct UpdateProfile : model::Operation<UpdateProfileRequest, UpdateProfileResponse> {
  static constexpr std::string_view name = "UpdateProfile";
  static constexpr model::Access access = model::Access::Write;
  static constexpr model::Repeat repeat = model::Repeat::Safe;
  static constexpr model::Authentication authentication = model::Authentication::Session;
  static constexpr std::string_view doc = "Changes what the caller says about himself; what is absent stays.";
};

struct SubmitQualificationTest
    : model::Operation<SubmitQualificationTestRequest, SubmitQualificationTestResponse> {
  static constexpr std::string_view name = "SubmitQualificationTest";
  static constexpr model::Access access = model::Access::Write;
  static constexpr model::Repeat repeat = model::Repeat::Unsafe;
  static constexpr model::Authentication authentication = model::Authentication::Session;
  static constexpr std::string_view doc = "Hands in the answers to a test.";
};

}  // namespace worker

/// All of them, alphabetically.
using WorkerOperations =
    model::List<worker::AcceptHIT, worker::ExplainHIT, worker::GetAssignment, worker::GetEarnings,
                worker::GetHITGroup, worker::GetMessage, worker::GetProfile, worker::GetQualification,
                worker::GetQualificationTest, worker::ListMessages, worker::ListMyAssignments,
                worker::ListMyQualificationRequests, worker::ListMyQualifications,
                worker::ListRequestableQualifications, worker::MarkMessageRead, worker::PreviewHIT,
                worker::RequestFileUpload, worker::RequestQualification, worker::ReturnAssignment,
                worker::SearchHITGroups, worker::SignIn, worker::SignOut, worker::SignUp,
                worker::SubmitAssignment, worker::SubmitQualificationTest, worker::UpdateProfile>;
static_assert(WorkerOperations::size == 26);

}  // namespace kempelen::api
