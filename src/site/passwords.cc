// argon2id by libsodium: 19 MiB and two passes, the OWASP recommendation.
#include "site/passwords.h"

#include <sodium.h>
#include <spdlog/spdlog.h>

#include <array>

#include "base/fault.h"

namespace kempelen::site {
namespace {

constexpr unsigned long long kPasses = 2;
constexpr std::size_t kMemoryBytes = 19 * 1024 * 1024;

bool matches(const std::string& hash, const std::string& password) {
  return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

}  // namespace

std::string hash_password(const std::string& password) {
  std::array<char, crypto_pwhash_STRBYTES> out{};
  if (crypto_pwhash_str_alg(out.data(), password.data(), password.size(), kPasses, kMemoryBytes,
                            crypto_pwhash_ALG_ARGON2ID13) != 0) {
    throw Fault("not enough memory to hash a password");
  }
  return out.data();
}

Passwords::Passwords(unsigned threads) : nobody_(hash_password("nobody")) {
  for (unsigned i = 0; i < threads; ++i) threads_.emplace_back([this] { run(); });
}

Passwords::~Passwords() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

void Passwords::hash(std::string password, std::function<void(std::string)> done) {
  enqueue([password = std::move(password), done = std::move(done)] { done(hash_password(password)); });
}

void Passwords::verify(std::string hash, std::string password, std::function<void(Verdict)> done) {
  enqueue([this, hash = std::move(hash), password = std::move(password), done = std::move(done)] {
    const bool right = matches(hash.empty() ? nobody_ : hash, password) && !hash.empty();
    done(right ? Verdict::Right : Verdict::Wrong);
  });
}

void Passwords::enqueue(std::function<void()> work) {
  {
    const std::lock_guard lock(mutex_);
    if (waiting_.size() >= kWaitingMax) throw Fault("too many sign-ins at once");
    waiting_.push_back(std::move(work));
  }
  changed_.notify_one();
}

void Passwords::run() {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
    if (waiting_.empty()) return;
    const auto work = std::move(waiting_.front());
    waiting_.pop_front();
    lock.unlock();
    try {
      work();
    } catch (const std::exception& e) {
      // Whoever waits is answered by his Responder's end.
      spdlog::error("password fault reason=\"{}\"", e.what());
    }
    lock.lock();
  }
}

}  // namespace kempelen::site
