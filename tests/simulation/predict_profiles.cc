// What workers and the operator say of workers, and what workers are told about their chances.
#include "tests/simulation/predict.h"

namespace kempelen::simulation {
namespace {

constexpr std::string_view kCountries[] = {"", "US", "DE", "FR"};
constexpr std::string_view kSubdivisions[] = {"", "CA", "NY"};

Want profile_view(const Book& book, int worker) {
  const Profile& profile = book.profiles[static_cast<std::size_t>(worker)];
  const auto if_known = [](const std::string& text) {
    return text.empty() ? Want::absent() : Want::text(text);
  };
  Want want;
  want.with("WorkerId", book.workers[static_cast<std::size_t>(worker)]);
  want.with("Country", if_known(profile.country)).with("Subdivision", if_known(profile.subdivision));
  want.with("AdultContent", Want::truth(profile.adult)).with("Masters", Want::truth(profile.master));
  return want;
}

/// In live a place can be said once, and be said more exactly; in the sandbox it can be changed at will.
Prediction update(Book& book, const Step& s) {
  Profile& profile = book.profiles[static_cast<std::size_t>(s.who)];
  if (s.has(Arg::Country) || s.has(Arg::Subdivision)) {
    if (profile.country.empty() && !s.has(Arg::Country)) return Prediction::refused(kMissing, {"Country"});
    const std::string country =
        s.has(Arg::Country) ? std::string(kCountries[s.get(Arg::Country)]) : profile.country;
    const std::string subdivision(kSubdivisions[s.get(Arg::Subdivision)]);
    const bool same = country == profile.country && subdivision == profile.subdivision;
    const bool says_more =
        profile.country.empty() || (profile.subdivision.empty() && country == profile.country);
    if (works_live(s.who) && !same && !says_more) return Prediction::refused(kInvalidValue, {"Country"});
    profile.country = country;
    profile.subdivision = subdivision;
  }
  if (s.has(Arg::Adult)) profile.adult = s.get(Arg::Adult) == 1;
  Prediction p;
  p.answer.with("Worker", profile_view(book, s.who));
  return p;
}

Prediction make_master(Book& book, const Step& s) {
  book.profiles[static_cast<std::size_t>(s.who)].master = s.get(Arg::Value) == 1;
  return {};
}

Want verdict(const std::vector<std::string_view>& reasons) {
  std::vector<Want> items;
  for (const std::string_view code : reasons) {
    Want reason;
    reason.with("Code", code);
    items.push_back(std::move(reason));
  }
  Want want;
  want.with("Allowed", Want::truth(reasons.empty())).with("Reasons", Want::list(std::move(items)));
  return want;
}

Prediction explain(Book& book, const Step& s) {
  int type = -1;
  const Hit* hit = nullptr;
  if (s.has(Arg::Hit)) {
    hit = book.hit_called(s.symbol(Arg::Hit));
    if (hit == nullptr || hit->live != works_live(s.who) || hit->disposed) return Prediction::refused(kNoHit);
    type = hit->type;
  } else {
    type = book.type_called(s.symbol(Arg::Group));
    if (type < 0 || book.types[static_cast<std::size_t>(type)].live != works_live(s.who)) {
      return Prediction::refused(kNoGroup);
    }
    hit = next_of(book, type, s.who);
  }
  if (!book.meets(book.types[static_cast<std::size_t>(type)], 2, s.who)) {
    return Prediction::refused(s.has(Arg::Hit) ? kNoHit : kNoGroup);
  }
  Prediction p;
  p.answer.with("Explanation", explanation(book, type, hit, s.who));
  return p;
}

}  // namespace

Want explanation(const Book& book, int index, const Hit* hit, int worker) {
  const HitType& type = book.types[static_cast<std::size_t>(index)];
  const auto in_the_way = [&](int guard) {
    std::vector<std::string_view> reasons;
    if (book.suspended[type.owner]) reasons.emplace_back("RequesterSuspended");
    if (book.is_blocked(type.owner, worker)) reasons.emplace_back("WorkerBlocked");
    if (!book.meets(type, guard, worker)) reasons.emplace_back("RequirementNotMet");
    return reasons;
  };
  auto see = in_the_way(2), accept = in_the_way(0);
  if (open_to(book, index, worker).empty()) see.emplace_back("NoHITsAvailable");
  if (hit != nullptr && book.worked_on(*hit, worker) >= 0) accept.emplace_back("AlreadyWorkedOn");
  if (book.under_way(worker) >= kUnderWayMax) accept.emplace_back("QueueFull");
  if (hit == nullptr || (!book.expired(*hit) && !book.open(*hit))) accept.emplace_back("NoPlaceLeft");
  if (hit != nullptr && book.expired(*hit)) accept.emplace_back("HITExpired");
  Want want;
  want.with("See", verdict(see)).with("Preview", verdict(in_the_way(1))).with("Accept", verdict(accept));
  want.with("Requirements", Want::count(requirements_count(type.require)));
  return want;
}

std::optional<Prediction> predict_profiles(Book& book, const Step& s) {
  switch (s.op) {
    case Op::UpdateProfile:
      return update(book, s);
    case Op::MakeMaster:
      return make_master(book, s);
    case Op::ExplainHIT:
      return explain(book, s);
    default:
      return std::nullopt;
  }
}

}  // namespace kempelen::simulation
