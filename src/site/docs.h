// The documentation at /docs: pages that were made of docs/ when the web was built. Read only, without
// session and without scripts.
#pragma once

#include <optional>

#include "http/message.h"

namespace kempelen::site {

/// The answer to a GET or HEAD below /docs, a page saying so for what is not there; nothing for other paths.
std::optional<http::Response> docs_page(const http::Request& request);

}  // namespace kempelen::site
