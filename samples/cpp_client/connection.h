// What all programs share: the client, the questions of samples/questions, output, waiting and
// complaining.
#pragma once

#include <kempelen/client.h>

#include <chrono>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <iostream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>

namespace api = kempelen::api;
using kempelen::Client;
using kempelen::Money;

namespace samples {

/// What a call gave. The client never throws; these programs do, for none of them can go on without an
/// answer.
template <typename T>
T take(kempelen::client::Result<T> result) {
  if (result) return *std::move(result);
  const auto& error = result.error();
  throw std::runtime_error(error.type.empty() ? error.message : error.type + ": " + error.message);
}

/// A client for the marketplace that the environment names, or for the one at `endpoint`.
inline Client connect(const kempelen::client::Settings& settings = {}) {
  return take(Client::open(settings));
}

inline std::string question(const std::string& name) {
  std::ifstream file("../questions/" + name + ".xml");
  if (!file) throw std::runtime_error("There is no ../questions/" + name + ".xml.");
  return {std::istreambuf_iterator<char>(file), {}};
}

/// Prints one line at once: whoever plays the worker waits for it.
template <typename... Words>
void say(const Words&... words) {
  (std::cout << ... << words) << std::endl;
}

inline void wait_a_second() {
  std::this_thread::sleep_for(std::chrono::seconds(1));
}

/// Asks once a second until all work on the HIT has been submitted.
inline void await_reviewable(const Client& client, const std::string& hit_id) {
  while (take(client.get_hit({.hit_id = hit_id})).hit->hit_status != "Reviewable") wait_a_second();
}

/// Runs a program; its exit code.
template <typename Story>
int run(Story story) {
  try {
    story();
    return EXIT_SUCCESS;
  } catch (const std::exception& problem) {
    std::cerr << problem.what() << "\n";
    return EXIT_FAILURE;
  }
}

}  // namespace samples
