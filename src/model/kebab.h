// How a name of the API is written in a shell: `CreateHIT` is `create-hit`, as in the vendor's command line.
#pragma once

#include <string>
#include <string_view>

namespace kempelen::model {

/// Words in lower case with hyphens between: `GetFileUploadURL` to `get-file-upload-url`, `HITTypeId` to
/// `hit-type-id`. ASCII only.
std::string kebab(std::string_view name);

}  // namespace kempelen::model
