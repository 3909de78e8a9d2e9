// The rules of repeating. What never left may always be sent again, and so may what was throttled. What may
// have taken effect is repeated only where the operation allows it, or carries a token that makes it
// harmless.
#include "client/exchange.h"

#include <algorithm>
#include <array>
#include <cstdlib>

#include "aws/envelope.h"
#include "client/judgement.h"

namespace kempelen::client {
namespace {

constexpr Duration kFirstDelay = Duration::millis(100);
constexpr Duration kFirstDelayThrottled = Duration::millis(500);
constexpr Duration kLongestDelay = Duration::seconds(20);
/// Signatures are good for minutes to both sides; what differs less is not why one was refused.
constexpr Duration kSkewThatMatters = Duration::seconds(4 * 60);

bool may_have_run(const Error& error) {
  return error.kind == Error::Kind::Unanswered || error.kind == Error::Kind::Failed;
}

bool may_be_repeated(const Message& message, const Error& error) {
  if (error.kind == Error::Kind::Unreachable || error.is(Code::Throttled)) return true;
  return may_have_run(error) && message.repeat != model::Repeat::Unsafe;
}

bool refuses_token(const Error& error) {
  return error.is(Code::HitAlreadyExists) || error.is(Code::TokenAlreadyProcessed);
}

Duration difference(Instant a, Instant b) {
  return Duration{std::abs((a - b).micros)};
}

}  // namespace

/// What has happened to a call so far.
struct Exchange::Course {
  int attempts = 0;
  bool may_have_run = false;
  bool clock_corrected = false;
};

Exchange::Exchange(ExchangeSettings settings, Line& line, const Clock& clock, RandomSource& random,
                   Pause& pause)
    : settings_(std::move(settings)), line_(line), clock_(clock), random_(random), pause_(pause) {}

Result<std::string> Exchange::call(const Message& message) {
  Course course;
  const Called called{message.operation, settings_.endpoint, settings_.identity.access_key_id};
  for (;;) {
    const Instant at = clock_.now() + Duration{skew_.load(std::memory_order_relaxed)};
    outgoing::CallAnswer answer = line_.post(signed_call(message, at));
    ++course.attempts;
    auto verdict = judge(called, answer);
    if (!verdict) return std::move(answer.body);
    Error& error = *verdict;
    if (message.own_token && refuses_token(error)) return recovered(error);
    // By the right clock it is a first attempt, whatever their number.
    if (!course.clock_corrected && corrects_clock(error, answer, at)) {
      course.clock_corrected = true;
      continue;
    }
    course.may_have_run =
        course.may_have_run || (message.access == model::Access::Write && may_have_run(error));
    if (!may_be_repeated(message, error) || course.attempts >= settings_.attempts) {
      error.attempts = course.attempts;
      error.may_have_happened = course.may_have_run;
      explain_course(called, error);
      return tl::unexpected(std::move(error));
    }
    pause_.wait(delay(error, answer, course.attempts));
  }
}

outgoing::Call Exchange::signed_call(const Message& message, Instant at) const {
  const std::string target = std::string(aws::kRequesterTargetPrefix).append(message.operation);
  const std::array<http::Header, 3> headers{
      {{"Content-Type", aws::kContentType}, {"Host", settings_.target.host}, {"X-Amz-Target", target}}};
  const aws::SignedRequest request{
      .method = "POST", .path = settings_.target.path, .query = {}, .headers = headers, .body = message.body};
  outgoing::Call call;
  call.headers = aws::sign(request, settings_.identity, at);
  call.headers.emplace_back("Content-Type", aws::kContentType);
  call.headers.emplace_back("X-Amz-Target", target);
  call.body = message.body;
  const bool harmless = message.repeat != model::Repeat::Unsafe;
  call.resend = harmless ? outgoing::Resend::Allowed : outgoing::Resend::Never;
  return call;
}

/// The service remembers what a token was used for. GetHIT answers what CreateHIT would have; the other
/// operations with a token answer nothing.
Result<std::string> Exchange::recovered(const Error& refusal) {
  if (refusal.is(Code::TokenAlreadyProcessed)) return std::string("{}");
  const std::string hit = hit_of_token(refusal);
  if (hit.empty()) return tl::unexpected(refusal);
  auto made = call({.operation = "GetHIT", .body = R"({"HITId":")" + hit + R"("})"});
  // There is a HIT, and the caller knows nothing of it.
  if (!made) made.error().may_have_happened = true;
  return made;
}

bool Exchange::corrects_clock(const Error& error, const outgoing::CallAnswer& answer, Instant signed_at) {
  if (!answer.date || !refuses_time(error)) return false;
  if (difference(*answer.date, signed_at) < kSkewThatMatters) return false;
  skew_.store((*answer.date - clock_.now()).micros, std::memory_order_relaxed);
  return true;
}

/// Anything up to a bound that doubles, so that many clients that failed together do not come back together.
Duration Exchange::delay(const Error& error, const outgoing::CallAnswer& answer, int attempt) {
  if (answer.wait_for) return std::min(*answer.wait_for, kLongestDelay);
  Duration bound = error.is(Code::Throttled) ? kFirstDelayThrottled : kFirstDelay;
  for (int i = 1; i < attempt && bound < kLongestDelay; ++i) bound = bound + bound;
  bound = std::min(bound, kLongestDelay);
  std::array<std::uint8_t, 2> bytes{};
  random_.fill(bytes);
  const std::int64_t part = bytes[0] * 256 + bytes[1];
  return Duration{bound.micros * part / 65'535};
}

}  // namespace kempelen::client
