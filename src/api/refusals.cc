// The table of operations and their refusals, and what to do about each refusal.
#include "api/refusals.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <initializer_list>

namespace kempelen::api {
namespace {

using enum Code;

constexpr std::array kShared = {
    MissingAuthenticationToken, IncompleteSignature, UnrecognizedClient, ExpiredToken, InvalidSignature,
    AccountSuspended,           Throttled,           UnknownOperation,   Malformed,    BreaksModel};

constexpr std::size_t kMost = 16;

struct Row {
  std::string_view operation;
  std::array<Code, kMost> codes{};
  std::size_t count = 0;

  consteval Row(std::string_view name, std::initializer_list<Code> listed) : operation(name) {
    for (const Code code : listed) codes[count++] = code;
  }
};

constexpr Row kRows[] = {
    {"AcceptQualificationRequest", {QualificationRequestDoesNotExist, InvalidQualificationRequestState}},
    {"ApproveAssignment",
     {InvalidParameterValueBecause, AssignmentDoesNotExist, InvalidAssignmentState, InsufficientFunds}},
    {"AssociateQualificationWithWorker",
     {InvalidParameterValue, QualificationTypeDoesNotExist, InvalidQualificationTypeState}},
    {"CreateAdditionalAssignmentsForHIT",
     {ParameterOutOfRange, HitDoesNotExist, TokenAlreadyProcessed, InvalidHitState,
      InvalidMaximumAssignmentsIncrease, InsufficientFunds}},
    {"CreateHIT",
     {MissingParameters, InvalidParameterCombination, InvalidParameterValueBecause, ParameterTooShort,
      ParameterOutOfRange, InvalidEnumeratedParameter, XmlParseError, XhtmlParseError,
      QualificationTypeDoesNotExist, HitLayoutDoesNotExist, HitAlreadyExists, InvalidQualificationTypeState,
      InsufficientFunds}},
    {"CreateHITType",
     {InvalidParameterCombination, InvalidParameterValueBecause, ParameterTooShort, ParameterOutOfRange,
      InvalidEnumeratedParameter, QualificationTypeDoesNotExist, InvalidQualificationTypeState}},
    {"CreateHITWithHITType",
     {MissingParameters, InvalidParameterCombination, InvalidParameterValue, InvalidParameterValueBecause,
      ParameterTooShort, ParameterOutOfRange, XmlParseError, XhtmlParseError, HitLayoutDoesNotExist,
      HitAlreadyExists, InvalidQualificationTypeState, InsufficientFunds}},
    {"CreateQualificationType",
     {MissingParameters, InvalidParameterCombination, InvalidParameterValueBecause, ParameterTooShort,
      ParameterOutOfRange, XmlParseError, XhtmlParseError, QualificationTypeAlreadyExists}},
    {"CreateWorkerBlock", {InvalidParameterValue, InvalidParameterValueBecause}},
    {"DeleteHIT", {HitDoesNotExist, InvalidHitState}},
    {"DeleteQualificationType", {QualificationTypeDoesNotExist, InvalidQualificationTypeState}},
    {"DeleteWorkerBlock", {InvalidParameterValue, InvalidParameterValueBecause}},
    {"DisassociateQualificationFromWorker",
     {InvalidParameterValueBecause, QualificationTypeDoesNotExist, QualificationDoesNotExist,
      InvalidQualificationState}},
    {"GetAccountBalance", {}},
    {"GetAssignment", {AssignmentDoesNotExist, InvalidAssignmentState}},
    {"GetFileUploadURL", {InvalidParameterValue, AssignmentDoesNotExist, InvalidAssignmentState}},
    {"GetHIT", {HitDoesNotExist}},
    {"GetQualificationScore",
     {QualificationTypeDoesNotExist, QualificationDoesNotExist, InvalidQualificationState}},
    {"GetQualificationType", {QualificationTypeDoesNotExist}},
    {"ListAssignmentsForHIT", {InvalidParameterValue, HitDoesNotExist}},
    {"ListBonusPayments",
     {MissingParameters, InvalidParameterValue, HitDoesNotExist, AssignmentDoesNotExist}},
    {"ListHITs", {InvalidParameterValue}},
    {"ListHITsForQualificationType", {InvalidParameterValue, QualificationTypeDoesNotExist}},
    {"ListQualificationRequests", {InvalidParameterValue, QualificationTypeDoesNotExist}},
    {"ListQualificationTypes", {InvalidParameterValue, InvalidParameterValueBecause}},
    {"ListReviewPolicyResultsForHIT", {InvalidParameterValue, HitDoesNotExist}},
    {"ListReviewableHITs", {InvalidParameterValue}},
    {"ListWorkerBlocks", {InvalidParameterValue}},
    {"ListWorkersWithQualificationType", {InvalidParameterValue, QualificationTypeDoesNotExist}},
    {"NotifyWorkers", {InvalidParameterValueBecause, ParameterTooShort}},
    {"RejectAssignment", {InvalidParameterValueBecause, AssignmentDoesNotExist, InvalidAssignmentState}},
    {"RejectQualificationRequest",
     {InvalidParameterValueBecause, QualificationRequestDoesNotExist, InvalidQualificationRequestState}},
    {"SendBonus",
     {InvalidParameterValue, InvalidParameterValueBecause, ParameterTooShort, AssignmentDoesNotExist,
      TokenAlreadyProcessed, InsufficientFunds}},
    {"SendTestEventNotification", {InvalidParameterValue, InvalidTransportEndpoint}},
    {"UpdateExpirationForHIT",
     {InvalidParameterValueBecause, ParameterOutOfRange, HitDoesNotExist, InvalidHitState,
      InsufficientFunds}},
    {"UpdateHITReviewStatus", {HitDoesNotExist, InvalidHitState}},
    {"UpdateHITTypeOfHIT", {InvalidParameterValue, HitDoesNotExist, InvalidHitState, InsufficientFunds}},
    {"UpdateNotificationSettings", {MissingParameters, InvalidParameterValue, InvalidTransportEndpoint}},
    {"UpdateQualificationType",
     {MissingParameters, InvalidParameterCombination, InvalidParameterValueBecause, ParameterTooShort,
      ParameterOutOfRange, XmlParseError, XhtmlParseError, QualificationTypeDoesNotExist,
      InvalidQualificationTypeState}},
};

struct Advice {
  Code code{};
  std::string_view text;
};

constexpr std::array kAdvice = {
    Advice{MissingAuthenticationToken, "Sign the request; every AWS SDK does so when it has a key."},
    Advice{IncompleteSignature, "Give the Authorization header all the parts that the message names."},
    Advice{UnrecognizedClient,
           "Use a key of this server (`kempelen admin list-access-keys`), without a session token."},
    Advice{ExpiredToken, "Use a key of this server: those that `kempelen admin` makes last."},
    Advice{InvalidSignature,
           "Check the secret key, the region (`us-east-1` where nothing else is set) and the clock of your "
           "machine. Nothing on the way may change the request."},
    Advice{AccountSuspended, "Ask the operator, who can lift it with `kempelen admin resume-requester`."},
    Advice{Throttled, "Wait and try again with growing pauses, as every AWS SDK does."},
    Advice{UnknownOperation,
           "Send the operation's name in `X-Amz-Target`, to the path that the server is "
           "configured for."},
    Advice{Malformed, "Send one JSON object; the message names the byte or the member that cannot be read."},
    Advice{BreaksModel, "Mend the members that the message lists."},
    Advice{MissingParameters, "Give the members that the message names."},
    Advice{InvalidParameterCombination, "Leave away one of the members that the message names."},
    Advice{InvalidParameterValue,
           "Give the member that `Parameter` names a value that exists and is yours; for `NextToken` the one "
           "of the page before."},
    Advice{InvalidParameterValueBecause, "The message says what is wrong with the value of which member."},
    Advice{ParameterTooShort, "Give the member at least as many characters as the message says."},
    Advice{ParameterOutOfRange, "Give a value within the range in the message."},
    Advice{InvalidEnumeratedParameter, "Use one of the values in the message."},
    Advice{XmlParseError, "Mend the document at the place in the message; it must satisfy its schema."},
    Advice{XhtmlParseError,
           "Mend the formatted content at the place in the message: well-formed, with the "
           "allowed elements only."},
    Advice{InvalidTransportEndpoint, "Name a destination that the operator allows for this transport."},
    Advice{HitDoesNotExist, "Check the id, the key and the marketplace: others' HITs look like none."},
    Advice{AssignmentDoesNotExist,
           "Check the id, the key and the marketplace. Work that was returned or abandoned, or "
           "whose HIT was deleted, is gone."},
    Advice{QualificationTypeDoesNotExist,
           "Check the id, the key and the marketplace. A deleted type does not come back."},
    Advice{QualificationDoesNotExist,
           "The worker has never had it; give it first. Types of the system have no values to read."},
    Advice{QualificationRequestDoesNotExist, "Take the id from ListQualificationRequests."},
    Advice{HitLayoutDoesNotExist,
           "Check the id with `kempelen admin list-layouts`, the key and the marketplace."},
    Advice{HitAlreadyExists,
           "An earlier call with this token succeeded: go on with the HIT in the message, or "
           "use a new token for another one."},
    Advice{TokenAlreadyProcessed,
           "An earlier call with this token succeeded: nothing is left to do. For a second effect "
           "use a new token."},
    Advice{QualificationTypeAlreadyExists,
           "Choose another name, or find your type with ListQualificationTypes."},
    Advice{InvalidHitState, "Wait until the HIT is in a state that the message allows, or bring it there."},
    Advice{InvalidAssignmentState,
           "Read the assignment's status first: somebody, or the clock, has decided on it, or it is "
           "still being worked on."},
    Advice{InvalidQualificationState, "The qualification was revoked; give it again first."},
    Advice{InvalidQualificationTypeState,
           "Make the type active with UpdateQualificationType. One that is being deleted cannot be used any "
           "more."},
    Advice{InvalidQualificationRequestState,
           "Somebody has decided on the request already; nothing is left to do."},
    Advice{InvalidMaximumAssignmentsIncrease,
           "Publish another HIT. From ten assignments on the fee is another one, so a "
           "HIT cannot cross that border."},
    Advice{InsufficientFunds,
           "Ask the operator for `kempelen admin deposit`; GetAccountBalance says what is there. "
           "The sandbox never refuses so."},
};

constexpr bool rows_are_ordered() {
  return std::ranges::is_sorted(kRows, {}, &Row::operation) && std::ranges::all_of(kRows, [](const Row& row) {
           return std::is_sorted(row.codes.begin(), row.codes.begin() + row.count);
         });
}
static_assert(rows_are_ordered(), "operations by name, codes in their order");
static_assert(std::ranges::is_sorted(kAdvice, {}, &Advice::code), "advice in the order of the codes");

}  // namespace

std::span<const Code> shared_refusals() {
  return kShared;
}

std::span<const Code> refusals_of(std::string_view operation) {
  const auto found = std::ranges::lower_bound(kRows, operation, {}, &Row::operation);
  if (found == std::end(kRows) || found->operation != operation) return {};
  return std::span(found->codes).first(found->count);
}

std::string_view advice(Code code) {
  const auto found = std::ranges::lower_bound(kAdvice, code, {}, &Advice::code);
  return found != kAdvice.end() && found->code == code ? found->text : std::string_view();
}

}  // namespace kempelen::api
