// Many who want the same money, and many copies of one request.
#include "tests/races/race.h"

#include <set>

namespace kempelen::races {
namespace {

using domain::Account;

constexpr const char* kQuestion =
    R"(<HTMLQuestion xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2011-11-11/HTMLQuestion.xsd">)"
    R"(<HTMLContent><![CDATA[<p>?</p>]]></HTMLContent><FrameHeight>0</FrameHeight></HTMLQuestion>)";

/// Replies the HIT's id.
Command publishing(const RequesterId& acme, Money reward, const std::optional<std::string>& token = {}) {
  const actions::PreparedHit prepared{
      .type = domain::HitTypeProperties{.title = "Sort",
                                        .description = "Sort it",
                                        .keywords = "",
                                        .reward = reward,
                                        .assignment_duration = Duration::seconds(600),
                                        .auto_approval_delay = Duration::days(3)},
      .question = kQuestion,
      .lifetime = Duration::days(1),
      .max_assignments = 1,
      .token = token};
  return {{.requester = acme}, [prepared](actions::WriteContext& ctx) -> actions::Reply {
            KEMPELEN_TRY(const auto made, actions::create_hit(ctx, prepared));
            return *made.hit->hit_id;
          }};
}

Command paying(const RequesterId& acme, const WorkerId& worker, const std::string& assignment, Money amount,
               const std::optional<std::string>& token = {}) {
  return call<api::SendBonusRequest>({.requester = acme}, &actions::send_bonus,
                                     {.worker_id = worker.text,
                                      .bonus_amount = amount,
                                      .assignment_id = assignment,
                                      .reason = "quick",
                                      .unique_request_token = token});
}

// 1,000 dollars pay for 100 HITs at 8.33 and 1.67 of fee, whoever comes first.
TEST(MoneyRace, AsManyHitsAreMadeAsTheMoneyPaysFor) {
  Arena shop;
  for (std::uint64_t seed = 0; seed < kSeeds; ++seed) {
    std::vector<Command> commands;
    for (int i = 0; i < 140; ++i) commands.push_back(publishing(shop.requester(), Money::cents(833)));
    const auto replies = race(shop, seed, commands);
    EXPECT_EQ(successes(replies), 100) << "seed " << seed;
    expect_refusals(replies, {Code::InsufficientFunds});
    EXPECT_EQ(shop.balance(Account::requester(shop.requester())), Money{});
    EXPECT_EQ(shop.balance(Account::held(shop.requester())), Money::dollars(1'000));
    expect_sound(shop);
    std::vector<Command> endings;
    for (const auto& reply : replies) {
      if (reply) endings.push_back(expiring(shop.requester(), {reply.value()}, Instant{}));
    }
    EXPECT_EQ(successes(race(shop, seed, endings)), 100);
    EXPECT_EQ(shop.balance(Account::requester(shop.requester())), Money::dollars(1'000));
  }
}

// HITs, extensions and bonuses at ten dollars each compete for what is left; expirations give some back. What
// was acknowledged is what was spent.
TEST(MoneyRace, AllKindsOfSpendingFromOnePurse) {
  Arena shop;
  const auto workers = hire(shop, 1);
  const Money price = Money::dollars(10);
  Money spent;  // bonuses with their fees, for good
  for (std::uint64_t seed = 0; seed < kSeeds; ++seed) {
    const auto [done, assignment] = shop.submitted(workers[0], {.reward = Money{}});
    const HitId short_lived = shop.publish({.assignments = 1, .reward = Money::cents(833)});
    const HitId extended = shop.publish({.assignments = 10, .reward = Money::cents(714)});  // 2.86: 40 %
    std::vector<Command> commands;
    for (int i = 0; i < 60; ++i) commands.push_back(publishing(shop.requester(), Money::cents(833)));
    for (int i = 0; i < 60; ++i) commands.push_back(extending(shop.requester(), extended, 1));
    for (int i = 0; i < 2; ++i) {
      commands.push_back(paying(shop.requester(), workers[0], assignment.text, Money::cents(833)));
    }
    commands.push_back(expiring(shop.requester(), short_lived, Instant{}));
    const auto replies = race(shop, seed, commands);
    expect_refusals(replies, {Code::InsufficientFunds});
    EXPECT_TRUE(replies.back());
    int held = 10;  // of `extended`
    std::vector<Command> endings{expiring(shop.requester(), extended, Instant{})};
    for (std::size_t i = 0; i < 120; ++i) held += replies[i] ? 1 : 0;
    for (std::size_t i = 0; i < 60; ++i) {
      if (replies[i]) endings.push_back(expiring(shop.requester(), {replies[i].value()}, Instant{}));
    }
    for (std::size_t i = 120; i < 122; ++i) spent = spent + (replies[i] ? price : Money{});
    // The cent is the least fee, for the work handed in that is paid nothing.
    const Money cents = *times(Money::cents(1), static_cast<std::int64_t>(seed + 1));
    EXPECT_EQ(shop.balance(Account::requester(shop.requester())),
              Money::dollars(1'000) - *times(price, held) - spent - cents)
        << "seed " << seed;
    // More was wanted than there was. What the expiration gave back may have come too late for all.
    EXPECT_LT(shop.balance(Account::requester(shop.requester())), *times(price, 2));
    expect_sound(shop);
    EXPECT_EQ(successes(race(shop, seed, endings)), static_cast<int>(endings.size()));
  }
}

// One token, sent hundreds of times: one bonus.
TEST(MoneyRace, OneTokenPaysOneBonus) {
  Arena shop;
  const auto workers = hire(shop, 1);
  const auto [hit, assignment] = shop.submitted(workers[0], {.reward = Money::cents(100)});
  for (std::uint64_t seed = 0; seed < kSeeds; ++seed) {
    std::vector<Command> commands;
    for (int i = 0; i < 300; ++i) {
      commands.push_back(paying(shop.requester(), workers[0], assignment.text, Money::dollars(2),
                                "token " + std::to_string(seed)));
    }
    const auto replies = race(shop, seed, commands);
    EXPECT_EQ(successes(replies), 1) << "seed " << seed;
    expect_refusals(replies, {Code::TokenAlreadyProcessed});
    const auto times_paid = static_cast<std::int64_t>(seed + 1);
    EXPECT_EQ(shop.balance(Account::worker(workers[0])), *times(Money::dollars(2), times_paid));
    EXPECT_EQ(shop.balance(Account::fees()), *times(Money::cents(40), times_paid));
    expect_sound(shop);
  }
}

// One token, one HIT; all others hear which one it is.
TEST(MoneyRace, OneTokenMakesOneHit) {
  Arena shop;
  for (std::uint64_t seed = 0; seed < kSeeds; ++seed) {
    std::vector<Command> commands;
    for (int i = 0; i < 200; ++i) {
      commands.push_back(publishing(shop.requester(), Money::cents(100), "token " + std::to_string(seed)));
    }
    const auto replies = race(shop, seed, commands);
    EXPECT_EQ(successes(replies), 1) << "seed " << seed;
    expect_refusals(replies, {Code::HitAlreadyExists});
    std::set<std::string> ids;
    for (const auto& reply : replies) ids.insert(reply ? reply.value() : reply.error().words.at(0));
    EXPECT_EQ(ids.size(), 1U);
    EXPECT_EQ(shop.balance(Account::held(shop.requester())),
              *times(Money::cents(120), static_cast<std::int64_t>(seed + 1)));
    expect_sound(shop);
  }
}

}  // namespace
}  // namespace kempelen::races
