// The same server over TLS, spoken to by OpenSSL's client.
#include <gtest/gtest.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

#include <thread>

#include "base/fault.h"
#include "tests/unit/http/client.h"
#include "tests/unit/http/tls_files.h"

namespace kempelen::http {
namespace {

using testing::Client;
using testing::echo;
using testing::eventually;
using testing::post;
using testing::Running;
using testing::TlsFolder;

using ClientContext = std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)>;

class TlsWire final : public testing::Wire {
 public:
  explicit TlsWire(SSL* session) : session_(session, SSL_free) {}

  bool send(std::string_view bytes) override {
    return SSL_write(session_.get(), bytes.data(), static_cast<int>(bytes.size())) ==
           static_cast<int>(bytes.size());
  }
  std::optional<std::string> receive() override {
    std::string buffer(65536, '\0');
    const int received = SSL_read(session_.get(), buffer.data(), static_cast<int>(buffer.size()));
    if (received > 0) return buffer.substr(0, static_cast<std::size_t>(received));
    if (SSL_get_error(session_.get(), received) == SSL_ERROR_ZERO_RETURN) return "";
    return std::nullopt;
  }
  SSL* session() { return session_.get(); }

 private:
  std::unique_ptr<SSL, decltype(&SSL_free)> session_;
};

ClientContext make_context() {
  ClientContext context(SSL_CTX_new(TLS_client_method()), SSL_CTX_free);
  SSL_CTX_set_verify(context.get(), SSL_VERIFY_NONE, nullptr);
  return context;
}

/// Null if the handshake fails.
SSL* connect(Client& client, SSL_CTX& context) {
  auto wire = std::make_unique<TlsWire>(SSL_new(&context));
  SSL* session = wire->session();
  SSL_set_fd(session, client.socket());
  if (SSL_connect(session) != 1) return nullptr;
  client.use(std::move(wire));
  return session;
}

TEST(Tls, CarriesRequestsAndAnswers) {
  const TlsFolder folder;
  const std::string big(3'000'000, 'b');
  bool was_tls = false;
  Running running(
      [&](const Request& request, Responder responder) {
        was_tls = request.tls;
        if (request.path == "/big") return responder.send({.status = 200, .content_type = {}, .body = big});
        echo(request, std::move(responder));
      },
      {}, 1, folder.files());
  const ClientContext context = make_context();
  Client client(running.port);
  ASSERT_NE(connect(client, *context), nullptr);
  for (const std::string body : {"", "{}", "more"}) {
    client.send(post(body));
    const auto answer = client.read_answer();
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->body, "POST /\n" + body);
  }
  EXPECT_TRUE(was_tls);
  client.send_byte_by_byte(post("slowly"));
  const auto slow = client.read_answer();
  ASSERT_TRUE(slow);
  EXPECT_EQ(slow->body, "POST /\nslowly");
  // A record is larger than one read of the server, and holds many requests.
  std::string all;
  for (int i = 0; i < 400; ++i) all += post(std::to_string(i));
  client.send(all);
  for (int i = 0; i < 400; ++i) {
    const auto answer = client.read_answer();
    ASSERT_TRUE(answer) << i;
    ASSERT_EQ(answer->body, "POST /\n" + std::to_string(i));
  }
  client.send("GET /big HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
  const auto answer = client.read_answer();
  ASSERT_TRUE(answer);
  EXPECT_TRUE(answer->body == big);
  EXPECT_EQ(client.read_to_end(), "") << "ended by close_notify";
}

TEST(Tls, TakesALargeBody) {
  const TlsFolder folder;
  Running running(
      [](const Request& request, Responder responder) {
        responder.send({.status = 200, .content_type = {}, .body = std::to_string(request.body.size())});
      },
      {}, 1, folder.files());
  const ClientContext context = make_context();
  Client client(running.port);
  ASSERT_NE(connect(client, *context), nullptr);
  client.send(post(std::string(1'500'000, 'x')));
  const auto answer = client.read_answer();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->body, "1500000");
}

