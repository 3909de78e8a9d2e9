// Calls one operation as fast as it can over so many connections, with the client library:
//
//   client_load GetAccountBalance|CreateHIT <connections> <milliseconds> <warm-up milliseconds>
//
// The question to publish comes on standard input, endpoint and key from the environment. Prints, in one
// line: good calls, failed ones, seconds, seconds of the processor, all without the warm-up, and the most
// memory the process has had, in MB. That is VmHWM; ru_maxrss would count whoever started the program.
#include <sys/resource.h>

#include <atomic>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <functional>
#include <iostream>
#include <iterator>
#include <string>
#include <thread>
#include <vector>

#include "client/client.h"

namespace kempelen {
namespace {

double processor_seconds() {
  rusage used{};
  ::getrusage(RUSAGE_SELF, &used);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(used.ru_utime) + seconds(used.ru_stime);
}

bool create(const Client& client, const std::string& question) {
  const auto made = client.create_hit({.max_assignments = 1,
                                       .lifetime_in_seconds = 604'800,
                                       .assignment_duration_in_seconds = 600,
                                       .reward = Money::cents(5),
                                       .title = "Say which animal it is",
                                       .keywords = "image, label, animal",
                                       .description = "Look at one picture and say which animal it shows.",
                                       .question = question});
  return made && made->hit->hit_id;
}

bool ask(const Client& client) {
  const auto balance = client.get_account_balance();
  return balance && balance->available_balance;
}

struct Counts {
  long calls = 0;
  long failures = 0;
};

/// Calls for so long.
Counts call_for(std::chrono::milliseconds time, int connections, const std::function<bool()>& call) {
  std::atomic<long> calls = 0;
  std::atomic<long> failures = 0;
  const auto end = std::chrono::steady_clock::now() + time;
  std::vector<std::thread> threads;
  for (int i = 0; i < connections; ++i) {
    threads.emplace_back([&] {
      while (std::chrono::steady_clock::now() < end) ++(call() ? calls : failures);
    });
  }
  for (auto& thread : threads) thread.join();
  return {calls, failures};
}

double peak_megabytes() {
  std::ifstream status("/proc/self/status");
  std::string word;
  double kibibytes = 0;
  while (status >> word && word != "VmHWM:") continue;
  status >> kibibytes;
  return kibibytes * 1024 / 1e6;
}

int run(const std::string& operation, int connections, std::chrono::milliseconds time,
        std::chrono::milliseconds warm_up) {
  const std::string question(std::istreambuf_iterator<char>(std::cin), {});
  const auto client = Client::open();
  if (!client) {
    std::cerr << client.error().message << "\n";
    return 1;
  }
  const auto call = [&] { return operation == "CreateHIT" ? create(*client, question) : ask(*client); };
  const Counts early = call_for(warm_up, connections, call);
  const auto began = std::chrono::steady_clock::now();
  const double used_before = processor_seconds();
  const Counts counts = call_for(time, connections, call);
  const double used = processor_seconds() - used_before;
  const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - began;
  std::printf("%ld %ld %.6f %.6f %.3f\n", counts.calls, early.failures + counts.failures, wall.count(), used,
              peak_megabytes());
  return 0;
}

int number(const std::string& text) {
  int value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

}  // namespace
}  // namespace kempelen

int main(int count, char** words) {
  using kempelen::number;
  if (count != 5) {
    std::cerr
        << "client_load GetAccountBalance|CreateHIT <connections> <milliseconds> <warm-up milliseconds>\n";
    return 1;
  }
  return kempelen::run(words[1], number(words[2]), std::chrono::milliseconds(number(words[3])),
                       std::chrono::milliseconds(number(words[4])));
}
