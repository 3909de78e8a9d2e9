// Certificates made for a test.
#pragma once

#include <memory>
#include <string>

#include "http/server.h"

namespace kempelen::http::testing {

/// A folder with `cert.pem`, `key.pem` and `other.pem` (a key that does not fit), removed at the end.
class TlsFolder {
 public:
  TlsFolder();
  ~TlsFolder();
  TlsFolder(const TlsFolder&) = delete;
  TlsFolder& operator=(const TlsFolder&) = delete;

  std::string path(const std::string& name) const { return folder_ + "/" + name; }
  std::shared_ptr<const TlsFiles> files() const {
    return std::make_shared<TlsFiles>(TlsFiles{path("cert.pem"), path("key.pem")});
  }

 private:
  std::string folder_;
};

}  // namespace kempelen::http::testing
