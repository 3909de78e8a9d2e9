// Calls one operation as fast as it can over so many connections, and prints how many calls that were and
// what they took of the processor: `client_load GetAccountBalance|CreateHIT <connections> <seconds>`, with
// the question to publish on standard input. Endpoint and key come from the environment.
#include <sys/resource.h>

#include <atomic>
#include <charconv>
#include <chrono>
#include <cstdio>
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

int run(const std::string& operation, int connections, int seconds) {
  const std::string question(std::istreambuf_iterator<char>(std::cin), {});
  const auto client = Client::open();
  if (!client) {
    std::cerr << client.error().message << "\n";
    return 1;
  }
  std::atomic<long> calls = 0;
  std::atomic<long> failures = 0;
  const double used_before = processor_seconds();
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
  std::vector<std::thread> threads;
  for (int i = 0; i < connections; ++i) {
    threads.emplace_back([&] {
      while (std::chrono::steady_clock::now() < end) {
        const bool good = operation == "CreateHIT" ? create(*client, question) : ask(*client);
        ++(good ? calls : failures);
      }
    });
  }
  for (auto& thread : threads) thread.join();
  std::printf("%ld %ld %.6f\n", calls.load(), failures.load(), processor_seconds() - used_before);
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
  if (count != 4) {
    std::cerr << "client_load GetAccountBalance|CreateHIT <connections> <seconds>\n";
    return 1;
  }
  return kempelen::run(words[1], kempelen::number(words[2]), kempelen::number(words[3]));
}
