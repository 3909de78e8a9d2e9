// Finding and reading the stories.
#include "tests/scenarios/runner/stories.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace kempelen::scenarios {

std::vector<std::string> story_files() {
  if (const char* one = std::getenv("KEMPELEN_SCENARIO")) return {one};
  std::vector<std::string> files;
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(KEMPELEN_SOURCE_DIR "/tests/scenarios")) {
    if (entry.path().extension() == ".scenario") files.push_back(entry.path());
  }
  std::ranges::sort(files);
  return files;
}

std::vector<Line> read_story(const std::string& path) {
  std::ifstream file(path);
  if (!file) throw Mismatch("cannot be read");
  std::stringstream text;
  text << file.rdbuf();
  return read_script(text.str());
}

}  // namespace kempelen::scenarios
