// Blocks, letters, and who is told of what.
#include "tests/simulation/page.h"

namespace kempelen::simulation {
namespace {

Prediction block(Book& book, const Step& s) {
  const int worker = s.symbol(Arg::Worker);
  if (works_live(worker) != s.live) return Prediction::refused(kInvalidValue, {"WorkerId"});
  const auto found = std::ranges::find_if(
      book.blocks, [&](const Block& b) { return b.requester == s.who && b.worker == worker; });
  if (s.op == Op::DeleteWorkerBlock) {
    if (found != book.blocks.end()) book.blocks.erase(found);
  } else if (found != book.blocks.end()) {
    found->reason = s.get(Arg::Note);
  } else {
    book.blocks.push_back(
        {.requester = s.who, .worker = worker, .since = book.now, .reason = s.get(Arg::Note)});
  }
  return {};
}

Prediction list_blocks(Book& book, const Step& s) {
  const ListOf list{.member = "WorkerBlocks", .direction = Direction::Ascending};
  if (auto refused = check_walk(book, s, list)) return *std::move(refused);
  std::vector<Entry> entries;
  for (std::size_t i = 0; i < book.blocks.size(); ++i) {
    const Block& b = book.blocks[i];
    if (b.requester != s.who || works_live(b.worker) != s.live) continue;
    entries.push_back({b.since, book.workers[static_cast<std::size_t>(b.worker)], static_cast<int>(i)});
  }
  return page(book, s, list, std::move(entries), [&](const Entry& entry) {
    Want want;
    want.with("WorkerId", entry.id);
    want.with("Reason", note_text(book.blocks[static_cast<std::size_t>(entry.index)].reason));
    return want;
  });
}

/// Whether the requester has approved or rejected anything of the worker's.
bool has_judged(const Book& book, int requester, int worker) {
  return std::ranges::any_of(book.assignments, [&](const Assignment& a) {
    return a.worker == worker && (a.state == State::Approved || a.state == State::Rejected) &&
           book.hits[static_cast<std::size_t>(a.hit)].owner == requester;
  });
}

Prediction notify(Book& book, const Step& s) {
  std::vector<Want> failures;
  for (int w = 0; w < kWorkers; ++w) {
    if ((s.get(Arg::Worker) >> w & 1) == 0) continue;
    if (works_live(w) == s.live && has_judged(book, s.who, w)) {
      book.letters.push_back({.symbol = s.makes,
                              .requester = s.who,
                              .worker = w,
                              .sent = book.now,
                              .subject = note_text(s.get(Arg::Note))});
      continue;
    }
    Want failure;
    failure.with("NotifyWorkersFailureCode", "HardFailure");
    failure.with("WorkerId", book.workers[static_cast<std::size_t>(w)]);
    failures.push_back(std::move(failure));
  }
  Prediction p;
  p.answer.with("NotifyWorkersFailureStatuses", Want::list(std::move(failures)));
  return p;
}

Want letter_view(const Book& book, Letter& letter) {
  Want want;
  want.with("MessageId", letter.id.empty() ? Want::new_id(&letter.id) : Want::text(letter.id));
  want.with("RequesterId", book.requesters[static_cast<std::size_t>(letter.requester)]);
  want.with("Subject", letter.subject).with("SendTime", seconds(letter.sent));
  want.with("ReadTime", letter.read ? Want::number(seconds(*letter.read)) : Want::absent());
  return want;
}

Prediction read_letter(Book& book, const Step& s) {
  Letter* const letter = book.letter_called(s.symbol(Arg::Message), s.symbol(Arg::Worker));
  if (letter == nullptr || letter->worker != s.who) return Prediction::refused(kNoMessage);
  if (s.op == Op::MarkMessageRead && !letter->read) letter->read = book.now;
  Prediction p;
  p.answer.with("Message", letter_view(book, *letter));
  return p;
}

Prediction list_letters(Book& book, const Step& s) {
  const bool unread = s.get(Arg::Unread) == 1;
  const ListOf list{
      .member = "Messages", .filter = unread ? "unread" : "", .next = Next::WhenMore, .usual_size = 20};
  if (auto refused = check_walk(book, s, list)) return *std::move(refused);
  std::vector<Entry> entries;
  for (std::size_t i = 0; i < book.letters.size(); ++i) {
    const Letter& letter = book.letters[i];
    if (letter.worker != s.who || (unread && letter.read)) continue;
    entries.push_back({letter.sent, {}, static_cast<int>(i)});
  }
  return page(book, s, list, std::move(entries), [&](const Entry& entry) {
    return letter_view(book, book.letters[static_cast<std::size_t>(entry.index)]);
  });
}

/// Told at once, whatever else waits; about a HIT that does not exist.
Prediction send_test(Book& book, const Step& s) {
  book.told.push_back({.owner = s.who,
                       .live = s.live,
                       .queue = s.symbol(Arg::Queue),
                       .event = static_cast<Event>(s.get(Arg::Status)),
                       .when = book.now,
                       .is_test = true});
  return {};
}

Prediction subscribe(Book& book, const Step& s) {
  if (!s.has(Arg::Queue) && !s.has(Arg::Active)) return Prediction::refused(kMissing);
  const int index = book.type_called(s.symbol(Arg::Type));
  if (index < 0) return Prediction::refused(kInvalidValue, {"HITTypeId"});
  const HitType& type = book.types[static_cast<std::size_t>(index)];
  if (type.owner != s.who || type.live != s.live || book.is_deleted(type)) {
    return Prediction::refused(kInvalidValue, {"HITTypeId"});
  }
  const bool active = s.get(Arg::Active, 1) == 1;
  if (s.has(Arg::Queue)) {
    book.subscriptions[index] = {s.symbol(Arg::Queue), s.get(Arg::Events), active};
    return {};
  }
  const auto found = book.subscriptions.find(index);
  if (found == book.subscriptions.end()) return Prediction::refused(kMissing, {"Notification"});
  found->second.active = active;
  return {};
}

}  // namespace

std::optional<Prediction> predict_people(Book& book, const Step& s) {
  switch (s.op) {
    case Op::CreateWorkerBlock:
    case Op::DeleteWorkerBlock:
      return block(book, s);
    case Op::ListWorkerBlocks:
      return list_blocks(book, s);
    case Op::NotifyWorkers:
      return notify(book, s);
    case Op::ListMessages:
      return list_letters(book, s);
    case Op::GetMessage:
    case Op::MarkMessageRead:
      return read_letter(book, s);
    case Op::UpdateNotificationSettings:
      return subscribe(book, s);
    case Op::SendTestEventNotification:
      return send_test(book, s);
    default:
      return std::nullopt;
  }
}

}  // namespace kempelen::simulation
