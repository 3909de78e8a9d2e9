// One call of the Worker API under way: how and to whom it is answered.
#pragma once

#include <exception>
#include <string>

#include "actions/executor.h"
#include "base/text.h"
#include "domain/marketplace.h"
#include "http/server.h"
#include "site/session.h"
#include "site/worker_api.h"

namespace kempelen::site {

struct WorkerApi::Exchange {
  Exchange(domain::Marketplace market, CookieForm form, const Clock& domain_clock, http::Responder to)
      : marketplace(market), cookie(form), domain(domain_clock), responder(std::move(to)) {}

  const domain::Marketplace marketplace;
  const CookieForm cookie;
  const Clock& domain;
  http::Responder responder;
  std::string set_cookie{};  // sent with a good answer

  void answer(int status, std::string body);
  void refuse_with(const Refusal& refusal);
  void refuse_with(const Refusal& refusal, int status);
  void finish(actions::Reply reply, const std::exception_ptr& fault);
};

}  // namespace kempelen::site
