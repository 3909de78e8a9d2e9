// Where the stories are.
#pragma once

#include <string>
#include <vector>

#include "tests/scenarios/runner/script.h"

namespace kempelen::scenarios {

/// Every *.scenario file below tests/scenarios, ordered; only $KEMPELEN_SCENARIO where that is set.
std::vector<std::string> story_files();
/// Its lines. Throws Mismatch where the file cannot be read.
std::vector<Line> read_story(const std::string& path);

}  // namespace kempelen::scenarios
