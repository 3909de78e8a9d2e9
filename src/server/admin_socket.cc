// Plain POSIX sockets and a thread for each connection: operators are few.
#include "server/admin_socket.h"

#include <fmt/format.h>
#include <poll.h>
#include <spdlog/spdlog.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>

#include "api/errors.h"
#include "base/fault.h"
#include "json/value.h"
#include "json/writer.h"

namespace kempelen::server {
namespace {

constexpr std::size_t kQuestionBytesMax = 2 * 1024 * 1024;  // a layout, each character escaped
constexpr std::size_t kAnswerBytesMax = 256 * 1024 * 1024;  // a list of very many workers
constexpr int kPollMillis = 200;
constexpr std::size_t kConversationsMax = 8;
/// Whoever holds the socket open without asking must not keep the next operator waiting.
constexpr timeval kPatience{.tv_sec = 10, .tv_usec = 0};

class Socket {
 public:
  explicit Socket(int file) : file_(file) {}
  ~Socket() {
    if (file_ >= 0) close(file_);
  }
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;
  int file() const { return file_; }

 private:
  int file_;
};

sockaddr_un address_of(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof address.sun_path) {
    throw Fault(fmt::format("{} is too long for a socket; choose a shorter data directory", path));
  }
  path.copy(address.sun_path, path.size());
  return address;
}

const sockaddr* generic(const sockaddr_un& address) {
  return static_cast<const sockaddr*>(static_cast<const void*>(&address));
}

std::string read_line(int file, std::size_t bytes_max) {
  std::string line;
  char buffer[4096];
  while (line.size() < bytes_max) {
    const ssize_t got = recv(file, buffer, sizeof buffer, 0);
    if (got <= 0) break;
    line.append(buffer, static_cast<std::size_t>(got));
    if (line.back() == '\n') break;
  }
  return line;
}

void send_all(int file, std::string_view text) {
  while (!text.empty()) {
    const ssize_t sent = send(file, text.data(), text.size(), MSG_NOSIGNAL);
    if (sent <= 0) return;
    text.remove_prefix(static_cast<std::size_t>(sent));
  }
}

std::string written(const AdminAnswer& answer) {
  std::string out;
  json::Writer writer(out);
  writer.begin_object();
  writer.key("ok").boolean(answer.ok);
  writer.member("text", answer.text).end_object();
  return out + "\n";
}

AdminAnswer run_line(const AdminSocket::Run& run, const std::string& line) {
  const auto value = json::parse(line);
  if (!value || value->type() != json::Type::Object) return {false, "The line is not a JSON object."};
  const auto command = value->find("command");
  const auto given = value->find("arguments");
  if (!command || command->type() != json::Type::String || !given || given->type() != json::Type::Object) {
    return {false, "The line needs command and arguments."};
  }
  const std::string name(command->string());
  Arguments arguments;
  for (const json::Member& member : given->members()) {
    if (member.value.type() != json::Type::String) return {false, "Every argument is a text."};
    arguments.emplace(member.name, member.value.string());
  }
  try {
    const auto result = run(name, arguments);
    if (!result) return {false, api::wire_error(result.error()).message};
    return {true, *result};
  } catch (const std::exception& e) {
    return {false, e.what()};
  }
}

}  // namespace

std::string admin_socket_path(const std::string& data_directory) {
  return data_directory + "/admin.sock";
}

AdminSocket::AdminSocket(const std::string& data_directory, Run run)
    : path_(admin_socket_path(data_directory)), run_(std::move(run)) {
  const sockaddr_un address = address_of(path_);
  listening_ = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (listening_ < 0) throw Fault("cannot make a Unix socket");
  unlink(path_.c_str());
  const mode_t before = umask(S_IXUSR | S_IRWXG | S_IRWXO);
  const bool bound = bind(listening_, generic(address), sizeof address) == 0;
  umask(before);
  if (!bound || listen(listening_, 8) != 0) {
    const std::string reason = std::strerror(errno);
    close(listening_);
    throw Fault(fmt::format("cannot listen on {}: {}", path_, reason));
  }
  thread_ = std::thread([this] { serve(); });
}

AdminSocket::~AdminSocket() {
  stopping_ = true;
  thread_.join();
  close(listening_);
  unlink(path_.c_str());
}

void AdminSocket::serve() {
  while (!stopping_) {
    forget_ended();
    // Who comes while all are busy waits in the listening queue.
    const bool busy = conversations_.size() >= kConversationsMax;
    pollfd waiting{.fd = busy ? -1 : listening_, .events = POLLIN, .revents = 0};
    if (poll(&waiting, 1, kPollMillis) <= 0) continue;
    const int connection = accept4(listening_, nullptr, nullptr, SOCK_CLOEXEC);
    if (connection < 0) continue;
    Conversation& conversation = conversations_.emplace_back(connection);
    conversation.thread = std::thread([this, &conversation] {
      answer(conversation.connection);
      // The answer's end, for whoever reads until then; closed when the conversation is forgotten.
      shutdown(conversation.connection, SHUT_RDWR);
      conversation.ended = true;
    });
  }
  // Who has not asked yet is not waited for; who is being answered still is.
  for (const Conversation& conversation : conversations_) shutdown(conversation.connection, SHUT_RD);
  for (Conversation& conversation : conversations_) {
    conversation.thread.join();
    close(conversation.connection);
  }
}

void AdminSocket::forget_ended() {
  std::erase_if(conversations_, [](Conversation& conversation) {
    if (!conversation.ended) return false;
    conversation.thread.join();
    close(conversation.connection);
    return true;
  });
}

void AdminSocket::answer(int connection) const {
  setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &kPatience, sizeof kPatience);
  setsockopt(connection, SOL_SOCKET, SO_SNDTIMEO, &kPatience, sizeof kPatience);
  send_all(connection, written(run_line(run_, read_line(connection, kQuestionBytesMax))));
}

std::optional<AdminAnswer> ask_running_server(const std::string& data_directory, const std::string& command,
                                              const Arguments& arguments) {
  const sockaddr_un address = address_of(admin_socket_path(data_directory));
  const Socket connection(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (connect(connection.file(), generic(address), sizeof address) != 0) return std::nullopt;
  std::string line;
  json::Writer writer(line);
  writer.begin_object().member("command", command).key("arguments").begin_object();
  for (const auto& [name, value] : arguments) writer.member(name, value);
  writer.end_object().end_object();
  send_all(connection.file(), line + "\n");
  const std::string answer = read_line(connection.file(), kAnswerBytesMax);
  const auto value = json::parse(answer);
  if (answer.empty() || !value || !value->find("ok") || !value->find("text")) {
    return AdminAnswer{false, "The running server did not answer; its log may say why."};
  }
  return AdminAnswer{value->find("ok")->boolean(), std::string(value->find("text")->string())};
}

}  // namespace kempelen::server
