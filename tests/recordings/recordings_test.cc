// What real SDKs were recorded sending, put through the whole Requester API: signature, operation, model,
// action, answer. Only sockets are missing. The clock stands at each recording's own date.
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <optional>

#include "api/errors.h"
#include "api/operations.h"
#include "aws/envelope.h"
#include "db/sqlite.h"
#include "jobs/runtime.h"
#include "json/value.h"
#include "model/read.h"
#include "server/key_ring.h"
#include "server/requester_api.h"
#include "store/accounts.h"
#include "store/schema.h"
#include "tests/unit/aws/wire_file.h"

namespace kempelen::server {
namespace {

constexpr std::string_view kKeyId = "AKIAIOSFODNN7EXAMPLE";
constexpr std::string_view kSecret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

class Collected final : public http::Responder::Channel {
 public:
  void answer(http::Response response) override { response_ = std::move(response); }
  void abandon() noexcept override {}
  const http::Response& response() const { return response_.value(); }

 private:
  std::optional<http::Response> response_;
};

/// A server's Requester API on an empty store, with the recordings' key.
class Api {
 public:
  explicit Api(const std::string& api_path = "/")
      : directory_(make_directory()), sealing_(Sealing::open(directory_, random_)) {
    db::SqliteOptions options;
    options.file = directory_ + "/kempelen.db";
    database_ = db::open_sqlite(options, store::migrations());
    settings_.page_token_key = sealing_.derive("page tokens");
    const std::string sealed = sealing_.seal(kSecret, key_label(kKeyId));
    database_->write_and_wait([&](db::Transaction& tx) {
      store::insert_requester(tx, {RequesterId{"A2RECORDINGSXX"}, "Recordings", wall_.now()});
      store::insert_access_key(tx, {std::string(kKeyId), RequesterId{"A2RECORDINGSXX"}, sealed, wall_.now()});
      return db::Verdict::Keep;
    });
    api_settings_.api_path = api_path;
    runtime_.emplace(*database_, wall_, wall_, settings_, random_);
    keys_.emplace(*database_, sealing_);
    api_.emplace(*runtime_, *keys_, api_settings_, wall_, wall_, metrics_);
  }
  ~Api() {
    database_->close();
    std::filesystem::remove_all(directory_);
  }

  http::Response send(const aws::WireRequest& request) {
    wall_.set(parse_basic(request.header("x-amz-date")).value());
    const auto channel = std::make_shared<Collected>();
    const http::Request received = request.as_http();
    if (!api_->wants(received))
      ADD_FAILURE() << "not taken for the API: " << request.method << " " << request.path;
    api_->handle(domain::Marketplace::Sandbox, received, "request-id", http::Responder(channel));
    // Writes are answered by the writing thread, in order: what is behind one has waited for it.
    database_->write_and_wait([](db::Transaction&) { return db::Verdict::Keep; });
    return channel->response();
  }

 private:
  static std::string make_directory() {
    std::string name = (std::filesystem::temp_directory_path() / "kempelen-recordings-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary directory");
    return name;
  }

