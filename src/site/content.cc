// Hosted questions, externalSubmit and its reply page.
#include "site/content.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <memory>

#include "actions/worker_operations.h"
#include "api/errors.h"
#include "base/fault.h"
#include "base/text.h"
#include "domain/answer.h"
#include "http/form.h"
#include "site/assets/assets.h"

namespace kempelen::site {
namespace {

constexpr std::string_view kPreview = "ASSIGNMENT_ID_NOT_AVAILABLE";
constexpr std::string_view kHelperPath = "/mturk-public/externalHIT_v1.js";

/// The frame's flags again as a policy, so that the page stays in its sandbox when opened on its own.
void add_sandbox(http::Response& response) {
  response.headers.emplace_back("Content-Security-Policy",
                                "sandbox allow-scripts allow-forms allow-popups allow-modals");
  response.headers.emplace_back("X-Content-Type-Options", "nosniff");
  response.headers.emplace_back("Referrer-Policy", "no-referrer");
  response.headers.emplace_back("Cache-Control", "no-store");
}

http::Response page(int status, std::string html) {
  http::Response response{
      .status = status, .content_type = "text/html; charset=utf-8", .body = std::move(html)};
  add_sandbox(response);
  return response;
}

http::Response message_page(int status, std::string_view title, std::string_view text) {
  return page(status,
              fmt::format("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{0}</title>"
                          "</head><body style=\"font-family:sans-serif;margin:2rem\"><h1>{0}</h1><p>{1}</p>"
                          "</body></html>",
                          escape_markup(title), escape_markup(text)));
}

http::Response refusal_page(const Refusal& refusal) {
  return message_page(400, "Not submitted", api::wire_error(refusal).message);
}

http::Response fault_page(const std::exception_ptr& fault) {
  spdlog::error("content fault reason=\"{}\"", text_of(fault));
  return message_page(500, "Please try again", "The server could not do this just now. Nothing was lost.");
}

std::string value_of(const std::vector<domain::FormField>& fields, std::string_view name) {
  for (const domain::FormField& field : fields) {
    if (field.name == name) return field.value;
  }
  return "";
}

/// The page a frame shows after its form was posted. Its script hands `{assignmentId, answer}` to the
/// worker's page, which submits with the worker's own session; without script or parent there is a link to do
/// the same by hand.
http::Response reply_page(const std::string& content_url, const std::string& site_url,
                          const AssignmentId& assignment, const std::string& answer_xml) {
  return page(
      200, fmt::format(
               "<!DOCTYPE html><html lang=\"en\" data-assignment-id=\"{0}\" data-answer=\"{1}\" "
               "data-app-origin=\"{2}\"><head><meta charset=\"utf-8\"><title>Sending your answer</title>"
               "<script src=\"{3}/assets/reply.js\" defer></script></head>"
               "<body style=\"font-family:sans-serif;margin:2rem\"><p id=\"status\">Your answer is kept, and "
               "is being sent.</p><p><a id=\"confirm\" href=\"{2}/confirm/{0}\" target=\"_top\">If nothing "
               "happens, confirm it here.</a></p></body></html>",
               escape_markup(assignment.text), escape_markup(answer_xml), escape_markup(site_url),
               escape_markup(content_url)));
}

std::vector<domain::FormField> fields_of(const std::vector<http::NameValue>& posted) {
  std::vector<domain::FormField> fields;
  for (const auto& [name, value] : posted) fields.push_back({name, value});
  return fields;
}

/// What was posted, whether in the body or, as some pages did, in the address.
Result<std::vector<domain::FormField>> posted_fields(const http::Request& request) {
  const auto in_query = http::parse_query(request.query);
  if (request.method != "POST") return fields_of(in_query);
  KEMPELEN_TRY(const auto form, http::parse_form(request.header("Content-Type").value_or(""), request.body));
  auto fields = fields_of(form.fields);
  if (value_of(fields, "assignmentId").empty()) {
    const auto more = fields_of(in_query);
    fields.insert(fields.end(), more.begin(), more.end());
  }
  return fields;
}

}  // namespace

void Content::handle(const http::Request& request, http::Responder responder) {
  const bool reads = request.method == "GET" || request.method == "HEAD";
  if (request.path == "/dynamic/hit" && reads) return serve_question(request, std::move(responder));
  if (request.path == "/mturk/externalSubmit" && (request.method == "GET" || request.method == "POST")) {
    return take_form(request, std::move(responder));
  }
  if (request.path == actions::kUploadPath) return transfer_.upload(request, std::move(responder));
  if (request.path.starts_with(actions::kFilePrefix) && reads) {
    return transfer_.download(request, std::move(responder));
  }
  if (reads) {
    const std::string_view path = request.path == kHelperPath ? "/assets/externalHIT_v1.js" : request.path;
    if (auto asset = hosted_asset(path, request)) return responder.send(*std::move(asset));
  }
  responder.send(message_page(404, "Not here", "There is nothing at this address."));
}

void Content::serve_question(const http::Request& request, http::Responder responder) {
  const auto fields = fields_of(http::parse_query(request.query));
  std::string assignment = value_of(fields, "assignmentId");
  if (assignment == kPreview) assignment.clear();
  const HitId hit{value_of(fields, "hitId")};
  const std::string ticket = value_of(fields, "ticket");
  auto to = std::make_shared<http::Responder>(std::move(responder));
  executor_.read(
      {},
      [hit, assignment, ticket](actions::ReadContext& ctx) -> actions::Reply {
        KEMPELEN_TRY(auto hosted, actions::hosted_question(ctx, hit, AssignmentId{assignment}, ticket));
        return std::move(hosted.html);
      },
      [to](actions::Reply reply, const std::exception_ptr& fault) {
        if (fault) return to->send(fault_page(fault));
        if (!reply) return to->send(message_page(404, "Not here", api::wire_error(reply.error()).message));
        to->send(page(200, *std::move(reply)));
      });
}

void Content::take_form(const http::Request& request, http::Responder responder) {
  const auto posted = posted_fields(request);
  if (!posted) return responder.send(refusal_page(posted.error()));
  if (value_of(*posted, "assignmentId") == kPreview) {
    return responder.send(
        message_page(400, "This is a preview", "You must ACCEPT the HIT before you can submit the results."));
  }
  const auto form = domain::read_form(*posted, {});
  if (!form) return responder.send(refusal_page(form.error()));
  if (form->assignment.empty()) {
    return responder.send(message_page(400, "Not submitted",
                                       "The form has no field assignmentId, so nobody can tell "
                                       "whose answer this is."));
  }
  const std::string answer = domain::answers_xml(form->fields);
  auto to = std::make_shared<http::Responder>(std::move(responder));
  executor_.write(
      {},
      [id = form->assignment, answer](actions::WriteContext& ctx) -> actions::Reply {
        KEMPELEN_TRY(auto stored, actions::store_draft(ctx, id, answer));
        return std::move(stored.site_url);
      },
      [to, this, id = form->assignment, answer](actions::Reply reply, const std::exception_ptr& fault) {
        if (fault) return to->send(fault_page(fault));
        if (!reply) return to->send(refusal_page(reply.error()));
        to->send(reply_page(settings_.content_url, *reply, id, answer));
      });
}

}  // namespace kempelen::site
