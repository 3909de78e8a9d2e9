// Verbs about notifications: settings, test events, and what stands in the outbox.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "actions/notifications/mail.h"
#include "json/writer.h"
#include "store/notifications.h"
#include "store/outbox.h"
#include "tests/scenarios/runner/play.h"

namespace kempelen::scenarios {
namespace {

constexpr std::int64_t kAll = 100'000;
constexpr std::string_view kQueue = "https://sqs.us-east-1.amazonaws.com/123456789012/events";

/// `queue` and `other-queue` are queues of the original's cloud; anything else is meant as it is written.
std::string address(const std::string& text) {
  if (text == "queue") return std::string(kQueue);
  if (text == "other-queue") return std::string(kQueue) + "-2";
  return text;
}

/// `all` is every event that can happen.
std::vector<std::string> event_types(const std::string& text) {
  if (text != "all") return split(text, ',');
  std::vector<std::string> names;
  for (int i = 0; i < static_cast<int>(domain::EventType::Ping); ++i) {
    names.emplace_back(domain::name(static_cast<domain::EventType>(i)));
  }
  return names;
}

Result<Done> call(World& world, const std::string& requester, std::string_view operation,
                  const std::string& body) {
  const auto answer = world.requester_call(requester, operation, body);
  if (!answer) return refuse(answer);
  return Done{};
}

/// What stands between `by acme` and the end: `to queue`, `transport SNS`, `version 2006-05-05`,
/// `events A,B`, `active false`, `as Ping`.
struct Wish {
  std::string to, transport = "SQS", version = "2014-08-15", active, as;
  std::vector<std::string> events = {"HITCreated"};

