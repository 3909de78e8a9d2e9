// Requests that can be read in two ways, or not at all: each is refused in the listener's own form, and the
// connection ends without a reset.
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "tests/unit/http/client.h"

namespace kempelen::http {
namespace {

using testing::Body;
using testing::Client;
using testing::echo;
using testing::post;
using testing::Running;

struct Raw {
  std::string name;
  std::string request;
  int status;
};

const std::string kHost = "Host: h\r\n";

std::vector<Raw> broken_lines() {
  using namespace std::string_literals;
  return {
      {"RawSpaceInTarget", "GET /a b HTTP/1.1\r\n" + kHost + "\r\n", 400},
      {"TwoSpacesBeforeTarget", "GET  / HTTP/1.1\r\n" + kHost + "\r\n", 400},
      {"SpaceAfterVersion", "GET / HTTP/1.1 \r\n" + kHost + "\r\n", 400},
      {"TabInRequestLine", "GET\t/ HTTP/1.1\r\n" + kHost + "\r\n", 400},
      {"NonAsciiTarget", "GET /caf\xC3\xA9 HTTP/1.1\r\n" + kHost + "\r\n", 400},
      {"AbsoluteTarget", "GET http://h/ HTTP/1.1\r\n" + kHost + "\r\n", 400},
      {"AuthorityTarget", "CONNECT h:443 HTTP/1.1\r\n" + kHost + "\r\n", 400},
      {"StarWithGet", "GET * HTTP/1.1\r\n" + kHost + "\r\n", 400},
      {"NoTarget", "GET HTTP/1.1\r\n" + kHost + "\r\n", 400},
      {"Fragment", "GET /#top HTTP/1.1\r\n" + kHost + "\r\n", 400},
      {"Http09", "GET /\r\n\r\n", 400},
      {"EmptyMethod", " / HTTP/1.1\r\n" + kHost + "\r\n", 400},
      {"MethodWithColon", "GE:T / HTTP/1.1\r\n" + kHost + "\r\n", 400},
      {"LowerCaseProtocol", "GET / http/1.1\r\n" + kHost + "\r\n", 400},
      {"LongVersion", "GET / HTTP/1.10\r\n" + kHost + "\r\n", 400},
      {"Http2Preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505},
      {"Http12", "GET / HTTP/1.2\r\n" + kHost + "\r\n", 505},
      {"Http09Written", "GET / HTTP/0.9\r\n" + kHost + "\r\n", 505},
      {"TwoEmptyLinesFirst", "\r\n\r\nGET / HTTP/1.1\r\n" + kHost + "\r\n", 400},
      {"TlsHelloToPlainPort", "\x16\x03\x01\x02\x00\x01\x00\x01\xFC\x03\x03\n"s, 400},
  };
}

std::vector<Raw> broken_fields() {
  using namespace std::string_literals;
  const std::string get = "GET / HTTP/1.1\r\n";
  return {
      {"BareLf", "GET / HTTP/1.1\n" + kHost + "\r\n", 400},
      {"BareLfInFields", get + "Host: h\nX: y\r\n\r\n", 400},
      {"BareLfAtTheEnd", get + kHost + "\n", 400},
      {"BareCrInValue", get + kHost + "X: a\rb\r\n\r\n", 400},
      {"CrCrLf", get + kHost + "X: a\r\r\n\r\n", 400},
      {"ObsFold", get + kHost + "X: a\r\n b\r\n\r\n", 400},
      {"ObsFoldWithTab", get + kHost + "X: a\r\n\tb\r\n\r\n", 400},
      {"FoldedFirstField", get + " " + kHost + "\r\n", 400},
      {"BlankBeforeColon", get + kHost + "Content-Length : 5\r\n\r\nhello", 400},
      {"TabBeforeColon", get + kHost + "X\t: y\r\n\r\n", 400},
      {"NoColon", get + kHost + "Nonsense\r\n\r\n", 400},
      {"EmptyName", get + kHost + ": y\r\n\r\n", 400},
      {"NameWithBytesAboveAscii", get + kHost + "X\xC3\xA9: y\r\n\r\n", 400},
      {"NameWithBracket", get + kHost + "X[0]: y\r\n\r\n", 400},
      {"NulInValue", get + kHost + "X: a\0b\r\n\r\n"s, 400},
      {"EscapeInValue", get + kHost + "X: \x1B[31m\r\n\r\n", 400},
      {"DeleteInValue", get + kHost + "X: abcdefgh\x7F\r\n\r\n", 400},
      {"NoHost", get + "\r\n", 400},
      {"TwoHosts", get + kHost + kHost + "\r\n", 400},
      {"EmptyHost", get + "Host:\r\n\r\n", 400},
      {"HostWithPath", get + "Host: h/x\r\n\r\n", 400},
      {"HostWithUser", get + "Host: me@h\r\n\r\n", 400},
      {"HostList", get + "Host: h, i\r\n\r\n", 400},
      {"TwoHostsInHttp10", "GET / HTTP/1.0\r\n" + kHost + kHost + "\r\n", 400},
  };
}

std::vector<Raw> smuggling() {
  const std::string start = "POST / HTTP/1.1\r\n" + kHost;
  const std::string te = "Transfer-Encoding: chunked\r\n";
  return {
      {"LengthAndChunked", start + "Content-Length: 5\r\n" + te + "\r\n0\r\n\r\n", 400},
      {"ChunkedAndLength", start + te + "Content-Length: 5\r\n\r\n0\r\n\r\n", 400},
      {"DifferingLengths", start + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!", 400},
      {"LengthList", start + "Content-Length: 5, 6\r\n\r\nhello!", 400},
      {"LengthListOfEquals", start + "Content-Length: 5, 5\r\n\r\nhello", 400},
      {"SignedLength", start + "Content-Length: +5\r\n\r\nhello", 400},
      {"NegativeLength", start + "Content-Length: -5\r\n\r\nhello", 400},
      {"HexLength", start + "Content-Length: 0x5\r\n\r\nhello", 400},
      {"EmptyLength", start + "Content-Length:\r\n\r\n", 400},
      {"HugeLength", start + "Content-Length: 18446744073709551617\r\n\r\n", 400},
      {"GzipChunked", start + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 400},
      {"ChunkedGzip", start + "Transfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n", 400},
      {"Identity", start + "Transfer-Encoding: identity\r\n\r\n", 400},
      {"XChunked", start + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", 400},
      {"ChunkedQuoted", start + "Transfer-Encoding: \"chunked\"\r\n\r\n0\r\n\r\n", 400},
      {"ChunkedTwice", start + te + te + "\r\n0\r\n\r\n", 400},
      {"ChunkedListedTwice", start + "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n", 400},
      {"EmptyTransferEncoding", start + "Transfer-Encoding:\r\n\r\n", 400},
      {"VerticalTab", start + "Transfer-Encoding: \vchunked\r\n\r\n0\r\n\r\n", 400},
      {"Http10Chunked", "POST / HTTP/1.0\r\n" + te + "\r\n0\r\n\r\n", 400},
      {"ChunkWithoutSize", start + te + "\r\n\r\nhello\r\n0\r\n\r\n", 400},
      {"ChunkSizeNotHex", start + te + "\r\nxyz\r\nhello\r\n0\r\n\r\n", 400},
      {"ChunkSizeWithSign", start + te + "\r\n+5\r\nhello\r\n0\r\n\r\n", 400},
      {"ChunkSizeWithPrefix", start + te + "\r\n0x5\r\nhello\r\n0\r\n\r\n", 400},
      {"ChunkSizeOverflow", start + te + "\r\n10000000000000005\r\nhello\r\n0\r\n\r\n", 400},
      {"ChunkLongerThanSaid", start + te + "\r\n4\r\nhello\r\n0\r\n\r\n", 400},
      {"ChunkEndedByLf", start + te + "\r\n5\r\nhello\n0\r\n\r\n", 400},
      {"ChunkSizeEndedByLf", start + te + "\r\n5\nhello\r\n0\r\n\r\n", 400},
      {"LengthInTrailer", start + te + "\r\n0\r\nContent-Length: 5\r\n\r\n", 400},
  };
}

void expect_refused(const std::vector<Raw>& table) {
  std::atomic<int> handled{0};
  Running running([&](const Request& request, Responder responder) {
    ++handled;
    echo(request, std::move(responder));
  });
  for (const Raw& raw : table) {
    SCOPED_TRACE(raw.name);
    Client client(running.port);
    client.send(raw.request + post("smuggled"));
    const auto answer = client.read_answer();
    ASSERT_TRUE(answer) << "no answer";
    EXPECT_EQ(answer->status, raw.status);
    EXPECT_EQ(answer->header("connection"), "close");
    EXPECT_EQ(answer->header("x-listener"), "7");
    EXPECT_FALSE(answer->body.empty());
    EXPECT_EQ(client.read_to_end(), "") << "the connection must end after the refusal, in order";
    EXPECT_EQ(handled.exchange(0), 0) << "nothing of it may reach the handler";
  }
  EXPECT_EQ(running.server.counts().refused_total, table.size());
}

TEST(ServerRefusals, RequestLinesThatAreNone) {
  expect_refused(broken_lines());
}
TEST(ServerRefusals, FieldsThatAreNone) {
  expect_refused(broken_fields());
}
TEST(ServerRefusals, BodiesOfTwoLengths) {
  expect_refused(smuggling());
}

TEST(ServerRefusals, TheSameForRequestsByteByByte) {
  Running running(echo);
  for (const auto& table : {broken_lines(), broken_fields(), smuggling()}) {
    for (const Raw& raw : table) {
      SCOPED_TRACE(raw.name);
      Client client(running.port);
      client.send_byte_by_byte(raw.request);
      client.send(post("smuggled"));
      const auto answer = client.read_answer();
      ASSERT_TRUE(answer) << "no answer";
      EXPECT_EQ(answer->status, raw.status);
    }
  }
}

TEST(ServerRefusals, DoNotHitWhatIsOnlyUnusual) {
  Running running(echo);
  const std::vector<std::string> requests = {
      "OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n",
      "GET / HTTP/1.0\r\n\r\n",
      "GET /?a=b:c@d/e?f[]&%zz HTTP/1.1\r\nHost: [::1]:8080\r\n\r\n",
      "PURGE / HTTP/1.1\r\nHost: h\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: h\r\nX-Text: caf\xC3\xA9\tand tab\r\nX_Under: y\r\nEmpty:\r\n\r\n",
      "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nok",
      "POST / HTTP/1.1\r\nhOST: h\r\nCONTENT-LENGTH: 002\r\n\r\nok",
      "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: CHUNKED\r\n\r\n000a\r\n0123456789\r\n0\r\n\r\n",
  };
  for (const std::string& request : requests) {
    Client client(running.port);
    client.send(request);
    const auto answer = client.read_answer();
    ASSERT_TRUE(answer) << request;
    EXPECT_EQ(answer->status, 200) << request << answer->body;
  }
}

TEST(ServerRefusals, OversizeHeaders) {
  Limits limits;
  limits.header_bytes_max = 1'000;
  limits.headers_max = 10;
  Running running(echo, limits);
  const auto status_of = [&](const std::string& request) {
    Client client(running.port);
    client.send(request);
    const auto answer = client.read_answer();
    return answer ? answer->status : 0;
  };
  const std::string start = "GET / HTTP/1.1\r\nHost: h\r\n";
  const std::size_t room = 1'000 - start.size() - std::string("X: \r\n\r\n").size();
  EXPECT_EQ(status_of(start + "X: " + std::string(room, 'x') + "\r\n\r\n"), 200);
  EXPECT_EQ(status_of(start + "X: " + std::string(room + 1, 'x') + "\r\n\r\n"), 431);
  EXPECT_EQ(status_of("GET /" + std::string(5'000, 'x')), 431) << "refused before the line ends";
  std::string nine;
  for (int i = 0; i < 9; ++i) nine += "X: y\r\n";
  EXPECT_EQ(status_of(start + nine + "\r\n"), 200);
  EXPECT_EQ(status_of(start + nine + "X: y\r\n\r\n"), 431);
}

TEST(ServerRefusals, OversizeBodies) {
  Limits limits;
  limits.body_bytes_max = 100;
  limits.header_bytes_max = 1'000;
  Running running(echo, limits);
  const auto status_of = [&](const std::string& request) {
    Client client(running.port);
    client.send(request);
    const auto answer = client.read_answer();
    return answer ? answer->status : 0;
  };
  const std::string start = "POST / HTTP/1.1\r\nHost: h\r\n";
  const std::string chunked = start + "Transfer-Encoding: chunked\r\n\r\n";
  EXPECT_EQ(status_of(start + "Content-Length: 101\r\n\r\n"), 413)
      << "by the declared length, before the body comes";
  EXPECT_EQ(status_of(start + "Expect: 100-continue\r\nContent-Length: 101\r\n\r\n"), 413)
      << "and without a 100";
  EXPECT_EQ(status_of(post(std::string(100, 'x'))), 200);
  EXPECT_EQ(status_of(chunked + "64\r\n" + std::string(100, 'x') + "\r\n0\r\n\r\n"), 200);
  EXPECT_EQ(status_of(chunked + "65\r\n"), 413) << "as soon as a chunk says so";
  EXPECT_EQ(status_of(chunked + "60\r\n" + std::string(0x60, 'x') + "\r\n5\r\n"), 413);
  std::string padded = chunked;
  for (int i = 0; i < 40; ++i) padded += "1;padding=" + std::string(80, 'p') + "\r\nx\r\n";
  EXPECT_EQ(status_of(padded), 413) << "a body of chunk extensions";
  EXPECT_EQ(status_of(chunked + "1;padding=" + std::string(2'000, 'p')), 431);
  EXPECT_EQ(status_of(chunked + "0\r\nTrailer: " + std::string(2'000, 'p')), 431);
}

TEST(ServerRefusals, ReachAClientThatIsStillSending) {
  Limits limits;
  limits.body_bytes_max = 1'000;
  Running running(echo, limits);
  for (int i = 0; i < 10; ++i) {
    Client client(running.port);
    const std::string body(4'000'000, 'x');
    std::jthread sender([&] { client.send(post(body)); });
    sender.join();
    const auto answer = client.read_answer();
    ASSERT_TRUE(answer) << "the answer was lost to a reset";
    EXPECT_EQ(answer->status, 413);
    EXPECT_EQ(client.read_to_end(), "");
  }
}

TEST(ServerRefusals, OfHeadHaveNoBody) {
  Running running(echo);
  Client client(running.port);
  client.send("HEAD / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: gzip\r\n\r\n");
  const auto answer = client.read_answer(Body::None);
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 400);
  EXPECT_EQ(client.read_to_end(), "");
}

}  // namespace
}  // namespace kempelen::http
