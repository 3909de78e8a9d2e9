// The short way to write a structure in a shell, as the vendor's tool has it:
//
//   QualificationTypeId=00000000000000000071,Comparator=In,LocaleValues=[{Country=US},{Country=CA}]
//
// A value is a text, `[…]` is a list, `{…}` a structure; `Key=a,b` is a list without brackets. Quotes of both
// kinds keep commas and brackets in a text; `\` keeps the character behind it.
#pragma once

#include <string_view>

#include "cli/data.h"
#include "client/error.h"

namespace kempelen::cli {

/// An object whose leaves are texts. Fails with Error::Kind::Request and a sentence that names the character
/// where it cannot be read.
client::Result<Data> parse_shorthand(std::string_view text);

}  // namespace kempelen::cli