  std::string directory_;
  SeededRandom random_{1};
  ManualClock wall_{Instant::from_seconds(1'700'000'000)};
  Sealing sealing_;
  std::unique_ptr<db::Database> database_;
  actions::Settings settings_{};
  RequesterApiSettings api_settings_{};
  Metrics metrics_;
  std::optional<jobs::Runtime> runtime_;
  std::optional<KeyRing> keys_;
  std::optional<RequesterApi> api_;
};

struct Recorded {
  std::string client, scenario, operation;
  aws::WireRequest request;
  bool verifies = false;
};

std::vector<Recorded> recorded(const std::string& client) {
  std::vector<Recorded> all;
  simdjson::dom::parser parser;
  for (const simdjson::dom::element scenario :
       simdjson::dom::array(aws::load_fixture(parser, client)["scenarios"])) {
    for (const simdjson::dom::element exchange : simdjson::dom::array(scenario["exchanges"])) {
      all.push_back({client, aws::text(scenario["scenario"]), aws::text(scenario["operation"]),
                     aws::read_request(exchange["request"]), bool(exchange["verifies"])});
    }
  }
  return all;
}

constexpr const char* kClients[] = {"awscli-1.45.json", "awscli-2.9.json", "boto3-1.26.json",
                                    "boto3-1.43.json",  "go-v1-1.44.json", "go-v2-1.17.json",
                                    "js-v3-node.json"};
constexpr const char* kAllOperations[] = {"boto3-1.43-all-operations.json", "go-v1-1.44-all-operations.json",
                                          "go-v2-1.17-all-operations.json", "js-v3-node-all-operations.json"};

bool mentions(const http::Response& response, std::string_view text) {
  return response.body.find(text) != std::string::npos;
}

bool is_signature_error(const http::Response& response) {
  return mentions(response, "InvalidSignatureException") ||
         mentions(response, "IncompleteSignatureException") ||
         mentions(response, "UnrecognizedClientException") ||
         mentions(response, "MissingAuthenticationTokenException");
}

class Client : public testing::TestWithParam<const char*> {};

TEST_P(Client, EveryOperationIsUnderstood) {
  Api api;
  std::map<std::string, http::Response> answers;
  for (const Recorded& one : recorded(GetParam())) {
    const http::Response response = api.send(one.request);
    EXPECT_FALSE(is_signature_error(response)) << one.operation << ": " << response.body;
    // Every recorded input is lawful by the model, so neither shape nor model may be the reason of a refusal.
    EXPECT_FALSE(mentions(response, "SerializationException")) << one.operation << ": " << response.body;
    EXPECT_FALSE(mentions(response, "ValidationException")) << one.operation << ": " << response.body;
    EXPECT_FALSE(mentions(response, "UnknownOperationException")) << one.operation << ": " << response.body;
    EXPECT_LT(response.status, 500) << one.operation << ": " << response.body;
    answers.emplace(one.operation, response);
  }
  EXPECT_EQ(answers.size(), 39u);
  EXPECT_EQ(answers.at("GetAccountBalance").body, R"({"AvailableBalance":"10000.00"})");
  EXPECT_TRUE(mentions(answers.at("SendBonus"), "AssignmentDoesNotExist")) << answers.at("SendBonus").body;
}
INSTANTIATE_TEST_SUITE_P(AllOperations, Client, testing::ValuesIn(kAllOperations));

/// The body read as the operation's input, also where the operation itself is still to be built.
Result<Done> read_input(std::string_view operation, std::string_view body) {
  Result<Done> outcome = refuse(Code::UnknownOperation);
  api::Operations::for_each([&]<typename Operation>(model::Type<Operation>) {
    if (Operation::name != operation) return;
    const auto value = json::parse(body);
    if (!value) {
      outcome = refuse(value);
    } else if (const auto input = model::read<typename Operation::Input>(*value); !input) {
      outcome = refuse(input);
    } else {
      outcome = Done{};
    }
  });
  return outcome;
}

TEST(Recordings, EveryMemberOfEveryInputIsRead) {
  std::size_t read = 0;
  for (const char* const client : kAllOperations) {
    for (const Recorded& one : recorded(client)) {
      const auto done = read_input(one.operation, one.request.body);
      EXPECT_TRUE(done) << client << " " << one.operation << ": "
                        << (done ? "" : api::wire_error(done.error()).message);
      read += done ? 1 : 0;
    }
  }
  EXPECT_EQ(read, 4u * api::Operations::size);
}

TEST(Recordings, PassTheSignatureOfTheWholeApi) {
  Api api;
  std::size_t passed = 0, with_token = 0;
  for (const char* const client : kClients) {
    for (const Recorded& one : recorded(client)) {
      // The last is a body of which only the hash was kept; the first two are the cases of their own below.
      if (one.scenario == "region-us-west-2" || one.scenario == "endpoint-with-path" || !one.verifies ||
          one.scenario == "create-hit-1500kB") {
        continue;
      }
      const http::Response response = api.send(one.request);
      if (!one.request.header("x-amz-security-token").empty()) {
        // A lasting key does not come with a token: that is somebody else's session.
        EXPECT_TRUE(mentions(response, "UnrecognizedClientException")) << client << " " << one.scenario;
        ++with_token;
        continue;
      }
      EXPECT_FALSE(is_signature_error(response)) << client << " " << one.scenario << ": " << response.body;
      ++passed;
    }
  }
  EXPECT_GE(passed, 1100u);
  EXPECT_GE(with_token, 5u);
}

TEST(Recordings, AnotherRegionIsRefusedByName) {
  Api api;
  std::size_t refused = 0;
  for (const char* const client : kClients) {
    for (const Recorded& one : recorded(client)) {
      if (one.scenario != "region-us-west-2") continue;
      const http::Response response = api.send(one.request);
      EXPECT_EQ(response.status, 400);
      EXPECT_TRUE(mentions(response, "Credential should be scoped to a valid region, not 'us-west-2'."))
          << client;
      ++refused;
    }
  }
  EXPECT_EQ(refused, 7u);
}

TEST(Recordings, AnEndpointWithAPathWorksWhereItIsConfigured) {
  Api configured("/mturk/api");
  Api elsewhere;
  std::size_t answered = 0;
  for (const char* const client : kClients) {
    for (const Recorded& one : recorded(client)) {
      if (one.scenario != "endpoint-with-path") continue;
      const http::Response response = configured.send(one.request);
      EXPECT_EQ(response.status, 200) << client << " " << one.request.path << ": " << response.body;
      EXPECT_TRUE(mentions(elsewhere.send(one.request), "UnknownOperationException")) << client;
      ++answered;
    }
  }
  EXPECT_GE(answered, 6u);
}

}  // namespace
}  // namespace kempelen::server
