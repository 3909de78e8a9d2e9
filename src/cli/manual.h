// Man pages, made from the tree of commands.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/line.h"

namespace kempelen::cli {

struct ManualPage {
  std::string name;  // `kempelen-api-create-hit.1`
  std::string text;  // roff, for man(1)
};

/// One page for the program and one for each of its commands, those of commands included.
std::vector<ManualPage> manual_pages(const Node& program, std::string_view version);

}  // namespace kempelen::cli
