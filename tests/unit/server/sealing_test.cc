// Secrets at rest open with their key and their label only.
#include "server/sealing.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "base/fault.h"

namespace kempelen::server {
namespace {

class SealingTest : public testing::Test {
 protected:
  SealingTest() {
    std::string pattern = std::filesystem::temp_directory_path() / "kempelen-sealing-XXXXXX";
    directory_ = ::mkdtemp(pattern.data());
  }
  ~SealingTest() override { std::filesystem::remove_all(directory_); }
  std::string directory_;
  SystemRandom random_;
};

TEST_F(SealingTest, OpensWhatItSealedAlsoAfterARestart) {
  const std::string sealed = Sealing::open(directory_, random_).seal("secret", "access-key:A");
  const Sealing again = Sealing::open(directory_, random_);
  EXPECT_EQ(again.unseal(sealed, "access-key:A"), "secret");
  EXPECT_EQ(again.unseal(again.seal("", "x"), "x"), "");
  EXPECT_EQ(sealed.find("secret"), std::string::npos);
  EXPECT_NE(again.seal("secret", "a"), again.seal("secret", "a"));
}

TEST_F(SealingTest, AnotherLabelOpensNothing) {
  const Sealing sealing = Sealing::open(directory_, random_);
  const std::string sealed = sealing.seal("secret", "access-key:A");
  EXPECT_THROW(sealing.unseal(sealed, "access-key:B"), Fault);
  EXPECT_THROW(sealing.unseal(sealed, ""), Fault);
}

TEST_F(SealingTest, EveryDamagedCharacterIsNoticed) {
  const Sealing sealing = Sealing::open(directory_, random_);
  const std::string sealed = sealing.seal("secret", "a");
  for (std::size_t i = 0; i + 1 < sealed.size(); ++i) {
    std::string damaged = sealed;
    damaged[i] = damaged[i] == 'A' ? 'B' : 'A';
    EXPECT_THROW(sealing.unseal(damaged, "a"), Fault) << i;
  }
  EXPECT_THROW(sealing.unseal("", "a"), Fault);
  EXPECT_THROW(sealing.unseal("not base64!", "a"), Fault);
  EXPECT_THROW(sealing.unseal(sealed.substr(0, 20), "a"), Fault);
}

TEST_F(SealingTest, AnotherDirectorysKeyOpensNothing) {
  const std::string sealed = Sealing::open(directory_, random_).seal("secret", "a");
  std::filesystem::remove(directory_ + "/master.key");
  EXPECT_THROW(Sealing::open(directory_, random_).unseal(sealed, "a"), Fault);
}

TEST_F(SealingTest, TheKeyFileIsPrivateAndChecked) {
  Sealing::open(directory_, random_);
  const auto mode = std::filesystem::status(directory_ + "/master.key").permissions();
  EXPECT_EQ(mode, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  std::ofstream(directory_ + "/master.key") << "short\n";
  EXPECT_THROW(Sealing::open(directory_, random_), Fault);
}

TEST_F(SealingTest, DerivedKeysDifferByPurpose) {
  const Sealing sealing = Sealing::open(directory_, random_);
  EXPECT_EQ(sealing.derive("pages"), sealing.derive("pages"));
  EXPECT_NE(sealing.derive("pages"), sealing.derive("links"));
  EXPECT_EQ(sealing.derive("pages").size(), 32u);
}

}  // namespace
}  // namespace kempelen::server
