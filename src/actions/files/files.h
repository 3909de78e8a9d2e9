// Keeping and handing out what workers have uploaded. The bytes are site/file_store's.
#pragma once

#include "actions/context.h"
#include "actions/files/address.h"
#include "store/files.h"

namespace kempelen::actions {

/// Whether there is room in the assignment for a file of that question and size. Refuses AnswerInvalid.
Result<Done> check_room(const ReadContext& ctx, const AssignmentId& assignment, const std::string& question,
                        std::int64_t bytes);

/// The file is complete and durable: from now on it is the question's answer, instead of an earlier one,
/// whose address is used up by that. The same file once more changes nothing. Refuses AssignmentDoesNotExist,
/// AssignmentNotInProgress, DeadlinePassed, AnswerInvalid.
Result<Done> keep_file(WriteContext& ctx, const Upload& upload);

/// A file of a HIT that is not disposed; nothing otherwise.
std::optional<store::File> readable_file(const ReadContext& ctx, std::string_view key);

}  // namespace kempelen::actions
