// The content origin: other people's HTML, and the address their forms post to; files to and from workers.
//
// Nothing here knows a cookie; whoever answers has only the ids that stand in the address. What is served is
// kept apart by its origin and by a Content-Security-Policy sandbox without `allow-same-origin`
// (docs/internals/security.md).
#pragma once

#include "actions/executor.h"
#include "http/server.h"
#include "site/transfer.h"

namespace kempelen::site {

class Content {
 public:
  Content(actions::Executor& executor, const actions::Settings& settings, Transfer& transfer)
      : executor_(executor), settings_(settings), transfer_(transfer) {}

  /// Any request to the content listener.
  void handle(const http::Request& request, http::Responder responder);

 private:
  void serve_question(const http::Request& request, http::Responder responder);
  void take_form(const http::Request& request, http::Responder responder);

  actions::Executor& executor_;
  const actions::Settings& settings_;
  Transfer& transfer_;
};

}  // namespace kempelen::site
