// What a signature costs: verifying a CreateHIT of about 1.5 KiB against the SHA-256 of its body alone, which
// no verifier can avoid. The ratio is row 4 of the speed table and must be at most 2.0.
#include <benchmark/benchmark.h>
#include <time.h>

#include <algorithm>
#include <cstdio>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "aws/hashing.h"
#include "aws/sigv4.h"

namespace kempelen::aws {
namespace {

constexpr std::size_t kBodyBytes = 1536;
constexpr Instant kNow = Instant::from_seconds(1'795'000'000);

class OneKey final : public KeyRing {
 public:
  std::shared_ptr<const Credential> find(std::string_view access_key_id) const override {
    const auto found = keys_.find(access_key_id);
    return found == keys_.end() ? nullptr : found->second;
  }

 private:
  std::map<std::string, std::shared_ptr<const Credential>, std::less<>> keys_ = {
      {"AKIAIOSFODNN7EXAMPLE",
       std::make_shared<const Credential>(
           Credential{.secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", .owner = "A1B2C3D4E5F6G7"})}};
};

/// The headers of boto3, which most programs use.
struct Call {
  std::string body;
  std::vector<std::pair<std::string, std::string>> owned;
  std::vector<http::Header> headers;

  SignedRequest request() const { return {"POST", "/", "", headers, body}; }
};

Call create_hit() {
  Call call;
  call.body = R"({"Title":"Label an image","Reward":"0.05","LifetimeInSeconds":86400,"Question":")";
  call.body.append(kBodyBytes - call.body.size() - 2, 'x').append("\"}");
  call.owned = {{"Host", "localhost:8080"},
                {"X-Amz-Target", "MTurkRequesterServiceV20170117.CreateHIT"},
                {"Content-Type", "application/x-amz-json-1.1"}};
  for (const auto& [name, value] : call.owned) call.headers.push_back({name, value});
  const SigningIdentity identity{.access_key_id = "AKIAIOSFODNN7EXAMPLE",
                                 .secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"};
  for (auto& header : sign(call.request(), identity, kNow)) call.owned.push_back(std::move(header));
  call.owned.insert(call.owned.end(),
                    {{"Accept-Encoding", "identity"},
                     {"User-Agent", "Boto3/1.43.11 md/Botocore#1.43.11 ua/2.1 os/linux lang/python#3.11.7"},
                     {"amz-sdk-invocation-id", "1ab9d21b-cadd-47a0-9d80-e6a80ffc9f9f"},
                     {"amz-sdk-request", "attempt=1"},
                     {"Content-Length", "1536"}});
  call.headers.clear();
  for (const auto& [name, value] : call.owned) call.headers.push_back({name, value});
  return call;
}

void hash_body(benchmark::State& state) {
  const Call call = create_hit();
  for (auto _ : state) benchmark::DoNotOptimize(sha256(call.body));
}
BENCHMARK(hash_body);

void verify_create_hit(benchmark::State& state) {
  const Call call = create_hit();
  const OneKey keys;
  const VerifierSettings settings;
  for (auto _ : state) {
    const auto result = verify(call.request(), settings, keys, kNow);
    if (!result) throw std::logic_error("the benchmark's own request does not verify");
    benchmark::DoNotOptimize(result);
  }
}
BENCHMARK(verify_create_hit);

void derive_signing_key(benchmark::State& state) {
  for (auto _ : state)
    benchmark::DoNotOptimize(signing_key("wJalrXUtnFEMI", "20261124", "us-east-1", "mturk-requester"));
}
BENCHMARK(derive_signing_key);

/// In the thread's own processor time, so that other programs on the machine count as little as possible.
template <typename Work>
double nanoseconds_each(const Work& work) {
  constexpr int kTimes = 2'000;
  const auto now = [] {
    timespec at{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &at);
    return static_cast<double>(at.tv_sec) * 1e9 + static_cast<double>(at.tv_nsec);
  };
  const double start = now();
  for (int i = 0; i < kTimes; ++i) work();
  return (now() - start) / kTimes;
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

/// Many short interleaved rounds, so that a busy machine slows both alike.
void print_ratio() {
  const Call call = create_hit();
  const OneKey keys;
  const VerifierSettings settings;
  std::vector<double> hashing, verifying, ratios;
  for (int round = 0; round < 201; ++round) {
    hashing.push_back(nanoseconds_each([&] { benchmark::DoNotOptimize(sha256(call.body)); }));
    verifying.push_back(
        nanoseconds_each([&] { benchmark::DoNotOptimize(verify(call.request(), settings, keys, kNow)); }));
    ratios.push_back(verifying.back() / hashing.back());
  }
  std::printf("SigV4 verification : SHA-256 of its body (%zu bytes) = %.0f ns : %.0f ns = %.2f (bound 2.0)\n",
              call.body.size(), median(verifying), median(hashing), median(ratios));
}

}  // namespace
}  // namespace kempelen::aws

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
  kempelen::aws::print_ratio();
}
