// Status codes, error codes and checksums.
#include "notify/answers.h"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <optional>

#include "base/fault.h"
#include "base/text.h"
#include "json/value.h"
#include "xml/document.h"

namespace kempelen::notify {
namespace {

constexpr int kTooManyRequests = 429, kRequestTimeout = 408, kTooEarly = 425;
// RFC 4954: the operator's password is wrong, which he will mend.
constexpr int kAuthenticationRequired = 530, kAuthenticationFailed = 535, kEncryptionRequired = 538;
constexpr std::size_t kReasonMax = 200;

// Both services, in both spellings; whatever comes with a status of 500 and more may pass anyway.
constexpr std::string_view kMayPass[] = {"Throttling",
                                         "ThrottlingException",
                                         "Throttled",
                                         "RequestThrottled",
                                         "KMSThrottling",
                                         "KmsThrottled",
                                         "KMSThrottlingException",
                                         "ServiceUnavailable",
                                         "InternalError",
                                         "InternalFailure",
                                         "RequestLimitExceeded"};

/// Foreign text on one line of ours.
std::string legible(std::string_view text) {
  std::string out(text.substr(0, kReasonMax));
  std::ranges::replace_if(out, [](char c) { return c < ' ' || c > '~'; }, '?');
  return out;
}

std::optional<Outcome> trouble(const outgoing::Answer& answer) {
  switch (answer.trouble) {
    case outgoing::Trouble::None:
      return std::nullopt;
    case outgoing::Trouble::NotAnswered:
      return Outcome{Verdict::Later, answer.reason};
    case outgoing::Trouble::AddressRefused:
    case outgoing::Trouble::Unsendable:
      return Outcome{Verdict::Never, answer.reason};
  }
  return std::nullopt;
}

bool may_pass(int status) {
  return status >= 500 || status == kTooManyRequests || status == kRequestTimeout || status == kTooEarly;
}

/// What failed, by its status and the code of its body.
Outcome failure(int status, std::string_view code) {
  const bool passes = may_pass(status) || std::ranges::find(kMayPass, code) != std::ranges::end(kMayPass);
  const std::string reason = code.empty() ? fmt::format("answered with status {}", status)
                                          : fmt::format("answered with status {}: {}", status, legible(code));
  return {passes ? Verdict::Later : Verdict::Never, reason};
}

/// The part behind `#`, without what may follow a colon: `com.amazonaws.sqs#QueueDoesNotExist`.
std::string_view bare(std::string_view type) {
  if (const std::size_t hash = type.find('#'); hash != std::string_view::npos) type.remove_prefix(hash + 1);
  return type.substr(0, type.find(':'));
}

std::optional<std::string> json_member(std::string_view body, std::string_view name) {
  const auto value = json::parse(body);
  if (!value || value->type() != json::Type::Object) return std::nullopt;
  const auto found = value->find(name);
  if (!found || found->type() != json::Type::String) return std::nullopt;
  return std::string(found->string());
}

/// The text of an element two levels down: `ErrorResponse/Error/Code`.
std::optional<std::string> xml_text(std::string_view body, std::string_view parent, std::string_view name) {
  const auto document = xml::parse(body, {});
  if (!document) return std::nullopt;
  const auto outer = document->root().child(parent);
  const auto inner = outer ? outer->child(name) : std::nullopt;
  if (!inner) return std::nullopt;
  return inner->text();
}

std::string error_code(const outgoing::Answer& answer) {
  if (const auto type = json_member(answer.body, "__type")) return std::string(bare(*type));
  return xml_text(answer.body, "Error", "Code").value_or("");
}

std::string md5(std::string_view text) {
  std::array<std::uint8_t, 16> digest{};
  std::size_t size = digest.size();
  if (EVP_Q_digest(nullptr, "MD5", nullptr, text.data(), text.size(), digest.data(), &size) != 1) {
    throw Fault("OpenSSL failed to compute an MD5");
  }
  return hex(digest);
}

}  // namespace

Outcome read_queue_answer(const outgoing::Answer& answer, std::string_view sent) {
  if (auto failed = trouble(answer)) return *std::move(failed);
  if (answer.status != 200) return failure(answer.status, error_code(answer));
  auto arrived = json_member(answer.body, "MD5OfMessageBody");
  if (!arrived) arrived = xml_text(answer.body, "SendMessageResult", "MD5OfMessageBody");
  if (!arrived) return {Verdict::Later, "the answer is none of a queue service"};
  if (lower(*arrived) != md5(sent)) return {Verdict::Later, "the queue has got another text than was sent"};
  return {};
}

Outcome read_topic_answer(const outgoing::Answer& answer) {
  if (auto failed = trouble(answer)) return *std::move(failed);
  if (answer.status != 200) return failure(answer.status, error_code(answer));
  if (!xml_text(answer.body, "PublishResult", "MessageId")) {
    return {Verdict::Later, "the answer is none of a topic service"};
  }
  return {};
}

Outcome read_webhook_answer(const outgoing::Answer& answer) {
  if (auto failed = trouble(answer)) return *std::move(failed);
  if (answer.status >= 200 && answer.status < 300) return {};
  return failure(answer.status, "");
}

Outcome read_mail_answer(const outgoing::Answer& answer) {
  if (auto failed = trouble(answer)) return *std::move(failed);
  if (answer.status < 400) return {};
  const bool login = answer.status == kAuthenticationRequired || answer.status == kAuthenticationFailed ||
                     answer.status == kEncryptionRequired;
  const bool passes = answer.status < 500 || login;
  return {passes ? Verdict::Later : Verdict::Never,
          fmt::format("the mail server answered {}", answer.status)};
}

}  // namespace kempelen::notify
