// What requesters know of workers, who may not work for whom, and who hears of what.
#include <algorithm>

#include "tests/simulation/predict.h"

namespace kempelen::simulation {
namespace {

constexpr std::int64_t kDeletionCheckedEvery = kDay;

int at_symbol(const std::vector<int>& table, int symbol) {
  return symbol > 0 && static_cast<std::size_t>(symbol) < table.size()
             ? table[static_cast<std::size_t>(symbol)]
             : -1;
}

void note(std::vector<int>& table, int symbol, int index) {
  if (symbol <= 0) return;
  const auto place = static_cast<std::size_t>(symbol);
  if (table.size() <= place) table.resize(place + 1, -1);
  table[place] = index;
}

}  // namespace

std::string_view name(Asked state) {
  constexpr std::string_view kNames[] = {"InTest", "Pending", "Granted", "Rejected", "Ended"};
  return kNames[static_cast<std::size_t>(state)];
}

std::string_view name(Event event) {
  constexpr std::string_view kNames[kEvents] = {
      "AssignmentAccepted", "AssignmentAbandoned", "AssignmentReturned", "AssignmentSubmitted",
      "AssignmentRejected", "AssignmentApproved",  "HITCreated",         "HITExpired",
      "HITReviewable",      "HITExtended",         "HITDisposed",        "Ping"};
  return kNames[static_cast<std::size_t>(event)];
}

QualificationType* Book::qualification_called(int symbol, bool live) {
  const int index = at_symbol(qualification_of_, symbol);
  if (index < 0) return nullptr;
  QualificationType& type = qualification_types[static_cast<std::size_t>(index)];
  return type.live == live && type.state != TypeState::Gone ? &type : nullptr;
}

QualificationType* Book::own_qualification(const Step& step) {
  QualificationType* const type = qualification_called(step.symbol(Arg::Qualification), step.live);
  return type != nullptr && type->owner == step.who ? type : nullptr;
}

QualificationRequest* Book::request_called(int symbol) {
  const int index = at_symbol(request_of_, symbol);
  return index < 0 ? nullptr : &requests[static_cast<std::size_t>(index)];
}

Held* Book::held_by(int type, int worker) {
  const auto found = std::ranges::find_if(
      held_qualifications, [&](const Held& held) { return held.type == type && held.worker == worker; });
  return found == held_qualifications.end() ? nullptr : &*found;
}

void Book::grant(int type, int worker, std::int64_t value) {
  Held* held = held_by(type, worker);
  if (held == nullptr) held = &held_qualifications.emplace_back();
  *held = {.type = type, .worker = worker, .value = value, .granted = now};
}

bool Book::is_required(int type) const {
  return std::ranges::any_of(hits, [&](const Hit& hit) {
    return !hit.disposed && types[static_cast<std::size_t>(hit.type)].qualification == type;
  });
}

bool Book::is_deleted(const HitType& type) const {
  return type.qualification >= 0 &&
         qualification_types[static_cast<std::size_t>(type.qualification)].state >= TypeState::Disposing;
}

bool Book::is_blocked(int requester, int worker) const {
  return std::ranges::any_of(
      blocks, [&](const Block& block) { return block.requester == requester && block.worker == worker; });
}

void Book::note_qualification(int symbol, int type) {
  note(qualification_of_, symbol, type);
}

void Book::note_request(int symbol, int request) {
  note(request_of_, symbol, request);
}

void Book::tell(const Hit& hit, Event event, int assignment) {
  const auto found = subscriptions.find(hit.type);
  if (found == subscriptions.end() || !found->second.active) return;
  if ((found->second.events >> static_cast<int>(event) & 1) == 0) return;
  told.push_back({.owner = hit.owner,
                  .live = hit.live,
                  .queue = found->second.queue,
                  .event = event,
                  .when = now,
                  .hit = static_cast<int>(&hit - hits.data()),
                  .type = hit.type,
                  .assignment = assignment});
}

/// Tests whose time is over, and deletions that go on.
bool Book::qualifications_happen(std::int64_t due) {
  for (QualificationRequest& request : requests) {
    if (request.state != Asked::InTest || request.deadline > due) continue;
    request.state = Asked::Ended;
    request.decided = now;
    return true;
  }
  for (std::size_t i = 0; i < qualification_types.size(); ++i) {
    QualificationType& type = qualification_types[i];
    if (type.next_check > due) continue;
    const bool needed = is_required(static_cast<int>(i));
    if (!needed) type.state = TypeState::Gone;
    type.next_check = needed ? now + kDeletionCheckedEvery : kNever;
    return true;
  }
  return false;
}

}  // namespace kempelen::simulation
