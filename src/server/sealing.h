// The master key of a data directory, and what is sealed under it: secrets that must be readable again, such
// as secret access keys (signatures are checked with them). A copy of the database without `master.key` gives
// none of them away.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/digest.h"
#include "base/random.h"

namespace kempelen::server {

std::string master_key_file(const std::string& data_directory);

class Sealing {
 public:
  /// Reads `<data>/master.key`, or makes it (mode 600). Fault if it cannot be read or is not ours. `random`
  /// must outlive the object.
  static Sealing open(const std::string& data_directory, RandomSource& random);

  /// The key that a master key file holds; nothing for any other text.
  static std::optional<Sealing> from_text(std::string text, RandomSource& random);

  /// Authenticated encryption. `label` says what it is and must be given again to open it, so that one sealed
  /// secret cannot be put in another's place.
  std::string seal(std::string_view secret, std::string_view label) const;
  /// Fault when key, label or text do not belong together.
  std::string unseal(std::string_view sealed, std::string_view label) const;

  /// A key for another purpose.
  MacKey derive(std::string_view purpose) const;

 private:
  Sealing(std::string key, RandomSource& random) : key_(std::move(key)), random_(random) {}
  std::string key_;
  RandomSource& random_;
};

}  // namespace kempelen::server
