// Hashing and checking.
#include "site/passwords.h"

#include <gtest/gtest.h>

#include <future>

#include "base/fault.h"

namespace kempelen::site {
namespace {

Passwords::Verdict verify(Passwords& passwords, const std::string& hash, const std::string& password) {
  std::promise<Passwords::Verdict> verdict;
  passwords.verify(hash, password, [&](Passwords::Verdict v) { verdict.set_value(v); });
  return verdict.get_future().get();
}

TEST(Passwords, AreHashedWithSaltByArgon2id) {
  const std::string hash = hash_password("correct horse");
  EXPECT_TRUE(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$")) << hash;
  EXPECT_NE(hash, hash_password("correct horse"));
  EXPECT_EQ(hash.find("horse"), std::string::npos);
}

TEST(Passwords, OnlyTheRightOneIsRight) {
  Passwords passwords;
  const std::string hash = hash_password("correct horse");
  EXPECT_EQ(verify(passwords, hash, "correct horse"), Passwords::Verdict::Right);
  EXPECT_EQ(verify(passwords, hash, "correct horsf"), Passwords::Verdict::Wrong);
  EXPECT_EQ(verify(passwords, hash, ""), Passwords::Verdict::Wrong);
  EXPECT_EQ(verify(passwords, "nonsense", "correct horse"), Passwords::Verdict::Wrong);
  EXPECT_EQ(verify(passwords, "", ""), Passwords::Verdict::Wrong);
}

TEST(Passwords, TooManyWaitingAreAFault) {
  std::promise<void> go;
  std::shared_future<void> gone = go.get_future().share();
  std::promise<void> entered;
  // Last, so that its thread has ended before what it looks at goes.
  Passwords passwords(1);
  passwords.hash("first", [&](const std::string&) {
    entered.set_value();
    gone.wait();
  });
  entered.get_future().wait();
  for (std::size_t i = 0; i < Passwords::kWaitingMax; ++i)
    passwords.verify("", "x", [](Passwords::Verdict) {});
  EXPECT_THROW(passwords.verify("", "x", [](Passwords::Verdict) {}), Fault);
  go.set_value();
}

}  // namespace
}  // namespace kempelen::site
