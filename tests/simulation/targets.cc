// Behaviour, and the accounts of what was told.
#include "tests/simulation/targets.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "base/instant.h"
#include "json/value.h"
#include "tests/simulation/predict.h"

namespace kempelen::simulation {
namespace {

constexpr int kSlowTurns = 4;

std::optional<int> queue_at(std::string_view address) {
  for (int queue = 0; queue < kQueues; ++queue) {
    if (queue_text(queue) == address) return queue;
  }
  return std::nullopt;
}

/// All test messages are about the same things that do not exist.
std::string_view shown(std::string_view id) {
  return id.starts_with("3TESTEVENT") ? "test" : id;
}

std::vector<std::string> lines_of(const std::string& body, const std::string& to) {
  std::vector<std::string> lines;
  const auto parsed = json::parse(body);
  if (!parsed) return {"no JSON: " + body};
  for (const json::Value& event : parsed->find("Events")->items()) {
    const auto text = [&](std::string_view name) {
      const auto found = event.find(name);
      return found ? shown(found->string()) : std::string_view("-");
    };
    lines.push_back(event_line(text("EventTimestamp"), to, text("EventType"), text("HITId"),
                               text("HITTypeId"), text("AssignmentId")));
  }
  return lines;
}

std::string line_of(const Book& book, const Told& told, const std::string& when) {
  const std::string to = destination_text(book.requesters[static_cast<std::size_t>(told.owner)], told.live,
                                          queue_text(told.queue));
  if (told.is_test) {
    const bool of_assignment = told.event <= Event::AssignmentApproved;
    return event_line(when, to, name(told.event), "test", "test", of_assignment ? "test" : "-");
  }
  const std::string& hit = book.hits[static_cast<std::size_t>(told.hit)].id;
  const std::string& type = book.types[static_cast<std::size_t>(told.type)].id;
  const std::string about =
      told.assignment < 0 ? "-" : book.assignments[static_cast<std::size_t>(told.assignment)].id;
  return event_line(when, to, name(told.event), hit, type, about);
}

std::optional<std::string> first_difference(std::vector<std::string> expected, std::vector<std::string> got) {
  std::ranges::sort(expected);
  std::ranges::sort(got);
  const auto [missing, surplus] = std::ranges::mismatch(expected, got);
  if (missing == expected.end() && surplus == got.end()) return std::nullopt;
  return fmt::format("events: expected [{}], got [{}]", missing == expected.end() ? "no more" : *missing,
                     surplus == got.end() ? "no more" : *surplus);
}

/// By id; says so when one is there with two texts.
std::optional<std::string> collect(const Document& document,
                                   std::map<std::string_view, const Document*>& all) {
  const auto [known, is_new] = all.emplace(document.id, &document);
  if (is_new || known->second->body == document.body) return std::nullopt;
  return fmt::format("document {} says two things", document.id);
}

std::optional<std::string> arrive_in_order(const std::vector<Arrival>& arrived) {
  struct Last {
    std::string document{}, line{};
    std::set<std::string> acknowledged{};
  };
  std::map<std::pair<int, std::string>, Last> lasts;
  for (const Arrival& arrival : arrived) {
    const Document& document = arrival.document;
    Last& last = lasts[{arrival.life, document.to}];
    if (last.acknowledged.contains(document.id)) {
      return fmt::format("document {} comes again, though it was taken", document.id);
    }
    if (arrival.acknowledged) last.acknowledged.insert(document.id);
    if (document.is_test || document.id == last.document) continue;
    // A line begins with its time.
    const auto& lines = document.lines;
    if (lines.front().substr(0, 20) < last.line.substr(0, 20)) {
      return fmt::format("out of order: [{}] after [{}]", lines.front(), last.line);
    }
    last.document = document.id;
    last.line = lines.back();
  }
  return std::nullopt;
}

}  // namespace

std::string destination_text(std::string_view requester, bool live, std::string_view address) {
  return fmt::format("{} {} {}", requester, live ? "live" : "sandbox", address);
}

std::string event_line(std::string_view when, std::string_view to, std::string_view event,
                       std::string_view hit, std::string_view type, std::string_view assignment) {
  return fmt::format("{} {} {} {} {} {}", when, to, event, hit, type, assignment);
}

Document document_of(const store::Message& message, const std::string& to) {
  return {.id = message.document_id,
          .body = message.body,
          .to = to,
          .is_test = message.rank == store::Rank::Urgent,
          .lines = lines_of(message.body, to)};
}

void Targets::begin_life() {
  ++life_;
  slow_.clear();
  ended_.clear();
}

void Targets::begin(std::uint64_t ticket, const store::Destination& to, const store::Message& message) {
  const bool live = to.address.marketplace == domain::Marketplace::Live;
  const auto queue = queue_at(to.address.text);
  const auto found = behaviours_.find(queue.value_or(0));
  const Behaviour behaviour = found == behaviours_.end() ? Behaviour::Answers : found->second;
  const bool stumbles = behaviour == Behaviour::Stumbles && std::exchange(stumbles_, !stumbles_);
  if (behaviour == Behaviour::Fails || stumbles) {
    ended_.push_back({ticket, {notify::Verdict::Later, "the target is away"}});
    return;
  }
  if (behaviour == Behaviour::Refuses) {
    ended_.push_back({ticket, {notify::Verdict::Never, "the target does not want it"}});
    return;
  }
  arrived_.push_back(
      {.document = document_of(message, destination_text(to.address.owner.text, live, to.address.text)),
       .life = life_});
  if (behaviour == Behaviour::LosesAnswers) {
    ended_.push_back({ticket, {notify::Verdict::Later, "no answer came"}});
  } else if (behaviour == Behaviour::IsSlow) {
    slow_.push_back({.ticket = ticket, .arrival = arrived_.size() - 1, .turns = kSlowTurns});
  } else {
    arrived_.back().acknowledged = true;
    ended_.push_back({ticket, {}});
  }
}

std::vector<notify::Ended> Targets::wait(Duration) {
  for (Flight& flight : slow_) {
    if (--flight.turns > 0) continue;
    arrived_[flight.arrival].acknowledged = true;
    ended_.push_back({flight.ticket, {}});
  }
  std::erase_if(slow_, [](const Flight& flight) { return flight.turns <= 0; });
  return std::exchange(ended_, {});
}

std::optional<std::string> delivery_differs(const Book& book, const Outbox& outbox,
                                            const std::vector<Arrival>& arrived) {
  // Documents have whole seconds, so what is in none is compared first.
  std::multiset<std::string> waiting(outbox.events.begin(), outbox.events.end());
  std::vector<std::string> rest;
  for (const Told& told : book.told) {
    const auto found = waiting.find(line_of(book, told, std::to_string(told.when)));
    if (found != waiting.end()) {
      waiting.erase(found);
    } else {
      rest.push_back(line_of(book, told, format_iso({told.when})));
    }
  }
  if (!waiting.empty()) return fmt::format("events: nobody expected [{}]", *waiting.begin());
  std::map<std::string_view, const Document*> documents;
  for (const Document& one : outbox.documents) {
    if (auto d = collect(one, documents)) return d;
  }
  for (const Arrival& one : arrived) {
    if (auto d = collect(one.document, documents)) return d;
  }
  std::vector<std::string> got;
  for (const auto& [id, document] : documents) {
    got.insert(got.end(), document->lines.begin(), document->lines.end());
  }
  if (auto d = first_difference(std::move(rest), std::move(got))) return d;
  return arrive_in_order(arrived);
}

}  // namespace kempelen::simulation
