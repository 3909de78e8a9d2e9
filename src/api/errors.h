// How a refusal looks on the wire. One table has a row for each Code (errors.cc); whoever makes a refusal
// gives its words in the order of the placeholders of that row's message.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/instant.h"
#include "base/refusal.h"

namespace kempelen::api {

/// What the words of a refusal do: fill `{0}`, `{1}`, … of the message, or (Sentence) the first one, if
/// there, replaces it.
enum class Words : std::uint8_t { Fill, Sentence };

struct ErrorRow {
  Code code{};
  std::string_view name{};
  /// The `__type` of the AWS JSON protocol.
  std::string_view type{};
  /// `TurkErrorCode`; empty for errors of the protocol, which have none.
  std::string_view turk_error_code{};
  int status = 400;
  Words words = Words::Fill;
  std::string_view message{};
  /// Instead of a message with placeholders when the refusal has no words; empty where it always has.
  std::string_view message_without_words{};
  /// Which word, if given, is the member `Parameter`; -1 for none.
  int parameter_word = -1;
  /// Which word is a value the caller sent, to be shortened; -1 for none.
  int value_word = -1;
  /// `Code` and status of the Worker API.
  std::string_view worker_code{};
  int worker_status = 400;
};

/// One row per Code, in the order of the enumerators.
std::span<const ErrorRow> error_table();

/// A refusal put into words. Messages of the marketplace (those with a TurkErrorCode) end with a suffix that
/// aws_body adds.
struct WireError {
  std::string_view type{};
  std::string_view turk_error_code{};
  int status = 400;
  std::string message{};
  std::string parameter{};
  std::string_view worker_code{};
  int worker_status = 400;
};
WireError wire_error(const Refusal& refusal);

/// What follows the marketplace's messages: ` (<epoch ms>)` in live, ` (<epoch ms> s)` in the sandbox.
struct Suffix {
  enum class Form : std::uint8_t { Live, Sandbox };
  Form form = Form::Live;
  /// Of the domain clock.
  Instant at;
};

/// `{"__type":…,"Message":…,"TurkErrorCode":…}`; protocol errors have `message` instead.
std::string aws_body(const Refusal& refusal, Suffix suffix);
/// `{"__type":…,"Message":…,"Code":…}`.
std::string worker_body(const Refusal& refusal);

/// A Fault or a broken invariant, with status 500, which every SDK tries again.
inline constexpr int kServiceFaultStatus = 500;
std::string aws_fault_body(Suffix suffix);
std::string worker_fault_body();

/// The table as a page of the reference, in Markdown.
std::string errors_markdown();

}  // namespace kempelen::api
