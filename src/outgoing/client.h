// Everything the server sends by itself: HTTP requests and mail, many at once on one thread. The one place
// that includes libcurl (docs/decisions/0026).
//
// Addresses come from strangers. So a connection is made only to an address that the rules allow, redirects
// are not followed, no proxy of the environment is asked, answers are bounded in size and time, and nothing
// of an address but its host ever gets into a reason.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/instant.h"
#include "outgoing/address.h"

namespace kempelen::outgoing {

struct ClientSettings {
  AddressRules addresses{};
  bool plain_http = false;
  std::string ca_file{};  // PEM; the system's certificates if empty
  Duration connect_within = Duration::seconds(5);
  Duration answer_within = Duration::seconds(15);  // from the beginning of a request to the end of its answer
  std::size_t answer_bytes_max = 64 * 1024;
};

/// A POST. Host, Content-Length and Connection are added.
struct Request {
  std::string url;
  std::vector<std::pair<std::string, std::string>> headers{};
  std::string body{};
};

/// One mail to one address, through a server that the operator chose; no address rule applies to it.
struct Mail {
  std::string server;  // `smtp://host:25` (with STARTTLS where offered) or `smtps://host:465`
  std::string user{};  // with a user, only over TLS
  std::string password{};
  std::string from;
  std::string to;
  std::string content;  // headers and text, lines ending in CR LF
};

enum class Trouble {
  None,            // there is an answer; look at its status
  AddressRefused,  // no address of the host may be connected to
  Unsendable,      // not an address that this client speaks to at all
  NotAnswered,     // no connection, no TLS, too late, or broken off; the other side may have received it
};

struct Answer {
  std::uint64_t ticket = 0;
  Trouble trouble = Trouble::None;
  int status = 0;  // of HTTP or SMTP; 0 where none came
  std::string body{};
  bool cut_short = false;  // the body was longer than is read
  std::string reason{};    // for people, where there was trouble
};

/// Not thread-safe but for wake().
class Client {
 public:
  /// `settings` must outlive the client.
  explicit Client(const ClientSettings& settings);
  ~Client();
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  /// Begins; the answer comes from a later wait() under the same ticket.
  void begin(std::uint64_t ticket, Request request);
  void begin(std::uint64_t ticket, Mail mail);

  /// Works on everything begun; returns when something has ended, wake() was called, or the time is over.
  std::vector<Answer> wait(Duration at_most);
  /// Ends a wait() that runs, or the next one. Any thread.
  void wake();

 private:
  struct Transfer;
  struct Multi;

  std::vector<Answer> finished();

  const ClientSettings& settings_;
  std::unique_ptr<Multi> multi_;
};

}  // namespace kempelen::outgoing
