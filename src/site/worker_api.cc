// The envelope of the Worker API, and running its operations. Sessions begin and end in sign_in.cc.
#include "site/worker_api.h"

#include <array>

#include "actions/worker_operations.h"
#include "api/errors.h"
#include "api/operations.h"
#include "site/exchange.h"

namespace kempelen::site {
namespace {

using actions::bind;

constexpr std::array kBindings = {
    bind<api::worker::AcceptHIT, &actions::accept_hit>(),
    bind<api::worker::ExplainHIT, &actions::explain_hit>(),
    bind<api::worker::GetAssignment, &actions::get_my_assignment>(),
    bind<api::worker::GetEarnings, &actions::get_earnings>(),
    bind<api::worker::GetHITGroup, &actions::get_hit_group>(),
    bind<api::worker::GetMessage, &actions::get_message>(),
    bind<api::worker::GetQualification, &actions::get_qualification>(),
    bind<api::worker::GetQualificationTest, &actions::get_qualification_test>(),
    bind<api::worker::ListMessages, &actions::list_messages>(),
    bind<api::worker::ListMyAssignments, &actions::list_my_assignments>(),
    bind<api::worker::ListMyQualificationRequests, &actions::list_my_qualification_requests>(),
    bind<api::worker::ListMyQualifications, &actions::list_my_qualifications>(),
    bind<api::worker::ListRequestableQualifications, &actions::list_requestable_qualifications>(),
    bind<api::worker::MarkMessageRead, &actions::mark_message_read>(),
    bind<api::worker::PreviewHIT, &actions::preview_hit>(),
    bind<api::worker::RequestFileUpload, &actions::request_file_upload>(),
    bind<api::worker::RequestQualification, &actions::request_qualification>(),
    bind<api::worker::ReturnAssignment, &actions::return_assignment>(),
    bind<api::worker::SearchHITGroups, &actions::search_hit_groups>(),
    bind<api::worker::SubmitAssignment, &actions::prepare_submit, &actions::submit_assignment>(),
    bind<api::worker::SubmitQualificationTest, &actions::prepare_submit_test,
         &actions::submit_qualification_test>(),
    bind<api::worker::UpdateProfile, &actions::update_profile>(),
};
constexpr std::size_t kSessionOperations = 4;
static_assert(kBindings.size() + kSessionOperations == api::WorkerOperations::size);

bool is_json(std::string_view content_type) {
  const std::string_view media_type = trim(content_type.substr(0, content_type.find(';')));
  return equals_ignoring_case(media_type, "application/json");
}

std::string own_origin(const http::Request& request) {
  return std::string(request.tls ? "https://" : "http://") + std::string(request.header("Host").value_or(""));
}

}  // namespace

std::span<const actions::Binding> worker_bindings() {
  return kBindings;
}

WorkerApi::WorkerApi(db::Database& database, actions::Executor& executor, const actions::Settings& settings,
                     const SiteSettings& site, const Clock& wall, const Clock& domain, RandomSource& random)
    : database_(database),
      executor_(executor),
      settings_(settings),
      site_(site),
      wall_(wall),
      domain_(domain),
      ids_(random),
      attempts_(site.sign_in_rate),
      calls_(site.call_rate) {}

void WorkerApi::handle(domain::Marketplace marketplace, const http::Request& request,
                       http::Responder responder) {
  const std::string& site_url = settings_.site_url(marketplace);
  auto exchange =
      std::make_shared<Exchange>(marketplace, cookie_form(request, site_url), domain_, std::move(responder));
  if (request.method != "POST") {
    return exchange->refuse_with({Code::Malformed, {"The Worker API is called with POST."}}, 405);
  }
  // Another content type could be sent by a form on any page, without a preflight.
  if (!is_json(request.header("Content-Type").value_or(""))) {
    return exchange->refuse_with({Code::Malformed, {"The Content-Type of a call is application/json."}}, 415);
  }
  const std::string_view operation = request.path.substr(kWorkerApiPrefix.size());
  if (operation == "GetProfile") return get_profile(exchange, request);
  if (operation == "SignUp") return sign_up(exchange, request);
  if (operation == "SignIn") return sign_in(exchange, request);
  if (operation == "SignOut") return sign_out(exchange, request);
  const actions::Binding* binding = actions::find_binding(kBindings, operation);
  if (!binding) return exchange->refuse_with({Code::UnknownOperation, {std::string(operation)}}, 404);
  run_bound(exchange, request, *binding);
}

/// Sign-in is worth forging too: it would put a worker into somebody else's account.
Result<Done> WorkerApi::check_origin(const Exchange& exchange, const http::Request& request) const {
  const auto origin = request.header("Origin");
  if (!origin || *origin == own_origin(request) || *origin == settings_.site_url(exchange.marketplace))
    return Done{};
  return refuse(Code::ForgedRequest);
}

void WorkerApi::run_bound(const ExchangePtr& exchange, const http::Request& request,
                          const actions::Binding& binding) {
  const auto session = find_session(database_, request, exchange->marketplace,
                                    settings_.site_url(exchange->marketplace), Forgery::Checked, wall_.now());
  if (!session) return exchange->refuse_with(session.error());
  if (!calls_.allow(session->token_hash, wall_.now())) return exchange->refuse_with({Code::Throttled});
  const actions::Caller caller{.marketplace = exchange->marketplace, .worker = session->worker};
  auto call = binding.begin(request.body, caller);
  if (!call) return exchange->refuse_with(call.error());
  const std::shared_ptr<actions::Call> shared = *std::move(call);
  const auto complete = [exchange](actions::Reply reply, const std::exception_ptr& fault) {
    exchange->finish(std::move(reply), fault);
  };
  if (binding.access == model::Access::Read) {
    executor_.read(caller, [shared](actions::ReadContext& ctx) { return shared->run(ctx); }, complete);
  } else {
    executor_.write(caller, [shared](actions::WriteContext& ctx) { return shared->run(ctx); }, complete);
  }
}

}  // namespace kempelen::site
