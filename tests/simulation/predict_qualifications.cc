// Qualifications as requesters give and take them, and requests as they decide them.
#include "tests/simulation/page.h"

namespace kempelen::simulation {
namespace {

constexpr std::string_view kQualificationState = "AWS.MechanicalTurk.InvalidQualificationState";
constexpr std::string_view kRequestState = "AWS.MechanicalTurk.InvalidQualificationRequestState";

int index_of(const Book& book, const QualificationType* type) {
  return static_cast<int>(type - book.qualification_types.data());
}

void write(Book& book, const Step& s, int worker, std::string subject) {
  book.letters.push_back({.symbol = s.makes,
                          .requester = s.who,
                          .worker = worker,
                          .sent = book.now,
                          .subject = std::move(subject)});
}

Prediction associate(Book& book, const Step& s) {
  const QualificationType* const type = book.own_qualification(s);
  if (type == nullptr) return Prediction::refused(kNoQualificationType);
  const int worker = s.symbol(Arg::Worker);
  if (works_live(worker) != s.live) return Prediction::refused(kInvalidValue, {"WorkerId"});
  if (type->state == TypeState::Disposing) return Prediction::refused(kQualificationTypeState);
  book.grant(index_of(book, type), worker, s.get(Arg::Value, 1));
  if (s.get(Arg::Alter) == 0) write(book, s, worker, "You have been granted a Qualification");
  return {};
}

Prediction disassociate(Book& book, const Step& s) {
  const QualificationType* const type = book.own_qualification(s);
  if (type == nullptr) return Prediction::refused(kNoQualificationType);
  Held* const held = book.held_by(index_of(book, type), s.symbol(Arg::Worker));
  if (held == nullptr) return Prediction::refused(kNoQualification);
  if (held->revoked) return Prediction::refused(kQualificationState, {"with a status of: Granted"});
  held->revoked = true;
  write(book, s, held->worker, "A Qualification of yours was revoked");
  return {};
}

Want held_view(const Book& book, const Held& held) {
  Want want;
  want.with("QualificationTypeId", book.qualification_types[static_cast<std::size_t>(held.type)].id);
  want.with("WorkerId", book.workers[static_cast<std::size_t>(held.worker)]);
  want.with("GrantTime", seconds(held.granted)).with("IntegerValue", held.value);
  want.with("LocaleValue", Want::absent()).with("Status", held.revoked ? "Revoked" : "Granted");
  return want;
}

Prediction score(Book& book, const Step& s) {
  const QualificationType* const type = book.own_qualification(s);
  if (type == nullptr) return Prediction::refused(kNoQualificationType);
  const Held* const held = book.held_by(index_of(book, type), s.symbol(Arg::Worker));
  if (held == nullptr) return Prediction::refused(kNoQualification);
  if (held->revoked) return Prediction::refused(kQualificationState, {"with a status of: Granted"});
  Prediction p;
  p.answer.with("Qualification", held_view(book, *held));
  return p;
}

Prediction list_workers(Book& book, const Step& s) {
  const bool revoked = s.get(Arg::Status) == 1;
  const ListOf list{.member = "Qualifications",
                    .filter = std::to_string(s.get(Arg::Qualification)) + (revoked ? " revoked" : ""),
                    .direction = Direction::Ascending};
  if (auto refused = check_walk(book, s, list)) return *std::move(refused);
  const QualificationType* const type = book.own_qualification(s);
  if (type == nullptr) return Prediction::refused(kNoQualificationType);
  std::vector<Entry> entries;
  for (std::size_t i = 0; i < book.held_qualifications.size(); ++i) {
    const Held& held = book.held_qualifications[i];
    if (held.type != index_of(book, type) || held.revoked != revoked) continue;
    entries.push_back(
        {held.granted, book.workers[static_cast<std::size_t>(held.worker)], static_cast<int>(i)});
  }
  return page(book, s, list, std::move(entries), [&](const Entry& entry) {
    return held_view(book, book.held_qualifications[static_cast<std::size_t>(entry.index)]);
  });
}

Want request_view(const Book& book, const QualificationRequest& r) {
  Want want;
  want.with("QualificationRequestId", r.id).with("SubmitTime", seconds(r.submitted));
  want.with("QualificationTypeId", book.qualification_types[static_cast<std::size_t>(r.type)].id);
  want.with("WorkerId", book.workers[static_cast<std::size_t>(r.worker)]);
  want.with("Test", r.test != 0 ? Want::text(test_text(r.test)) : Want::absent());
  want.with("Answer", r.test == 0 ? Want::absent()
                                  : Want::containing(r.answer == 1 ? "<SelectionIdentifier>a<"
                                                                   : "<SelectionIdentifier>b<"));
  return want;
}

Prediction list_requests(Book& book, const Step& s) {
  const bool of_one = s.has(Arg::Qualification);
  const ListOf list{.member = "QualificationRequests",
                    .filter = of_one ? std::to_string(s.get(Arg::Qualification)) : "",
                    .direction = Direction::Ascending};
  if (auto refused = check_walk(book, s, list)) return *std::move(refused);
  const QualificationType* const only = of_one ? book.own_qualification(s) : nullptr;
  if (of_one && only == nullptr) return Prediction::refused(kNoQualificationType);
  std::vector<Entry> entries;
  for (std::size_t i = 0; i < book.requests.size(); ++i) {
    const QualificationRequest& r = book.requests[i];
    const QualificationType& type = book.qualification_types[static_cast<std::size_t>(r.type)];
    if (r.state != Asked::Pending || type.owner != s.who || type.live != s.live) continue;
    if (only != nullptr && &type != only) continue;
    entries.push_back({r.submitted, r.id, static_cast<int>(i)});
  }
  return page(book, s, list, std::move(entries), [&](const Entry& entry) {
    return request_view(book, book.requests[static_cast<std::size_t>(entry.index)]);
  });
}

/// One that was handed in, for a type of the caller's.
QualificationRequest* to_decide(Book& book, const Step& s) {
  QualificationRequest* const r = book.request_called(s.symbol(Arg::Request));
  if (r == nullptr || r->submitted == 0) return nullptr;
  const QualificationType& type = book.qualification_types[static_cast<std::size_t>(r->type)];
  return type.owner == s.who && type.live == s.live ? r : nullptr;
}

Prediction decide(Book& book, const Step& s) {
  QualificationRequest* const r = to_decide(book, s);
  if (r == nullptr) return Prediction::refused(kNoRequest);
  if (r->state != Asked::Pending) return Prediction::refused(kRequestState, {"with a status of: Pending"});
  r->decided = book.now;
  if (s.op == Op::AcceptQualificationRequest) {
    r->state = Asked::Granted;
    book.grant(r->type, r->worker, s.get(Arg::Value, 1));
  } else {
    r->state = Asked::Rejected;
    if (s.has(Arg::Note)) r->reason = s.get(Arg::Note);
  }
  return {};
}

}  // namespace

std::optional<Prediction> predict_qualifications(Book& book, const Step& s) {
  switch (s.op) {
    case Op::AssociateQualificationWithWorker:
      return associate(book, s);
    case Op::DisassociateQualificationFromWorker:
      return disassociate(book, s);
    case Op::GetQualificationScore:
      return score(book, s);
    case Op::ListWorkersWithQualificationType:
      return list_workers(book, s);
    case Op::ListQualificationRequests:
      return list_requests(book, s);
    case Op::AcceptQualificationRequest:
    case Op::RejectQualificationRequest:
      return decide(book, s);
    default:
      return std::nullopt;
  }
}

}  // namespace kempelen::simulation
