// Money in and out, and statements: what they answer, refuse and print.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "server/admin_statement.h"
#include "tests/unit/server/house.h"

namespace kempelen::server {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

std::string sentence(const Result<std::string>& answer) {
  if (answer) return "answered: " + *answer;
  EXPECT_EQ(answer.error().code, Code::AdminRefused);
  return answer.error().words.at(0);
}

/// Another requester than the workshop's, with no money yet.
std::string new_requester(House& house) {
  return member(house.admin("create-requester", {{"name", "bolt"}}).value(), "RequesterId");
}

std::string move(House& house, const std::string& command, const std::string& requester,
                 const std::string& amount) {
  const auto answer = house.admin(command, {{"requester", requester}, {"amount", amount}});
  return answer ? member(*answer, "AvailableBalance") : sentence(answer);
}

/// All pages of a statement as the command line prints them.
std::string printed(House& house, const Arguments& arguments) {
  std::string text;
  for (std::optional<Arguments> page = arguments; page;) {
    Printed one = admin::print_statement(house.admin("statement", *page).value(), *page);
    text += one.text;
    page = one.again;
  }
  return text;
}

std::vector<std::string> lines_of(const std::string& text, const std::string& end) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t next = text.find(end, at);
    lines.push_back(text.substr(at, next - at));
    at = next + end.size();
  }
  return lines;
}

TEST(AdminMoney, ComesInAndGoesOut) {
  House house;
  const std::string id = new_requester(house);
  EXPECT_EQ(move(house, "deposit", id, "10"), "10.00");
  EXPECT_EQ(move(house, "deposit", id, "0.01"), "10.01");
  EXPECT_EQ(move(house, "withdraw", id, "4.01"), "6.00");
  EXPECT_EQ(move(house, "withdraw", id, "6.01"), "The requester's available balance is 6.00; 6.01 is more.");
  EXPECT_EQ(member(house.admin("balance", {{"requester", id}}).value(), "AvailableBalance"), "6.00");
  EXPECT_EQ(move(house, "withdraw", id, "6"), "0.00");
}

TEST(AdminMoney, AmountsAreAmounts) {
  House house;
  const std::string id = new_requester(house);
  for (const char* command : {"deposit", "withdraw"}) {
    for (const char* wrong : {"0", "0.00", "-1", "+1", "1.001", "1,5", "1e3", ".5", "x", " 1", "1000000.01",
                              "9223372036854775807", "99999999999999999999999999"}) {
      EXPECT_THAT(move(house, command, id, wrong), HasSubstr("is not an amount of dollars")) << wrong;
    }
  }
  EXPECT_EQ(move(house, "deposit", id, "1000000.00"), "1000000.00");
}

