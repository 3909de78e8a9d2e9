// What an HTML form sends: application/x-www-form-urlencoded and multipart/form-data, in the order of the
// controls.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "http/query.h"

namespace kempelen::http {

/// A file input's part. A file input without a choice sends an empty file_name and no content.
struct FilePart {
  std::string name;
  std::string file_name;
  std::string content_type;  // as the browser guessed it
  std::string content;
};

struct Form {
  std::vector<NameValue> fields;
  std::vector<FilePart> files;
};

/// The body is bounded by the server; these bound what a small body can be made into.
struct FormLimits {
  std::size_t parts_max = 2'000;  // a big survey has some hundreds of controls
  std::size_t name_bytes_max = 1'024;
  std::size_t part_header_bytes_max = 4'096;
};

/// `content_type` is the header's value. Refuses with Code::Malformed and one sentence: another content type,
/// no boundary, a broken part, text that is not UTF-8, or a limit.
Result<Form> parse_form(std::string_view content_type, std::string_view body, const FormLimits& limits = {});

}  // namespace kempelen::http
