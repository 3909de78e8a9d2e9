// How an answer is shown: `--output json|text|table`.
#pragma once

#include <string>
#include <string_view>

#include "cli/data.h"

namespace kempelen::cli {

/// With an indent of four blanks and a line end behind it, as the vendor's tool prints it.
std::string indented_json(const Data& data);

/// The vendor's form for `cut` and `awk`: a line for each structure, begun by its name in capitals (but for
/// the outermost), its scalar members in alphabetical order, between tabs; structures inside follow. The
/// structures of one list have the same columns.
std::string text_lines(const Data& data);

/// For people: scalars as name and value, each list of structures as a table with a head, or, where that is
/// wider than the terminal, one below the other. `columns` is the terminal's width, or 0 for as wide as it
/// takes; long values are shortened.
std::string tables(const Data& data, int columns);

}  // namespace kempelen::cli
