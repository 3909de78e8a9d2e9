# Every library we build on, all from Debian 12 (docs/decisions/0005-dependencies.md says why each).
find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
find_package(OpenSSL 3.0 REQUIRED)
find_package(Boost 1.81 REQUIRED)
find_package(CURL 7.88 REQUIRED)
find_package(simdjson REQUIRED)
find_package(fmt 9 REQUIRED)
find_package(spdlog REQUIRED)
find_package(tl-expected REQUIRED)
find_package(CLI11 REQUIRED)
find_package(LibXml2 REQUIRED)
find_package(SQLite3 3.40 REQUIRED)
# SQLite becomes part of the program (docs/decisions/0033-sqlite-is-linked-in.md): the archive stands beside
# the shared library, in the same package.
find_library(KEMPELEN_SQLITE_ARCHIVE NAMES libsqlite3.a REQUIRED)
set_target_properties(SQLite::SQLite3 PROPERTIES
  IMPORTED_LOCATION "${KEMPELEN_SQLITE_ARCHIVE}"
  INTERFACE_LINK_LIBRARIES "m;${CMAKE_DL_LIBS};Threads::Threads")
pkg_check_modules(RE2 REQUIRED IMPORTED_TARGET re2)
pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(TOMLPLUSPLUS REQUIRED IMPORTED_TARGET tomlplusplus)
pkg_check_modules(PROMETHEUS REQUIRED IMPORTED_TARGET prometheus-cpp-core)
if(KEMPELEN_TESTS)
  find_package(GTest REQUIRED)
endif()
if(KEMPELEN_BENCHMARKS)
  find_package(benchmark REQUIRED)
endif()
