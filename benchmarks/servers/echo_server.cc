// Our HTTP server with a handler that answers every request at once, with the bytes of an ordinary API
// answer: the upper bound of what the whole program can reach. Prints its port and ends when its standard
// input does.
#include <CLI/CLI.hpp>

#include <cstdio>
#include <iostream>
#include <string>

#include "base/fault.h"
#include "http/server.h"

namespace {

using kempelen::http::Request;
using kempelen::http::Responder;
using kempelen::http::Response;

class Echo final : public kempelen::http::Handler {
 public:
  void handle(const Request&, Responder responder) override {
    responder.send({.status = 200,
                    .content_type = "application/x-amz-json-1.1",
                    .headers = {{"x-amzn-RequestId", "c4f5b1a0-6a2f-4a57-9a3e-0f1d2c3b4a59"}},
                    .body = R"({"AvailableBalance":"10000.00"})"});
  }
  Response refuse(std::uint16_t, int status, std::string_view reason) override {
    return {.status = status, .content_type = "text/plain", .headers = {}, .body = std::string(reason)};
  }
};

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("The HTTP server with an answer that costs nothing");
  kempelen::http::Listen where;
  kempelen::http::TlsFiles tls;
  kempelen::http::Limits limits;
  unsigned threads = 1;
  long header_milliseconds = limits.header_time_max.count();
  app.add_option("--port", where.port, "0 takes a free one");
  app.add_option("--threads", threads, "I/O threads");
  app.add_option("--certificate", tls.certificate_chain_file, "serve TLS with this certificate (PEM)");
  app.add_option("--key", tls.private_key_file, "and this key");
  app.add_option("--header-milliseconds", header_milliseconds, "time for a request's header");
  CLI11_PARSE(app, argc, argv);
  limits.header_time_max = std::chrono::milliseconds(header_milliseconds);
  limits.connections_per_address_max = limits.connections_max;
  if (!tls.certificate_chain_file.empty()) where.tls = std::make_shared<kempelen::http::TlsFiles>(tls);
  try {
    Echo echo;
    kempelen::http::Server server(echo, limits, threads);
    std::cout << server.listen(where) << std::endl;
    server.start();
    while (std::getchar() != EOF) {
    }
    server.stop(std::chrono::milliseconds(100));
  } catch (const kempelen::Fault& fault) {
    std::cerr << fault.what() << '\n';
    return 1;
  }
  return 0;
}
