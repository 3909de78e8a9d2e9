// The places of a HIT and the end of its life: accepts, extensions, expirations, deletions.
#include "tests/races/race.h"

namespace kempelen::races {
namespace {

constexpr int kWorkers = 200;

std::vector<Command> all_accepting(const std::vector<WorkerId>& workers, const HitId& hit) {
  std::vector<Command> commands;
  for (const WorkerId& worker : workers) commands.push_back(accepting(worker, hit));
  return commands;
}

TEST(HitRace, TheLastPlaceGoesToOneOfHundreds) {
  Arena shop;
  const auto workers = hire(shop, kWorkers);
  for (std::uint64_t seed = 0; seed < kSeeds; ++seed) {
    // The first seeds are about one place, later ones about a few.
    const int places = seed < kSeeds / 2 ? 1 : static_cast<int>(seed);
    const HitId hit = shop.publish({.assignments = places});
    const auto replies = race(shop, seed, all_accepting(workers, hit));
    EXPECT_EQ(successes(replies), places) << "seed " << seed;
    expect_refusals(replies, {Code::NoMoreHits});
    EXPECT_EQ(shop.hit(hit).pending, places);
    expect_sound(shop);
  }
}

// Each worker asks several times and holds one assignment at most.
TEST(HitRace, NobodyGetsTwoPlacesOfOneHit) {
  Arena shop;
  const auto workers = hire(shop, 20);
  for (std::uint64_t seed = 0; seed < kSeeds; ++seed) {
    const HitId hit = shop.publish({.assignments = 30});
    std::vector<Command> commands;
    for (int copy = 0; copy < 6; ++copy) {
      for (Command& command : all_accepting(workers, hit)) commands.push_back(std::move(command));
    }
    const auto replies = race(shop, seed, commands);
    EXPECT_EQ(successes(replies), 20) << "seed " << seed;
    expect_refusals(replies, {Code::AlreadyWorkedOnHit});
    expect_sound(shop);
  }
}

// Places are added while workers take them: never more taken than there are, and in the end all.
TEST(HitRace, ExtensionAgainstAccept) {
  Arena shop;
  const auto workers = hire(shop, kWorkers);
  for (std::uint64_t seed = 0; seed < kSeeds; ++seed) {
    constexpr int kFirst = 2, kExtensions = 9;
    const HitId hit = shop.publish({.assignments = kFirst});
    auto commands = all_accepting(workers, hit);
    for (int i = 0; i < kExtensions; ++i) commands.push_back(extending(shop.requester(), hit, 1));
    auto replies = race(shop, seed, commands);
    // The rule of ten: made with fewer, it never reaches ten.
    const std::vector<actions::Reply> extensions(replies.end() - kExtensions, replies.end());
    constexpr int kPlaces = 9;
    EXPECT_EQ(successes(extensions), kPlaces - kFirst) << "seed " << seed;
    expect_refusals(extensions, {Code::InvalidMaximumAssignmentsIncrease});
    replies.resize(workers.size(), std::string());
    expect_refusals(replies, {Code::NoMoreHits});
    const int taken = successes(replies);
    EXPECT_GE(taken, kFirst);
    EXPECT_LE(taken, kPlaces);
    EXPECT_EQ(shop.hit(hit).pending, taken);
    EXPECT_EQ(shop.hit(hit).max_assignments, kPlaces);
    expect_sound(shop);
    // Those who came too early come again.
    std::vector<Command> again;
    for (std::size_t i = 0; i < workers.size(); ++i) {
      if (!replies[i]) again.push_back(accepting(workers[i], hit));
    }
    EXPECT_EQ(successes(race(shop, seed, again)), kPlaces - taken);
    expect_sound(shop);
  }
}

// The requester ends the HIT while workers take places: what was taken stays, the rest of the hold comes
// back.
TEST(HitRace, ExpirationAgainstAccept) {
  Arena shop;
  const auto workers = hire(shop, 20);
  Money held;
  for (std::uint64_t seed = 0; seed < kSeeds; ++seed) {
    const HitId hit = shop.publish({.assignments = 15});
    auto commands = all_accepting(workers, hit);
    for (int i = 0; i < 4; ++i) commands.push_back(expiring(shop.requester(), hit, Instant{}));
    const auto replies = race(shop, seed, commands);
    expect_refusals(replies, {Code::NoMoreHits});
    const int taken = successes(replies) - 4;
    EXPECT_EQ(shop.hit(hit).pending, taken) << "seed " << seed;
    held = held + *times(Money::cents(14), taken);
    EXPECT_EQ(shop.balance(domain::Account::held(shop.requester())), held);
    expect_sound(shop);
  }
}

// Deleting is refused while work is under way or waits for review, whatever comes when; it succeeds after the
// approval only.
TEST(HitRace, DeletionAgainstSubmission) {
  Arena shop;
  const auto workers = hire(shop, 1);
  for (std::uint64_t seed = 0; seed < 2 * kSeeds; ++seed) {
    const HitId hit = shop.publish({});
    const std::string assignment = shop.accept(workers[0], hit).get().value();
    ASSERT_TRUE(race(shop, seed, {expiring(shop.requester(), hit, Instant{})}).front());
    std::vector<Command> commands{submitting(workers[0], assignment)};
    for (int i = 0; i < 4; ++i) commands.push_back(deleting(shop.requester(), hit));
    for (int i = 0; i < 4; ++i) commands.push_back(approving(shop.requester(), assignment));
    const auto replies = race(shop, seed, commands);
    EXPECT_TRUE(replies[0]) << "work cannot vanish; seed " << seed;
    expect_refusals(replies,
                    {Code::InvalidHitState, Code::InvalidAssignmentState, Code::AssignmentDoesNotExist});
    const std::vector<actions::Reply> deletions(replies.begin() + 1, replies.begin() + 5);
    const std::vector<actions::Reply> approvals(replies.begin() + 5, replies.end());
    EXPECT_LE(successes(deletions), successes(approvals));
    EXPECT_LE(successes(approvals), 1);
    const bool disposed = shop.hit(hit).mark == domain::ReviewMark::Disposed;
    EXPECT_EQ(disposed, successes(deletions) == 1);
    EXPECT_EQ(shop.assignment({assignment}).status, successes(approvals) == 1
                                                        ? domain::AssignmentStatus::Approved
                                                        : domain::AssignmentStatus::Submitted);
    expect_sound(shop);
  }
}

// A HIT whose last worker gives back can be deleted from then on, once.
TEST(HitRace, DeletionAgainstReturn) {
  Arena shop;
  const auto workers = hire(shop, 1);
  for (std::uint64_t seed = 0; seed < 2 * kSeeds; ++seed) {
    const HitId hit = shop.publish({.assignments = 2});
    const std::string assignment = shop.accept(workers[0], hit).get().value();
    std::vector<Command> commands{returning(workers[0], assignment),
                                  expiring(shop.requester(), hit, Instant{})};
    for (int i = 0; i < 6; ++i) commands.push_back(deleting(shop.requester(), hit));
    const auto replies = race(shop, seed, commands);
    EXPECT_TRUE(replies[0] && replies[1]) << "seed " << seed;
    expect_refusals(replies, {Code::InvalidHitState});
    EXPECT_LE(successes(replies) - 2, 1);
    EXPECT_EQ(shop.hit(hit).mark == domain::ReviewMark::Disposed, successes(replies) == 3);
    EXPECT_EQ(shop.balance(domain::Account::held(shop.requester())), Money{});
    expect_sound(shop);
  }
}

}  // namespace
}  // namespace kempelen::races
