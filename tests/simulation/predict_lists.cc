// Lists of the Requester API, and how every list is cut into pages.
#include <fmt/format.h>

#include "tests/simulation/page.h"

namespace kempelen::simulation {
namespace {

const Walk* walk_of(const Book& book, const Step& s) {
  const auto found = book.walks.find(s.symbol(Arg::Walk));
  return found == book.walks.end() ? nullptr : &found->second;
}

Prediction list_hits(Book& book, const Step& s) {
  const ListOf list{.member = "HITs"};
  if (auto refused = check_walk(book, s, list)) return *std::move(refused);
  std::vector<Entry> entries;
  for (std::size_t i = 0; i < book.hits.size(); ++i) {
    const Hit& hit = book.hits[i];
    if (hit.owner != s.who || hit.live != s.live || hit.disposed) continue;
    entries.push_back({hit.made / 1000, hit.id, static_cast<int>(i)});
  }
  return page(book, s, list, std::move(entries), [&](const Entry& entry) {
    return whole_hit(book, book.hits[static_cast<std::size_t>(entry.index)]);
  });
}

Prediction list_reviewable(Book& book, const Step& s) {
  const bool any_type = !s.has(Arg::Type);
  const int type = any_type ? -1 : book.type_called(s.symbol(Arg::Type));
  const std::string_view status = s.get(Arg::Status) == 1 ? "Reviewing" : "Reviewable";
  const ListOf list{.member = "HITs", .filter = fmt::format("{} {} {}", status, any_type, type)};
  if (auto refused = check_walk(book, s, list)) return *std::move(refused);
  std::vector<Entry> entries;
  for (std::size_t i = 0; i < book.hits.size(); ++i) {
    const Hit& hit = book.hits[i];
    if (hit.owner != s.who || hit.live != s.live || (!any_type && hit.type != type)) continue;
    if (book.status(hit) == status) entries.push_back({hit.expires, hit.id, static_cast<int>(i)});
  }
  return page(book, s, list, std::move(entries), [](const Entry& entry) {
    Want want;
    want.with("HITId", entry.id).with("Title", Want::absent()).with("HITStatus", Want::absent());
    return want;
  });
}

bool has_status(const Assignment& a, std::int64_t wanted) {
  if (wanted == 0) wanted = 7;
  return (a.state == State::Submitted && (wanted & 1) != 0) ||
         (a.state == State::Approved && (wanted & 2) != 0) ||
         (a.state == State::Rejected && (wanted & 4) != 0);
}

Prediction list_assignments(Book& book, const Step& s) {
  const ListOf list{.member = "Assignments",
                    .filter = fmt::format("{} {}", s.get(Arg::Hit), s.get(Arg::Status)),
                    .direction = Direction::Ascending};
  if (auto refused = check_walk(book, s, list)) return *std::move(refused);
  const Hit* const hit = book.own_hit(s, s.symbol(Arg::Hit));
  if (hit == nullptr || hit->disposed) return Prediction::refused(kNoHit);
  std::vector<Entry> entries;
  for (const int index : hit->assignments) {
    const Assignment& a = book.assignments[static_cast<std::size_t>(index)];
    if (has_status(a, s.get(Arg::Status))) entries.push_back({a.submitted, a.id, index});
  }
  return page(book, s, list, std::move(entries), [&](const Entry& entry) {
    return whole_assignment(book, book.assignments[static_cast<std::size_t>(entry.index)]);
  });
}

Want bonus_view(const Book& book, const Bonus& bonus) {
  const Assignment& a = book.assignments[static_cast<std::size_t>(bonus.assignment)];
  Want want;
  want.with("WorkerId", book.workers[static_cast<std::size_t>(a.worker)]).with("AssignmentId", a.id);
  want.with("BonusAmount", dollars(bonus.cents)).with("Reason", note_text(bonus.note));
  want.with("GrantTime", seconds(bonus.when));
  return want;
}

Prediction list_bonuses(Book& book, const Step& s) {
  const bool by_hit = s.has(Arg::Hit), by_assignment = s.has(Arg::Assignment);
  if (!by_hit && !by_assignment) return Prediction::refused("AWS.MissingParameters");
  const ListOf list{.member = "BonusPayments",
                    .filter = fmt::format("{} {}", by_hit ? s.get(Arg::Hit) : -1,
                                          by_assignment ? s.get(Arg::Assignment) : -1),
                    .direction = Direction::Ascending};
  if (auto refused = check_walk(book, s, list)) return *std::move(refused);
  const Hit* const hit = by_hit ? book.own_hit(s, s.symbol(Arg::Hit)) : nullptr;
  if (by_hit && hit == nullptr) return Prediction::refused(kNoHit);
  const Assignment* const of =
      by_assignment ? book.own_assignment(s, s.symbol(Arg::Assignment), true) : nullptr;
  if (by_assignment && of == nullptr) return Prediction::refused(kNoAssignment);
  if (hit != nullptr && of != nullptr && &book.hits[static_cast<std::size_t>(of->hit)] != hit) {
    return Prediction::refused(kNoAssignment);
  }
  std::vector<Entry> entries;
  for (std::size_t i = 0; i < book.bonuses.size(); ++i) {
    const Bonus& bonus = book.bonuses[i];
    const Assignment& a = book.assignments[static_cast<std::size_t>(bonus.assignment)];
    if (of != nullptr ? &a != of : &book.hits[static_cast<std::size_t>(a.hit)] != hit) continue;
    entries.push_back({bonus.when, {}, static_cast<int>(i)});
  }
  return page(book, s, list, std::move(entries), [&](const Entry& entry) {
    return bonus_view(book, book.bonuses[static_cast<std::size_t>(entry.index)]);
  });
}

}  // namespace

std::optional<Prediction> check_walk(const Book& book, const Step& s, const ListOf& list) {
  const Walk* const walk = walk_of(book, s);
  if (walk == nullptr) return std::nullopt;
  const bool same =
      walk->op == s.op && walk->who == s.who && walk->live == s.live && walk->filter == list.filter;
  if (same && s.get(Arg::Alter) == 0) return std::nullopt;
  return Prediction::refused(kInvalidValue, {"NextToken"});
}

Prediction page(Book& book, const Step& s, const ListOf& list, std::vector<Entry> entries,
                const std::function<Want(const Entry&)>& view) {
  const auto before = [&](const auto& a, const auto& b) {
    return list.direction == Direction::Ascending ? a < b : b < a;
  };
  const auto place = [](const Entry& entry) { return std::tie(entry.key, entry.id); };
  if (const Walk* const walk = walk_of(book, s)) {
    const auto last = std::tie(walk->key, walk->after);
    std::erase_if(entries, [&](const Entry& entry) { return !before(last, place(entry)); });
  }
  std::ranges::sort(entries, [&](const Entry& a, const Entry& b) { return before(place(a), place(b)); });
  const auto size = static_cast<std::size_t>(s.get(Arg::Size, list.usual_size));
  const bool more = entries.size() > size;
  if (more) entries.resize(size);
  std::vector<Want> items;
  for (const Entry& entry : entries) items.push_back(view(entry));
  const bool goes_on = list.next == Next::WhenMore ? more : !entries.empty();
  if (goes_on && s.makes != 0) {
    book.walks[s.makes] = {s.op, s.who, s.live, list.filter, entries.back().id, entries.back().key};
  }
  Prediction p;
  p.answer.with("NumResults", static_cast<std::int64_t>(items.size()));
  p.answer.with(list.member, Want::list(std::move(items)));
  p.answer.with("NextToken", goes_on ? Want::present() : Want::absent());
  return p;
}

std::optional<Prediction> predict_lists(Book& book, const Step& s) {
  switch (s.op) {
    case Op::ListHITs:
      return list_hits(book, s);
    case Op::ListReviewableHITs:
      return list_reviewable(book, s);
    case Op::ListAssignmentsForHIT:
      return list_assignments(book, s);
    case Op::ListBonusPayments:
      return list_bonuses(book, s);
    default:
      return std::nullopt;
  }
}

}  // namespace kempelen::simulation
