// From flags to the request of an operation: what was typed, and what a file gives, become one structure.
#pragma once

#include <string>
#include <vector>

#include "cli/command.h"
#include "client/error.h"
#include "model/describe.h"

namespace kempelen::cli {

/// One for each member of the input (a boolean has two: `--auto-granted`, `--no-auto-granted`).
std::vector<Flag> input_flags(const model::OperationRecord& operation);

/// The request as a JSON text: the members of `--cli-input-json`, and over them those that have a flag. A
/// value `file://PATH` is the content of that file. Fails with Error::Kind::Request and a sentence that names
/// the flag or the member: a required one is missing, there is none of that name, or its value has another
/// type. Limits are left to the service.
client::Result<std::string> input_json(const model::OperationRecord& operation, const Given& given);

/// The request with every member and an empty value, for `--generate-cli-skeleton`.
std::string skeleton(const model::OperationRecord& operation);

}  // namespace kempelen::cli
