// Descriptions made from the declared model.
#include "server/describe.h"

#include <fmt/format.h>

#include "api/services.h"
#include "server/reference_pages.h"

namespace kempelen::server {
namespace {

void print_page(const std::string& what, const std::string& page) {
  fmt::print("{}\nThis page is made from the program by `kempelen describe {}`.\n", page, what);
}

}  // namespace

int print_description(const std::string& what) {
  if (what == "model") {
    fmt::print("{}\n", model::describe(api::requester_service()));
  } else if (what == "requester-api") {
    print_page(what, requester_api_page());
  } else if (what == "structures") {
    print_page(what, structures_page());
  } else if (what == "worker-api") {
    print_page(what, model::describe_markdown(api::worker_service()));
  } else if (what == "errors") {
    print_page(what, errors_page());
  } else if (const auto page = operation_page(what)) {
    print_page(what, *page);
  } else {
    fmt::print(stderr,
               "kempelen: describe knows model, requester-api, structures, worker-api, errors, and each "
               "operation of the Requester API, such as CreateHIT; not '{}'\n",
               what);
    return 2;
  }
  return 0;
}

}  // namespace kempelen::server
