# Compiler options that every target of ours shares, as the interface library `kempelen_options`.
add_library(kempelen_options INTERFACE)
target_compile_features(kempelen_options INTERFACE cxx_std_20)
target_compile_options(kempelen_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor -Wold-style-cast -Werror)
# g++ 12 reports false positives of these three inside std::string and std::variant.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_compile_options(kempelen_options INTERFACE
    -Wno-restrict -Wno-maybe-uninitialized -Wno-stringop-overflow)
endif()

set(KEMPELEN_SANITIZE "" CACHE STRING "Sanitizers, as -fsanitize= takes them; empty for none")
if(KEMPELEN_SANITIZE)
  target_compile_options(kempelen_options INTERFACE -fsanitize=${KEMPELEN_SANITIZE} -fno-omit-frame-pointer)
  if(KEMPELEN_SANITIZE MATCHES "undefined")
    target_compile_options(kempelen_options INTERFACE -fno-sanitize-recover=undefined)
  endif()
  target_link_options(kempelen_options INTERFACE -fsanitize=${KEMPELEN_SANITIZE})
endif()

option(KEMPELEN_TESTS "Build the tests" ON)
option(KEMPELEN_BENCHMARKS "Build the benchmarks" OFF)
option(KEMPELEN_INVARIANTS_ABORT "A broken invariant aborts the process, not one transaction" ON)
option(KEMPELEN_FUZZ "Build libFuzzer targets (clang)" OFF)
if(KEMPELEN_INVARIANTS_ABORT)
  target_compile_definitions(kempelen_options INTERFACE KEMPELEN_INVARIANTS_ABORT)
endif()
