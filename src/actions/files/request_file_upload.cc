// RequestFileUpload: an address to send one file to. What can be known before the first byte is checked here.
#include <fmt/format.h>

#include "actions/files/files.h"
#include "actions/find.h"
#include "actions/work/view.h"
#include "actions/worker_operations.h"
#include "domain/answer.h"

namespace kempelen::actions {
namespace {

/// Without folders, which some programs send along, and without what would break a line.
std::string base_name(const std::string& sent) {
  std::string name = domain::clean_text(sent.substr(sent.find_last_of("/\\") + 1));
  std::erase_if(name, [](char c) { return static_cast<unsigned char>(c) < 0x20; });
  return name.empty() ? "file" : name;
}

Result<Done> check_size(const ReadContext& ctx, const domain::FileUpload& wanted, std::int64_t bytes,
                        const std::string& question) {
  const std::int64_t most = std::min(wanted.max_bytes, ctx.settings.file_bytes_max);
  if (bytes < wanted.min_bytes || bytes > most) {
    return refuse(Code::AnswerInvalid,
                  fmt::format("The file must have {} to {} bytes.", wanted.min_bytes, most), question);
  }
  return Done{};
}

}  // namespace

Result<api::worker::RequestFileUploadResponse> request_file_upload(
    ReadContext& ctx, const api::worker::RequestFileUploadRequest& request) {
  KEMPELEN_TRY(const auto found, assignment_of_worker(ctx, request.assignment_id));
  if (found.assignment.status != domain::AssignmentStatus::Accepted) {
    return refuse(Code::AssignmentNotInProgress);
  }
  if (ctx.now >= found.assignment.deadline) return refuse(Code::DeadlinePassed);
  KEMPELEN_TRY(const auto form, form_of(ctx, found.hit.id));
  const domain::FormQuestion* const question =
      form ? domain::find_question(*form, request.question_identifier) : nullptr;
  const auto* const wanted =
      question == nullptr ? nullptr : std::get_if<domain::FileUpload>(&question->answer);
  if (wanted == nullptr) {
    return refuse(Code::AnswerInvalid, "This HIT has no such question that takes a file.",
                  request.question_identifier);
  }
  const std::int64_t bytes = request.file_size_in_bytes;
  KEMPELEN_TRY([[maybe_unused]] const auto fits, check_size(ctx, *wanted, bytes, question->identifier));
  KEMPELEN_TRY([[maybe_unused]] const auto room,
               check_room(ctx, found.assignment.id, question->identifier, bytes));
  Upload upload{.key = {},
                .assignment = found.assignment.id,
                .question = question->identifier,
                .name = base_name(request.file_name),
                .bytes = bytes,
                .expires_at = ctx.wall_now + kUploadLife};
  upload.key = new_file_key(ctx.settings, upload, ctx.wall_now);
  return api::worker::RequestFileUploadResponse{.upload_url = upload_url(ctx.settings, upload),
                                                .uploaded_file_key = upload.key,
                                                .piece_size_in_bytes = kPieceBytes,
                                                .expiration = upload.expires_at};
}

}  // namespace kempelen::actions
