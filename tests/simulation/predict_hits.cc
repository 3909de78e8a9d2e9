// HIT types and HITs as they are made and shown.
#include <algorithm>

#include "tests/simulation/predict.h"

namespace kempelen::simulation {
namespace {

int index_of(const Book& book, const QualificationType* type) {
  return type == nullptr ? -1 : static_cast<int>(type - book.qualification_types.data());
}

HitType described_type(Book& book, const Step& s) {
  return {
      .owner = s.who,
      .live = s.live,
      .title = s.get(Arg::Title),
      .reward = s.get(Arg::Reward),
      .duration = s.get(Arg::Duration),
      .delay = s.get(Arg::Delay, 2'592'000),
      .require = s.get(Arg::Require),
      .qualification = is_of_qualification(s.get(Arg::Require))
                           ? index_of(book, book.qualification_called(s.symbol(Arg::Qualification), s.live))
                           : -1};
}

/// The type with these properties, or -1.
int find_type(const Book& book, const HitType& wanted) {
  for (std::size_t i = 0; i < book.types.size(); ++i) {
    if (book.types[i].same_as(wanted)) return static_cast<int>(i);
  }
  return -1;
}

int find_or_add_type(Book& book, const HitType& wanted) {
  const int found = find_type(book, wanted);
  if (found >= 0) return found;
  book.types.push_back(wanted);
  return static_cast<int>(book.types.size()) - 1;
}

Want id_of(std::string& id) {
  return id.empty() ? Want::new_id(&id) : Want::text(id);
}

/// Whether new HITs may require it.
std::optional<Prediction> check_requirable(std::int64_t require, const QualificationType* type) {
  if (require == kPremiumSet) return Prediction::refused(kNoQualificationType);
  if (!is_of_qualification(require)) return std::nullopt;
  if (type == nullptr || type->state == TypeState::Gone) {
    return Prediction::refused(kNoQualificationType);
  }
  if (type->state != TypeState::Active) return Prediction::refused(kQualificationTypeState);
  return std::nullopt;
}

Prediction create_hit_type(Book& book, const Step& s) {
  if (auto refused = check_requirable(s.get(Arg::Require),
                                      book.qualification_called(s.symbol(Arg::Qualification), s.live))) {
    return *std::move(refused);
  }
  const int type = find_or_add_type(book, described_type(book, s));
  book.note_type(s.makes, type);
  Prediction p;
  p.answer.with("HITTypeId", id_of(book.types[static_cast<std::size_t>(type)].id));
  return p;
}

/// Once values, type and token are in order.
Prediction publish(Book& book, const Step& s, const HitType& described, bool known_type, int known) {
  const std::int64_t most = s.get(Arg::Places, 1);
  const std::int64_t fee = fee_of_assignment(described, most);
  if (s.live && (described.reward + fee) * most > book.available(s.who)) return Prediction::refused(kFunds);
  const int type = known_type ? known : find_or_add_type(book, described);
  const std::int64_t lifetime = s.get(Arg::Lifetime) * kSecond;
  book.hits.push_back({.symbol = s.makes,
                       .owner = s.who,
                       .live = s.live,
                       .type = type,
                       .made = book.now,
                       .expires = seconds(book.now) * kSecond + lifetime,
                       .most = most,
                       .reward = described.reward,
                       .fee = fee,
                       .question = s.get(Arg::Question),
                       .note = s.get(Arg::Note),
                       .policy = s.get(Arg::Policy),
                       .plurality = s.get(Arg::Plurality),
                       .layout = s.symbol(Arg::Layout),
                       .word = s.get(Arg::Value)});
  const int hit = static_cast<int>(book.hits.size()) - 1;
  book.note_hit(s.makes, hit);
  book.note_type(s.makes, type);
  book.use_token(s, kCreateSpace, hit);
  book.will_happen(book.hits.back().expires);
  book.note_offer(book.hits.back());
  book.tell(book.hits.back(), Event::HITCreated);
  Prediction p;
  p.answer.with("HIT", whole_hit(book, book.hits.back()));
  return p;
}

Prediction already_there(const Book& book, const Book::TokenUse& use) {
  return Prediction::refused("AWS.MechanicalTurk.HitAlreadyExists",
                             {book.hits[static_cast<std::size_t>(use.hit)].id});
}

/// A layout of the caller's, and a value for each of its places and no other.
std::optional<Prediction> check_layout(const Book& book, const Step& s) {
  const int symbol = s.symbol(Arg::Layout);
  if (!s.has(Arg::Layout)) return std::nullopt;
  const auto found = std::ranges::find(book.layouts, symbol, &Layout::symbol);
  if (symbol == 0 || found == book.layouts.end() || found->gone || found->owner != s.who ||
      found->live != s.live) {
    return Prediction::refused(kNoLayout);
  }
  if (s.get(Arg::Alter) != 0) {
    return Prediction::refused(kInvalidValue,
                               {"HITLayoutParameters", s.get(Arg::Alter) == 1 ? "word" : "more"});
  }
  return std::nullopt;
}

Prediction make_layout(Book& book, const Step& s) {
  book.layouts.push_back({.symbol = s.makes, .owner = s.who, .live = s.live});
  return {};
}

/// HITs that were made from it keep their question.
Prediction drop_layout(Book& book, const Step& s) {
  for (Layout& layout : book.layouts) {
    if (layout.symbol == s.symbol(Arg::Layout)) layout.gone = true;
  }
  return {};
}

/// What does not exist is said before a used token, what cannot be required after it.
Prediction create_hit(Book& book, const Step& s) {
  if (auto refused = check_layout(book, s)) return *std::move(refused);
  auto unfit =
      check_requirable(s.get(Arg::Require), book.qualification_called(s.symbol(Arg::Qualification), s.live));
  if (unfit && unfit->refusal == kNoQualificationType) return *std::move(unfit);
  if (const auto* const use = book.earlier_use(s, kCreateSpace)) return already_there(book, *use);
  if (unfit) return *std::move(unfit);
  return publish(book, s, described_type(book, s), false, 0);
}

Prediction create_hit_with_type(Book& book, const Step& s) {
  const int index = book.type_called(s.symbol(Arg::Type));
  if (index < 0) return Prediction::refused(kInvalidValue, {"HITTypeId"});
  const HitType type = book.types[static_cast<std::size_t>(index)];
  if (type.owner != s.who || type.live != s.live || book.is_deleted(type)) {
    return Prediction::refused(kInvalidValue, {"HITTypeId"});
  }
  if (auto refused = check_layout(book, s)) return *std::move(refused);
  if (const auto* const use = book.earlier_use(s, kCreateSpace)) return already_there(book, *use);
  if (type.qualification >= 0) {
    const auto* const needed = &book.qualification_types[static_cast<std::size_t>(type.qualification)];
    if (auto refused = check_requirable(type.require, needed)) return *std::move(refused);
  }
  return publish(book, s, type, true, index);
}

Prediction get_hit(Book& book, const Step& s) {
  Hit* const hit = book.own_hit(s, s.symbol(Arg::Hit));
  if (hit == nullptr) return Prediction::refused(kNoHit);
  Prediction p;
  p.answer.with("HIT", whole_hit(book, *hit));
  return p;
}

}  // namespace

Want whole_hit(Book& book, Hit& hit) {
  HitType& type = book.types[static_cast<std::size_t>(hit.type)];
  const Places places = book.places(hit);
  Want want;
  want.with("HITId", id_of(hit.id)).with("HITTypeId", id_of(type.id)).with("HITGroupId", id_of(type.group));
  want.with("CreationTime", seconds(hit.made)).with("Expiration", seconds(hit.expires));
  want.with("Title", title_text(type.title)).with("Description", "What to do.");
  want.with("Keywords", type.title % 2 == 0 ? Want::text("words, pictures") : Want::absent());
  if (hit.layout == 0) {
    want.with("Question", question_text(hit.question)).with("HITLayoutId", Want::absent());
  } else {
    want.with("Question", Want::containing("<form>" + note_text(hit.word) + "<input"));
    want.with("HITLayoutId", Want::present());
  }
  want.with("HITStatus", book.status(hit));
  want.with("MaxAssignments", hit.most).with("Reward", dollars(type.reward));
  want.with("AutoApprovalDelayInSeconds", type.delay).with("AssignmentDurationInSeconds", type.duration);
  want.with("RequesterAnnotation", hit.note == 0 ? Want::absent() : Want::text(note_text(hit.note)));
  want.with("QualificationRequirements", Want::count(requirements_count(type.require)));
  want.with("HITReviewStatus", "NotReviewed");
  want.with("NumberOfAssignmentsPending", places.pending);
  want.with("NumberOfAssignmentsAvailable", places.available);
  want.with("NumberOfAssignmentsCompleted", places.decided);
  return want;
}

std::optional<Prediction> predict_hits(Book& book, const Step& s) {
  switch (s.op) {
    case Op::CreateHITType:
      return create_hit_type(book, s);
    case Op::CreateHIT:
      return create_hit(book, s);
    case Op::CreateHITWithHITType:
      return create_hit_with_type(book, s);
    case Op::GetHIT:
      return get_hit(book, s);
    case Op::CreateLayout:
      return make_layout(book, s);
    case Op::DeleteLayout:
      return drop_layout(book, s);
    default:
      return std::nullopt;
  }
}

}  // namespace kempelen::simulation
