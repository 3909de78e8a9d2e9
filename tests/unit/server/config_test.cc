// The table of settings, where values come from, and what is refused in which words.
#include "server/config.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>

namespace kempelen::server {
namespace {

using ::testing::HasSubstr;
using Flags = std::map<std::string, std::string>;

class ConfigTest : public testing::Test {
 protected:
  ConfigTest() {
    std::string pattern = std::filesystem::temp_directory_path() / "kempelen-config-XXXXXX";
    directory_ = ::mkdtemp(pattern.data());
    for (const Setting& setting : settings()) ::unsetenv(environment_of(setting).c_str());
  }
  ~ConfigTest() override {
    for (const Setting& setting : settings()) ::unsetenv(environment_of(setting).c_str());
    std::filesystem::remove_all(directory_);
  }
  std::string file(const std::string& text) {
    const std::string path = directory_ + "/given.toml";
    std::ofstream(path) << text;
    return path;
  }
  Result<LoadedConfig> load(Flags flags = {}, const std::string& path = "") {
    flags.try_emplace("data", directory_);
    return load_config(flags, path);
  }
  std::string refusal(const Flags& flags, const std::string& path = "") {
    const auto loaded = load(flags, path);
    if (loaded) return "";
    EXPECT_EQ(loaded.error().code, Code::AdminRefused);
    return loaded.error().words.at(0);
  }
  std::string unsafe(const Flags& flags) {
    const auto checked = check_config(load(flags)->config);
    return checked ? "" : checked.error().words.at(0);
  }
  std::string directory_;
};

TEST(Settings, AreCompleteAndNamedOnce) {
  std::set<std::string_view> names;
  for (const Setting& setting : settings()) {
    EXPECT_TRUE(names.insert(setting.name).second) << setting.name;
    EXPECT_FALSE(setting.doc.empty()) << setting.name;
    EXPECT_EQ(setting.doc.back(), '.') << setting.name;
    for (const Setting& other : settings()) {
      EXPECT_EQ(other.member == setting.member, &other == &setting) << setting.name << " " << other.name;
    }
  }
}

TEST_F(ConfigTest, FileEnvironmentAndFlagGoInThisOrder) {
  const std::string path = file("live_port = 1\ncontent_port = 2\nsandbox_port = 3\n");
  ::setenv("KEMPELEN_CONTENT_PORT", "20", 1);
  ::setenv("KEMPELEN_SANDBOX_PORT", "30", 1);
  const auto loaded = load({{"sandbox_port", "300"}}, path);
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded->config.live_port, 1);
  EXPECT_EQ(loaded->config.content_port, 20);
  EXPECT_EQ(loaded->config.sandbox_port, 300);
  EXPECT_EQ(loaded->config.accepted_max, 25);
  EXPECT_EQ(loaded->sources.at("live_port"), Source::File);
  EXPECT_EQ(loaded->sources.at("content_port"), Source::Environment);
  EXPECT_EQ(loaded->sources.at("sandbox_port"), Source::Flag);
  EXPECT_EQ(loaded->sources.at("accepted_max"), Source::Default);
}

TEST_F(ConfigTest, TheFileInTheDataDirectoryIsFound) {
  std::ofstream(directory_ + "/kempelen.toml") << "log_level = \"debug\"\n";
  EXPECT_EQ(load()->config.log_level, "debug");
}

TEST_F(ConfigTest, EveryKindOfValueIsRead) {
  const auto loaded =
      load({}, file("sign_up = false\nregions = [\"us-east-1\", \"\"]\napi_path = \"/x\"\nthreads = 2\n"));
  ASSERT_TRUE(loaded);
  EXPECT_FALSE(loaded->config.sign_up);
  EXPECT_EQ(loaded->config.regions, (Texts{"us-east-1", ""}));
  EXPECT_EQ(loaded->config.api_path, "/x");
  EXPECT_EQ(loaded->config.threads, 2);
  EXPECT_EQ(load({{"trusted_proxies", "10.0.0.1, 10.0.0.2"}})->config.trusted_proxies,
            (Texts{"10.0.0.1", "10.0.0.2"}));
  EXPECT_TRUE(load({{"trusted_proxies", ""}})->config.trusted_proxies.empty());
}

TEST_F(ConfigTest, DefaultsAreReadBack) {
  const auto loaded = load();
  ASSERT_TRUE(loaded);
  std::string whole;
  for (const Setting& setting : settings()) {
    if (setting.name == "data") continue;
    whole += std::string(setting.name) + " = " + value_text(loaded->config, setting) + "\n";
  }
  const auto again = load({}, file(whole));
  ASSERT_TRUE(again);
  for (const Setting& setting : settings()) {
    EXPECT_EQ(value_text(again->config, setting), value_text(loaded->config, setting)) << setting.name;
  }
}

TEST_F(ConfigTest, EachMistakeHasItsSentence) {
  EXPECT_EQ(refusal({{"demo", "yes"}}), "Setting demo (from flag): must be true or false");
  EXPECT_EQ(refusal({{"live_port", "80a"}}),
            "Setting live_port (from flag): '80a' is not a whole number of 0 or more");
  EXPECT_EQ(refusal({{"live_port", "-1"}}),
            "Setting live_port (from flag): '-1' is not a whole number of 0 or more");
  EXPECT_EQ(refusal({{"live_port", ""}}),
            "Setting live_port (from flag): '' is not a whole number of 0 or more");
  EXPECT_EQ(refusal({{"colour", "red"}}),
            "There is no setting called colour (from flag); `kempelen config` lists them.");
  EXPECT_THAT(refusal({}, file("live_port = [1]\n")), HasSubstr("live_port has a value of the wrong kind"));
  EXPECT_THAT(refusal({}, file("live_port = 1.5\n")), HasSubstr("live_port has a value of the wrong kind"));
  EXPECT_THAT(refusal({}, file("sign_up = true\nlive_port = = 1\n")), HasSubstr("given.toml:2: "));
  EXPECT_THAT(refusal({}, file("colour = \"red\"\n")), HasSubstr("no setting called colour (from file)"));
  EXPECT_FALSE(refusal({}, directory_ + "/missing.toml").empty());
  ::setenv("KEMPELEN_THREADS", "many", 1);
  EXPECT_EQ(refusal({}), "Setting threads (from environment): 'many' is not a whole number of 0 or more");
}

TEST_F(ConfigTest, ChecksWhatCannotWork) {
  EXPECT_EQ(unsafe({}), "");
  EXPECT_THAT(unsafe({{"tls_key", "k.pem"}}), HasSubstr("tls_certificate and tls_key go together"));
  EXPECT_THAT(unsafe({{"live_port", "65536"}}), HasSubstr("65536 is no port"));
  EXPECT_THAT(unsafe({{"api_path", "mturk"}}), HasSubstr("must begin with a slash"));
  EXPECT_THAT(unsafe({{"log_level", "loud"}}), HasSubstr("'loud' is no log level"));
  for (const char* url : {"turk.example.org", "https://turk.example.org/", "ftp://x"}) {
    EXPECT_THAT(unsafe({{"public_url", url}}), HasSubstr("is not an origin")) << url;
  }
}

TEST_F(ConfigTest, ChecksWhatIsUnsafe) {
  const Flags open = {{"listen_address", "0.0.0.0"}, {"content_url", "https://content.example.org"}};
  EXPECT_THAT(unsafe(open), HasSubstr("without TLS"));
  const auto with = [&](Flags more) {
    more.insert(open.begin(), open.end());
    return unsafe(more);
  };
  EXPECT_EQ(with({{"allow_plain_http", "true"}}), "");
  EXPECT_EQ(with({{"tls_certificate", "c.pem"}, {"tls_key", "k.pem"}}), "");
  EXPECT_EQ(with({{"public_url", "https://turk.example.org"}}), "");
  EXPECT_THAT(with({{"public_url", "http://turk.example.org"}}), HasSubstr("without TLS"));
  EXPECT_THAT(with({{"allow_plain_http", "true"}, {"content_url", ""}}), HasSubstr("needs content_url"));
  for (const char* address : {"127.0.0.1", "127.0.0.2", "::1"}) {
    EXPECT_EQ(unsafe({{"listen_address", address}}), "") << address;
  }
}

}  // namespace
}  // namespace kempelen::server