TEST(AdminMoney, DepositsThatCannotBeCountedAreRefused) {
  House house;
  const RequesterId id{new_requester(house)};
  // As if others had brought nearly all that 64 bits can count, beside the workshop's 1,000.00.
  const Money most{std::numeric_limits<std::int64_t>::max() / 10'000 * 10'000};
  const domain::Posting brought = domain::deposit(id, most - Money::dollars(1'000) - Money::cents(5));
  house.shop()
      .send({},
            [&](actions::WriteContext& ctx) -> actions::Reply {
              store::post(ctx.tx, std::span(&brought, 1), ctx.ids, ctx.now);
              return std::string();
            })
      .get();
  EXPECT_THAT(move(house, "deposit", id.text, "0.06"),
              AllOf(StartsWith("All deposits together can be 9223372036854.77 at most;"),
                    EndsWith("0.06 more is too much.")));
  EXPECT_THAT(move(house, "deposit", id.text, "1000000"), HasSubstr("too much"));
  EXPECT_EQ(move(house, "deposit", id.text, "0.05"), "9223372035854.77");
}

TEST(AdminMoney, WorkersArePaidOutWhatTheyEarned) {
  House house;
  const std::string sandbox = member(house.admin("create-worker", {{"username", "ann"}}).value(), "WorkerId");
  EXPECT_THAT(sentence(house.admin("pay-out", {{"worker", sandbox}, {"amount", "1"}})),
              HasSubstr("play money"));
  const std::string live = member(
      house.admin("create-worker", {{"username", "ann"}, {"marketplace", "live"}}).value(), "WorkerId");
  EXPECT_EQ(sentence(house.admin("pay-out", {{"worker", live}, {"amount", "0.01"}})),
            "The worker's earnings not paid out yet are 0.00; 0.01 is more.");
  const domain::Posting earned{domain::Account::requester(house.shop().requester()),
                               domain::Account::worker({live}), Money::cents(50), domain::Reason::Reward,
                               "3A"};
  house.shop()
      .send({},
            [&](actions::WriteContext& ctx) -> actions::Reply {
              store::post(ctx.tx, std::span(&earned, 1), ctx.ids, ctx.now);
              return std::string();
            })
      .get();
  EXPECT_EQ(member(house.admin("pay-out", {{"worker", live}, {"amount", "0.20"}}).value(), "NotPaidOut"),
            "0.30");
}

TEST(AdminStatement, ShowsEveryMovementWithItsBalance) {
  House house;
  const std::string id = new_requester(house);
  move(house, "deposit", id, "10");
  move(house, "withdraw", id, "2.50");
  const std::string answer = house.admin("statement", {{"requester", id}}).value();
  EXPECT_THAT(answer,
              StartsWith(R"({"Account":"requester:)" + id + R"(","OpeningBalance":"0.00","Entries":[{)"));
  EXPECT_THAT(
      answer,
      HasSubstr(R"("Reason":"deposit","CounterAccount":"outside","Amount":"10.00","Balance":"10.00"})"));
  EXPECT_THAT(
      answer,
      EndsWith(R"("Reason":"withdrawal","CounterAccount":"outside","Amount":"-2.50","Balance":"7.50"}],)"
               R"("ClosingBalance":"7.50"})"));
  EXPECT_EQ(member(house.admin("balance", {{"requester", id}}).value(), "AvailableBalance"), "7.50");
}

TEST(AdminStatement, NamesHitAndAssignmentInCsv) {
  House house;
  const WorkerId ann = house.shop().worker("ann");
  const auto [hit, assignment] = house.shop().submitted(ann, {});
  house.shop().approve(assignment.text).get();
  const auto lines = lines_of(printed(house, {{"worker", ann.text}, {"csv", "yes"}}), "\r\n");
  ASSERT_EQ(lines.size(), 4u);
  EXPECT_EQ(lines[0], "time,entry_id,reason,hit_id,assignment_id,counter_account,amount,balance");
  EXPECT_EQ(lines[1], ",,opening balance,,,,,0.00");
  EXPECT_THAT(lines[2], EndsWith(",reward," + hit.text + "," + assignment.text + ",play,0.10,0.10"));
  EXPECT_EQ(lines[3], ",,closing balance,,,,,0.10");
}

TEST(AdminStatement, CsvQuotesAndDisarmsTexts) {
  const std::string answer =
      R"({"Account":"fees","OpeningBalance":"-1.00","Entries":[{"Time":"t","EntryId":"=1+1","Reason":"a,b",)"
      R"("CounterAccount":"say \"no\"","Amount":"-0.125","Balance":"-1.125"},{"Time":"@x","EntryId":"+1",)"
      R"("Reason":"-2","CounterAccount":"a\r\nb","Amount":"1.00","Balance":"-0.125"}],)"
      R"("ClosingBalance":"-0.125"})";
  EXPECT_EQ(admin::print_statement(answer, {{"csv", "yes"}}).text,
            "time,entry_id,reason,hit_id,assignment_id,counter_account,amount,balance\r\n"
            ",,opening balance,,,,,-1.00\r\n"
            "t,'=1+1,\"a,b\",,,\"say \"\"no\"\"\",-0.125,-1.125\r\n"
            "'@x,'+1,'-2,,,\"a\r\nb\",1.00,-0.125\r\n"
            ",,closing balance,,,,,-0.125\r\n");
}

TEST(AdminStatement, KeepsToItsPeriod) {
  House house;
  const std::string id = new_requester(house);
  move(house, "deposit", id, "1");
  house.shop().domain().advance(Duration::days(10));
  const std::string second = format_iso(house.shop().domain().now());
  move(house, "deposit", id, "2");
  house.shop().domain().advance(Duration::days(10));
  const std::string third = format_iso(house.shop().domain().now());
  move(house, "deposit", id, "4");
  const auto figures = [&](Arguments period) {
    period["requester"] = id;
    period["csv"] = "yes";
    std::vector<std::string> found;
    for (const std::string& line : lines_of(printed(house, period), "\r\n")) {
      found.push_back(line.substr(line.rfind(',') + 1));
    }
    found.erase(found.begin());
    return found;
  };
  EXPECT_THAT(figures({}), ElementsAre("0.00", "1.00", "3.00", "7.00", "7.00"));
  EXPECT_THAT(figures({{"from", second}}), ElementsAre("1.00", "3.00", "7.00", "7.00"));
  EXPECT_THAT(figures({{"from", second}, {"to", third}}), ElementsAre("1.00", "3.00", "3.00"));
  EXPECT_THAT(figures({{"to", second}}), ElementsAre("0.00", "1.00", "1.00"));
  EXPECT_THAT(figures({{"from", "2100-01-01"}}), ElementsAre("7.00", "7.00"));
  EXPECT_THAT(figures({{"to", "2000-01-01"}}), ElementsAre("0.00", "0.00"));
  EXPECT_THAT(sentence(house.admin("statement", {{"requester", id}, {"from", "yesterday"}})),
              HasSubstr("--from is a date such as"));
}

TEST(AdminStatement, LongOnesComeInPagesWithoutAGapOrARepetition) {
  House house;
  const RequesterId id{new_requester(house)};
  constexpr int kDeposits = 12'345;
  house.shop()
      .send({},
            [&](actions::WriteContext& ctx) -> actions::Reply {
              const domain::Posting cent = domain::deposit(id, Money::cents(1));
              for (int i = 0; i < kDeposits; ++i) {
                store::post(ctx.tx, std::span(&cent, 1), ctx.ids, ctx.now + Duration{i * 300});
              }
              return std::string();
            })
      .get();
  int pages = 0;
  std::optional<Arguments> page = Arguments{{"requester", id.text}, {"csv", "yes"}};
  std::string text;
  for (; page; ++pages) {
    Printed one = admin::print_statement(house.admin("statement", *page).value(), *page);
    text += one.text;
    page = one.again;
  }
  EXPECT_EQ(pages, 3);
  const auto lines = lines_of(text, "\r\n");
  ASSERT_EQ(lines.size(), kDeposits + 3u);
  for (int i = 0; i < kDeposits; ++i) {
    ASSERT_THAT(lines[static_cast<std::size_t>(i) + 2], EndsWith("," + format_exact(Money::cents(i + 1))));
  }
  EXPECT_EQ(lines.back(), ",,closing balance,,,,,123.45");
}

TEST(AdminStatement, WhatCameInAtAnInstantStandsBeforeWhatWentOut) {
  House house;
  const RequesterId id{new_requester(house)};
  house.shop()
      .send({},
            [&](actions::WriteContext& ctx) -> actions::Reply {
              for (int i = 0; i < 20; ++i) {
                const std::array both = {domain::deposit(id, Money::cents(5)),
                                         domain::withdrawal(id, Money::cents(5))};
                store::post(ctx.tx, both, ctx.ids, ctx.now);
              }
              return std::string();
            })
      .get();
  for (const std::string& line : lines_of(printed(house, {{"requester", id.text}, {"csv", "yes"}}), "\r\n")) {
    EXPECT_THAT(line.substr(line.rfind(',') + 1), Not(StartsWith("-")));
  }
}

TEST(AdminStatement, IsOfOneAccount) {
  House house;
  const std::string id = new_requester(house);
  const auto said = [&](const Arguments& arguments) { return sentence(house.admin("statement", arguments)); };
  EXPECT_EQ(said({}), "A statement is of one of --requester, --worker and --account.");
  EXPECT_EQ(said({{"requester", id}, {"account", "fees"}}), said({}));
  EXPECT_EQ(said({{"account", "bank"}}), "--account is fees, outside or play, not 'bank'.");
  EXPECT_EQ(said({{"account", "fees"}, {"held", "yes"}}), "--held goes with --requester.");
  EXPECT_THAT(said({{"requester", "ANOBODY"}}), HasSubstr("There is no requester ANOBODY"));
  EXPECT_THAT(said({{"worker", "ANOBODY"}}), HasSubstr("There is no worker ANOBODY"));
  EXPECT_THAT(said({{"account", "play"}, {"marketplace", "live"}}), HasSubstr("sandbox marketplace only"));
  EXPECT_THAT(said({{"account", "fees"}, {"after", "3X"}}), HasSubstr("is no place in a statement"));
  EXPECT_THAT(said({{"account", "outside"}, {"marketplace", "live"}}), HasSubstr("\"-1000.00\""));
  EXPECT_THAT(said({{"requester", house.shop().requester().text}, {"held", "yes"}}), HasSubstr("\"held:"));
}

}  // namespace
}  // namespace kempelen::server
