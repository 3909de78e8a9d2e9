// Prints a description of the services to a file: `describe_model WHAT FILE`.
#include <cstdio>
#include <fstream>
#include <string>
#include <string_view>

#include "api/errors.h"
#include "api/services.h"

namespace {

std::string described(std::string_view what) {
  using namespace kempelen;
  if (what == "requester-json") return model::describe(api::requester_service());
  if (what == "worker-json") return model::describe(api::worker_service());
  if (what == "requester-markdown") return model::describe_markdown(api::requester_service());
  if (what == "worker-markdown") return model::describe_markdown(api::worker_service());
  if (what == "errors-markdown") return api::errors_markdown();
  return {};
}

}  // namespace

int main(int argc, char** argv) {
  const std::string text = argc == 3 ? described(argv[1]) : std::string();
  if (text.empty()) {
    std::fputs(
        "usage: describe_model requester-json|worker-json|requester-markdown|worker-markdown|errors-markdown "
        "FILE\n",
        stderr);
    return 2;
  }
  std::ofstream file(argv[2], std::ios::binary);
  file << text;
  file.close();
  return file ? 0 : 1;
}