  bool has_specification() const { return !to.empty(); }
};

Wish read_wish(Words& words) {
  Wish wish;
  while (!words.empty()) {
    const std::string key = words.take("a word");
    const std::string value = words.take("a value of " + key);
    if (key == "to") {
      wish.to = address(value);
    } else if (key == "transport") {
      wish.transport = value;
    } else if (key == "version") {
      wish.version = value;
    } else if (key == "events") {
      wish.events = event_types(value);
    } else if (key == "active") {
      wish.active = value;
    } else if (key == "as") {
      wish.as = value;
    } else {
      throw Mismatch(fmt::format("this verb knows no '{}'", key));
    }
  }
  return wish;
}

void write_specification(json::Writer& writer, const Wish& wish) {
  writer.key("Notification").begin_object();
  writer.member("Destination", wish.to).member("Transport", wish.transport).member("Version", wish.version);
  writer.key("EventTypes").begin_array();
  for (const std::string& event : wish.events) writer.string(event);
  writer.end_array().end_object();
}

/// `notify T by acme to queue [transport SQS] [version 2014-08-15] [events HITCreated,…] [active false]`,
/// or `notify T by acme active true` alone.
Result<Done> notify(World& world, Words& words) {
  const std::string type = words.take("a HIT type");
  words.expect("by");
  const std::string requester = words.take("a requester");
  const Wish wish = read_wish(words);
  std::string body;
  json::Writer writer(body);
  writer.begin_object().member("HITTypeId", world.id(type));
  if (wish.has_specification()) write_specification(writer, wish);
  if (!wish.active.empty()) writer.key("Active").boolean(wish.active == "true");
  writer.end_object();
  return call(world, requester, "UpdateNotificationSettings", body);
}

/// `test-event by acme to queue as Ping …`
Result<Done> test_event(World& world, Words& words) {
  words.expect("by");
  const std::string requester = words.take("a requester");
  const Wish wish = read_wish(words);
  std::string body;
  json::Writer writer(body);
  writer.begin_object();
  write_specification(writer, wish);
  writer.member("TestEventType", wish.as).end_object();
  return call(world, requester, "SendTestEventNotification", body);
}

/// `mail to ann@example.org subject "Hello" text "Good work"`: what the server sends by itself.
Result<Done> mail(World& world, Words& words) {
  words.expect("to");
  const std::string to = words.take("an address");
  words.expect("subject");
  const std::string subject = words.take("a subject");
  words.expect("text");
  const std::string text = words.take("a text");
  return world.write([&](actions::WriteContext& ctx) -> Result<Done> {
    if (!actions::enqueue_mail(ctx, to, subject, text))
      return refuse(Code::InvalidTransportEndpoint, to, "Email");
    return Done{};
  });
}

template <typename Each>
void each_destination(db::Reader& db, const Each& each) {
  for (const store::Destination& to : store::list_destinations(db, "", kAll)) each(to);
}

/// What an event is about, as `events … about` writes it: `A` or `H`.
std::string about(const World& world, const store::Event& event) {
  return world.name_of(event.assignment ? event.assignment->text : event.hit.text);
}

/// `events acme are HITCreated:H,AssignmentAccepted:A`: what waits for all destinations of a requester, in
/// order; `to <address>` looks at one of them alone. `are nothing` when nothing waits.
void check_events(World& world, Words& words) {
  const std::string requester = words.take("a requester");
  const std::string only = words.take_if("to") ? address(words.take("an address")) : "";
  words.expect("are");
  const std::string expected = words.take("events");
  // Whatever is due happens first, as before any command.
  world.requester_call(requester, "GetAccountBalance", "{}");
  std::vector<std::string> found;
  world.read([&](db::Reader& db) {
    each_destination(db, [&](const store::Destination& to) {
      if (to.address.owner.text != world.id(requester) || to.address.marketplace != world.marketplace) return;
      if (!only.empty() && to.address.text != only) return;
      for (const store::Event& event : store::first_events(db, to.id, kAll)) {
        found.push_back(fmt::format("{}:{}", domain::name(event.type), about(world, event)));
      }
    });
  });
  must_equal("the events", expected, found.empty() ? "nothing" : fmt::format("{}", fmt::join(found, ",")));
}

/// `messages queue are 1 [holding Ping]`: how many wait for an address, and what each of them has in it.
void check_messages(World& world, Words& words) {
  const std::string where = address(words.take("an address"));
  words.expect("are");
  const std::int64_t expected = read_number(words.take("a number"));
  const std::string held = words.take_if("holding") ? words.take("a text") : "";
  std::int64_t found = 0;
  world.read([&](db::Reader& db) {
    each_destination(db, [&](const store::Destination& to) {
      if (to.address.text != where) return;
      for (const store::Message& message : store::first_messages(db, to.id, kAll)) {
        ++found;
        if (message.body.find(held) == std::string::npos) {
          throw Mismatch(fmt::format("expected '{}' in {}", held, message.body));
        }
      }
    });
  });
  must_equal("the number of messages", std::to_string(expected), std::to_string(found));
}

}  // namespace

Played play_notify(World& world, const std::string& verb, Words& words) {
  if (verb == "notify") return notify(world, words);
  if (verb == "test-event") return test_event(world, words);
  if (verb == "mail") return mail(world, words);
  return std::nullopt;
}

bool play_notify_check(World& world, const std::string& verb, Words& words) {
  if (verb == "events") {
    check_events(world, words);
  } else if (verb == "messages") {
    check_messages(world, words);
  } else if (verb == "mail-server") {
    world.change_destinations().email = true;
  } else if (verb == "allow-destinations") {
    // `allow-destinations https://queues.test/ [acme]`: the operator's allow-list, which begins empty.
    domain::DestinationRule rule{.prefix = words.take("a prefix")};
    if (!words.empty()) rule.requesters.push_back(RequesterId{world.id(words.take("a requester"))});
    world.change_destinations().queues_and_topics.push_back(std::move(rule));
  } else if (verb == "webhook-hosts") {
    world.change_destinations().webhook_hosts = split(words.take("hosts"), ',');
  } else {
    return false;
  }
  return true;
}

}  // namespace kempelen::scenarios
