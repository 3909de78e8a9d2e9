// Power losses at moments drawn from seeds: nothing that was acknowledged is lost, and nothing else is there.
// KEMPELEN_FAULTS_SEED repeats the career of one seed; KEMPELEN_FAULTS_LOSSES sets how many losses there are.
#include <gmock/gmock.h>
#include <sqlite3.h>

#include <cstdlib>
#include <string>

#include "tests/faults/campaign.h"

namespace kempelen::faults {
namespace {

using testing::IsEmpty;

constexpr const char* kHowToRepeat = "KEMPELEN_FAULTS_SEED=SEED with this test repeats a career.";

std::uint64_t number_from(const char* variable, std::uint64_t otherwise) {
  const char* const text = std::getenv(variable);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

/// Of all careers of a test, or of the one whose seed is asked for.
Tally careers(std::uint64_t first, const std::function<void(Career&)>& live,
              const std::function<bool(const Tally&)>& enough) {
  const std::uint64_t seed = number_from("KEMPELEN_FAULTS_SEED", 0);
  if (seed == 0) return campaign(first, live, enough);
  Career career(seed);
  live(career);
  return career.tally();
}

std::uint64_t losses_asked_for() {
  return number_from("KEMPELEN_FAULTS_LOSSES", 2000);
}

TEST(PowerLoss, LosesNothingThatWasAcknowledged) {
  const std::uint64_t losses = losses_asked_for();
  const Tally tally =
      careers(1, live_with_power_losses, [&](const Tally& so_far) { return so_far.power_losses >= losses; });
  EXPECT_THAT(tally.problems, IsEmpty()) << kHowToRepeat;
  RecordProperty("power_losses", std::to_string(tally.power_losses));
  RecordProperty("effects_checked", std::to_string(tally.effects_checked));
  // Losses that hit idle servers would prove little.
  EXPECT_GT(tally.effects_checked, 20 * tally.power_losses);
}

TEST(PowerLoss, LosesNothingAfterCallsThatFailed) {
  const std::uint64_t losses = losses_asked_for() / 10;
  const Tally tally = careers(1'000'000, live_with_everything,
                              [&](const Tally& so_far) { return so_far.power_losses >= losses; });
  EXPECT_THAT(tally.problems, IsEmpty()) << kHowToRepeat;
  EXPECT_GT(tally.failed_calls, 0U);
}

// What the checks are worth: they notice a disk that only says it has synced.
TEST(PowerLoss, OnADiskThatIgnoresSyncsIsNoticed) {
  int noticed = 0;
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    Career career(seed, Disk::Honesty::IgnoresSyncs);
    for (int i = 0; i < 5 && !career.has_problems(); ++i) career.lose_power();
    noticed += career.has_problems() ? 1 : 0;
  }
  EXPECT_GE(noticed, 9);
}

// Every kind of command that writes is among those that survive.
TEST(PowerLoss, MeetsEveryCommand) {
  Tally total;
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    Career career(seed);
    career.work(150);
    total.add(career.tally());
  }
  for (const char* name : {"AcceptHIT",
                           "AcceptQualificationRequest",
                           "ApproveAssignment",
                           "AssociateQualificationWithWorker",
                           "CreateAdditionalAssignmentsForHIT",
                           "CreateHIT",
                           "CreateHIT again",
                           "CreateHITType",
                           "CreateHITWithHITType",
                           "CreateQualificationType",
                           "CreateWorkerBlock",
                           "DeleteHIT",
                           "DeleteQualificationType",
                           "DeleteWorkerBlock",
                           "DisassociateQualificationFromWorker",
                           "NotifyWorkers",
                           "RejectAssignment",
                           "RejectQualificationRequest",
                           "RequestQualification",
                           "ReturnAssignment",
                           "SendBonus",
                           "SubmitAssignment",
                           "SubmitQualificationTest",
                           "UpdateExpirationForHIT",
                           "UpdateHITReviewStatus",
                           "UpdateHITTypeOfHIT",
                           "UpdateNotificationSettings",
                           "UpdateQualificationType",
                           "deposit",
                           "draft",
                           "file",
                           "messages on their way"}) {
    EXPECT_GT(total.acknowledged[name], 0U) << name;
  }
}

// The sync of a commit fails, the process stops as it must, and the next one acknowledges more. What the
// failed sync left unwritten must not be a hole in the log in front of that.
TEST(PowerLoss, AfterAFailedSyncAndARestartLosesNothing) {
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    Career career(seed);
    career.work(5);
    ASSERT_TRUE(career.fail({Call::Sync, 1 + seed % 7, Times::Once, SQLITE_IOERR_FSYNC, FileKind::Log}, 30));
    career.work(3);
    career.lose_power();
    EXPECT_THAT(career.tally().problems, IsEmpty());
  }
}

}  // namespace
}  // namespace kempelen::faults
