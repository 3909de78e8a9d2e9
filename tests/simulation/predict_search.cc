// Workers: finding HITs, by groups.
#include <fmt/format.h>

#include "tests/simulation/page.h"

namespace kempelen::simulation {
namespace {

bool has_open_hits(const Book& book, int type) {
  return std::ranges::any_of(book.hits, [&](const Hit& hit) { return hit.type == type && book.open(hit); });
}

std::string folded(std::string_view text) {
  std::string low(text);
  for (char& c : low) {
    if ('A' <= c && c <= 'Z') c = static_cast<char>(c + 'a' - 'A');
  }
  return low;
}

/// Anywhere in title, description, keywords or the requester's name.
bool has_term(const HitType& type, std::int64_t term) {
  const std::string texts = fmt::format("{}\nWhat to do.\n{}\nrequester {}", title_text(type.title),
                                        type.title % 2 == 0 ? "words, pictures" : "", type.owner);
  return folded(texts).find(folded(term_text(term))) != std::string::npos;
}

/// Sorts: 0 reward_desc, 1 reward_asc, 2 num_hits_desc, 3 num_hits_asc, 4 updated_desc, 5 updated_asc. Among
/// equals the type's id decides, always upwards; hence the sign.
Prediction search(Book& book, const Step& s) {
  const std::int64_t sort = s.get(Arg::Sort), least = s.get(Arg::Least), term = s.get(Arg::Term);
  const ListOf list{.member = "HITGroups",
                    .filter = fmt::format("{} {} {}", sort, least, term),
                    .direction = Direction::Ascending,
                    .next = Next::WhenMore,
                    .usual_size = 20};
  if (auto refused = check_walk(book, s, list)) return *std::move(refused);
  std::vector<Entry> entries;
  for (std::size_t i = 0; i < book.types.size(); ++i) {
    const HitType& type = book.types[i];
    const int index = static_cast<int>(i);
    if (type.live != works_live(s.who) || book.suspended[type.owner] || type.reward < least) continue;
    if (book.is_blocked(type.owner, s.who) || !has_term(type, term)) continue;
    if (!book.meets(type, 2, s.who) || !has_open_hits(book, index)) continue;
    const auto count = static_cast<std::int64_t>(open_to(book, index, s.who).size());
    if (count == 0) continue;
    const std::int64_t key = sort < 2 ? type.reward : sort < 4 ? count : type.updated;
    entries.push_back({sort % 2 == 0 ? -key : key, type.id, index});
  }
  return page(book, s, list, std::move(entries),
              [&](const Entry& entry) { return group_view(book, entry.index, s.who); });
}

Prediction get_group(const Book& book, const Step& s) {
  const int type = book.type_called(s.symbol(Arg::Group));
  if (type < 0) return Prediction::refused(kNoGroup);
  const HitType& found = book.types[static_cast<std::size_t>(type)];
  if (found.live != works_live(s.who) || !book.meets(found, 2, s.who)) return Prediction::refused(kNoGroup);
  if (book.is_blocked(found.owner, s.who)) return Prediction::refused(kBlocked);
  Prediction p;
  p.answer.with("HITGroup", group_view(book, type, s.who));
  p.answer.with("Explanation", explanation(book, type, next_of(book, type, s.who), s.who));
  return p;
}

Prediction preview(Book& book, const Step& s) {
  const Hit* hit = nullptr;
  if (s.has(Arg::Hit)) {
    hit = book.hit_called(s.symbol(Arg::Hit));
    if (hit == nullptr || hit->live != works_live(s.who) || hit->disposed) return Prediction::refused(kNoHit);
  } else {
    const int type = book.type_called(s.symbol(Arg::Group));
    if (type < 0 || book.types[static_cast<std::size_t>(type)].live != works_live(s.who)) {
      return Prediction::refused(kNoGroup);
    }
    const auto open = open_to(book, type, s.who);
    if (open.empty()) return Prediction::refused("AWS.MechanicalTurk.NoMoreHITs");
    hit = open.front();
  }
  if (book.suspended[hit->owner]) return Prediction::refused("AWS.MechanicalTurk.NoMoreHITs");
  if (book.is_blocked(hit->owner, s.who)) return Prediction::refused(kBlocked);
  if (!book.meets(book.types[static_cast<std::size_t>(hit->type)], 1, s.who)) {
    return Prediction::refused("AWS.MechanicalTurk.DoesNotMeetRequirements");
  }
  Want view;
  view.with("HITId", hit->id).with("HITGroup", group_view(book, hit->type, s.who));
  view.with(is_form(hit->question) ? "Form" : "Frame", Want::present());
  Prediction p;
  p.answer.with("HIT", std::move(view));
  return p;
}

}  // namespace

std::vector<const Hit*> open_to(const Book& book, int type, int worker) {
  std::vector<const Hit*> open;
  for (const Hit& hit : book.hits) {
    if (hit.type == type && book.open(hit) && book.worked_on(hit, worker) < 0) open.push_back(&hit);
  }
  std::ranges::sort(open, [](const Hit* a, const Hit* b) {
    return std::pair(a->made / 1000, std::string_view(a->id)) <
           std::pair(b->made / 1000, std::string_view(b->id));
  });
  return open;
}

Want group_view(const Book& book, int index, int worker) {
  const HitType& type = book.types[static_cast<std::size_t>(index)];
  Want want;
  want.with("HITTypeId", type.id);
  if (!type.group.empty()) want.with("HITGroupId", type.group);
  want.with("RequesterId", book.requesters[static_cast<std::size_t>(type.owner)]);
  want.with("Title", title_text(type.title)).with("Reward", dollars(type.reward));
  want.with("AssignmentDurationInSeconds", type.duration).with("AutoApprovalDelayInSeconds", type.delay);
  want.with("NumberOfHITsAvailable", static_cast<std::int64_t>(open_to(book, index, worker).size()));
  want.with("QualificationRequirements", Want::count(requirements_count(type.require)));
  want.with("CallerMeetsRequirements", Want::truth(book.meets(type, 0, worker)));
  return want;
}

std::optional<Prediction> predict_search(Book& book, const Step& s) {
  switch (s.op) {
    case Op::SearchHITGroups:
      return search(book, s);
    case Op::GetHITGroup:
      return get_group(book, s);
    case Op::PreviewHIT:
      return preview(book, s);
    default:
      return std::nullopt;
  }
}

}  // namespace kempelen::simulation
