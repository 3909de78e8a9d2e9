// A world for exchanges in which nothing takes time: answers are dealt from a list, pauses are counted.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/random.h"
#include "client/exchange.h"

namespace kempelen::client {

class DealtLine final : public Line {
 public:
  /// A line that has nothing left to deal is dead.
  outgoing::CallAnswer post(const outgoing::Call& call) override {
    sent.push_back(call);
    if (answers.empty()) return {.contact = outgoing::Contact::NotConnected, .reason = "nothing left"};
    auto answer = answers.front();
    answers.pop_front();
    return answer;
  }

  std::deque<outgoing::CallAnswer> answers{};
  std::vector<outgoing::Call> sent{};
};

class CountedPause final : public Pause {
 public:
  void wait(Duration duration) override { waited.push_back(duration); }
  std::vector<Duration> waited{};
};

inline outgoing::CallAnswer good(std::string body = "{}") {
  return {.status = 200, .content_type = "application/x-amz-json-1.1", .body = std::move(body)};
}

inline outgoing::CallAnswer no_answer() {
  return {.contact = outgoing::Contact::NotAnswered, .reason = "broken off"};
}

inline outgoing::CallAnswer not_connected() {
  return {.contact = outgoing::Contact::NotConnected, .reason = "Connection refused"};
}

inline outgoing::CallAnswer refused(const std::string& type, const std::string& message,
                                    const std::string& turk_error_code = "", int status = 400) {
  std::string body = R"({"__type":")" + type + R"(","Message":")" + message + "\"";
  if (!turk_error_code.empty()) body += R"(,"TurkErrorCode":"AWS.MechanicalTurk.)" + turk_error_code + "\"";
  return {.status = status, .content_type = "application/x-amz-json-1.1", .body = body + "}"};
}

inline outgoing::CallAnswer throttled() {
  return refused("ThrottlingException", "Rate exceeded");
}

inline outgoing::CallAnswer failed() {
  return refused("ServiceFault", "Try again", "", 500);
}

struct World {
  DealtLine line{};
  ManualClock clock{Instant::from_seconds(1'800'000'000)};
  SeededRandom random{7};
  CountedPause pause{};
  Exchange exchange{{.endpoint = "http://turk.example:8080",
                     .target = {"turk.example:8080", "/"},
                     .identity = {.access_key_id = "AKIAEXAMPLE", .secret = "secret"},
                     .attempts = 4},
                    line,
                    clock,
                    random,
                    pause};
};

inline Message safe() {
  return {.operation = "ApproveAssignment", .access = model::Access::Write, .body = "{}"};
}
inline Message unsafe() {
  return {.operation = "CreateWorkerBlock",
          .access = model::Access::Write,
          .repeat = model::Repeat::Unsafe,
          .body = "{}"};
}
inline Message with_own_token(std::string_view operation) {
  return {.operation = operation,
          .access = model::Access::Write,
          .repeat = model::Repeat::ByToken,
          .body = R"({"UniqueRequestToken":"t"})",
          .own_token = true};
}

}  // namespace kempelen::client
