// One target under libFuzzer. KEMPELEN_FUZZ_TARGET is its function.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "fuzz/target.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  kempelen::fuzz::KEMPELEN_FUZZ_TARGET({reinterpret_cast<const char*>(data), size});
  return 0;
}
