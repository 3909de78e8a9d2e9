// The dynamic linker's part of it.
#include "outgoing/library.h"

#include <dlfcn.h>

#include <string>

#include "base/fault.h"

namespace kempelen::outgoing {
namespace {

/// Its binary interface has been the same since 2006.
constexpr const char* kFile = "libcurl.so.4";

}  // namespace

Library::Library() : library_(::dlopen(kFile, RTLD_NOW | RTLD_LOCAL)) {
  if (library_ == nullptr) {
    throw Fault(std::string("libcurl cannot be loaded; install it (Debian: libcurl4): ") + ::dlerror());
  }
  const decltype(&curl_global_init) global_init = find("curl_global_init");
  if (global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) throw Fault("libcurl cannot be set up");
}

Library::Symbol Library::find(const char* name) const {
  void* const address = library_ == nullptr ? nullptr : ::dlsym(library_, name);
  if (library_ != nullptr && address == nullptr) {
    throw Fault(std::string(kFile) + " is older than 7.84 and has no " + name + "; install a newer one");
  }
  return {address};
}

const Library& Library::get() {
  static const Library library;
  return library;
}

}  // namespace kempelen::outgoing
