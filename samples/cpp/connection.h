// What all programs share: the client, the questions of samples/questions, output, waiting and
// complaining.
#pragma once

#include <aws/core/Aws.h>
#include <aws/mturk-requester/MTurkClient.h>
#include <aws/mturk-requester/model/GetHITRequest.h>

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

namespace samples {

inline Aws::String environment(const char* name) {
  const char* value = std::getenv(name);
  if (value == nullptr) throw std::runtime_error(std::string(name) + " is not set");
  return value;
}

/// A client for the marketplace at `endpoint`; the SDK itself finds the credentials in the environment.
inline Aws::MTurk::MTurkClient connect(const Aws::String& endpoint) {
  Aws::MTurk::MTurkClientConfiguration configuration;
  configuration.endpointOverride = endpoint;
  configuration.region = "us-east-1";
  return Aws::MTurk::MTurkClient(configuration);
}

inline Aws::MTurk::MTurkClient connect() {
  return connect(environment("AWS_ENDPOINT_URL_MTURK"));
}

inline Aws::String question(const std::string& name) {
  std::ifstream file("../questions/" + name + ".xml");
  if (!file) throw std::runtime_error("no question " + name);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// The result of a call, or an exception with the error's name.
template <typename Outcome>
auto result_of(Outcome&& outcome) {
  if (!outcome.IsSuccess()) {
    const auto& error = outcome.GetError();
    throw std::runtime_error((error.GetExceptionName() + ": " + error.GetMessage()).c_str());
  }
  return std::forward<Outcome>(outcome).GetResultWithOwnership();
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
inline void await_reviewable(const Aws::MTurk::MTurkClient& mturk, const Aws::String& hit_id) {
  const auto request = Aws::MTurk::Model::GetHITRequest().WithHITId(hit_id);
  while (result_of(mturk.GetHIT(request)).GetHIT().GetHITStatus() !=
         Aws::MTurk::Model::HITStatus::Reviewable) {
    wait_a_second();
  }
}

/// Runs a program between the SDK's start and its end; the exit code.
template <typename Story>
int run(Story story) {
  const Aws::SDKOptions options;
  Aws::InitAPI(options);
  int code = EXIT_SUCCESS;
  try {
    story();
  } catch (const std::exception& problem) {
    std::cerr << problem.what() << '\n';
    code = EXIT_FAILURE;
  }
  Aws::ShutdownAPI(options);
  return code;
}

}  // namespace samples
