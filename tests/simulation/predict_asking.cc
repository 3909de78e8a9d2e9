// Workers who ask for qualifications and sit tests.
#include "tests/simulation/page.h"

namespace kempelen::simulation {
namespace {

QualificationRequest* latest(Book& book, int type, int worker) {
  for (std::size_t i = book.requests.size(); i > 0; --i) {
    QualificationRequest& r = book.requests[i - 1];
    if (r.type == type && r.worker == worker) return &r;
  }
  return nullptr;
}

bool is_open(const QualificationRequest& r) {
  return r.state == Asked::InTest || r.state == Asked::Pending;
}

/// Empty when the worker may ask for it now.
std::string_view obstacle(Book& book, const QualificationType& type, int worker) {
  if (type.state != TypeState::Active) return kQualificationTypeState;
  const auto* const before = latest(book, static_cast<int>(&type - book.qualification_types.data()), worker);
  if (before == nullptr) return "";
  if (is_open(*before)) return "AWS.MechanicalTurk.QualificationRequestPending";
  if (!type.retry) return "AWS.MechanicalTurk.QualificationTypeDoesNotAllowRetake";
  if (book.now < before->requested + *type.retry * kSecond) {
    return "AWS.MechanicalTurk.QualificationTypeRetryDelayNotElapsed";
  }
  return "";
}

Want own_request_view(const Book& book, const QualificationRequest& r) {
  const QualificationType& type = book.qualification_types[static_cast<std::size_t>(r.type)];
  const auto time = [](std::int64_t at) { return at > 0 ? Want::number(seconds(at)) : Want::absent(); };
  Want want;
  if (!r.id.empty()) want.with("QualificationRequestId", r.id);
  want.with("QualificationTypeId", type.id).with("Name", qualification_name(type.name));
  want.with("Status", name(r.state))
      .with("RequestTime", seconds(r.requested))
      .with("Deadline", time(r.deadline));
  want.with("SubmitTime", time(r.submitted)).with("DecisionTime", time(r.decided));
  if (!r.reason) {
    want.with("Reason", Want::absent());
  } else {
    want.with("Reason", *r.reason < 0 ? Want::present() : Want::text(note_text(*r.reason)));
  }
  return want;
}

Want type_view(Book& book, const QualificationType& type, int worker) {
  const Held* const held = book.held_by(static_cast<int>(&type - book.qualification_types.data()), worker);
  const bool may = !book.suspended[type.owner] && obstacle(book, type, worker).empty();
  Want want;
  want.with("QualificationTypeId", type.id).with("Name", qualification_name(type.name));
  want.with("RequesterId", book.requesters[static_cast<std::size_t>(type.owner)]);
  want.with("IsAutoGranted", Want::truth(type.automatic.has_value()));
  want.with("HasTest", Want::truth(type.test != 0)).with("CanRequest", Want::truth(may));
  if (held == nullptr) {
    want.with("Held", Want::absent());
  } else {
    Want has;
    has.with("Value", held->value).with("Status", held->revoked ? "Revoked" : "Granted");
    has.with("GrantTime", seconds(held->granted));
    want.with("Held", std::move(has));
  }
  return want;
}

Prediction ask(Book& book, const Step& s) {
  const QualificationType* const type =
      book.qualification_called(s.symbol(Arg::Qualification), works_live(s.who));
  if (type == nullptr || book.suspended[type->owner]) return Prediction::refused(kNoQualificationType);
  if (const auto why = obstacle(book, *type, s.who); !why.empty()) return Prediction::refused(why);
  QualificationRequest& r = book.requests.emplace_back(
      QualificationRequest{.symbol = s.makes,
                           .type = static_cast<int>(type - book.qualification_types.data()),
                           .worker = s.who,
                           .requested = book.now,
                           .test = type->test,
                           .key = type->key});
  book.note_request(s.makes, static_cast<int>(book.requests.size()) - 1);
  if (type->test != 0) {
    r.state = Asked::InTest;
    r.deadline = book.now + type->duration * kSecond;
    book.will_happen(r.deadline);
  } else {
    r.submitted = book.now;
    if (type->automatic) {
      r.state = Asked::Granted;
      r.decided = book.now;
      book.grant(r.type, r.worker, *type->automatic);
    }
  }
  Want view = own_request_view(book, r);
  view.with("QualificationRequestId", Want::new_id(&r.id));
  Prediction p;
  p.answer.with("QualificationRequest", std::move(view));
  p.answer.with("Qualification", type_view(book, *type, s.who));
  p.answer.with("Form", r.state == Asked::InTest ? Want::present() : Want::absent());
  return p;
}

Prediction hand_in(Book& book, const Step& s) {
  QualificationRequest* const r = book.request_called(s.symbol(Arg::Request));
  if (r == nullptr || r->worker != s.who) return Prediction::refused(kNoRequest);
  if (r->state != Asked::InTest)
    return Prediction::refused("AWS.MechanicalTurk.QualificationTestNotInProgress");
  r->answer = s.get(Arg::Value);
  r->submitted = book.now;
  r->state = Asked::Pending;
  if (r->key != 0) {
    r->state = Asked::Granted;
    r->decided = book.now;
    book.grant(r->type, r->worker, value_by_key(r->key, r->answer == 1));
  }
  Prediction p;
  p.answer.with("QualificationRequest", own_request_view(book, *r));
  p.answer.with("Qualification",
                type_view(book, book.qualification_types[static_cast<std::size_t>(r->type)], s.who));
  return p;
}

Prediction get(Book& book, const Step& s) {
  const QualificationType* const type =
      book.qualification_called(s.symbol(Arg::Qualification), works_live(s.who));
  if (type == nullptr) return Prediction::refused(kNoQualificationType);
  Prediction p;
  p.answer.with("Qualification", type_view(book, *type, s.who));
  return p;
}

Prediction get_test(Book& book, const Step& s) {
  const QualificationRequest* const r = book.request_called(s.symbol(Arg::Request));
  if (r == nullptr || r->worker != s.who) return Prediction::refused(kNoRequest);
  if (r->state != Asked::InTest) {
    return Prediction::refused("AWS.MechanicalTurk.QualificationTestNotInProgress");
  }
  Prediction p;
  p.answer.with("QualificationRequest", own_request_view(book, *r)).with("Form", Want::present());
  return p;
}

/// What the worker has or had, by the ids of the types; of those that are gone nothing is told.
Prediction list_held(Book& book, const Step& s) {
  const ListOf list{.member = "Qualifications",
                    .direction = Direction::Ascending,
                    .next = Next::WhenMore,
                    .usual_size = 20};
  if (auto refused = check_walk(book, s, list)) return *std::move(refused);
  std::vector<Entry> entries;
  for (const Held& held : book.held_qualifications) {
    const QualificationType& type = book.qualification_types[static_cast<std::size_t>(held.type)];
    if (held.worker == s.who && type.state != TypeState::Gone) entries.push_back({0, type.id, held.type});
  }
  return page(book, s, list, std::move(entries), [&](const Entry& entry) {
    return type_view(book, book.qualification_types[static_cast<std::size_t>(entry.index)], s.who);
  });
}

/// Active types of all requesters, by name.
Prediction list_to_ask_for(Book& book, const Step& s) {
  const std::string query = term_text(s.get(Arg::Term));
  const ListOf list{.member = "Qualifications",
                    .filter = query,
                    .direction = Direction::Ascending,
                    .next = Next::WhenMore,
                    .usual_size = 20};
  if (auto refused = check_walk(book, s, list)) return *std::move(refused);
  std::vector<Entry> entries;
  for (std::size_t i = 0; i < book.qualification_types.size(); ++i) {
    const QualificationType& type = book.qualification_types[i];
    if (type.live != works_live(s.who) || type.state != TypeState::Active) continue;
    if (book.suspended[type.owner]) continue;
    const std::string texts = qualification_name(type.name) + " " + note_text(type.description);
    if (words_match(query, texts)) entries.push_back({type.name, type.id, static_cast<int>(i)});
  }
  return page(book, s, list, std::move(entries), [&](const Entry& entry) {
    return type_view(book, book.qualification_types[static_cast<std::size_t>(entry.index)], s.who);
  });
}

Prediction list_own(Book& book, const Step& s) {
  const ListOf list{.member = "QualificationRequests", .next = Next::WhenMore, .usual_size = 20};
  if (auto refused = check_walk(book, s, list)) return *std::move(refused);
  std::vector<Entry> entries;
  for (std::size_t i = 0; i < book.requests.size(); ++i) {
    const QualificationRequest& r = book.requests[i];
    if (r.worker == s.who) entries.push_back({r.requested / 1000, r.id, static_cast<int>(i)});
  }
  return page(book, s, list, std::move(entries), [&](const Entry& entry) {
    return own_request_view(book, book.requests[static_cast<std::size_t>(entry.index)]);
  });
}

}  // namespace

std::optional<Prediction> predict_asking(Book& book, const Step& s) {
  switch (s.op) {
    case Op::RequestQualification:
      return ask(book, s);
    case Op::SubmitQualificationTest:
      return hand_in(book, s);
    case Op::GetQualification:
      return get(book, s);
    case Op::ListMyQualificationRequests:
      return list_own(book, s);
    case Op::GetQualificationTest:
      return get_test(book, s);
    case Op::ListMyQualifications:
      return list_held(book, s);
    case Op::ListRequestableQualifications:
      return list_to_ask_for(book, s);
    default:
      return std::nullopt;
  }
}

}  // namespace kempelen::simulation