TEST(Tls, AnswersFromAnotherThreadWhenTheNextRequestIsAlreadyDeciphered) {
  const TlsFolder folder;
  std::vector<std::jthread> threads;
  Running running(
      [&](const Request& request, Responder responder) {
        threads.emplace_back([body = std::string(request.body), responder = std::move(responder)]() mutable {
          responder.send({.status = 200, .content_type = {}, .body = body});
        });
      },
      {}, 1, folder.files());
  const ClientContext context = make_context();
  Client client(running.port);
  ASSERT_NE(connect(client, *context), nullptr);
  const std::string filler(6'000, 'f');
  client.send(post("1" + filler) + post("2" + filler) + post("3"));
  for (const char digit : {'1', '2', '3'}) {
    const auto answer = client.read_answer();
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->body.front(), digit);
  }
  running.server.stop(std::chrono::milliseconds(0));
  for (auto& thread : threads) thread.join();
}

TEST(Tls, NegotiatesHttp11Only) {
  const TlsFolder folder;
  Running running(echo, {}, 1, folder.files());
  const ClientContext context = make_context();
  const std::string both = "\x02h2\x08http/1.1";
  SSL_CTX_set_alpn_protos(context.get(), reinterpret_cast<const unsigned char*>(both.data()), 12);
  Client client(running.port);
  SSL* session = connect(client, *context);
  ASSERT_NE(session, nullptr);
  const unsigned char* chosen = nullptr;
  unsigned int size = 0;
  SSL_get0_alpn_selected(session, &chosen, &size);
  EXPECT_EQ(std::string(reinterpret_cast<const char*>(chosen), size), "http/1.1");
  const ClientContext only_h2 = make_context();
  SSL_CTX_set_alpn_protos(only_h2.get(), reinterpret_cast<const unsigned char*>("\x02h2"), 3);
  Client second(running.port);
  EXPECT_EQ(connect(second, *only_h2), nullptr);
}

TEST(Tls, KnowsNoOldVersions) {
  const TlsFolder folder;
  Running running(echo, {}, 1, folder.files());
  for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION, TLS1_1_VERSION}) {
    const ClientContext context = make_context();
    SSL_CTX_set_security_level(context.get(), 0);
    SSL_CTX_set_min_proto_version(context.get(), version);
    SSL_CTX_set_max_proto_version(context.get(), version);
    Client client(running.port);
    const SSL* session = connect(client, *context);
    EXPECT_EQ(session != nullptr, version != TLS1_1_VERSION) << version;
  }
}

TEST(Tls, PlainHttpToATlsPortEnds) {
  const TlsFolder folder;
  Running running(echo, {}, 1, folder.files());
  Client client(running.port);
  client.send(post("plain"));
  EXPECT_FALSE(client.read_answer());
  EXPECT_TRUE(eventually([&] { return running.server.counts().connections_open == 0; }));
  EXPECT_EQ(running.server.counts().requests_total, 0U);
}

TEST(Tls, AHandshakeMustComeInTime) {
  const TlsFolder folder;
  Limits limits;
  limits.header_time_max = std::chrono::milliseconds(200);
  Running running(echo, limits, 1, folder.files());
  Client client(running.port);
  client.send("\x16\x03");
  const auto start = std::chrono::steady_clock::now();
  ASSERT_TRUE(eventually([&] { return running.server.counts().connections_total == 1; }));
  EXPECT_TRUE(eventually([&] { return running.server.counts().connections_open == 0; }));
  EXPECT_LT(testing::since(start), std::chrono::seconds(20));
}

TEST(Tls, NamesTheFileItCannotUse) {
  const TlsFolder folder;
  testing::ScriptedHandler handler(echo);
  Server server(handler, {}, 1);
  const auto message = [&](const TlsFiles& files) -> std::string {
    try {
      server.listen({.tls = std::make_shared<TlsFiles>(files)});
      return "it listens";
    } catch (const Fault& fault) {
      return fault.what();
    }
  };
  const std::string cert = folder.path("cert.pem");
  EXPECT_NE(message({"/nowhere/cert.pem", folder.path("key.pem")}).find("/nowhere/cert.pem"),
            std::string::npos);
  EXPECT_NE(message({cert, "/nowhere/key.pem"}).find("/nowhere/key.pem"), std::string::npos);
  EXPECT_NE(message({cert, folder.path("other.pem")}).find("other.pem"), std::string::npos);
}

}  // namespace
}  // namespace kempelen::http
