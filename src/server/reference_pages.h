// Pages of the reference about the Requester API, in Markdown: an index, a page for each operation, and one
// for the structures that they share. Made from the declared model and the declared refusals.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kempelen::server {

/// All operations with a line each, and what any of them can be refused with.
std::string requester_api_page();

/// The members, limits and refusals of one operation; nothing where there is none of that name. Links lead to
/// pages as they lie in docs/reference/operations/.
std::optional<std::string> operation_page(std::string_view operation);

/// The structures inside of requests and answers.
std::string structures_page();

/// Every refusal of both APIs; for those of the Requester API also what to do, and which operations have
/// them.
std::string errors_page();

}  // namespace kempelen::server
