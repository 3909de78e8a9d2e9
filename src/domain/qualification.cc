// State machines of types, qualifications and requests.
#include "domain/qualification.h"

#include <array>

#include "base/fault.h"

namespace kempelen::domain {
namespace {

TimerChange test_timer(TimerChange::What what, const QualificationRequest& request) {
  return {what, {TimerKind::QualificationTestOver, request.id.text, *request.deadline}};
}

TimerChange deletion_timer(const QualificationType& type) {
  return {TimerChange::What::Set,
          {TimerKind::FinishQualificationTypeDeletion, type.id.text, *type.next_check_at}};
}

RequestTransition granted(QualificationRequest request, std::int64_t value, Instant now) {
  request.status = QualificationRequestStatus::Granted;
  request.decided_at = now;
  Qualification qualification{
      .type = request.type, .worker = request.worker, .value = value, .granted_at = now};
  return {.request = std::move(request), .granted = std::move(qualification)};
}

Result<Done> check_pending(const QualificationRequest& request) {
  if (request.status == QualificationRequestStatus::Pending) return Done{};
  return refuse(Code::InvalidQualificationRequestState, "Pending");
}

constexpr auto kSystemTypes = std::to_array<SystemQualificationType>({
    {"00000000000000000060", "Worker_Adult", "Whether the worker has agreed to see adult content."},
    {"00000000000000000071", "Worker_Locale", "Where the worker lives."},
    {"00000000000000000040", "Worker_NumberHITsApproved",
     "How many assignments of the worker have been approved."},
    {"000000000000000000L0", "Worker_PercentAssignmentsApproved",
     "The percentage of the worker's submitted assignments that were approved; 100 until there are 100."},
});
template <std::size_t N>
constexpr std::array<SystemQualificationType, N + 1> with_masters(
    const std::array<SystemQualificationType, N>& types, std::string_view masters) {
  std::array<SystemQualificationType, N + 1> all{};
  all[0] = {masters, "Masters", "Workers who have shown consistent high quality."};
  for (std::size_t i = 0; i < N; ++i) all[i + 1] = types[i];
  return all;
}
constexpr auto kSandboxTypes = with_masters(kSystemTypes, "2ARFPLSP75KLA8M8DH1HTEQVJT3SY6");
constexpr auto kLiveTypes = with_masters(kSystemTypes, "2F1QJWKUDD8XADTFD2Q0G6UTO95ALH");

}  // namespace

Result<QualificationType> change(QualificationType type, const QualificationTypeChanges& changes) {
  if (changes.description) type.description = *changes.description;
  if (changes.state) type.state = *changes.state;
  if (changes.retry_delay) type.retry_delay = changes.retry_delay;
  if (changes.auto_granted.value_or(type.auto_granted_value.has_value())) {
    if (type.test) return refuse(Code::InvalidParameterCombination, "Test, AutoGranted");
    const std::int64_t unchanged = type.auto_granted_value.value_or(kQualificationValueDefault);
    type.auto_granted_value = changes.auto_granted_value.value_or(unchanged);
  } else {
    if (changes.auto_granted_value) {
      return refuse(Code::InvalidParameterCombination, "AutoGrantedValue, AutoGranted");
    }
    type.auto_granted_value.reset();
  }
  return type;
}

Result<Done> check_active(const QualificationType& type) {
  if (type.state == QualificationTypeState::Active) return Done{};
  return refuse(Code::InvalidQualificationTypeState,
                type.state == QualificationTypeState::Inactive ? "Active" : "Active,Inactive");
}

Result<Done> check_not_disposing(const QualificationType& type) {
  if (type.state <= QualificationTypeState::Inactive) return Done{};
  return refuse(Code::InvalidQualificationTypeState, "Active,Inactive");
}

Result<TypeDeletion> begin_deletion(QualificationType type, Instant now) {
  KEMPELEN_TRY([[maybe_unused]] const auto lasting, check_not_disposing(type));
  type.state = QualificationTypeState::Disposing;
  type.next_check_at = now + kDeletionCheckedEvery;
  TimerChange timer = deletion_timer(type);
  return TypeDeletion{std::move(type), {std::move(timer)}};
}

TypeDeletion go_on_with_deletion(QualificationType type, Need need, Instant now) {
  if (need == Need::NotNeeded) {
    type.state = QualificationTypeState::Gone;
    type.next_check_at.reset();
    return {std::move(type), {}};
  }
  type.next_check_at = now + kDeletionCheckedEvery;
  TimerChange timer = deletion_timer(type);
  return {std::move(type), {std::move(timer)}};
}

std::string_view name(QualificationStatus status) {
  return status == QualificationStatus::Granted ? "Granted" : "Revoked";
}

Result<Done> check_granted(const Qualification& qualification) {
  if (qualification.status == QualificationStatus::Granted) return Done{};
  return refuse(Code::InvalidQualificationState, "Granted");
}

Result<Qualification> revoke(Qualification qualification, std::optional<std::string> reason) {
  KEMPELEN_TRY([[maybe_unused]] const auto held, check_granted(qualification));
  qualification.status = QualificationStatus::Revoked;
  qualification.reason = std::move(reason);
  return qualification;
}

std::string_view name(QualificationRequestStatus status) {
  constexpr std::array<std::string_view, 5> kNames = {"InTest", "Pending", "Granted", "Rejected", "Ended"};
  return kNames[static_cast<std::size_t>(status)];
}

Result<Done> check_may_request(const QualificationType& type,
                               const std::optional<QualificationRequest>& latest, Instant now) {
  KEMPELEN_TRY([[maybe_unused]] const auto active, check_active(type));
  if (!latest) return Done{};
  if (latest->open()) return refuse(Code::QualificationRequestPending);
  const auto again_at = may_request_again_at(type, *latest);
  if (!again_at) return refuse(Code::QualificationTypeDoesNotAllowRetake);
  if (now < *again_at) return refuse(Code::QualificationTypeRetryDelayNotElapsed, format_iso(*again_at));
  return Done{};
}

std::optional<Instant> may_request_again_at(const QualificationType& type,
                                            const QualificationRequest& latest) {
  if (!type.retry_delay) return std::nullopt;
  return latest.requested_at + *type.retry_delay;
}

RequestTransition open_request(const QualificationType& type, const WorkerId& worker,
                               QualificationRequestId id, Instant now) {
  QualificationRequest request{.id = std::move(id),
                               .type = type.id,
                               .requester = type.requester,
                               .marketplace = type.marketplace,
                               .worker = worker,
                               .requested_at = now};
  if (type.test) {
    request.status = QualificationRequestStatus::InTest;
    request.test = type.test;
    request.deadline = now + type.test->duration;
    TimerChange timer = test_timer(TimerChange::What::Set, request);
    return {.request = std::move(request), .timers = {std::move(timer)}};
  }
  request.submitted_at = now;
  if (type.auto_granted_value) return granted(std::move(request), *type.auto_granted_value, now);
  return {.request = std::move(request)};
}

Result<Done> check_in_test(const QualificationRequest& request, Instant now) {
  if (request.status != QualificationRequestStatus::InTest) {
    return refuse(Code::QualificationTestNotInProgress);
  }
  if (now >= *request.deadline) return refuse(Code::DeadlinePassed);
  return Done{};
}

Result<RequestTransition> submit_test(QualificationRequest request, std::optional<std::int64_t> value,
                                      Instant now) {
  KEMPELEN_TRY([[maybe_unused]] const auto running, check_in_test(request, now));
  TimerChange timer = test_timer(TimerChange::What::Cancel, request);
  request.submitted_at = now;
  request.status = QualificationRequestStatus::Pending;
  RequestTransition after =
      value ? granted(std::move(request), *value, now) : RequestTransition{.request = std::move(request)};
  after.timers.push_back(std::move(timer));
  return after;
}

RequestTransition end_test(QualificationRequest request, Instant now) {
  KEMPELEN_INVARIANT(request.status == QualificationRequestStatus::InTest, "only a running test ends");
  TimerChange timer = test_timer(TimerChange::What::Cancel, request);
  request.status = QualificationRequestStatus::Ended;
  request.decided_at = now;
  return {.request = std::move(request), .timers = {std::move(timer)}};
}

Result<RequestTransition> grant_request(QualificationRequest request, std::int64_t value, Instant now) {
  KEMPELEN_TRY([[maybe_unused]] const auto pending, check_pending(request));
  return granted(std::move(request), value, now);
}

Result<RequestTransition> reject_request(QualificationRequest request, std::optional<std::string> reason,
                                         Instant now) {
  KEMPELEN_TRY([[maybe_unused]] const auto pending, check_pending(request));
  request.status = QualificationRequestStatus::Rejected;
  request.decided_at = now;
  request.reason = std::move(reason);
  return RequestTransition{.request = std::move(request)};
}

std::span<const SystemQualificationType> system_qualification_types(Marketplace marketplace) {
  if (marketplace == Marketplace::Live) return kLiveTypes;
  return kSandboxTypes;
}

}  // namespace kempelen::domain
