// The error table of the server, read backwards; and the sentences for what goes wrong on the way.
#include "client/judgement.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "api/errors.h"
#include "json/value.h"

namespace kempelen::client {
namespace {

/// What services of AWS call it, by whatever gateway stands before them.
constexpr std::array<std::string_view, 9> kThrottlingTypes = {"ThrottlingException",
                                                              "Throttling",
                                                              "ThrottledException",
                                                              "RequestThrottled",
                                                              "RequestThrottledException",
                                                              "SlowDown",
                                                              "RequestLimitExceeded",
                                                              "TooManyRequestsException",
                                                              "ProvisionedThroughputExceededException"};
constexpr std::array<std::string_view, 6> kTimeTypes = {"InvalidSignatureException", "SignatureDoesNotMatch",
                                                        "RequestTimeTooSkewed",      "RequestExpired",
                                                        "RequestInTheFuture",        "AuthFailure"};
constexpr int kTooManyRequests = 429;
constexpr int kFirstServerError = 500;

bool contains(std::span<const std::string_view> words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

std::string text_member(json::Value object, std::string_view name) {
  const auto found = object.find(name);
  if (!found || found->type() != json::Type::String) return {};
  return std::string(found->string());
}

/// `RequestError` of `com.amazonaws.mturk#RequestError:http://…`.
std::string bare_type(std::string_view type) {
  type = type.substr(0, type.find(':'));
  const std::size_t hash = type.rfind('#');
  return std::string(hash == std::string_view::npos ? type : type.substr(hash + 1));
}

/// Rows that share a TurkErrorCode differ in their words only; the first stands for them.
std::optional<Code> code_of(const Error& error, int status) {
  if (status == kTooManyRequests || contains(kThrottlingTypes, error.type)) return Code::Throttled;
  const auto row = std::ranges::find_if(api::error_table(), [&](const api::ErrorRow& candidate) {
    if (!error.turk_error_code.empty()) return candidate.turk_error_code == error.turk_error_code;
    return candidate.turk_error_code.empty() && candidate.type == error.type;
  });
  if (row == api::error_table().end()) return std::nullopt;
  return row->code;
}

Error not_sent(const Called& called, const outgoing::CallAnswer& answer) {
  Error error{.kind = Error::Kind::Unreachable, .message = {}};
  switch (answer.contact) {
    case outgoing::Contact::NoSuchAddress:
      error.kind = Error::Kind::Settings;
      error.message = fmt::format(
          "The endpoint \"{}\" is not an address that can be called ({}); it should look like "
          "http://127.0.0.1:8080.",
          called.endpoint, answer.reason);
      break;
    case outgoing::Contact::NotTrusted:
      error.kind = Error::Kind::Settings;
      error.message = fmt::format(
          "The certificate of {} is not trusted ({}); name the file of the certificate that signed "
          "it in AWS_CA_BUNDLE.",
          called.endpoint, answer.reason);
      break;
    default:
      error.message = fmt::format(
          "No connection to {} ({}); check that the server runs and that the endpoint "
          "(AWS_ENDPOINT_URL_MTURK) is the one it printed.",
          called.endpoint, answer.reason);
  }
  return error;
}

Error not_the_service(const Called& called, const outgoing::CallAnswer& answer) {
  return {.kind = Error::Kind::NotTheService,
          .message =
              fmt::format("What answers at {} is not the Requester API (status {}, {}); check the endpoint "
                          "(AWS_ENDPOINT_URL_MTURK), its port above all.",
                          called.endpoint, answer.status,
                          answer.content_type.empty() ? "no content type" : answer.content_type),
          .request_id = answer.request_id,
          .status = answer.status};
}

/// For refusals whose own words do not say what to do.
std::string advice(const Called& called, const Error& error, std::string_view said) {
  if (!error.code) return std::string(said);
  switch (*error.code) {
    case Code::UnrecognizedClient:
      return fmt::format(
          "The service at {} does not know the access key {} or its session token; check AWS_ACCESS_KEY_ID, "
          "AWS_SESSION_TOKEN and the endpoint. It said: {}",
          called.endpoint, called.access_key_id, said);
    case Code::ExpiredToken:
      return fmt::format(
          "The session of access key {} is over; get new temporary credentials, or use a lasting key. The "
          "service said: {}",
          called.access_key_id, said);
    case Code::InvalidSignature:
      return fmt::format(
          "The signature made with access key {} was refused; check that AWS_SECRET_ACCESS_KEY is the secret "
          "of this key and that the clock of this machine is right. The service said: {}",
          called.access_key_id, said);
    case Code::Throttled:
      return fmt::format(
          "The service gets more calls from access key {} than it takes; call less often, or raise "
          "Settings::attempts. It said: {}",
          called.access_key_id, said);
    default:
      return std::string(said);
  }
}

std::optional<json::Value> object_in(const outgoing::CallAnswer& answer) {
  const auto body = json::parse(answer.body);
  if (!body || body->type() != json::Type::Object) return std::nullopt;
  return *body;
}

Error refusal(const Called& called, const outgoing::CallAnswer& answer) {
  Error error{
      .kind = Error::Kind::Refused, .message = {}, .request_id = answer.request_id, .status = answer.status};
  std::string said;
  if (const auto body = object_in(answer)) {
    error.type = bare_type(text_member(*body, "__type"));
    error.turk_error_code = text_member(*body, "TurkErrorCode");
    error.parameter = text_member(*body, "Parameter");
    said = text_member(*body, "Message");
    if (said.empty()) said = text_member(*body, "message");
  }
  if (said.empty()) said = fmt::format("status {}", answer.status);
  if (answer.status >= kFirstServerError) {
    error.kind = Error::Kind::Failed;
    error.message = fmt::format("The service at {} failed: {}", called.endpoint, said);
    return error;
  }
  error.code = code_of(error, answer.status);
  if (error.type.empty() && !error.code) return not_the_service(called, answer);
  error.message = advice(called, error, said);
  return error;
}

}  // namespace

std::optional<Error> judge(const Called& called, const outgoing::CallAnswer& answer) {
  if (answer.contact == outgoing::Contact::NotAnswered) {
    return Error{.kind = Error::Kind::Unanswered,
                 .message = fmt::format("{} was sent to {} and got no answer ({}).", called.operation,
                                        called.endpoint, answer.reason)};
  }
  if (answer.contact != outgoing::Contact::Answered) return not_sent(called, answer);
  if (answer.status != 200) return refusal(called, answer);
  if (answer.content_type.find("json") == std::string::npos) return not_the_service(called, answer);
  return std::nullopt;
}

bool refuses_time(const Error& error) {
  return contains(kTimeTypes, error.type);
}

void explain_course(const Called& called, Error& error) {
  if (error.attempts > 1) error.message += fmt::format(" It was tried {} times.", error.attempts);
  if (!error.may_have_happened) return;
  error.message +=
      fmt::format(" {} may have taken effect all the same: look before you call it again.", called.operation);
}

Error unreadable_answer(const Called& called, std::string_view why) {
  return {.kind = Error::Kind::NotTheService,
          .message = fmt::format("The answer of {} to {} cannot be read: {}; check the endpoint.",
                                 called.endpoint, called.operation, why)};
}

}  // namespace kempelen::client
