// Files over HTTP, on the content origin: taking what a worker uploads, and handing it out as a download.
// Both addresses are signed (actions/files/address.h); nothing here knows who asks.
#pragma once

#include <memory>
#include <string>

#include "actions/executor.h"
#include "base/clock.h"
#include "http/server.h"
#include "site/file_store.h"

namespace kempelen::site {

class Transfer {
 public:
  Transfer(FileStore& files, actions::Executor& executor, const actions::Settings& settings,
           const Clock& wall)
      : files_(files), executor_(executor), settings_(settings), wall_(wall) {}

  /// `POST <upload address>&offset=N` with the bytes of a piece, and the preflight that a browser sends
  /// before. Answers JSON.
  void upload(const http::Request& request, http::Responder responder);
  /// `GET /files/<key>`.
  void download(const http::Request& request, http::Responder responder);

 private:
  void read_file(const std::shared_ptr<http::Responder>& to, const std::string& key, const std::string& name);

  FileStore& files_;
  actions::Executor& executor_;
  const actions::Settings& settings_;
  const Clock& wall_;
};

}  // namespace kempelen::site
