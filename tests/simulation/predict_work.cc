// Workers: accepting, handing in, giving back, and what they see of their own.
#include "tests/simulation/page.h"

namespace kempelen::simulation {
namespace {

constexpr std::string_view kNoMore = "AWS.MechanicalTurk.NoMoreHITs";
constexpr std::string_view kNotInProgress = "AWS.MechanicalTurk.AssignmentNotInProgress";
struct Wanted {
  Hit* hit = nullptr;
  std::string_view refusal{};
};

Wanted wanted_hit(Book& book, const Step& s) {
  if (s.has(Arg::Hit)) {
    Hit* const hit = book.hit_called(s.symbol(Arg::Hit));
    if (hit == nullptr || hit->live != works_live(s.who) || hit->disposed) return {nullptr, kNoHit};
    return {hit, {}};
  }
  if (!s.has(Arg::Group)) return {nullptr, "AWS.MissingParameters"};
  const int type = book.type_called(s.symbol(Arg::Group));
  if (type < 0 || book.types[static_cast<std::size_t>(type)].live != works_live(s.who)) {
    return {nullptr, "AWS.MechanicalTurk.HITGroupDoesNotExist"};
  }
  const Hit* const next = next_of(book, type, s.who);
  if (next == nullptr) return {nullptr, kNoMore};
  return {&book.hits[static_cast<std::size_t>(next - book.hits.data())], {}};
}

/// A form is shown by the site itself, anything else in a frame.
void show_question(Want& view, const Hit& hit) {
  view.with("Form", is_form(hit.question) ? Want::present() : Want::absent());
  view.with("Frame", is_form(hit.question) ? Want::absent() : Want::present());
}

Prediction accept(Book& book, const Step& s) {
  const auto [hit, refusal] = wanted_hit(book, s);
  if (hit == nullptr) return Prediction::refused(refusal);
  const HitType& type = book.types[static_cast<std::size_t>(hit->type)];
  if (book.suspended[hit->owner]) return Prediction::refused(kNoMore);
  if (book.is_blocked(hit->owner, s.who)) return Prediction::refused(kBlocked);
  if (!book.meets(type, 0, s.who)) {
    return Prediction::refused("AWS.MechanicalTurk.DoesNotMeetRequirements");
  }
  if (book.worked_on(*hit, s.who) >= 0) return Prediction::refused("AWS.MechanicalTurk.AlreadyWorkedOnHIT");
  if (book.under_way(s.who) >= kUnderWayMax) return Prediction::refused("AWS.MechanicalTurk.QueueFull");
  if (!book.open(*hit)) return Prediction::refused(kNoMore);
  book.assignments.push_back({.symbol = s.makes,
                              .hit = static_cast<int>(hit - book.hits.data()),
                              .worker = s.who,
                              .accepted = book.now,
                              .deadline = book.now + type.duration * kSecond});
  const int index = static_cast<int>(book.assignments.size()) - 1;
  hit->assignments.push_back(index);
  book.note_assignment(s.makes, index);
  book.will_happen(book.assignments.back().deadline);
  book.tell(*hit, Event::AssignmentAccepted, index);
  book.look_at(*hit);
  Want view = own_assignment_view(book, book.assignments.back());
  view.with("AssignmentId", Want::new_id(&book.assignments.back().id));
  show_question(view, *hit);
  Prediction p;
  p.answer.with("Assignment", std::move(view));
  return p;
}

Assignment* of_worker(Book& book, const Step& s) {
  Assignment* const a = book.assignment_called(s.symbol(Arg::Assignment));
  return a != nullptr && a->worker == s.who ? a : nullptr;
}

/// Empty when the answer may be handed in.
std::string_view fault_of_answer(const Hit& hit, const Assignment& a, const Step& s) {
  const bool sends_nothing = s.get(Arg::Alter) == 1;
  if (!sends_nothing && !s.has(Arg::Note)) return a.draft ? "" : "AWS.MechanicalTurk.AnswerEmpty";
  if (!is_form(hit.question)) return sends_nothing ? "AWS.MechanicalTurk.AnswerEmpty" : "";
  const bool too_long = hit.question == kShortForm && answer_text(s.get(Arg::Note)).size() > 6;
  const bool lacks_file = hit.question == kFileForm && a.file == 0;
  return sends_nothing || too_long || lacks_file ? kAnswerInvalid : "";
}

Prediction submit(Book& book, const Step& s) {
  Assignment* const a = of_worker(book, s);
  if (a == nullptr) return Prediction::refused(kNoAssignment);
  if (a->state != State::Accepted) return Prediction::refused(kNotInProgress);
  Hit& hit = book.hits[static_cast<std::size_t>(a->hit)];
  if (const auto fault = fault_of_answer(hit, *a, s); !fault.empty()) return Prediction::refused(fault);
  a->answer = s.has(Arg::Note) ? s.get(Arg::Note) : *a->draft;
  a->draft.reset();
  a->state = State::Submitted;
  a->submitted = book.now;
  book.tell(hit, Event::AssignmentSubmitted, static_cast<int>(a - book.assignments.data()));
  const std::int64_t delay = book.types[static_cast<std::size_t>(hit.type)].delay;
  a->automatic = book.now + delay * kSecond;
  book.will_happen(a->automatic);
  book.look_at(hit);
  judge(book, hit, *a);
  if (delay == 0 && a->state == State::Submitted) book.pay(hit, *a);
  judge_together(book, hit);
  Prediction p;
  p.answer.with("Assignment", own_assignment_view(book, *a));
  return p;
}

Prediction give_back(Book& book, const Step& s) {
  Assignment* const a = of_worker(book, s);
  if (a == nullptr) return Prediction::refused(kNoAssignment);
  if (a->state != State::Accepted) return Prediction::refused(kNotInProgress);
  a->state = State::Returned;
  book.tell(book.hits[static_cast<std::size_t>(a->hit)], Event::AssignmentReturned,
            static_cast<int>(a - book.assignments.data()));
  a->draft.reset();
  book.look_at(book.hits[static_cast<std::size_t>(a->hit)]);
  judge_together(book, book.hits[static_cast<std::size_t>(a->hit)]);
  return {};
}

/// What the page of a HIT's form sends; it carries the assignment's id and no session.
Prediction store_draft(Book& book, const Step& s) {
  Assignment* const a = book.assignment_called(s.symbol(Arg::Assignment));
  if (a == nullptr) return Prediction::refused(kNoAssignment);
  if (a->state != State::Accepted) return Prediction::refused(kNotInProgress);
  if (is_form(book.hits[static_cast<std::size_t>(a->hit)].question)) {
    return Prediction::refused(kAnswerInvalid);
  }
  a->draft = s.get(Arg::Note);
  return {};
}

Prediction get_own(Book& book, const Step& s) {
  const Assignment* const a = of_worker(book, s);
  if (a == nullptr) return Prediction::refused(kNoAssignment);
  Want view = own_assignment_view(book, *a);
  if (a->draft) {
    Want draft;
    draft.with("comment", Want::list({Want::text(answer_text(*a->draft))}));
    view.with("Draft", std::move(draft));
  } else {
    view.with("Draft", Want::absent());
  }
  if (a->state == State::Accepted) show_question(view, book.hits[static_cast<std::size_t>(a->hit)]);
  Prediction p;
  p.answer.with("Assignment", std::move(view));
  return p;
}

Prediction list_own(Book& book, const Step& s) {
  const std::int64_t status = s.get(Arg::Status);  // 0 is any
  const ListOf list{
      .member = "Assignments", .filter = std::to_string(status), .next = Next::WhenMore, .usual_size = 20};
  if (auto refused = check_walk(book, s, list)) return *std::move(refused);
  std::vector<Entry> entries;
  for (std::size_t i = 0; i < book.assignments.size(); ++i) {
    const Assignment& a = book.assignments[i];
    if (a.worker != s.who || (status != 0 && static_cast<std::int64_t>(a.state) != status - 1)) continue;
    entries.push_back({a.accepted / 1000, a.id, static_cast<int>(i)});
  }
  return page(book, s, list, std::move(entries), [&](const Entry& entry) {
    return own_assignment_view(book, book.assignments[static_cast<std::size_t>(entry.index)]);
  });
}

Prediction earnings(const Book& book, const Step& s) {
  std::int64_t count[6] = {}, approved = 0, pending = 0, bonuses = 0;
  for (const Assignment& a : book.assignments) {
    if (a.worker != s.who) continue;
    ++count[static_cast<std::size_t>(a.state)];
    const std::int64_t reward = book.hits[static_cast<std::size_t>(a.hit)].reward;
    if (a.state == State::Approved) approved += reward;
    if (a.state == State::Submitted) pending += reward;
  }
  for (const Bonus& bonus : book.bonuses) {
    if (book.assignments[static_cast<std::size_t>(bonus.assignment)].worker == s.who) bonuses += bonus.cents;
  }
  Prediction p;
  p.answer.with("Approved", dollars(approved)).with("Pending", dollars(pending));
  p.answer.with("Bonuses", dollars(bonuses)).with("Total", dollars(approved + bonuses));
  p.answer.with("NumberApproved", count[2]).with("NumberRejected", count[3]);
  p.answer.with("NumberPending", count[1]).with("NumberAccepted", count[0]);
  return p;
}

}  // namespace

const Hit* next_of(const Book& book, int type, int worker) {
  const Hit* given_back = nullptr;
  for (const Hit* const hit : open_to(book, type, worker)) {
    const bool taken_before = std::ranges::any_of(hit->assignments, [&](int index) {
      return book.assignments[static_cast<std::size_t>(index)].worker == worker;
    });
    if (!taken_before) return hit;
    if (given_back == nullptr) given_back = hit;
  }
  return given_back;
}

Want own_assignment_view(const Book& book, const Assignment& a) {
  const Hit& hit = book.hits[static_cast<std::size_t>(a.hit)];
  const auto time = [](bool shown, std::int64_t at) {
    return shown ? Want::number(seconds(at)) : Want::absent();
  };
  Want want;
  if (!a.id.empty()) want.with("AssignmentId", a.id);
  want.with("HITId", hit.id).with("Status", name(a.state));
  want.with("AcceptTime", seconds(a.accepted)).with("Deadline", seconds(a.deadline));
  want.with("SubmitTime", time(a.submitted > 0, a.submitted));
  want.with("AutoApprovalTime", time(a.submitted > 0, a.automatic));
  want.with("ApprovalTime", time(a.state == State::Approved, a.approved));
  want.with("RejectionTime", time(a.state == State::Rejected, a.rejected));
  want.with("RequesterFeedback", a.feedback ? Want::text(note_text(*a.feedback)) : Want::absent());
  want.with("HasDraft", Want::truth(a.draft.has_value()));
  want.with("HITGroup", group_view(book, hit.type, a.worker));
  return want;
}

std::optional<Prediction> predict_work(Book& book, const Step& s) {
  switch (s.op) {
    case Op::AcceptHIT:
      return accept(book, s);
    case Op::SubmitAssignment:
      return submit(book, s);
    case Op::ReturnAssignment:
      return give_back(book, s);
    case Op::StoreDraft:
      return store_draft(book, s);
    case Op::GetMyAssignment:
      return get_own(book, s);
    case Op::ListMyAssignments:
      return list_own(book, s);
    case Op::GetEarnings:
      return earnings(book, s);
    default:
      return std::nullopt;
  }
}

}  // namespace kempelen::simulation
