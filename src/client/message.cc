// The one writer of requests is model/write.h; what is added here is what a careful caller would do himself.
#include "client/message.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "model/write.h"

namespace kempelen::client {
namespace {

constexpr std::string_view kToken = "UniqueRequestToken";
constexpr std::int64_t kMicrosInCent = Money::cents(1).micros;

/// Whether the request leaves the token open.
bool lacks_token(const model::Shape& shape, const void* input) {
  return std::ranges::any_of(shape.fields, [input](const model::Field& field) {
    return field.name == kToken && field.slot.find(input) == nullptr;
  });
}

/// 128 bits: no two calls ever share one.
std::string new_token(RandomSource& random) {
  std::array<std::uint8_t, 16> bytes{};
  random.fill(bytes);
  return hex(bytes);
}

/// The first amount that has a fraction of a cent. Amounts stand in no inner structure of a request.
std::optional<Error> fraction_of_cent(const model::Shape& shape, const void* input) {
  for (const model::Field& field : shape.fields) {
    if (field.kind != model::Kind::Money || field.count != model::Count::One) continue;
    const auto* const amount = static_cast<const Money*>(field.slot.find(input));
    if (amount == nullptr || amount->micros % kMicrosInCent == 0) continue;
    return Error{.kind = Error::Kind::Request,
                 .message = fmt::format("{} is {}, and amounts are sent in whole cents; round it first.",
                                        field.name, format_exact(*amount)),
                 .parameter = std::string(field.name)};
  }
  return std::nullopt;
}

}  // namespace

Result<Message> message_of(const model::OperationRecord& operation, const void* input, RandomSource& random) {
  if (auto wrong = fraction_of_cent(*operation.input, input)) return tl::unexpected(*std::move(wrong));
  Message message{
      .operation = operation.name, .access = operation.access, .repeat = operation.repeat, .body = {}};
  json::Writer writer(message.body);
  model::write_object(*operation.input, input, writer);
  if (operation.repeat == model::Repeat::ByToken && lacks_token(*operation.input, input)) {
    message.own_token = true;
    message.body.pop_back();
    message.body.append(message.body.size() > 1 ? "," : "").append("\"").append(kToken).append("\":\"");
    message.body.append(new_token(random)).append("\"}");
  }
  return message;
}

}  // namespace kempelen::client
