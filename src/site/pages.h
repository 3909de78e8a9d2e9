// The pages of the worker site: one application for all of its addresses, its files, and the original's
// addresses, which lead to where they led.
#pragma once

#include <optional>

#include "actions/context.h"
#include "http/message.h"

namespace kempelen::site {

/// The answer to a GET or HEAD on a marketplace's listener; a page saying so for what is not there.
http::Response worker_page(const http::Request& request, const actions::Settings& settings);

}  // namespace kempelen::site
