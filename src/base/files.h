// What every module that writes files needs: descriptors that are closed, directories made durable, and one
// wording for what the system refuses.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "base/fault.h"

namespace kempelen {

/// Owns what open() and its like return; negative is none.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(other.release()) {}
  Descriptor& operator=(Descriptor&&) = delete;
  ~Descriptor();
  int number() const { return number_; }
  int release() { return std::exchange(number_, -1); }

 private:
  int number_;
};

/// `cannot sync /data/files: No space left on device`, from errno.
Fault file_fault(std::string_view doing, const std::string& path);

/// Writes all of it behind what the file has; false, with the reason in errno, where the system refuses.
bool write_all(int file, std::string_view bytes);

/// Makes the names in a directory durable. Fault if that fails.
void sync_directory(const std::string& directory);
/// The same for the directory that `path` is in.
void sync_directory_of(const std::string& path);

}  // namespace kempelen
