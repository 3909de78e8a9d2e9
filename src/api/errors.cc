// The table of refusals. Types, codes and texts are the original's where programs were seen to meet them;
// where nobody wrote them down they are ours (COMPATIBILITY.md lists those).
#include "api/errors.h"

#include <fmt/format.h>

#include <array>
#include <cstddef>

#include "base/fault.h"
#include "base/text.h"
#include "json/writer.h"
#include "model/read.h"

namespace kempelen::api {
namespace {

constexpr std::string_view kRequestError = "RequestError";
constexpr std::string_view kParameterValidation = "ParameterValidationError";
constexpr std::string_view kInvalidInput = "InvalidInput";
constexpr std::string_view kStateFrame = "This operation can be called with a status of: {0}";
constexpr std::string_view kNoAssignment = "Assignment {0} does not exist.";

/// Refused by the AWS protocol before the marketplace looked at it.
constexpr ErrorRow protocol(Code code, std::string_view name, std::string_view type, Words words,
                            std::string_view message, std::string_view worker_code, int worker_status) {
  return {.code = code,
          .name = name,
          .type = type,
          .words = words,
          .message = message,
          .worker_code = worker_code,
          .worker_status = worker_status};
}

/// A wrong value; `parameter` and `value` say which words they are.
constexpr ErrorRow value(Code code, std::string_view name, std::string_view turk_error_code,
                         std::string_view message, int parameter_word, int value_word) {
  return {.code = code,
          .name = name,
          .type = kParameterValidation,
          .turk_error_code = turk_error_code,
          .message = message,
          .parameter_word = parameter_word,
          .value_word = value_word,
          .worker_code = kInvalidInput};
}

/// Understood, and cannot be done.
constexpr ErrorRow request(Code code, std::string_view name, std::string_view turk_error_code,
                           std::string_view message, std::string_view worker_code, int worker_status = 400) {
  return {.code = code,
          .name = name,
          .type = kRequestError,
          .turk_error_code = turk_error_code,
          .message = message,
          .worker_code = worker_code,
          .worker_status = worker_status};
}

constexpr std::array kTable = {
    // The caller's identity and the envelope of the request.
    protocol(Code::MissingAuthenticationToken, "MissingAuthenticationToken",
             "MissingAuthenticationTokenException", Words::Fill, "Missing Authentication Token",
             "NotSignedIn", 401),
    protocol(Code::IncompleteSignature, "IncompleteSignature", "IncompleteSignatureException",
             Words::Sentence, "Authorization header is incomplete.", "NotSignedIn", 401),
    protocol(Code::UnrecognizedClient, "UnrecognizedClient", "UnrecognizedClientException", Words::Fill,
             "The security token included in the request is invalid.", "BadCredentials", 401),
    protocol(Code::ExpiredToken, "ExpiredToken", "ExpiredTokenException", Words::Fill,
             "The security token included in the request is expired", "NotSignedIn", 401),
    protocol(Code::InvalidSignature, "InvalidSignature", "InvalidSignatureException", Words::Sentence,
             "The request signature we calculated does not match the signature you provided. Check your AWS "
             "Secret Access Key and signing method. Consult the service documentation for details.",
             "BadCredentials", 401),
    request(Code::AccountSuspended, "AccountSuspended", "AWS.MechanicalTurk.PermissionDenied",
            "This user is not authorized to perform the requested operation.", "WorkerSuspended"),
    protocol(Code::Throttled, "Throttled", "ThrottlingException", Words::Fill, "Rate exceeded", "Throttled",
             429),
    ErrorRow{.code = Code::UnknownOperation,
             .name = "UnknownOperation",
             .type = "UnknownOperationException",
             .message = "The operation '{0}' does not exist.",
             .message_without_words = "The request names no operation.",
             .worker_code = kInvalidInput,
             .worker_status = 404},
    protocol(Code::Malformed, "Malformed", "SerializationException", Words::Sentence,
             "The body of the request cannot be read.", kInvalidInput, 400),
    protocol(Code::BreaksModel, "BreaksModel", "ValidationException", Words::Sentence,
             "The request does not satisfy the model of the service.", kInvalidInput, 400),

    // Values.
    value(Code::MissingParameters, "MissingParameters", "AWS.MissingParameters",
          "Your request is missing required parameters. Required parameters include {0}.", 0, -1),
    ErrorRow{.code = Code::InvalidParameterCombination,
             .name = "InvalidParameterCombination",
             .type = "InvalidParameterCombinationError",
             .turk_error_code = "AWS.MechanicalTurk.InvalidParameterCombination",
             .message = "The combination of parameters supplied to the request is invalid: {0}.",
             .worker_code = kInvalidInput},
    value(Code::InvalidParameterValue, "InvalidParameterValue", "AWS.MechanicalTurk.InvalidParameterValue",
          "The value \"{0}\" is not valid for the parameter {1}.", 1, 0),
    value(Code::InvalidParameterValueBecause, "InvalidParameterValueBecause",
          "AWS.MechanicalTurk.InvalidParameterValue",
          "The value \"{0}\" is not valid for the parameter {1}. {2}.", 1, 0),
    value(Code::ParameterTooShort, "ParameterTooShort", "AWS.MechanicalTurk.InvalidParameterValue",
          "Your request parameter {0}  has a minimum length of {1}.", 0, -1),
    value(Code::ParameterOutOfRange, "ParameterOutOfRange", "AWS.ParameterOutOfRange",
          "The value {0} is invalid for {1}. Valid values range from {2} to {3}.", 1, 0),
    value(Code::InvalidEnumeratedParameter, "InvalidEnumeratedParameter", "AWS.InvalidEnumeratedParameter",
          "The value \"{0}\" you specified for {1} is invalid. Expected values [{2}]", -1, 0),
    value(Code::XmlParseError, "XmlParseError", "AWS.MechanicalTurk.XMLParseError",
          "There was an error parsing the XML question or answer data in your request. Please make sure the "
          "data is well-formed and validates against the appropriate schema. Details: {0}",
          1, -1),
    value(Code::XhtmlParseError, "XhtmlParseError", "AWS.MechanicalTurk.XHTMLParseError",
          "There was an error parsing the XHTML data in your request. Please make sure the data is "
          "well-formed and validates against the appropriate schema. Details: {0}",
          1, -1),
    request(Code::InvalidTransportEndpoint, "InvalidTransportEndpoint",
            "AWS.MechanicalTurk.InvalidTransportEndpoint",
            "The destination {0} cannot receive notifications by {1}.", kInvalidInput),

    // Existence.
    request(Code::HitDoesNotExist, "HitDoesNotExist", "AWS.MechanicalTurk.HITDoesNotExist",
            "Hit {0} does not exist.", "HITDoesNotExist"),
    request(Code::AssignmentDoesNotExist, "AssignmentDoesNotExist",
            "AWS.MechanicalTurk.AssignmentDoesNotExist", kNoAssignment, "AssignmentDoesNotExist"),
    request(Code::QualificationTypeDoesNotExist, "QualificationTypeDoesNotExist",
            "AWS.MechanicalTurk.QualificationTypeDoesNotExist", "QualificationType [{0}] does not exist.",
            "QualificationTypeDoesNotExist"),
    request(Code::QualificationDoesNotExist, "QualificationDoesNotExist",
            "AWS.MechanicalTurk.QualificationDoesNotExist",
            "You requested a Qualification that does not exist.", kInvalidInput),
    request(Code::QualificationRequestDoesNotExist, "QualificationRequestDoesNotExist",
            "AWS.MechanicalTurk.QualificationRequestDoesNotExist", "QualificationRequest {0} does not exist.",
            "QualificationRequestDoesNotExist"),
    request(Code::HitLayoutDoesNotExist, "HitLayoutDoesNotExist", "AWS.MechanicalTurk.HITLayoutDoesNotExist",
            "HITLayout {0} does not exist.", kInvalidInput),

    // Tokens and duplicates.
    request(Code::HitAlreadyExists, "HitAlreadyExists", "AWS.MechanicalTurk.HitAlreadyExists",
            "The HIT with ID \"{0}\" already exists.", kInvalidInput),
    request(Code::TokenAlreadyProcessed, "TokenAlreadyProcessed", "AWS.MechanicalTurk.TokenAlreadyProcessed",
            "The idempotency token \"{0}\" has already been processed.", kInvalidInput),
    request(Code::QualificationTypeAlreadyExists, "QualificationTypeAlreadyExists",
            "AWS.MechanicalTurk.QualificationTypeAlreadyExists",
            "You have already created a QualificationType with this name. A QualificationType's name must "
            "be unique among all of the QualificationTypes created by the same user.",
            kInvalidInput),

    // State. The two spaces are the original's.
    request(Code::InvalidHitState, "InvalidHitState", "AWS.MechanicalTurk.InvalidHITState",
            "This HIT is currently in the state '{0}'.  This operation can be called with a status of: {1}",
            "NoMoreHITs"),
    request(Code::InvalidAssignmentState, "InvalidAssignmentState",
            "AWS.MechanicalTurk.InvalidAssignmentState", kStateFrame, "AssignmentNotInProgress"),
    request(Code::InvalidQualificationState, "InvalidQualificationState",
            "AWS.MechanicalTurk.InvalidQualificationState", kStateFrame, kInvalidInput),
    request(Code::InvalidQualificationTypeState, "InvalidQualificationTypeState",
            "AWS.MechanicalTurk.InvalidQualificationTypeState", kStateFrame, "InvalidQualificationTypeState"),
    request(Code::InvalidQualificationRequestState, "InvalidQualificationRequestState",
            "AWS.MechanicalTurk.InvalidQualificationRequestState", kStateFrame, kInvalidInput),
    request(Code::InvalidMaximumAssignmentsIncrease, "InvalidMaximumAssignmentsIncrease",
            "AWS.MechanicalTurk.InvalidMaximumAssignmentsIncrease",
            "A HIT created with fewer than 10 assignments cannot be extended to 10 or more.", kInvalidInput),

    // Money.
    request(
        Code::InsufficientFunds, "InsufficientFunds", "AWS.MechanicalTurk.InsufficientFunds",
        "This Requester has insufficient funds in their account to complete this transaction. Please visit "
        "https://requester.mturk.com/prepayments/new to purchase Prepaid HITs.",
        "NoMoreHITs"),

    // The worker's side.
    request(Code::NotSignedIn, "NotSignedIn", "AWS.MechanicalTurk.NotSignedIn", "You are not signed in.",
            "NotSignedIn", 401),
    request(Code::ForgedRequest, "ForgedRequest", "AWS.MechanicalTurk.ForgedRequest",
            "The request did not come from the worker site.", "ForgedRequest", 403),
    request(Code::BadCredentials, "BadCredentials", "AWS.MechanicalTurk.BadCredentials",
            "The name, password or link is not valid.", "BadCredentials", 401),
    request(Code::SignUpClosed, "SignUpClosed", "AWS.MechanicalTurk.SignUpClosed",
            "New workers cannot sign up here.", "SignUpClosed"),
    request(Code::UsernameTaken, "UsernameTaken", "AWS.MechanicalTurk.UsernameTaken",
            "Another worker has this name.", "UsernameTaken"),
    request(Code::WorkerSuspended, "WorkerSuspended", "AWS.MechanicalTurk.WorkerSuspended",
            "This worker account is suspended.", "WorkerSuspended"),
    request(Code::WorkerBlocked, "WorkerBlocked", "AWS.MechanicalTurk.WorkerBlocked",
            "You cannot work for this requester.", "WorkerBlocked"),
    request(Code::DoesNotMeetRequirements, "DoesNotMeetRequirements",
            "AWS.MechanicalTurk.DoesNotMeetRequirements",
            "You do not meet the qualification requirements of this HIT.", "DoesNotMeetRequirements"),
    request(Code::HitGroupDoesNotExist, "HitGroupDoesNotExist", "AWS.MechanicalTurk.HITGroupDoesNotExist",
            "HIT group {0} does not exist.", "HITGroupDoesNotExist"),
    request(Code::MessageDoesNotExist, "MessageDoesNotExist", "AWS.MechanicalTurk.MessageDoesNotExist",
            "Message {0} does not exist.", "MessageDoesNotExist"),
    request(Code::NoMoreHits, "NoMoreHits", "AWS.MechanicalTurk.NoMoreHITs",
            "There are no more of these HITs to accept.", "NoMoreHITs"),
    request(Code::AlreadyWorkedOnHit, "AlreadyWorkedOnHit", "AWS.MechanicalTurk.AlreadyWorkedOnHIT",
            "You have already worked on this HIT.", "AlreadyWorkedOnHIT"),
    request(Code::QueueFull, "QueueFull", "AWS.MechanicalTurk.QueueFull",
            "You hold {0} accepted HITs, as many as you may; submit or return one first.", "QueueFull"),
    request(Code::AssignmentNotInProgress, "AssignmentNotInProgress",
            "AWS.MechanicalTurk.AssignmentNotInProgress", "This assignment is no longer in progress.",
            "AssignmentNotInProgress"),
    request(Code::DeadlinePassed, "DeadlinePassed", "AWS.MechanicalTurk.DeadlinePassed",
            "The time for this assignment is over.", "DeadlinePassed"),
    request(Code::AnswerEmpty, "AnswerEmpty", "AWS.MechanicalTurk.AnswerEmpty",
            "There is no answer to submit.", "AnswerEmpty"),
    ErrorRow{.code = Code::AnswerInvalid,
             .name = "AnswerInvalid",
             .type = kRequestError,
             .turk_error_code = "AWS.MechanicalTurk.AnswerInvalid",
             .words = Words::Sentence,
             .message = "The answer does not fit the question.",
             .parameter_word = 1,
             .worker_code = "AnswerInvalid"},
    request(Code::QualificationRequestPending, "QualificationRequestPending",
            "AWS.MechanicalTurk.QualificationRequestPending",
            "You have already requested this Qualification; the requester has not decided yet.",
            "QualificationRequestPending"),
    request(Code::QualificationTypeDoesNotAllowRetake, "QualificationTypeDoesNotAllowRetake",
            "AWS.MechanicalTurk.QualificationTypeDoesNotAllowRetake",
            "This Qualification can be requested once only.", "QualificationTypeDoesNotAllowRetake"),
    request(Code::QualificationTypeRetryDelayNotElapsed, "QualificationTypeRetryDelayNotElapsed",
            "AWS.MechanicalTurk.QualificationTypeRetryDelayNotElapsed",
            "You can request this Qualification again at {0}.", "QualificationTypeRetryDelayNotElapsed"),
    request(Code::QualificationTestNotInProgress, "QualificationTestNotInProgress",
            "AWS.MechanicalTurk.QualificationTestNotInProgress", "This test is no longer in progress.",
            "QualificationTestNotInProgress"),

    // Administration.
    ErrorRow{.code = Code::AdminRefused,
             .name = "AdminRefused",
             .type = kRequestError,
             .turk_error_code = "AWS.MechanicalTurk.AdminRefused",
             .words = Words::Sentence,
             .message = "The command was refused.",
             .worker_code = kInvalidInput},
};

constexpr bool rows_match_codes() {
  for (std::size_t i = 0; i < kTable.size(); ++i) {
    if (kTable[i].code != static_cast<Code>(i)) return false;
  }
  return true;
}
static_assert(kTable.size() == static_cast<std::size_t>(Code::kCount), "one row per Code");
static_assert(rows_match_codes(), "rows stand in the order of the enumerators");

constexpr std::string_view kFaultMessage =
    "Amazon Mechanical Turk is temporarily unable to process your request. Try your call again.";

/// Words can hold bytes of a header, which are not always UTF-8; a body must be.
std::string printable(std::string_view word) {
  std::string text(word);
  if (is_utf8(text)) return text;
  for (char& c : text) {
    if (static_cast<unsigned char>(c) >= 0x80) c = '?';
  }
  return text;
}

std::string word_for(const ErrorRow& row, const Refusal& refusal, std::size_t index) {
  if (index >= refusal.words.size()) return {};
  const std::string word = printable(refusal.words[index]);
  return static_cast<int>(index) == row.value_word ? model::shortened(word) : word;
}

std::string message_of(const ErrorRow& row, const Refusal& refusal) {
  if (row.words == Words::Sentence) {
    return refusal.words.empty() ? std::string(row.message) : printable(refusal.words.front());
  }
  if (refusal.words.empty() && !row.message_without_words.empty())
    return std::string(row.message_without_words);
  std::string message;
  for (std::size_t i = 0; i < row.message.size(); ++i) {
    const bool placeholder = row.message[i] == '{' && i + 2 < row.message.size() && row.message[i + 2] == '}';
    if (!placeholder) {
      message.push_back(row.message[i]);
      continue;
    }
    message += word_for(row, refusal, static_cast<std::size_t>(row.message[i + 1] - '0'));
    i += 2;
  }
  return message;
}

std::string suffix_text(Suffix suffix) {
  return fmt::format(" ({}{})", suffix.at.epoch_millis(), suffix.form == Suffix::Form::Sandbox ? " s" : "");
}

}  // namespace

std::span<const ErrorRow> error_table() {
  return kTable;
}

WireError wire_error(const Refusal& refusal) {
  const auto index = static_cast<std::size_t>(refusal.code);
  KEMPELEN_INVARIANT(index < kTable.size(), "kCount is no code");
  const ErrorRow& row = kTable[index];
  const std::string parameter = row.parameter_word < 0
                                    ? std::string()
                                    : word_for(row, refusal, static_cast<std::size_t>(row.parameter_word));
  return {.type = row.type,
          .turk_error_code = row.turk_error_code,
          .status = row.status,
          .message = message_of(row, refusal),
          .parameter = parameter,
          .worker_code = row.worker_code,
          .worker_status = row.worker_status};
}

std::string aws_body(const Refusal& refusal, Suffix suffix) {
  const WireError error = wire_error(refusal);
  const bool of_marketplace = !error.turk_error_code.empty();
  std::string body;
  json::Writer writer(body);
  writer.begin_object().member("__type", error.type);
  writer.member(of_marketplace ? "Message" : "message",
                of_marketplace ? error.message + suffix_text(suffix) : error.message);
  if (!error.parameter.empty()) writer.member("Parameter", error.parameter);
  if (of_marketplace) writer.member("TurkErrorCode", error.turk_error_code);
  writer.end_object();
  return body;
}

std::string worker_body(const Refusal& refusal) {
  const WireError error = wire_error(refusal);
  std::string body;
  json::Writer writer(body);
  writer.begin_object()
      .member("__type", error.type)
      .member("Message", error.message)
      .member("Code", error.worker_code);
  // So that a page can show the message beside the question it is about.
  if (refusal.code == Code::AnswerInvalid && !error.parameter.empty()) {
    writer.member("Question", error.parameter);
  }
  writer.end_object();
  return body;
}

std::string aws_fault_body(Suffix suffix) {
  std::string body;
  json::Writer(body)
      .begin_object()
      .member("__type", "ServiceFault")
      .member("Message", std::string(kFaultMessage) + suffix_text(suffix))
      .member("TurkErrorCode", "AWS.ServiceUnavailable")
      .end_object();
  return body;
}

std::string worker_fault_body() {
  std::string body;
  json::Writer(body)
      .begin_object()
      .member("__type", "ServiceFault")
      .member("Message", "The server cannot answer now. Try again.")
      .member("Code", "ServiceFault")
      .end_object();
  return body;
}

std::string errors_markdown() {
  std::string page =
      "# Errors\n\nEvery refusal of the Requester API and the Worker API. `{0}` and the like stand for "
      "words of the request.\nMessages with a `TurkErrorCode` end with the milliseconds of the server's "
      "clock: ` (1624047673908)` in live,\n` (1567545210650 s)` in the sandbox. Their key is `Message`, "
      "that of the others `message`.\n\n| Error (`__type`) | Status | `TurkErrorCode` | Message | Worker "
      "API: `Code`, status |\n|---|---|---|---|---|\n";
  for (const ErrorRow& row : kTable) {
    const std::string turk = row.turk_error_code.empty() ? "" : fmt::format("`{}`", row.turk_error_code);
    page += fmt::format("| {} | {} | {} | {}{} | `{}`, {} |\n", row.type, row.status, turk, row.message,
                        row.words == Words::Sentence ? " (or a sentence that says more)" : "",
                        row.worker_code, row.worker_status);
  }
  page += fmt::format("| ServiceFault | 500 | `AWS.ServiceUnavailable` | {} | `ServiceFault`, 500 |\n",
                      kFaultMessage);
  return page;
}

}  // namespace kempelen::api
