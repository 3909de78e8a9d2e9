// Where endpoint and credentials come from, and what is said when they come from nowhere.
#include "client/environment.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>

#include "client/profile_files.h"

namespace kempelen::client {
namespace {

using testing::HasSubstr;

/// A home directory of its own, and variables that only it has.
class EnvironmentTest : public testing::Test {
 protected:
  EnvironmentTest() {
    std::filesystem::create_directories(home_ / ".aws");
    variables["HOME"] = home_.string();
  }
  ~EnvironmentTest() override { std::filesystem::remove_all(home_); }

  void write(const std::string& file, const std::string& text) const {
    std::ofstream(home_ / ".aws" / file) << text;
  }

  Result<Origin> find(const Settings& settings = {}) const {
    return find_origin(settings, [this](const char* name) -> std::optional<std::string> {
      const auto found = variables.find(name);
      return found == variables.end() ? std::nullopt : std::optional(found->second);
    });
  }
  std::string refusal(const Settings& settings = {}) const {
    const auto found = find(settings);
    if (found) return "found " + found->endpoint;
    EXPECT_EQ(found.error().kind, Error::Kind::Settings);
    return found.error().message;
  }

  std::map<std::string, std::string> variables;

 private:
  std::filesystem::path home_ = std::filesystem::path(testing::TempDir()) /
                                testing::UnitTest::GetInstance()->current_test_info()->name();
};

const Credentials kFromCode{"AKIACODE", "code"};

TEST_F(EnvironmentTest, CodeComesFirst) {
  variables["AWS_ACCESS_KEY_ID"] = "AKIAENV";
  variables["AWS_SECRET_ACCESS_KEY"] = "env";
  variables["AWS_ENDPOINT_URL_MTURK"] = "http://env";
  const auto found = find({.endpoint = "http://code", .credentials = kFromCode});
  ASSERT_TRUE(found);
  EXPECT_EQ(found->endpoint, "http://code");
  EXPECT_EQ(found->credentials, kFromCode);
}

TEST_F(EnvironmentTest, VariablesComeBeforeFiles) {
  write("credentials", "[default]\naws_access_key_id = AKIAFILE\naws_secret_access_key = file\n");
  variables["AWS_ACCESS_KEY_ID"] = "AKIAENV";
  variables["AWS_SECRET_ACCESS_KEY"] = "env";
  variables["AWS_SESSION_TOKEN"] = "token";
  variables["AWS_ENDPOINT_URL"] = "http://all";
  EXPECT_EQ(find()->credentials, (Credentials{"AKIAENV", "env", "token"}));
  EXPECT_EQ(find()->endpoint, "http://all");
  variables["AWS_ENDPOINT_URL_MTURK"] = "http://mturk";
  EXPECT_EQ(find()->endpoint, "http://mturk");
}

TEST_F(EnvironmentTest, ProfilesAreReadFromTheCredentialsFile) {
  write("credentials",
        "# mine\n[default]\naws_access_key_id=AKIADEFAULT\naws_secret_access_key=one\r\n\n"
        "[work]\n  AWS_Access_Key_Id = AKIAWORK  \naws_secret_access_key = two\naws_session_token = three\n");
  const Settings somewhere{.endpoint = "http://x"};
  EXPECT_EQ(find(somewhere)->credentials, (Credentials{"AKIADEFAULT", "one"}));
  variables["AWS_PROFILE"] = "work";
  EXPECT_EQ(find(somewhere)->credentials, (Credentials{"AKIAWORK", "two", "three"}));
  variables["AWS_ACCESS_KEY_ID"] = "AKIAENV";
  variables["AWS_SECRET_ACCESS_KEY"] = "env";
  EXPECT_EQ(find(somewhere)->credentials.access_key_id, "AKIAENV");
  // What code asks for by name is meant.
  EXPECT_EQ(find({.endpoint = "http://x", .profile = "default"})->credentials.access_key_id, "AKIADEFAULT");
}

TEST_F(EnvironmentTest, TheConfigFileHasEndpointsAndMayHaveKeys) {
  write("config",
        "[profile work]\nservices = local\nendpoint_url = http://general\naws_access_key_id = AKIA\n"
        "aws_secret_access_key = s\n[services local]\ns3 =\n  endpoint_url = http://s3\nmturk =\n  "
        "endpoint_url = http://turk\n[profile plain]\nendpoint_url = http://general\n");
  EXPECT_EQ(find({.profile = "work"})->endpoint, "http://turk");
  EXPECT_EQ(find({.profile = "work"})->credentials.access_key_id, "AKIA");
  EXPECT_EQ(find({.credentials = kFromCode, .profile = "plain"})->endpoint, "http://general");
  variables["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"] = "true";
  EXPECT_THAT(refusal({.profile = "work"}), HasSubstr("There is no endpoint"));
}

TEST_F(EnvironmentTest, OtherFilesCanBeNamed) {
  write("elsewhere", "[default]\naws_access_key_id = AKIA\naws_secret_access_key = s\n");
  variables["AWS_SHARED_CREDENTIALS_FILE"] = variables["HOME"] + "/.aws/elsewhere";
  EXPECT_EQ(find({.endpoint = "http://x"})->credentials.access_key_id, "AKIA");
}

TEST_F(EnvironmentTest, SaysWhatIsMissing) {
  EXPECT_THAT(refusal({.credentials = kFromCode}), HasSubstr("set AWS_ENDPOINT_URL_MTURK to the address"));
  EXPECT_THAT(refusal(),
              HasSubstr("There are no credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"));
  EXPECT_THAT(refusal({.profile = "nobody"}), HasSubstr("There is no profile \"nobody\""));
  variables["AWS_ACCESS_KEY_ID"] = "AKIA";
  EXPECT_EQ(refusal(), "AWS_ACCESS_KEY_ID is set and AWS_SECRET_ACCESS_KEY is not; set both.");
  write("credentials", "[half]\naws_access_key_id = AKIA\n");
  EXPECT_THAT(refusal({.profile = "half"}), HasSubstr("has aws_access_key_id without aws_secret_access_key"));
  write("config", "[profile sso]\nsso_session = x\n");
  EXPECT_THAT(refusal({.profile = "sso"}), HasSubstr("by sso_session, which this library does not do"));
}

TEST_F(EnvironmentTest, AFileThatCannotBeReadIsNoMissingFile) {
  write("credentials", "[default]\nnonsense\n");
  EXPECT_THAT(refusal(), HasSubstr("credentials has no = in it."));
}

TEST(ProfileFiles, WrongLinesAreNamed) {
  EXPECT_EQ(parse_sections("[a\n", "f").error().message, "Line 1 of f begins a section without a ].");
  EXPECT_EQ(parse_sections("\nx = 1\n", "f").error().message,
            "Line 2 of f stands before the first [section].");
  EXPECT_EQ(parse_sections("[a]\n; c\nx\n", "f").error().message, "Line 3 of f has no = in it.");
  EXPECT_TRUE(parse_sections("[profile \"my  work\"]\nx=1", "f")->contains("profile my work"));
}

TEST_F(EnvironmentTest, CertificatesComeFromCodeVariableOrProfile) {
  const Settings settings{.endpoint = "https://x", .credentials = kFromCode};
  EXPECT_EQ(find(settings)->ca_file, "");
  write("config", "[default]\nca_bundle = /profile.pem\n");
  EXPECT_EQ(find(settings)->ca_file, "/profile.pem");
  variables["AWS_CA_BUNDLE"] = "/variable.pem";
  EXPECT_EQ(find(settings)->ca_file, "/variable.pem");
  Settings told = settings;
  told.ca_file = "/code.pem";
  EXPECT_EQ(find(told)->ca_file, "/code.pem");
}

}  // namespace
}  // namespace kempelen::client
