// Rows of files.
#include "actions/files/files.h"

#include <fmt/format.h>

#include "base/fault.h"
#include "store/assignments.h"
#include "store/hits.h"

namespace kempelen::actions {

Result<Done> check_room(const ReadContext& ctx, const AssignmentId& assignment, const std::string& question,
                        std::int64_t bytes) {
  std::int64_t others = 0;
  for (const store::File& file : store::list_files_of(ctx.db, assignment)) {
    if (file.question != question) others += file.bytes;
  }
  const std::int64_t most = ctx.settings.assignment_file_bytes_max;
  if (bytes > most - others) {
    return refuse(Code::AnswerInvalid,
                  fmt::format("All files of an assignment together have at most {} bytes.", most), question);
  }
  return Done{};
}

Result<Done> keep_file(WriteContext& ctx, const Upload& upload) {
  const auto assignment = store::find_assignment(ctx.db, upload.assignment);
  if (!assignment) return refuse(Code::AssignmentDoesNotExist, upload.assignment.text);
  const auto former = store::find_file_of(ctx.db, upload.assignment, upload.question);
  if (former && former->key == upload.key) return Done{};
  if (assignment->status != domain::AssignmentStatus::Accepted) return refuse(Code::AssignmentNotInProgress);
  if (ctx.now >= assignment->deadline) return refuse(Code::DeadlinePassed);
  // Its bytes are about to be removed, so it cannot come back into its place.
  if (store::is_dropped_file(ctx.db, upload.key)) {
    return refuse(Code::AnswerInvalid, "Another file has taken the place of this one; ask for a new address.",
                  upload.question);
  }
  KEMPELEN_TRY([[maybe_unused]] const auto room,
               check_room(ctx, upload.assignment, upload.question, upload.bytes));
  if (former) store::drop_file(ctx.tx, former->key);
  store::insert_file(ctx.tx, {.key = upload.key,
                              .assignment = upload.assignment,
                              .question = upload.question,
                              .name = upload.name,
                              .bytes = upload.bytes,
                              .uploaded_at = ctx.now});
  return Done{};
}

std::optional<store::File> readable_file(const ReadContext& ctx, std::string_view key) {
  auto file = store::find_file(ctx.db, key);
  if (!file) return std::nullopt;
  const auto assignment = store::find_assignment(ctx.db, file->assignment);
  KEMPELEN_INVARIANT(assignment.has_value(), "a file has an assignment");
  const auto hit = store::find_hit(ctx.db, assignment->hit);
  KEMPELEN_INVARIANT(hit.has_value(), "an assignment has a HIT");
  if (hit->mark == domain::ReviewMark::Disposed) return std::nullopt;
  return file;
}

}  // namespace kempelen::actions
