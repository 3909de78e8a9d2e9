// docs/reference/examples holds what the walk through all operations sends and gets, one file an operation.
// The pages of the reference show it. Where an answer has changed on purpose, KEMPELEN_WRITE_EXAMPLES=1 makes
// this test write the files instead; `git diff` then shows what changed on the wire.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "api/services.h"
#include "json/value.h"
#include "tests/examples/walk.h"

namespace kempelen::examples {
namespace {

const std::filesystem::path kFolder = KEMPELEN_SOURCE_DIR "/docs/reference/examples";

/// The same JSON with a member or entry a line, for eyes; every token stays as it was. Entries stand at
/// `depth` and deeper.
std::string spread(std::string_view json, std::size_t depth) {
  std::string out;
  bool in_text = false;
  const auto new_line = [&] { out += "\n" + std::string(2 * depth, ' '); };
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (in_text) {
      out += c;
      if (c == '\\') out += json[++i];
      in_text = c != '"';
    } else if (c == '{' || c == '[') {
      out += c;
      if (json[i + 1] == '}' || json[i + 1] == ']') {
        out += json[++i];
        continue;
      }
      ++depth;
      new_line();
    } else if (c == '}' || c == ']') {
      --depth;
      new_line();
      out += c;
    } else {
      out += c;
      if (c == ',') new_line();
      if (c == ':') out += ' ';
      in_text = c == '"';
    }
  }
  return out;
}

std::string file_text(const Example& example) {
  return "{\n  \"Request\": " + spread(example.request, 1) + ",\n  \"Answer\": " + spread(example.answer, 1) +
         "\n}\n";
}

std::string read(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

TEST(Examples, EveryOperationHasOne) {
  const auto examples = walk_all_operations();
  for (const model::OperationRecord& operation : api::requester_service().operations) {
    EXPECT_TRUE(examples.contains(std::string(operation.name))) << operation.name;
  }
  EXPECT_EQ(examples.size(), api::requester_service().operations.size());
}

TEST(Examples, AreTheSameEveryTime) {
  const auto first = walk_all_operations();
  for (const auto& [operation, again] : walk_all_operations()) {
    EXPECT_EQ(first.at(operation).request, again.request) << operation;
    EXPECT_EQ(first.at(operation).answer, again.answer) << operation;
  }
}

TEST(Examples, FilesHoldWhatTheWalkGets) {
  const bool write = std::getenv("KEMPELEN_WRITE_EXAMPLES") != nullptr;
  std::set<std::string> expected;
  for (const auto& [operation, example] : walk_all_operations()) {
    const std::string name = operation + ".json";
    expected.insert(name);
    ASSERT_TRUE(json::parse(file_text(example))) << operation;
    if (write) std::ofstream(kFolder / name) << file_text(example);
    EXPECT_EQ(read(kFolder / name), file_text(example)) << "see the head of " << __FILE__;
  }
  for (const auto& entry : std::filesystem::directory_iterator(kFolder)) {
    EXPECT_TRUE(expected.contains(entry.path().filename())) << entry.path() << " is no operation's";
  }
}

}  // namespace
}  // namespace kempelen::examples
