// Calls to a service that the user of this program chose: one POST at a time over one connection that is
// kept. Beside client.h, which sends what strangers asked for and hence trusts no address: this one trusts
// its address, waits for the answer, and goes through the proxy that the environment names, if it does.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/instant.h"

namespace kempelen::outgoing {

struct CallerSettings {
  std::string url;        // http or https, with the path
  std::string ca_file{};  // PEM; the system's certificates if empty
  std::string user_agent{};
  Duration connect_within = Duration::seconds(5);
  Duration answer_within = Duration::seconds(60);  // from the beginning of a call to the end of its answer
  std::size_t answer_bytes_max = 64 * 1024 * 1024;
};

/// Whether libcurl may send the call again by itself when a kept connection turns out to have been closed. It
/// cannot know whether the other side got the first one.
enum class Resend { Allowed, Never };

struct Call {
  std::vector<std::pair<std::string, std::string>> headers{};  // Host and Content-Length are added
  std::string body{};
  Resend resend = Resend::Never;
};

enum class Contact {
  Answered,
  NoSuchAddress,  // not an address of HTTP at all
  NotConnected,   // no connection: nothing of the call has left
  NotTrusted,     // the other side's certificate is not one to trust; nothing of the call has left
  NotAnswered,    // sent, and then broken off, too late or too long: it may have taken effect
};

struct CallAnswer {
  Contact contact = Contact::Answered;
  std::string reason{};  // for people, where there is no answer
  int status = 0;
  std::string content_type{};
  std::string request_id{};            // x-amzn-RequestId
  std::optional<Instant> date{};       // when the other side thinks it is
  std::optional<Duration> wait_for{};  // Retry-After
  std::string body{};
};

/// Not for two threads at once.
class Caller {
 public:
  /// `settings` must outlive the caller.
  explicit Caller(const CallerSettings& settings);
  ~Caller();
  Caller(const Caller&) = delete;
  Caller& operator=(const Caller&) = delete;

  CallAnswer post(const Call& call);

 private:
  struct Handle;
  std::unique_ptr<Handle> handle_;
};

/// What a signature must cover as Host for this address, as libcurl sends it: `host`, with the port unless it
/// is the scheme's own; and the path, `/` at least. Nothing for what is no address of HTTP.
struct Target {
  std::string host;
  std::string path;
};
std::optional<Target> target_of(const std::string& url);

}  // namespace kempelen::outgoing
