// The Unix socket (mode 600, in the data directory) through which `kempelen admin` talks to a running server:
// one JSON line each way, `{"command", "arguments"}` and `{"ok", "text"}`.
#pragma once

#include <atomic>
#include <functional>
#include <list>
#include <optional>
#include <string>
#include <thread>

#include "server/admin.h"

namespace kempelen::server {

std::string admin_socket_path(const std::string& data_directory);

class AdminSocket {
 public:
  using Run = std::function<Result<std::string>(const std::string& command, const Arguments& arguments)>;

  /// Listens; an old socket file is replaced (the caller holds the directory's lock). Fault if it cannot.
  AdminSocket(const std::string& data_directory, Run run);
  ~AdminSocket();

 private:
  void serve();
  void forget_ended();
  void answer(int connection) const;

  /// Each has a thread, so that a command that takes long keeps nobody waiting.
  struct Conversation {
    explicit Conversation(int accepted) : connection(accepted) {}
    const int connection;
    std::atomic<bool> ended{false};
    std::thread thread{};
  };

  std::string path_;
  Run run_;
  int listening_ = -1;
  std::atomic<bool> stopping_{false};
  std::list<Conversation> conversations_;  // the serving thread's own
  std::thread thread_;
};

struct AdminAnswer {
  bool ok = false;
  std::string text;  // JSON, or a sentence
};
/// Has the server that runs on the directory carry out the command; nothing when none does.
std::optional<AdminAnswer> ask_running_server(const std::string& data_directory, const std::string& command,
                                              const Arguments& arguments);

}  // namespace kempelen::server
