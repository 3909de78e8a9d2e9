// Qualifications: the types that requesters make, what workers hold, and their requests for it.
//
// Rules are those of the API reference and of captures (requester-api dossier 3.21 to 3.32, 5.3, 5.4).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/instant.h"
#include "base/result.h"
#include "domain/marketplace.h"
#include "domain/timer.h"

namespace kempelen::domain {

/// The numbers are stored. Disposing: deleted, but HITs may still need it; Gone: deleted altogether.
enum class QualificationTypeState { Active = 0, Inactive = 1, Disposing = 2, Gone = 3 };

/// The values of qualifications are 32 bits wide on the wire.
inline constexpr std::int64_t kQualificationValueDefault = 1;

struct QualificationTest {
  QualificationTestId id;
  Duration duration;

  friend bool operator==(const QualificationTest&, const QualificationTest&) = default;
};

struct QualificationType {
  QualificationTypeId id;
  RequesterId requester;
  Marketplace marketplace = Marketplace::Sandbox;
  Instant created_at;
  std::string name;
  std::string keywords{};  // empty: none
  std::string description;
  QualificationTypeState state = QualificationTypeState::Active;
  std::optional<Duration> retry_delay{};  // none: a worker asks once
  std::optional<QualificationTest> test{};
  std::optional<std::int64_t> auto_granted_value{};  // none: not granted automatically
  std::optional<Instant> next_check_at{};            // Disposing only

  friend bool operator==(const QualificationType&, const QualificationType&) = default;
};

/// How often a type being disposed of is asked whether a HIT still needs it. The original needed up to 48
/// hours.
inline constexpr Duration kDeletionCheckedEvery = Duration::seconds(86'400);

/// What an update changes; what is absent stays.
struct QualificationTypeChanges {
  std::optional<std::string> description{};
  std::optional<QualificationTypeState> state{};  // Active or Inactive
  std::optional<Duration> retry_delay{};
  std::optional<bool> auto_granted{};
  std::optional<std::int64_t> auto_granted_value{};
};
/// The type, which may just have got a new test, with the changes. Refuses InvalidParameterCombination for a
/// test that would be granted automatically, and for a value where nothing is granted automatically.
Result<QualificationType> change(QualificationType type, const QualificationTypeChanges& changes);

/// Refuses InvalidQualificationTypeState unless the type is Active: for new HITs.
Result<Done> check_active(const QualificationType& type);
/// Refuses InvalidQualificationTypeState if the type is being disposed of.
Result<Done> check_not_disposing(const QualificationType& type);

struct TypeDeletion {
  QualificationType type;
  std::vector<TimerChange> timers;
};
/// Active or Inactive to Disposing; the timer asks later whether it can be finished.
Result<TypeDeletion> begin_deletion(QualificationType type, Instant now);
enum class Need { Needed, NotNeeded };
/// What the timer does: Gone if no HIT needs the type, else asked again.
TypeDeletion go_on_with_deletion(QualificationType type, Need need, Instant now);

/// The numbers are stored.
enum class QualificationStatus { Granted = 0, Revoked = 1 };
std::string_view name(QualificationStatus status);

struct Qualification {
  QualificationTypeId type;
  WorkerId worker;
  std::int64_t value = kQualificationValueDefault;
  QualificationStatus status = QualificationStatus::Granted;
  Instant granted_at;                   // of the last grant
  std::optional<std::string> reason{};  // of the revocation

  friend bool operator==(const Qualification&, const Qualification&) = default;
};

/// Refuses InvalidQualificationState for a revoked one.
Result<Done> check_granted(const Qualification& qualification);
/// Refuses InvalidQualificationState for a revoked one.
Result<Qualification> revoke(Qualification qualification, std::optional<std::string> reason);

/// The numbers are stored. Ended: before its test was handed in.
enum class QualificationRequestStatus { InTest = 0, Pending = 1, Granted = 2, Rejected = 3, Ended = 4 };
std::string_view name(QualificationRequestStatus status);

struct QualificationRequest {
  QualificationRequestId id;
  QualificationTypeId type;
  RequesterId requester;  // whose type it is
  Marketplace marketplace = Marketplace::Sandbox;
  WorkerId worker;
  QualificationRequestStatus status = QualificationRequestStatus::Pending;
  Instant requested_at;
  std::optional<QualificationTest> test{};  // as it was shown
  std::optional<Instant> deadline{};        // of the test
  std::optional<Instant> submitted_at{};    // of the test, or of the request when there is none
  std::optional<Instant> decided_at{};
  std::optional<std::string> reason{};  // of a rejection

  bool open() const { return status <= QualificationRequestStatus::Pending; }
  friend bool operator==(const QualificationRequest&, const QualificationRequest&) = default;
};

/// A request as it is now, and what follows from it.
struct RequestTransition {
  QualificationRequest request;
  std::optional<Qualification> granted{};
  std::vector<TimerChange> timers{};
};

/// Whether the worker of that latest request may ask again. Refuses InvalidQualificationTypeState (not
/// Active), QualificationRequestPending, QualificationTypeDoesNotAllowRetake or
/// QualificationTypeRetryDelayNotElapsed, in this order.
Result<Done> check_may_request(const QualificationType& type,
                               const std::optional<QualificationRequest>& latest, Instant now);
/// When the worker of that decided request may ask again; nothing: never.
std::optional<Instant> may_request_again_at(const QualificationType& type,
                                            const QualificationRequest& latest);
/// A new request: granted at once, waiting for the requester, or in its test.
RequestTransition open_request(const QualificationType& type, const WorkerId& worker,
                               QualificationRequestId id, Instant now);
/// `value` is what the key gives; without a key the request waits for the requester. Refuses
/// QualificationTestNotInProgress or DeadlinePassed.
Result<RequestTransition> submit_test(QualificationRequest request, std::optional<std::int64_t> value,
                                      Instant now);
Result<Done> check_in_test(const QualificationRequest& request, Instant now);
/// The time of the test is over, or its type is deleted.
RequestTransition end_test(QualificationRequest request, Instant now);
/// Both refuse InvalidQualificationRequestState unless the request is Pending.
Result<RequestTransition> grant_request(QualificationRequest request, std::int64_t value, Instant now);
Result<RequestTransition> reject_request(QualificationRequest request, std::optional<std::string> reason,
                                         Instant now);

/// Types that the system itself gives; the same for every requester.
struct SystemQualificationType {
  std::string_view id;
  std::string_view name;
  std::string_view description;
};
/// Those of the marketplace, by name.
std::span<const SystemQualificationType> system_qualification_types(Marketplace marketplace);
/// No document says when the original made its own types: the day its first version opened.
inline constexpr Instant kSystemTypesCreatedAt = Instant::from_seconds(1'130'889'600);

}  // namespace kempelen::domain
