// Every input that is kept passes its target, and every target has inputs.
#include <gtest/gtest.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "fuzz/target.h"

namespace kempelen::fuzz {
namespace {

struct Target {
  std::string_view name;  // also the folder of its inputs
  void (*examine)(std::string_view input);
};

constexpr std::array kTargets = {
    Target{"answer_key", answer_key},
    Target{"answers", answers},
    Target{"csv_text", csv_text},
    Target{"form_post", form_post},
    Target{"formatted_content", formatted_content},
    Target{"http_request", http_request},
    Target{"json_text", json_text},
    Target{"page_token", page_token},
    Target{"proxy_connect", proxy_connect},
    Target{"question", question},
    Target{"shapes", shapes},
    Target{"signed_request", signed_request},
};

const std::filesystem::path kCorpus = std::filesystem::path(KEMPELEN_SOURCE_DIR) / "fuzz" / "corpus";

std::string read(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

class Replay : public ::testing::TestWithParam<Target> {};

TEST_P(Replay, PassesEveryInput) {
  std::size_t inputs = 0;
  for (const auto& entry : std::filesystem::directory_iterator(kCorpus / GetParam().name)) {
    SCOPED_TRACE(entry.path().filename());
    GetParam().examine(read(entry.path()));
    ++inputs;
  }
  EXPECT_GT(inputs, 0U);
}

TEST_P(Replay, PassesPartsOfEveryInput) {
  for (const auto& entry : std::filesystem::directory_iterator(kCorpus / GetParam().name)) {
    SCOPED_TRACE(entry.path().filename());
    const std::string whole = read(entry.path());
    for (std::size_t part = 0; part < 16; ++part)
      GetParam().examine(whole.substr(0, whole.size() * part / 16));
  }
}

INSTANTIATE_TEST_SUITE_P(Targets, Replay, ::testing::ValuesIn(kTargets),
                         [](const auto& one) { return std::string(one.param.name); });

TEST(Corpus, HasNoFoldersWithoutATarget) {
  std::set<std::string> names;
  for (const Target& target : kTargets) names.emplace(target.name);
  for (const auto& entry : std::filesystem::directory_iterator(kCorpus)) {
    EXPECT_TRUE(names.contains(entry.path().filename())) << entry.path();
  }
}

}  // namespace
}  // namespace kempelen::fuzz
