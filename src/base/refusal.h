// The refusals of Kempelen: everything a caller can be told "no" for, as part of the contract.
//
// A refusal is a value, never an exception. It names a code and the words that fill the code's message; which
// wire form it takes (AWS JSON, Worker API, command line) is decided by the one table in api/errors.cc.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace kempelen {

/// Grouped by subject. Inside a group the order is the precedence when several apply.
enum class Code {
  // The caller's identity and the envelope of the request (AWS protocol errors).
  MissingAuthenticationToken,
  IncompleteSignature,
  UnrecognizedClient,
  ExpiredToken,
  InvalidSignature,
  AccountSuspended,
  Throttled,
  UnknownOperation,
  Malformed,
  BreaksModel,

  // Values.
  MissingParameters,
  InvalidParameterCombination,
  InvalidParameterValue,
  InvalidParameterValueBecause,
  ParameterTooShort,
  ParameterOutOfRange,
  InvalidEnumeratedParameter,
  XmlParseError,
  XhtmlParseError,
  InvalidTransportEndpoint,

  // Existence; an object of somebody else looks the same as none.
  HitDoesNotExist,
  AssignmentDoesNotExist,
  QualificationTypeDoesNotExist,
  QualificationDoesNotExist,
  QualificationRequestDoesNotExist,
  HitLayoutDoesNotExist,

  // Tokens and duplicates.
  HitAlreadyExists,
  TokenAlreadyProcessed,
  QualificationTypeAlreadyExists,

  // State.
  InvalidHitState,
  InvalidAssignmentState,
  InvalidQualificationState,
  InvalidQualificationTypeState,
  InvalidQualificationRequestState,
  InvalidMaximumAssignmentsIncrease,

  // Money.
  InsufficientFunds,

  // The worker's side.
  NotSignedIn,
  ForgedRequest,
  BadCredentials,
  SignUpClosed,
  UsernameTaken,
  WorkerSuspended,
  WorkerBlocked,
  DoesNotMeetRequirements,
  HitGroupDoesNotExist,
  MessageDoesNotExist,
  NoMoreHits,
  AlreadyWorkedOnHit,
  QueueFull,
  AssignmentNotInProgress,
  DeadlinePassed,
  AnswerEmpty,
  AnswerInvalid,
  QualificationRequestPending,
  QualificationTypeDoesNotAllowRetake,
  QualificationTypeRetryDelayNotElapsed,
  QualificationTestNotInProgress,

  // Administration.
  AdminRefused,

  kCount
};

/// A code and the words its message needs, in the order of the placeholders in api/errors.cc.
struct Refusal {
  Code code;
  std::vector<std::string> words{};

  friend bool operator==(const Refusal&, const Refusal&) = default;
};

}  // namespace kempelen
