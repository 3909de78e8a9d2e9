// The whole client against servers of a few lines: what it sends, what it makes of answers, and what it does
// with connections.
#include "client/client.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <iterator>
#include <ranges>
#include <thread>

#include "tests/unit/client/small_server.h"

namespace kempelen::client {
namespace {

using testing::HasSubstr;

const Credentials kKey{"AKIAEXAMPLE", "secret"};

Client client_of(const std::string& url, int attempts = 4) {
  return Client::open({.endpoint = url, .credentials = kKey, .attempts = attempts}).value();
}

bool calls(const std::string& request, const std::string& operation) {
  return request.find("X-Amz-Target: MTurkRequesterServiceV20170117." + operation + "\r\n") !=
         std::string::npos;
}

TEST(Client, SendsARequestAndReadsItsAnswer) {
  std::string seen;
  SmallServer server([&seen](const std::string& request) {
    seen = request;
    return http_answer(
        R"({"HIT":{"HITId":"3HIT","Reward":"0.05","CreationTime":1.5e9,"HITStatus":"Brandnew",)"
        R"("SomethingNew":[1]}})");
  });
  const Client client = client_of(server.url() + "/mturk/api");
  const auto made = client.create_hit({.lifetime_in_seconds = 60,
                                       .assignment_duration_in_seconds = 30,
                                       .reward = Money::cents(5),
                                       .title = "Ünïcode",
                                       .description = "d"});
  ASSERT_TRUE(made) << made.error().message;
  EXPECT_EQ(made->hit->hit_id, "3HIT");
  EXPECT_EQ(made->hit->reward, Money::cents(5));
  EXPECT_EQ(made->hit->creation_time, Instant::from_seconds(1'500'000'000));
  EXPECT_EQ(made->hit->hit_status, "Brandnew");
  EXPECT_THAT(seen, HasSubstr("POST /mturk/api HTTP/1.1\r\nHost: 127.0.0.1:"));
  EXPECT_THAT(seen, HasSubstr("User-Agent: kempelen-client/"));
  EXPECT_THAT(seen, HasSubstr(R"({"LifetimeInSeconds":60,"AssignmentDurationInSeconds":30,"Reward":"0.05",)"
                              R"("Title":"Ünïcode","Description":"d","UniqueRequestToken":")"));
}

TEST(Client, EveryCallGetsATokenOfItsOwnUnlessTheCallerGaveOne) {
  std::vector<std::string> tokens;
  SmallServer server([&tokens](const std::string& request) {
    const std::size_t at = request.find("UniqueRequestToken");
    tokens.push_back(at == std::string::npos ? "" : request.substr(at + 21, 34));
    return http_answer("{}");
  });
  const Client client = client_of(server.url());
  const api::SendBonusRequest bonus{.worker_id = "A1",
                                    .bonus_amount = Money::cents(1),
                                    .assignment_id = "3A",
                                    .reason = "r",
                                    .unique_request_token = "mine"};
  auto open = bonus;
  open.unique_request_token.reset();
  EXPECT_TRUE(client.send_bonus(open));
  EXPECT_TRUE(client.send_bonus(open));
  EXPECT_TRUE(client.send_bonus(bonus));
  EXPECT_TRUE(client.delete_hit({.hit_id = "3H"}));
  ASSERT_EQ(tokens.size(), 4U);
  EXPECT_NE(tokens[0], tokens[1]);
  EXPECT_EQ(tokens[0].find_first_not_of("0123456789abcdef\"}"), std::string::npos) << tokens[0];
  EXPECT_THAT(tokens[2], HasSubstr("mine"));
  EXPECT_EQ(tokens[3], "");
}

TEST(Client, RefusesFractionsOfACentWithoutSendingThem) {
  SmallServer server([](const std::string&) { return http_answer("{}"); });
  const auto result = client_of(server.url())
                          .create_hit_type({.assignment_duration_in_seconds = 30,
                                            .reward = Money{1'500},
                                            .title = "t",
                                            .description = "d"});
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().kind, Error::Kind::Request);
  EXPECT_EQ(result.error().message, "Reward is 0.0015, and amounts are sent in whole cents; round it first.");
  EXPECT_EQ(server.requests(), 0U);
}

TEST(Client, KeepsItsConnection) {
  SmallServer server([](const std::string&) { return http_answer(R"({"AvailableBalance":"10000.00"})"); });
  const Client client = client_of(server.url());
  for (int i = 0; i < 5; ++i)
    EXPECT_EQ(client.get_account_balance()->available_balance, Money::dollars(10'000));
  EXPECT_EQ(server.connections(), 1U);
}

TEST(Client, ManyThreadsCallAtOnce) {
  SmallServer server([](const std::string&) { return http_answer(R"({"AvailableBalance":"1.00"})"); });
  const Client client = client_of(server.url());
  std::atomic<int> good = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 25; ++i) good += client.get_account_balance() ? 1 : 0;
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(good, 200);
  EXPECT_LE(server.connections(), 8U);
}

TEST(Client, AClosedConnectionIsNoSecondCallOfWhatMayNotBeRepeated) {
  std::atomic<int> blocks = 0;
  SmallServer server([&blocks](const std::string& request) {
    if (!calls(request, "CreateWorkerBlock")) return http_answer("{}");
    ++blocks;
    return std::string();
  });
  const Client client = client_of(server.url());
  EXPECT_TRUE(client.get_account_balance());
  const auto blocked = client.create_worker_block({.worker_id = "A1", .reason = "r"});
  ASSERT_FALSE(blocked);
  EXPECT_EQ(blocked.error().kind, Error::Kind::Unanswered);
  EXPECT_TRUE(blocked.error().may_have_happened);
  EXPECT_EQ(blocks, 1);
}

TEST(Client, AnAnswerThatNeverComesIsGivenUp) {
  std::atomic<int> asked = 0;
  SmallServer server(
      [&asked](const std::string&) { return ++asked == 1 ? "HTTP/1.1 200 OK\r\n" : http_answer("{}"); });
  const auto client = Client::open(
      {.endpoint = server.url(), .credentials = kKey, .answer_within = std::chrono::milliseconds(200)});
  EXPECT_TRUE(client->get_account_balance());
  EXPECT_EQ(asked, 2);
}

TEST(Client, ARefusedConnectionIsOneSentence) {
  std::string url;
  {
    const SmallServer gone([](const std::string&) { return std::string(); });
    url = gone.url();
  }
  const auto result = client_of(url, 1).get_account_balance();
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().kind, Error::Kind::Unreachable);
  EXPECT_THAT(result.error().message, HasSubstr("No connection to " + url));
  EXPECT_THAT(result.error().message, HasSubstr("check that the server runs"));
}

TEST(Client, AnEndpointThatIsNoneIsRefusedAtOnce) {
  for (const char* const url :
       {"", "localhost:8080", "ftp://x/", "http://", "http://x/?q=1", "http://u:p@x/"}) {
    const auto client = Client::open({.endpoint = url, .credentials = kKey});
    ASSERT_FALSE(client) << url;
    EXPECT_EQ(client.error().kind, Error::Kind::Settings);
  }
}

TEST(Client, AnAnswerThatIsNoneIsToldFromARefusal) {
  for (const char* const body :
       {"", "nonsense", "[]", R"({"AvailableBalance":5})", R"({"AvailableBalance":"x"})"}) {
    SmallServer server([body](const std::string&) { return http_answer(body); });
    const auto result = client_of(server.url()).get_account_balance();
    if (*body == '\0') {
      // The protocol takes no text at all for an empty object.
      EXPECT_TRUE(result);
      continue;
    }
    ASSERT_FALSE(result) << body;
    EXPECT_EQ(result.error().kind, Error::Kind::NotTheService);
  }
}

/// Three pages: two HITs, one HIT, none.
std::string list_page(const std::string& request) {
  if (request.find("\"NextToken\":\"two\"") != std::string::npos)
    return http_answer(R"({"NumResults":0,"HITs":[]})");
  if (request.find("\"NextToken\":\"one\"") != std::string::npos) {
    return http_answer(R"({"NextToken":"two","NumResults":1,"HITs":[{"HITId":"C"}]})");
  }
  return http_answer(R"({"NextToken":"one","NumResults":2,"HITs":[{"HITId":"A"},{"HITId":"B"}]})");
}

static_assert(std::ranges::input_range<Pages<api::ListHITs>>);
static_assert(std::ranges::input_range<Entries<api::ListHITs>>);

TEST(Lists, AreRangesOfTheirEntries) {
  std::string first;
  SmallServer server([&first](const std::string& request) {
    if (first.empty()) first = request;
    return list_page(request);
  });
  const Client client = client_of(server.url());
  std::string ids;
  for (const auto& hit : client.all<api::ListHITs>({})) ids += *hit.value().hit_id;
  EXPECT_EQ(ids, "ABC");
  EXPECT_EQ(server.requests(), 3U);
  EXPECT_THAT(first, HasSubstr(R"({"MaxResults":100})"));
}

TEST(Lists, AreRangesOfTheirPages) {
  SmallServer server(list_page);
  const Client client = client_of(server.url());
  std::vector<std::size_t> sizes;
  for (const auto& page : client.pages<api::ListHITs>({.max_results = 2})) sizes.push_back(page->hits.size());
  EXPECT_EQ(sizes, (std::vector<std::size_t>{2, 1}));
}

TEST(Lists, FetchNoPageThatNobodyLooksAt) {
  SmallServer server(list_page);
  const Client client = client_of(server.url());
  auto hits = client.all<api::ListHITs>({});
  EXPECT_EQ(server.requests(), 0U);
  auto at = hits.begin();
  ++at;
  EXPECT_EQ((*at)->hit_id, "B");
  EXPECT_EQ(server.requests(), 1U);
}

TEST(Lists, EndWithTheErrorThatStoppedThem) {
  SmallServer server([](const std::string& request) {
    if (request.find("NextToken") == std::string::npos) return list_page(request);
    return http_answer(R"({"__type":"RequestError","Message":"No."})", "400 Bad Request");
  });
  const Client client = client_of(server.url());
  std::string seen;
  for (const auto& hit : client.all<api::ListHITs>({})) seen += hit ? *hit->hit_id : hit.error().message;
  EXPECT_EQ(seen, "ABNo.");
}

TEST(Lists, ATokenThatComesBackIsAnErrorAndNoEndlessList) {
  SmallServer server(
      [](const std::string&) { return http_answer(R"({"NextToken":"t","HITs":[{"HITId":"A"}]})"); });
  const Client client = client_of(server.url());
  std::string seen;
  for (const auto& hit : client.all<api::ListHITs>({})) seen += hit ? *hit->hit_id : "!";
  EXPECT_EQ(seen, "AA!");
}

TEST(Lists, MayBeEmpty) {
  SmallServer server([](const std::string&) { return http_answer(R"({"NumResults":0,"HITs":[]})"); });
  const Client client = client_of(server.url());
  for (const auto& hit : client.all<api::ListHITs>({})) FAIL() << hit.has_value();
  EXPECT_EQ(server.requests(), 1U);
}

}  // namespace
}  // namespace kempelen::client
