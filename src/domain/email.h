// The form of an address of e-mail.
#pragma once

#include <string_view>

namespace kempelen::domain {

/// Whether the text is one plain address of at most 254 characters: no name, no list, nothing that could
/// begin a header. Hosts without a dot are fine, as a house may have such a mail server.
bool is_email_address(std::string_view text);

}  // namespace kempelen::domain
