// Profiles as the operator sets them, and the explanation that search, preview and acceptance decide by.
#include "server/admin_people.h"

#include <fmt/format.h>

#include "actions/find.h"
#include "actions/work/view.h"
#include "domain/email.h"
#include "json/value.h"
#include "model/write.h"

namespace kempelen::server::admin {
namespace {

Result<bool> yes_or_no(const Arguments& arguments, const std::string& name, bool otherwise) {
  const std::string text = text_or(arguments, name, "");
  if (text.empty()) return otherwise;
  if (text == "yes") return true;
  if (text == "no") return false;
  return sorry(fmt::format("--{} is yes or no, not '{}'.", name, text));
}

Result<std::optional<domain::Locale>> locale_of(const Arguments& arguments,
                                                const std::optional<domain::Locale>& now) {
  const std::string country = text_or(arguments, "country", now ? now->country : "");
  if (country.empty() || country == "none") return std::nullopt;
  // Another country has other subdivisions.
  const std::string old = now && now->country == country ? now->subdivision : "";
  const std::string subdivision = text_or(arguments, "subdivision", old);
  const domain::Locale locale{country, subdivision == "none" ? "" : subdivision};
  if (!domain::check_locale({country, ""})) {
    return sorry(fmt::format("'{}' is no country of ISO 3166-1; two capital letters such as US.", country));
  }
  if (!domain::check_locale(locale)) {
    return sorry(fmt::format("'{}' is no subdivision of {}; two capital letters such as CA for California.",
                             subdivision, country));
  }
  return locale;
}

/// What the arguments make of a profile; what they do not name stays.
Result<domain::WorkerProfile> profile_of(const Arguments& arguments, domain::WorkerProfile profile) {
  KEMPELEN_TRY(profile.locale, locale_of(arguments, profile.locale));
  KEMPELEN_TRY(profile.adult, yes_or_no(arguments, "adult", profile.adult));
  KEMPELEN_TRY(profile.masters, yes_or_no(arguments, "masters", profile.masters));
  const std::string email = text_or(arguments, "email", profile.email.value_or("none"));
  if (email != "none" && !domain::is_email_address(email)) {
    return sorry(fmt::format("'{}' is no e-mail address.", email));
  }
  profile.email = email == "none" ? std::nullopt : std::optional(email);
  if (text_or(arguments, "subdivision", "none") != "none" && !profile.locale) {
    return sorry("A subdivision needs a country.");
  }
  return profile;
}

void write_profile(json::Writer& w, const domain::WorkerProfile& profile) {
  if (profile.locale) {
    w.member("Country", profile.locale->country);
    if (!profile.locale->subdivision.empty()) w.member("Subdivision", profile.locale->subdivision);
  }
  w.key("AdultContent").boolean(profile.adult);
  w.key("Masters").boolean(profile.masters);
  if (profile.email) w.member("Email", *profile.email);
}

/// `See: yes`, or `Accept: no` and each reason below it.
std::string step_lines(std::string_view step, const json::Value& judgement) {
  const bool allowed = judgement.find("Allowed")->boolean();
  std::string lines = fmt::format("{}: {}\n", step, allowed ? "yes" : "no");
  for (const json::Value& reason : judgement.find("Reasons")->items()) {
    lines += fmt::format("  {} ({})\n", reason.find("Message")->string(), reason.find("Code")->string());
  }
  return lines;
}

std::string requirement_line(const json::Value& finding) {
  const auto member = [&](std::string_view name) { return finding.find(name)->string(); };
  return fmt::format("  {}: {} {}; has {}. Guards {}.\n",
                     finding.find("Met")->boolean() ? "met    " : "NOT met", member("Name"),
                     member("Required"), member("Has"), member("ActionsGuarded"));
}

}  // namespace

Answer create_worker(const AdminParts& parts, const Arguments& arguments) {
  KEMPELEN_TRY(const auto marketplace, marketplace_of(arguments));
  KEMPELEN_TRY(const auto profile, profile_of(arguments, {}));
  return write(parts, [&](actions::WriteContext& ctx) -> Answer {
    const store::Worker worker{.id = ctx.ids.worker(),
                               .marketplace = marketplace,
                               .username = arguments.at("username"),
                               .password_hash = std::nullopt,
                               .created_at = ctx.now,
                               .profile = profile};
    if (!store::insert_worker(ctx.tx, worker)) {
      return sorry(
          fmt::format("The username {} is taken in {}.", worker.username, domain::name(marketplace)));
    }
    return object([&](json::Writer& w) {
      w.member("WorkerId", worker.id.text)
          .member("Username", worker.username)
          .member("Marketplace", domain::name(marketplace));
    });
  });
}

Answer set_worker(const AdminParts& parts, const Arguments& arguments) {
  KEMPELEN_TRY(const auto worker, existing_worker(parts, arguments));
  return write(parts, [&](actions::WriteContext& ctx) -> Answer {
    const auto now = store::find_worker(ctx.db, worker.id);
    KEMPELEN_TRY(const auto profile, profile_of(arguments, now->profile));
    store::save_worker_profile(ctx.tx, worker.id, profile);
    return object([&](json::Writer& w) {
      w.member("WorkerId", worker.id.text).member("Username", worker.username);
      write_profile(w, profile);
    });
  });
}

Answer why(const AdminParts& parts, const Arguments& arguments) {
  KEMPELEN_TRY(const auto worker, existing_worker(parts, arguments));
  const actions::Caller caller{.marketplace = worker.marketplace, .worker = worker.id};
  return read(parts, caller, [&](actions::ReadContext& ctx) -> Answer {
    const auto hit = actions::hit_for_worker(ctx, worker, arguments.at("hit"));
    if (!hit) {
      return sorry(fmt::format("There is no HIT {} in {}, where the worker is.", arguments.at("hit"),
                               domain::name(worker.marketplace)));
    }
    const actions::Viewer viewer = actions::viewer_of(ctx, actions::calling_worker(ctx));
    std::string body;
    model::write(actions::explain(ctx, viewer, actions::group_of(ctx, *hit), *hit), body);
    return body;
  });
}

Printed print_why(const std::string& answer, const Arguments& arguments) {
  if (arguments.contains("json")) return {answer + "\n"};
  const auto explanation = json::parse(answer);
  std::string text;
  for (const std::string_view step : {"See", "Preview", "Accept"}) {
    text += step_lines(step, *explanation->find(step));
  }
  const auto requirements = explanation->find("Requirements")->items();
  text += requirements.empty() ? "No requirements.\n" : "Requirements:\n";
  for (const json::Value& finding : requirements) text += requirement_line(finding);
  return {text};
}

}  // namespace kempelen::server::admin
