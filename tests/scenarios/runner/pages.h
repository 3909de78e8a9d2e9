// Checking a list page by page, for every family of verbs that has lists.
#pragma once

#include <functional>
#include <string>

#include "tests/scenarios/runner/play.h"

namespace kempelen::scenarios {

/// One call for the page that a token leads to.
using Fetch = std::function<Result<Answer>(const std::string& token)>;
using FetchOf = std::function<Fetch(const std::string& size)>;

/// The rest of a line, `[page 2] [token T [altered]] (are H3,H2|H1 | sizes 100,1 | save T)`: all pages of the
/// list, an entry by the name of what its `member` holds.
Result<Done> check_pages(World& world, Words& words, const FetchOf& fetch_of, const std::string& list,
                         const std::string& member);

/// A JSON object that still lacks its end, with MaxResults and NextToken where they are not empty.
std::string page_body(std::string body, const std::string& size, const std::string& token);

}  // namespace kempelen::scenarios
