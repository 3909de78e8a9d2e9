// The admin socket: several operators at once, and an end that waits for nobody who is silent.
#include "server/admin_socket.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <future>

#include "base/fault.h"

namespace kempelen::server {
namespace {

using ::testing::HasSubstr;

class AdminSocketTest : public testing::Test {
 protected:
  AdminSocketTest() {
    std::string pattern = std::filesystem::temp_directory_path() / "kempelen-socket-XXXXXX";
    directory_ = ::mkdtemp(pattern.data());
  }
  ~AdminSocketTest() override { std::filesystem::remove_all(directory_); }

  void listen(AdminSocket::Run run) { socket_.emplace(directory_, std::move(run)); }
  AdminAnswer ask(const std::string& command, const Arguments& arguments = {}) {
    return ask_running_server(directory_, command, arguments).value_or(AdminAnswer{false, "nobody listens"});
  }

  std::string directory_;
  std::optional<AdminSocket> socket_;
};

TEST_F(AdminSocketTest, CarriesArgumentsAndAnswers) {
  listen([](const std::string& command, const Arguments& arguments) -> Result<std::string> {
    if (command == "refuse") return refuse(Code::AdminRefused, "Not today.");
    if (command == "fail") throw Fault("The disk is gone.");
    return command + " " + arguments.at("name");
  });
  EXPECT_EQ(ask("greet", {{"name", "ä\n\"x\""}}).text, "greet ä\n\"x\"");
  EXPECT_FALSE(ask("refuse").ok);
  EXPECT_EQ(ask("refuse").text, "Not today.");
  EXPECT_EQ(ask("fail").text, "The disk is gone.");
  struct stat status{};
  ASSERT_EQ(::stat(admin_socket_path(directory_).c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600u);
}

TEST_F(AdminSocketTest, ALongCommandKeepsNobodyWaiting) {
  std::promise<void> release;
  const std::shared_future<void> released = release.get_future().share();
  std::promise<void> begun;
  listen([&](const std::string& command, const Arguments&) -> Result<std::string> {
    if (command == "long") {
      begun.set_value();
      released.wait();
    }
    return command;
  });
  auto slow = std::async(std::launch::async, [&] { return ask("long").text; });
  begun.get_future().wait();
  EXPECT_EQ(ask("short").text, "short");
  release.set_value();
  EXPECT_EQ(slow.get(), "long");
}

TEST_F(AdminSocketTest, ManyAskAtOnceAndEachIsAnswered) {
  listen([](const std::string& command, const Arguments&) -> Result<std::string> { return command; });
  std::vector<std::future<std::string>> asked;
  for (int i = 0; i < 40; ++i) {
    asked.push_back(std::async(std::launch::async, [&, i] { return ask(std::to_string(i)).text; }));
  }
  for (int i = 0; i < 40; ++i) EXPECT_EQ(asked[static_cast<std::size_t>(i)].get(), std::to_string(i));
}

TEST_F(AdminSocketTest, EndsAlthoughSomebodyIsSilent) {
  listen([](const std::string&, const Arguments&) -> Result<std::string> { return std::string("{}"); });
  const int silent = ::socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  admin_socket_path(directory_).copy(address.sun_path, sizeof address.sun_path - 1);
  ASSERT_EQ(
      ::connect(silent, static_cast<const sockaddr*>(static_cast<const void*>(&address)), sizeof address), 0);
  EXPECT_EQ(ask("anything").text, "{}");  // so the silent one has been taken, too
  const auto before = std::chrono::steady_clock::now();
  socket_.reset();
  EXPECT_LT(std::chrono::steady_clock::now() - before, std::chrono::seconds(5));
  ::close(silent);
  EXPECT_THAT(ask("anything").text, HasSubstr("nobody listens"));
}

}  // namespace
}  // namespace kempelen::server
