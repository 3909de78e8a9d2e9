// Inside this module only: the two INI files of the AWS command line, `credentials` and `config`.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "client/error.h"

namespace kempelen::client {

/// Keys in lower case to values. A key below another one (`mturk =` and, indented, `endpoint_url = …`) is
/// `mturk.endpoint_url`.
using Section = std::map<std::string, std::string, std::less<>>;
/// By the words between the brackets, blanks as one and quotes taken off: `default`, `profile work`.
using Sections = std::map<std::string, Section, std::less<>>;

/// Refuses a line that is neither section, key nor comment, with its number. `name` is for the message.
Result<Sections> parse_sections(std::string_view text, std::string_view name);

/// The file's sections; none if there is no such file. An error if it is there and cannot be read.
Result<Sections> read_sections(const std::string& path);

}  // namespace kempelen::client
