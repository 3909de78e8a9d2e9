// Assignments as requesters see and decide them.
#include "tests/simulation/predict.h"

namespace kempelen::simulation {
namespace {

Prediction not_submitted() {
  return Prediction::refused(kAssignmentState, {"with a status of: Submitted"});
}

Prediction approve(Book& book, const Step& s) {
  Assignment* const a = book.own_assignment(s, s.symbol(Arg::Assignment));
  if (a == nullptr) return Prediction::refused(kNoAssignment);
  const Hit& hit = book.hits[static_cast<std::size_t>(a->hit)];
  if (a->state == State::Rejected && s.get(Arg::Override) == 1) {
    if (book.now - a->submitted > 30 * kDay) return not_submitted();
    if (hit.live && hit.reward + hit.fee > book.available(hit.owner)) return Prediction::refused(kFunds);
  } else if (a->state != State::Submitted) {
    return not_submitted();
  }
  book.pay(hit, *a);
  if (s.has(Arg::Note)) a->feedback = s.get(Arg::Note);
  return {};
}

Prediction reject(Book& book, const Step& s) {
  Assignment* const a = book.own_assignment(s, s.symbol(Arg::Assignment));
  if (a == nullptr) return Prediction::refused(kNoAssignment);
  if (a->state != State::Submitted) return not_submitted();
  a->state = State::Rejected;
  a->rejected = book.now;
  a->feedback = s.get(Arg::Note);
  book.tell(book.hits[static_cast<std::size_t>(a->hit)], Event::AssignmentRejected,
            static_cast<int>(a - book.assignments.data()));
  return {};
}

Prediction get_assignment(Book& book, const Step& s) {
  Assignment* const a = book.own_assignment(s, s.symbol(Arg::Assignment));
  if (a == nullptr) return Prediction::refused(kNoAssignment);
  if (a->state == State::Accepted) {
    return Prediction::refused(kAssignmentState, {"Reviewable,Approved,Rejected"});
  }
  Prediction p;
  p.answer.with("Assignment", whole_assignment(book, *a));
  p.answer.with("HIT", whole_hit(book, book.hits[static_cast<std::size_t>(a->hit)]));
  return p;
}

}  // namespace

Want whole_assignment(const Book& book, const Assignment& a) {
  Want want;
  want.with("AssignmentId", a.id).with("WorkerId", book.workers[static_cast<std::size_t>(a.worker)]);
  want.with("HITId", book.hits[static_cast<std::size_t>(a.hit)].id).with("AssignmentStatus", name(a.state));
  want.with("AcceptTime", seconds(a.accepted)).with("SubmitTime", seconds(a.submitted));
  want.with("AutoApprovalTime", seconds(a.automatic)).with("Deadline", seconds(a.deadline));
  want.with("ApprovalTime", a.state == State::Approved ? Want::number(seconds(a.approved)) : Want::absent());
  want.with("RejectionTime", a.state == State::Rejected ? Want::number(seconds(a.rejected)) : Want::absent());
  want.with("Answer", Want::containing("<FreeText>" + answer_text(a.answer) + "</FreeText>"));
  if (const auto file = book.uploads.find(a.file); file != book.uploads.end()) {
    want.with("Answer", Want::containing("<UploadedFileKey>" + file->second.key + "</UploadedFileKey>"));
  }
  want.with("RequesterFeedback", a.feedback ? Want::text(note_text(*a.feedback)) : Want::absent());
  return want;
}

std::optional<Prediction> predict_assignments(Book& book, const Step& s) {
  switch (s.op) {
    case Op::ApproveAssignment:
      return approve(book, s);
    case Op::RejectAssignment:
      return reject(book, s);
    case Op::GetAssignment:
      return get_assignment(book, s);
    default:
      return std::nullopt;
  }
}

}  // namespace kempelen::simulation
