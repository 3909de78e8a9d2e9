// Qualification types: made, changed, deleted, listed.
#include "tests/simulation/page.h"

namespace kempelen::simulation {
namespace {

std::string_view shown_state(const QualificationType& type) {
  return type.state == TypeState::Active ? "Active" : "Inactive";
}

Want type_view(const QualificationType& type, int caller) {
  const auto if_any = [](const std::optional<std::int64_t>& value) {
    return value ? Want::number(*value) : Want::absent();
  };
  const bool own = type.owner == caller;
  Want want;
  if (!type.id.empty()) want.with("QualificationTypeId", type.id);
  want.with("CreationTime", seconds(type.made)).with("Name", qualification_name(type.name));
  want.with("Description", note_text(type.description)).with("QualificationTypeStatus", shown_state(type));
  want.with("Keywords", Want::absent()).with("IsRequestable", Want::truth(true));
  want.with("AutoGranted", Want::truth(type.automatic.has_value()));
  want.with("AutoGrantedValue", if_any(type.automatic)).with("RetryDelayInSeconds", if_any(type.retry));
  want.with("TestDurationInSeconds", type.test != 0 ? Want::number(type.duration) : Want::absent());
  want.with("Test", own && type.test != 0 ? Want::text(test_text(type.test)) : Want::absent());
  want.with("AnswerKey", own && type.key != 0 ? Want::text(answer_key_text(type.key)) : Want::absent());
  return want;
}

Prediction answered(const QualificationType& type, int caller) {
  Prediction p;
  p.answer.with("QualificationType", type_view(type, caller));
  return p;
}

/// What a test needs, and what excludes it; the same for a new type and a change.
std::optional<Prediction> check_test(const Step& s) {
  if (s.get(Arg::Test) == 0) {
    if (s.get(Arg::Key) != 0 || s.has(Arg::Duration)) return Prediction::refused(kMissing, {"Test"});
    return std::nullopt;
  }
  if (s.get(Arg::Auto) == 1) return Prediction::refused(kCombination, {"Test, AutoGranted"});
  if (!s.has(Arg::Duration)) return Prediction::refused(kMissing, {"TestDurationInSeconds"});
  return std::nullopt;
}

void take_test(QualificationType& type, const Step& s) {
  if (s.get(Arg::Test) == 0) return;
  type.test = s.get(Arg::Test);
  type.duration = s.get(Arg::Duration);
  type.key = s.get(Arg::Key);
}

Prediction create(Book& book, const Step& s) {
  if (auto refused = check_test(s)) return *std::move(refused);
  const bool automatic = s.get(Arg::Auto) == 1;
  if (!automatic && s.has(Arg::Value)) return Prediction::refused(kCombination, {"AutoGrantedValue"});
  for (const QualificationType& other : book.qualification_types) {
    if (other.owner == s.who && other.live == s.live && other.name == s.get(Arg::Title) &&
        other.state != TypeState::Gone) {
      return Prediction::refused("AWS.MechanicalTurk.QualificationTypeAlreadyExists");
    }
  }
  QualificationType& type = book.qualification_types.emplace_back(
      QualificationType{.symbol = s.makes,
                        .owner = s.who,
                        .live = s.live,
                        .name = s.get(Arg::Title),
                        .description = s.get(Arg::Note),
                        .made = book.now,
                        .state = s.get(Arg::Status) == 1 ? TypeState::Inactive : TypeState::Active});
  if (s.has(Arg::Retry)) type.retry = s.get(Arg::Retry);
  if (automatic) type.automatic = s.get(Arg::Value, 1);
  take_test(type, s);
  book.note_qualification(s.makes, static_cast<int>(book.qualification_types.size()) - 1);
  Want view = type_view(type, s.who);
  view.with("QualificationTypeId", Want::new_id(&type.id));
  Prediction p;
  p.answer.with("QualificationType", std::move(view));
  return p;
}

bool is_going(const QualificationType& type) {
  return type.state == TypeState::Disposing;
}

/// Absent is unchanged; a test cannot be removed, nor a type with one become auto-granted.
Prediction update(Book& book, const Step& s) {
  if (auto refused = check_test(s)) return *std::move(refused);
  QualificationType* const type = book.own_qualification(s);
  if (type == nullptr) return Prediction::refused(kNoQualificationType);
  if (is_going(*type)) return Prediction::refused(kQualificationTypeState, {"Active,Inactive"});
  QualificationType after = *type;
  take_test(after, s);
  if (s.has(Arg::Note)) after.description = s.get(Arg::Note);
  if (s.has(Arg::Status)) after.state = s.get(Arg::Status) == 1 ? TypeState::Inactive : TypeState::Active;
  if (s.has(Arg::Retry)) after.retry = s.get(Arg::Retry);
  const bool automatic = s.has(Arg::Auto) ? s.get(Arg::Auto) == 1 : type->automatic.has_value();
  if (automatic) {
    if (after.test != 0) return Prediction::refused(kCombination, {"Test, AutoGranted"});
    after.automatic = s.get(Arg::Value, type->automatic.value_or(1));
  } else {
    if (s.has(Arg::Value)) return Prediction::refused(kCombination, {"AutoGrantedValue"});
    after.automatic.reset();
  }
  *type = after;
  return answered(*type, s.who);
}

Prediction remove(Book& book, const Step& s) {
  QualificationType* const type = book.own_qualification(s);
  if (type == nullptr) return Prediction::refused(kNoQualificationType);
  if (is_going(*type)) return Prediction::refused(kQualificationTypeState, {"Active,Inactive"});
  type->state = TypeState::Disposing;
  type->next_check = book.now + kDay;
  book.will_happen(type->next_check);
  const int index = static_cast<int>(type - book.qualification_types.data());
  for (QualificationRequest& request : book.requests) {
    if (request.type != index) continue;
    if (request.state == Asked::Pending) {
      request.state = Asked::Rejected;
      request.decided = book.now;
      request.reason = -1;
    } else if (request.state == Asked::InTest) {
      request.state = Asked::Ended;
      request.decided = book.now;
    }
  }
  return {};
}

Prediction get(Book& book, const Step& s) {
  const QualificationType* const type = book.qualification_called(s.symbol(Arg::Qualification), s.live);
  if (type == nullptr) return Prediction::refused(kNoQualificationType);
  return answered(*type, s.who);
}

/// By name; those of the system have names of their own around ours.
struct SystemType {
  std::string_view name, sandbox, live;
  std::int64_t key;
};
constexpr SystemType kSystem[] = {
    {"Masters", "2ARFPLSP75KLA8M8DH1HTEQVJT3SY6", "2F1QJWKUDD8XADTFD2Q0G6UTO95ALH", -1},
    {"Worker_Adult", "00000000000000000060", "00000000000000000060", 1001},
    {"Worker_Locale", "00000000000000000071", "00000000000000000071", 1002},
    {"Worker_NumberHITsApproved", "00000000000000000040", "00000000000000000040", 1003},
    {"Worker_PercentAssignmentsApproved", "000000000000000000L0", "000000000000000000L0", 1004},
};

Prediction list(Book& book, const Step& s) {
  const bool own = s.get(Arg::Own) == 1, requestable = s.get(Arg::Auto) == 1;
  const std::string query = term_text(s.get(Arg::Term));
  const ListOf of{.member = "QualificationTypes",
                  .filter = (own ? "own " : "all ") + query + (requestable ? " requestable" : ""),
                  .direction = Direction::Ascending};
  if (auto refused = check_walk(book, s, of)) return *std::move(refused);
  std::vector<Entry> entries;
  for (std::size_t i = 0; i < book.qualification_types.size(); ++i) {
    const QualificationType& type = book.qualification_types[i];
    const bool mine = type.owner == s.who;
    const bool shown =
        type.state == TypeState::Active ? mine || !own : mine && type.state == TypeState::Inactive;
    const std::string texts = qualification_name(type.name) + " " + note_text(type.description);
    if (type.live == s.live && shown && words_match(query, texts))
      entries.push_back({type.name, type.id, static_cast<int>(i)});
  }
  // None of the terms is a word of theirs.
  if (!own && !requestable && query.empty()) {
    for (int i = 0; i < 5; ++i) {
      entries.push_back({kSystem[i].key, std::string(s.live ? kSystem[i].live : kSystem[i].sandbox), -1 - i});
    }
  }
  return page(book, s, of, std::move(entries), [&](const Entry& entry) {
    if (entry.index >= 0)
      return type_view(book.qualification_types[static_cast<std::size_t>(entry.index)], s.who);
    Want want;
    want.with("QualificationTypeId", entry.id).with("Name", kSystem[-1 - entry.index].name);
    want.with("IsRequestable", Want::truth(false));
    return want;
  });
}

Prediction list_hits(Book& book, const Step& s) {
  const ListOf of{.member = "HITs", .filter = std::to_string(s.get(Arg::Qualification))};
  if (auto refused = check_walk(book, s, of)) return *std::move(refused);
  const QualificationType* const type = book.qualification_called(s.symbol(Arg::Qualification), s.live);
  if (type == nullptr) return Prediction::refused(kNoQualificationType);
  const int wanted = static_cast<int>(type - book.qualification_types.data());
  std::vector<Entry> entries;
  for (std::size_t i = 0; i < book.hits.size(); ++i) {
    const Hit& hit = book.hits[i];
    if (hit.owner != s.who || hit.live != s.live || hit.disposed) continue;
    if (book.types[static_cast<std::size_t>(hit.type)].qualification != wanted) continue;
    entries.push_back({hit.made / 1000, hit.id, static_cast<int>(i)});
  }
  return page(book, s, of, std::move(entries), [&](const Entry& entry) {
    return whole_hit(book, book.hits[static_cast<std::size_t>(entry.index)]);
  });
}

}  // namespace

std::optional<Prediction> predict_qualification_types(Book& book, const Step& s) {
  switch (s.op) {
    case Op::CreateQualificationType:
      return create(book, s);
    case Op::UpdateQualificationType:
      return update(book, s);
    case Op::DeleteQualificationType:
      return remove(book, s);
    case Op::GetQualificationType:
      return get(book, s);
    case Op::ListQualificationTypes:
      return list(book, s);
    case Op::ListHITsForQualificationType:
      return list_hits(book, s);
    default:
      return std::nullopt;
  }
}

}  // namespace kempelen::simulation
