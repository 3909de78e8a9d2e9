// Pages of a hundred; the table asks for one after the other.
#include "server/admin_notifications.h"

#include <fmt/format.h>

#include "base/fault.h"
#include "json/value.h"
#include "server/webhook_secrets.h"
#include "store/notifications.h"
#include "store/outbox.h"

namespace kempelen::server::admin {
namespace {

constexpr std::int64_t kPage = 100;
/// What waits for a destination is counted up to here.
constexpr std::int64_t kCountedMax = 1'000;
/// So many dead letters are treated in one commit.
constexpr std::int64_t kTogether = 100;

std::string_view state(const store::Destination& to, Instant now) {
  if (to.failures == 0) return "Good";
  return to.paused_until > now ? "Paused" : "Failing";
}

void write_destination(json::Writer& w, const store::Destination& to, db::Reader& db, Instant now) {
  w.begin_object().member("DestinationId", to.id);
  if (!to.address.owner.empty()) w.member("RequesterId", to.address.owner.text);
  w.member("Marketplace", domain::name(to.address.marketplace))
      .member("Transport", domain::name(to.address.transport))
      .member("Address", to.address.text)
      .member("State", state(to, now));
  w.key("WaitingEvents")
      .integer(static_cast<std::int64_t>(store::first_events(db, to.id, kCountedMax).size()));
  w.key("WaitingMessages").integer(store::count_messages(db, to.id, kCountedMax));
  w.key("Failures").integer(to.failures);
  if (to.failing_since) w.member("FailingSince", format_iso(*to.failing_since));
  if (to.paused_until > now) w.member("PausedUntil", format_iso(to.paused_until));
  if (to.last_failure) w.member("LastFailure", *to.last_failure);
  w.end_object();
}

void write_dead_letter(json::Writer& w, const store::DeadLetter& dead, const store::Destination& to) {
  w.begin_object()
      .member("MessageId", dead.message.id)
      .member("DestinationId", to.id)
      .member("Transport", domain::name(to.address.transport))
      .member("Address", to.address.text)
      .member("EventDocId", dead.message.document_id)
      .member("DeadSince", format_iso(dead.dead_at));
  w.key("Attempts").integer(dead.message.attempts);
  w.key("Events").integer(dead.message.events);
  w.member("Failure", dead.failure).member("Body", dead.message.body).end_object();
}

std::string text(const json::Value& object, std::string_view name) {
  const auto found = object.find(name);
  return found ? std::string(found->string()) : std::string();
}

/// The page as JSON, or each of its items as `line` has it, below `head` on the first page.
Printed print_pages(const std::string& answer, const Arguments& arguments, std::string_view items,
                    const std::string& head, const std::function<std::string(const json::Value&)>& line) {
  const auto page = json::parse(answer);
  KEMPELEN_INVARIANT(page.has_value(), "an answer is JSON");
  Printed printed{answer + "\n"};
  if (!arguments.contains("json")) {
    printed.text = arguments.contains("after") ? "" : head;
    for (const json::Value& item : page->find(items)->items()) printed.text += line(item);
  }
  if (const std::string next = text(*page, "Next"); !next.empty()) {
    printed.again = arguments;
    printed.again->insert_or_assign("after", next);
  }
  return printed;
}

Result<store::Destination> existing_destination(const AdminParts& parts, const Arguments& arguments) {
  const std::string id = text_or(arguments, "destination", "");
  std::optional<store::Destination> found;
  parts.database.read([&](db::Reader& db) { found = store::find_destination(db, id); });
  if (!found) {
    return sorry(
        fmt::format("There is no destination {}; `kempelen admin list-destinations` shows all.", id));
  }
  return *std::move(found);
}

/// The message that is named, or the next ones of the destination that is.
Result<std::vector<store::DeadLetter>> named(const AdminParts& parts, const Arguments& arguments) {
  const std::string message = text_or(arguments, "message", "");
  if (message.empty() != arguments.contains("destination")) {
    return sorry("Name one message with --message, or all of a destination with --destination.");
  }
  std::vector<store::DeadLetter> found;
  if (message.empty()) {
    KEMPELEN_TRY(const auto to, existing_destination(parts, arguments));
    parts.database.read(
        [&](db::Reader& db) { found = store::list_dead_letters_of(db, to.id, "", kTogether); });
    return found;
  }
  parts.database.read([&](db::Reader& db) {
    if (auto one = store::find_dead_letter(db, message)) found.push_back(*std::move(one));
  });
  if (found.empty()) {
    return sorry(
        fmt::format("There is no dead letter {}; `kempelen admin list-dead-letters` shows all.", message));
  }
  return found;
}

using Treat = void (*)(actions::WriteContext&, const store::DeadLetter&);

/// Does it to all that are named, a commit for each hundred.
Answer treat(const AdminParts& parts, const Arguments& arguments, std::string_view done, Treat treat_one) {
  std::int64_t count = 0;
  for (;;) {
    KEMPELEN_TRY(const auto letters, named(parts, arguments));
    if (letters.empty()) break;
    const auto written = write(parts, [&](actions::WriteContext& ctx) -> Answer {
      for (const store::DeadLetter& letter : letters) treat_one(ctx, letter);
      return std::string();
    });
    if (!written) return refuse(written);
    count += static_cast<std::int64_t>(letters.size());
    if (arguments.contains("message")) break;
  }
  return object([&](json::Writer& w) { w.key(done).integer(count); });
}

/// Has the sender look.
void stir(actions::WriteContext& ctx) {
  ++ctx.outbox_rows;
}

Answer secret_answer(const RequesterId& requester, const std::string& secret) {
  return object(
      [&](json::Writer& w) { w.member("RequesterId", requester.text).member("WebhookSecret", secret); });
}

}  // namespace

Answer list_destinations(const AdminParts& parts, const Arguments& arguments) {
  const std::string only = text_or(arguments, "requester", "");
  const std::string after = text_or(arguments, "after", "");
  const Instant now = parts.wall.now();
  std::string out;
  parts.database.read([&](db::Reader& db) {
    const auto found = store::list_destinations(db, after, kPage);
    out = object([&](json::Writer& w) {
      w.key("Destinations").begin_array();
      for (const store::Destination& to : found) {
        if (only.empty() || to.address.owner.text == only) write_destination(w, to, db, now);
      }
      w.end_array();
      if (found.size() == kPage) w.member("Next", found.back().id);
    });
  });
  return out;
}

Printed print_destinations(const std::string& answer, const Arguments& arguments) {
  const std::string head = fmt::format("{:30}  {:9}  {:7}  {:>7}  {:14}  {}\n", "Destination", "Transport",
                                       "State", "Waiting", "Requester", "Address");
  return print_pages(answer, arguments, "Destinations", head, [](const json::Value& to) {
    const std::int64_t waiting = to.find("WaitingEvents")->integer() + to.find("WaitingMessages")->integer();
    std::string line =
        fmt::format("{:30}  {:9}  {:7}  {:>7}  {:14}  {}\n", text(to, "DestinationId"), text(to, "Transport"),
                    text(to, "State"), waiting, text(to, "RequesterId"), text(to, "Address"));
    if (const std::string failure = text(to, "LastFailure"); !failure.empty()) {
      line += fmt::format("{:32}failed {} times since {}: {}\n", "", to.find("Failures")->integer(),
                          text(to, "FailingSince"), failure);
    }
    return line;
  });
}

Answer list_dead_letters(const AdminParts& parts, const Arguments& arguments) {
  const std::string after = text_or(arguments, "after", "");
  std::optional<store::Destination> only;
  if (arguments.contains("destination")) {
    KEMPELEN_TRY(only, existing_destination(parts, arguments));
  }
  std::string out;
  parts.database.read([&](db::Reader& db) {
    const auto found = only ? store::list_dead_letters_of(db, only->id, after, kPage)
                            : store::list_dead_letters(db, after, kPage);
    out = object([&](json::Writer& w) {
      w.key("DeadLetters").begin_array();
      for (const store::DeadLetter& dead : found) {
        const auto to = store::find_destination(db, dead.message.destination);
        KEMPELEN_INVARIANT(to.has_value(), "a message has a destination");
        write_dead_letter(w, dead, *to);
      }
      w.end_array();
      if (found.size() == kPage) w.member("Next", found.back().message.id);
    });
  });
  return out;
}

Printed print_dead_letters(const std::string& answer, const Arguments& arguments) {
  const std::string head = fmt::format("{:30}  {:20}  {:>6}  {:9}  {}\n", "Message", "Dead since", "Events",
                                       "Transport", "Address");
  return print_pages(answer, arguments, "DeadLetters", head, [](const json::Value& dead) {
    return fmt::format("{:30}  {:20}  {:>6}  {:9}  {}\n{:32}{}\n", text(dead, "MessageId"),
                       text(dead, "DeadSince"), dead.find("Events")->integer(), text(dead, "Transport"),
                       text(dead, "Address"), "", text(dead, "Failure"));
  });
}

Answer retry_dead_letters(const AdminParts& parts, const Arguments& arguments) {
  return treat(parts, arguments, "Retried", [](actions::WriteContext& ctx, const store::DeadLetter& letter) {
    store::revive_dead_letter(ctx.tx, letter.message.id, ctx.now);
    store::end_pause(ctx.tx, letter.message.destination);
    stir(ctx);
  });
}

Answer drop_dead_letters(const AdminParts& parts, const Arguments& arguments) {
  return treat(parts, arguments, "Dropped", [](actions::WriteContext& ctx, const store::DeadLetter& letter) {
    store::delete_message(ctx.tx, letter.message.id);
  });
}

Answer resume_destination(const AdminParts& parts, const Arguments& arguments) {
  KEMPELEN_TRY(const auto to, existing_destination(parts, arguments));
  return write(parts, [&](actions::WriteContext& ctx) -> Answer {
    store::end_pause(ctx.tx, to.id);
    stir(ctx);
    return object([&](json::Writer& w) { w.member("DestinationId", to.id); });
  });
}

Answer show_webhook_secret(const AdminParts& parts, const Arguments& arguments) {
  KEMPELEN_TRY(const auto requester, existing_requester(parts, arguments));
  WebhookSecrets secrets(parts.database, parts.sealing, parts.ids, parts.wall);
  return secret_answer(requester, secrets.secret_of(requester));
}

Answer rotate_webhook_secret(const AdminParts& parts, const Arguments& arguments) {
  KEMPELEN_TRY(const auto requester, existing_requester(parts, arguments));
  WebhookSecrets secrets(parts.database, parts.sealing, parts.ids, parts.wall);
  return secret_answer(requester, secrets.replace(requester));
}

}  // namespace kempelen::server::admin
