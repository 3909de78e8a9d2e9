// Types, qualifications and requests: every step from every state.
#include "domain/qualification.h"

#include <gtest/gtest.h>

namespace kempelen::domain {
namespace {

constexpr Instant kNow = Instant::from_seconds(1'000'000);

QualificationType type_in(QualificationTypeState state) {
  QualificationType type;
  type.id = {"3T"};
  type.requester = {"AR"};
  type.name = "Reader";
  type.state = state;
  if (state == QualificationTypeState::Disposing) type.next_check_at = kNow;
  return type;
}

QualificationRequest request_in(QualificationRequestStatus status) {
  QualificationRequest request{.id = {"3R"},
                               .type = {"3T"},
                               .requester = {"AR"},
                               .worker = {"AW"},
                               .status = status,
                               .requested_at = kNow};
  if (status == QualificationRequestStatus::InTest || status == QualificationRequestStatus::Ended) {
    request.test = QualificationTest{{"3X"}, Duration::seconds(60)};
    request.deadline = kNow + Duration::seconds(60);
  }
  return request;
}

template <typename T>
std::optional<Code> refused(const Result<T>& result) {
  return result ? std::nullopt : std::optional(result.error().code);
}

constexpr QualificationRequestStatus kAllStatuses[] = {
    QualificationRequestStatus::InTest, QualificationRequestStatus::Pending,
    QualificationRequestStatus::Granted, QualificationRequestStatus::Rejected,
    QualificationRequestStatus::Ended};

TEST(QualificationType, IsRequiredByNewHitsOnlyWhileActive) {
  EXPECT_TRUE(check_active(type_in(QualificationTypeState::Active)));
  const auto inactive = check_active(type_in(QualificationTypeState::Inactive));
  EXPECT_EQ(inactive.error(), (Refusal{Code::InvalidQualificationTypeState, {"Active"}}));
  const auto disposing = check_active(type_in(QualificationTypeState::Disposing));
  EXPECT_EQ(disposing.error(), (Refusal{Code::InvalidQualificationTypeState, {"Active,Inactive"}}));
}

TEST(QualificationType, IsDeletedOnceAndCheckedEveryDay) {
  for (const auto state : {QualificationTypeState::Active, QualificationTypeState::Inactive}) {
    const auto begun = begin_deletion(type_in(state), kNow);
    ASSERT_TRUE(begun);
    EXPECT_EQ(begun->type.state, QualificationTypeState::Disposing);
    const Timer timer{TimerKind::FinishQualificationTypeDeletion, "3T", kNow + Duration::days(1)};
    ASSERT_EQ(begun->timers.size(), 1u);
    EXPECT_EQ(begun->timers[0].timer, timer);
    EXPECT_EQ(begun->type.next_check_at, timer.due_at);
  }
  EXPECT_EQ(refused(begin_deletion(type_in(QualificationTypeState::Disposing), kNow)),
            Code::InvalidQualificationTypeState);

  const auto needed = go_on_with_deletion(type_in(QualificationTypeState::Disposing), Need::Needed, kNow);
  EXPECT_EQ(needed.type.state, QualificationTypeState::Disposing);
  EXPECT_EQ(needed.type.next_check_at, kNow + Duration::days(1));
  EXPECT_EQ(needed.timers.size(), 1u);
  const auto gone = go_on_with_deletion(type_in(QualificationTypeState::Disposing), Need::NotNeeded, kNow);
  EXPECT_EQ(gone.type.state, QualificationTypeState::Gone);
  EXPECT_FALSE(gone.type.next_check_at);
  EXPECT_TRUE(gone.timers.empty());
}

TEST(QualificationType, ChangesOnlyWhatIsGiven) {
  QualificationType type = type_in(QualificationTypeState::Active);
  type.retry_delay = Duration::seconds(5);
  EXPECT_EQ(*change(type, {}), type);
  const auto changed = change(type, {.description = "Skims.",
                                     .state = QualificationTypeState::Inactive,
                                     .retry_delay = Duration::seconds(0)});
  EXPECT_EQ(changed->description, "Skims.");
  EXPECT_EQ(changed->state, QualificationTypeState::Inactive);
  EXPECT_EQ(changed->retry_delay, Duration::seconds(0));
}

TEST(QualificationType, IsGrantedAutomaticallyOnlyWithoutATest) {
  const QualificationType type = type_in(QualificationTypeState::Active);
  EXPECT_EQ(change(type, {.auto_granted = true})->auto_granted_value, 1);
  QualificationType granted = *change(type, {.auto_granted = true, .auto_granted_value = 9});
  EXPECT_EQ(granted.auto_granted_value, 9);
  EXPECT_EQ(change(granted, {.auto_granted = true})->auto_granted_value, 9);
  EXPECT_EQ(change(granted, {.auto_granted_value = 8})->auto_granted_value, 8);
  EXPECT_FALSE(change(granted, {.auto_granted = false})->auto_granted_value);
  EXPECT_EQ(refused(change(type, {.auto_granted_value = 8})), Code::InvalidParameterCombination);
  EXPECT_EQ(refused(change(granted, {.auto_granted = false, .auto_granted_value = 8})),
            Code::InvalidParameterCombination);
  granted.test = QualificationTest{{"3X"}, Duration::seconds(60)};
  EXPECT_EQ(refused(change(granted, {})), Code::InvalidParameterCombination);
  EXPECT_TRUE(change(granted, {.auto_granted = false}));
}

TEST(Qualification, IsRevokedOnce) {
  const Qualification held{.type = {"3T"}, .worker = {"AW"}, .value = 7, .granted_at = kNow};
  const auto revoked = revoke(held, "Careless.");
  ASSERT_TRUE(revoked);
  EXPECT_EQ(revoked->status, QualificationStatus::Revoked);
  EXPECT_EQ(revoked->reason, "Careless.");
  EXPECT_EQ(refused(check_granted(*revoked)), Code::InvalidQualificationState);
  EXPECT_EQ(refused(revoke(*revoked, std::nullopt)), Code::InvalidQualificationState);
}

TEST(QualificationRequest, IsPossibleOnceWithoutARetryDelay) {
  const QualificationType type = type_in(QualificationTypeState::Active);
  EXPECT_TRUE(check_may_request(type, std::nullopt, kNow));
  for (const auto status : kAllStatuses) {
    const auto latest = request_in(status);
    EXPECT_EQ(refused(check_may_request(type, latest, kNow + Duration::days(999))),
              latest.open() ? Code::QualificationRequestPending : Code::QualificationTypeDoesNotAllowRetake);
  }
}

TEST(QualificationRequest, IsPossibleAgainWhenTheDelayHasElapsed) {
  QualificationType type = type_in(QualificationTypeState::Active);
  type.retry_delay = Duration::seconds(100);
  const auto latest = request_in(QualificationRequestStatus::Rejected);
  EXPECT_EQ(may_request_again_at(type, latest), kNow + Duration::seconds(100));
  EXPECT_EQ(refused(check_may_request(type, latest, kNow + Duration::seconds(100) - Duration{1})),
            Code::QualificationTypeRetryDelayNotElapsed);
  EXPECT_TRUE(check_may_request(type, latest, kNow + Duration::seconds(100)));
}

TEST(QualificationRequest, IsNotPossibleForATypeThatIsNotActive) {
  for (const auto state : {QualificationTypeState::Inactive, QualificationTypeState::Disposing}) {
    EXPECT_EQ(refused(check_may_request(type_in(state), std::nullopt, kNow)),
              Code::InvalidQualificationTypeState);
  }
}

TEST(QualificationRequest, WaitsIsGrantedOrBeginsATest) {
  QualificationType type = type_in(QualificationTypeState::Active);
  const auto waiting = open_request(type, {"AW"}, {"3R"}, kNow);
  EXPECT_EQ(waiting.request.status, QualificationRequestStatus::Pending);
  EXPECT_EQ(waiting.request.submitted_at, kNow);
  EXPECT_FALSE(waiting.granted);

  type.auto_granted_value = 12;
  const auto granted = open_request(type, {"AW"}, {"3R"}, kNow);
  EXPECT_EQ(granted.request.status, QualificationRequestStatus::Granted);
  ASSERT_TRUE(granted.granted);
  EXPECT_EQ(granted.granted->value, 12);
  EXPECT_EQ(granted.granted->worker, WorkerId{"AW"});

  type.auto_granted_value.reset();
  type.test = QualificationTest{{"3X"}, Duration::seconds(60)};
  const auto in_test = open_request(type, {"AW"}, {"3R"}, kNow);
  EXPECT_EQ(in_test.request.status, QualificationRequestStatus::InTest);
  EXPECT_FALSE(in_test.request.submitted_at);
  ASSERT_EQ(in_test.timers.size(), 1u);
  EXPECT_EQ(in_test.timers[0].timer,
            (Timer{TimerKind::QualificationTestOver, "3R", kNow + Duration::seconds(60)}));
}

TEST(QualificationRequest, IsGradedByItsKeyOrWaitsForTheRequester) {
  const auto in_test = request_in(QualificationRequestStatus::InTest);
  const Instant last = kNow + Duration::seconds(60) - Duration{1};
  const auto graded = submit_test(in_test, -3, last);
  ASSERT_TRUE(graded);
  EXPECT_EQ(graded->request.status, QualificationRequestStatus::Granted);
  EXPECT_EQ(graded->granted->value, -3);
  ASSERT_EQ(graded->timers.size(), 1u);
  EXPECT_EQ(graded->timers[0].what, TimerChange::What::Cancel);
  const auto waiting = submit_test(in_test, std::nullopt, last);
  EXPECT_EQ(waiting->request.status, QualificationRequestStatus::Pending);
  EXPECT_EQ(waiting->request.submitted_at, last);
  EXPECT_FALSE(waiting->granted);
  EXPECT_EQ(refused(submit_test(in_test, 1, kNow + Duration::seconds(60))), Code::DeadlinePassed);
  for (const auto status : kAllStatuses) {
    if (status == QualificationRequestStatus::InTest) continue;
    EXPECT_EQ(refused(submit_test(request_in(status), 1, kNow)), Code::QualificationTestNotInProgress);
  }
}

TEST(QualificationRequest, EndsWithItsTime) {
  const auto ended = end_test(request_in(QualificationRequestStatus::InTest), kNow);
  EXPECT_EQ(ended.request.status, QualificationRequestStatus::Ended);
  EXPECT_EQ(ended.request.decided_at, kNow);
  EXPECT_EQ(ended.timers.at(0).what, TimerChange::What::Cancel);
}

TEST(QualificationRequest, IsDecidedOnce) {
  for (const auto status : kAllStatuses) {
    const auto granted = grant_request(request_in(status), 5, kNow);
    const auto rejected = reject_request(request_in(status), "No.", kNow);
    if (status == QualificationRequestStatus::Pending) {
      ASSERT_TRUE(granted && rejected);
      EXPECT_EQ(granted->granted->value, 5);
      EXPECT_EQ(granted->granted->granted_at, kNow);
      EXPECT_EQ(rejected->request.status, QualificationRequestStatus::Rejected);
      EXPECT_EQ(rejected->request.reason, "No.");
      EXPECT_FALSE(rejected->granted);
    } else {
      EXPECT_EQ(refused(granted), Code::InvalidQualificationRequestState);
      EXPECT_EQ(refused(rejected), Code::InvalidQualificationRequestState);
    }
  }
}

TEST(SystemQualificationTypes, AreFiveInEachMarketplaceByName) {
  for (const Marketplace marketplace : {Marketplace::Sandbox, Marketplace::Live}) {
    const auto types = system_qualification_types(marketplace);
    ASSERT_EQ(types.size(), 5u);
    for (std::size_t i = 1; i < types.size(); ++i) EXPECT_LT(types[i - 1].name, types[i].name);
  }
  EXPECT_NE(system_qualification_types(Marketplace::Sandbox)[0].id,
            system_qualification_types(Marketplace::Live)[0].id);
}

}  // namespace
}  // namespace kempelen::domain
