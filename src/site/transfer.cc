// Uploads and downloads.
#include "site/transfer.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <charconv>
#include <memory>

#include "actions/files/files.h"
#include "api/errors.h"
#include "base/ascii.h"
#include "base/fault.h"
#include "base/text.h"
#include "http/query.h"

namespace kempelen::site {
namespace {

/// Any page may read the answers: they tell nothing beyond what the address already allows, and the page that
/// sends is on another origin by design.
http::Response json(int status, std::string body) {
  http::Response response{.status = status, .content_type = "application/json", .body = std::move(body)};
  response.headers.emplace_back("Access-Control-Allow-Origin", "*");
  response.headers.emplace_back("Cache-Control", "no-store");
  response.headers.emplace_back("X-Content-Type-Options", "nosniff");
  return response;
}

http::Response refusal(int status, const Refusal& refusal) {
  return json(status, api::worker_body(refusal));
}

http::Response refusal(const Refusal& given) {
  return refusal(api::wire_error(given).worker_status, given);
}

http::Response fault_answer(const std::exception_ptr& fault) {
  spdlog::error("file fault reason=\"{}\"", text_of(fault));
  return json(500, api::worker_fault_body());
}

http::Response preflight() {
  http::Response response{.status = 204, .content_type = {}};
  response.headers.emplace_back("Access-Control-Allow-Origin", "*");
  response.headers.emplace_back("Access-Control-Allow-Methods", "POST");
  response.headers.emplace_back("Access-Control-Allow-Headers", "content-type");
  response.headers.emplace_back("Access-Control-Max-Age", "600");
  return response;
}

http::Response plain(int status, std::string_view sentence) {
  http::Response response{
      .status = status, .content_type = "text/plain; charset=utf-8", .body = std::string(sentence) + "\n"};
  response.headers.emplace_back("Cache-Control", "no-store");
  response.headers.emplace_back("X-Content-Type-Options", "nosniff");
  return response;
}

/// Where the piece begins; nothing unless it is one of those that make up the file.
std::optional<std::int64_t> offset_of(std::string_view query, std::size_t piece, std::int64_t bytes) {
  const auto pairs = http::parse_query(query);
  const std::string* const given = http::find_value(pairs, "offset");
  if (given == nullptr) return std::nullopt;
  std::int64_t offset = -1;
  const auto [end, error] = std::from_chars(given->data(), given->data() + given->size(), offset);
  const bool number = error == std::errc() && end == given->data() + given->size();
  if (!number || offset < 0 || offset >= bytes || offset % actions::kPieceBytes != 0) return std::nullopt;
  const std::int64_t due = std::min(actions::kPieceBytes, bytes - offset);
  return static_cast<std::int64_t>(piece) == due ? std::optional(offset) : std::nullopt;
}

/// RFC 6266: a name in ASCII for old clients, and the name as it is.
std::string disposition(std::string_view name) {
  std::string ascii;
  for (const char c : name) {
    const bool plain = is_letter_or_digit(c) || c == '.' || c == '-' || c == '_' || c == ' ';
    ascii.push_back(plain ? c : '_');
  }
  return fmt::format("attachment; filename=\"{}\"; filename*=UTF-8''{}", ascii, percent_encode(name));
}

/// Never shown as a page: always saved, of no type, and in a sandbox should a browser show it all the same.
http::Response file_answer(std::string_view name, std::string bytes) {
  http::Response response{
      .status = 200, .content_type = "application/octet-stream", .body = std::move(bytes)};
  response.headers.emplace_back("Content-Disposition", disposition(name));
  response.headers.emplace_back("X-Content-Type-Options", "nosniff");
  response.headers.emplace_back("Content-Security-Policy", "sandbox; default-src 'none'");
  response.headers.emplace_back("Referrer-Policy", "no-referrer");
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

}  // namespace

void Transfer::upload(const http::Request& request, http::Responder responder) {
  if (request.method == "OPTIONS") return responder.send(preflight());
  if (request.method != "POST") {
    return responder.send(refusal(405, {Code::Malformed, {"Files are sent with POST."}}));
  }
  auto upload = actions::read_upload(settings_, request.query, wall_.now());
  if (!upload) {
    return responder.send(refusal(403, {Code::ForgedRequest}));
  }
  const auto offset = offset_of(request.query, request.body.size(), upload->bytes);
  if (!offset) {
    return responder.send(
        refusal({Code::AnswerInvalid,
                 {fmt::format("This is no piece of the file: pieces have {} bytes, the last "
                              "one what is left, and `offset` says how many are before it.",
                              actions::kPieceBytes),
                  upload->question}}));
  }
  auto to = std::make_shared<http::Responder>(std::move(responder));
  const std::string key = upload->key;
  files_.take_piece(
      *std::move(upload), *offset, std::string(request.body),
      [to, key](const Result<std::int64_t>& received, const std::exception_ptr& fault) {
        if (fault) return to->send(fault_answer(fault));
        if (!received) return to->send(refusal(received.error()));
        to->send(json(200, fmt::format(R"({{"UploadedFileKey":"{}","ReceivedBytes":{}}})", key, *received)));
      });
}

/// May run on the writing thread, which must not see an exception.
void Transfer::read_file(const std::shared_ptr<http::Responder>& to, const std::string& key,
                         const std::string& name) {
  try {
    files_.read(key, [to, name](std::optional<std::string> bytes) {
      if (!bytes) return to->send(plain(404, "There is no such file."));
      to->send(file_answer(name, *std::move(bytes)));
    });
  } catch (const Fault&) {
    to->send(fault_answer(std::current_exception()));
  }
}

void Transfer::download(const http::Request& request, http::Responder responder) {
  const std::string key(request.path.substr(actions::kFilePrefix.size()));
  if (!actions::may_download(settings_, key, request.query, wall_.now())) {
    return responder.send(plain(403, "This address is no longer valid. Ask for a new one."));
  }
  auto to = std::make_shared<http::Responder>(std::move(responder));
  executor_.read(
      {},
      [key](actions::ReadContext& ctx) -> actions::Reply {
        auto file = actions::readable_file(ctx, key);
        if (!file) return refuse(Code::AssignmentDoesNotExist, key);
        return std::move(file->name);
      },
      [this, to, key](actions::Reply name, const std::exception_ptr& fault) {
        if (fault) return to->send(fault_answer(fault));
        if (!name) return to->send(plain(404, "There is no such file."));
        read_file(to, key, *std::move(name));
      });
}

}  // namespace kempelen::site
