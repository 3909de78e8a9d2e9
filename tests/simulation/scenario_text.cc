// A shrunken run as a story that `./dev scenario` plays. Refused steps and looks have no effect and are left
// out; the last step stays, and behind it stands what the bookkeeper believes of the things it was about.
#include <fmt/format.h>

#include <set>

#include "tests/simulation/predict.h"
#include "tests/simulation/run.h"

namespace kempelen::simulation {
namespace {

class Story {
 public:
  explicit Story(const Book& book) : book_(book) {}

  /// False when there is no verb for it.
  bool add(const Step& s);
  void expect_refusal(std::string_view code) {
    if (code.starts_with("AWS.MechanicalTurk.")) code.remove_prefix(19);
    if (text_.ends_with('\n')) text_.pop_back();
    text_ += fmt::format(" -> {}\n", code);
  }
  void add_beliefs(const Step& s);
  std::string take(const std::string& remark) &&;

 private:
  void line(const Step& s, std::string words) {
    const bool by_worker = side(s.op) == Side::WorkerWrites || side(s.op) == Side::WorkerReads;
    in(by_worker ? works_live(s.who) : s.live);
    text_ += words + "\n";
  }
  void in(bool live) {
    if (live != live_) text_ += live ? "marketplace live\n" : "marketplace sandbox\n";
    live_ = live;
  }
  static std::string requester(int who) { return fmt::format("r{}", who); }
  static std::string worker(std::int64_t who) { return fmt::format("w{}", who); }
  std::string hit(int symbol) const {
    return made_.contains(symbol) ? fmt::format("H{}", symbol) : "nothing";
  }
  std::string assignment(int symbol) const {
    return made_.contains(symbol) ? fmt::format("A{}", symbol) : "nothing";
  }
  std::string type(int symbol) const {
    if (!made_.contains(symbol)) return "nothing";
    return types_.contains(symbol) ? fmt::format("T{}", symbol) : fmt::format("type-of-H{}", symbol);
  }
  std::string properties(const Step& s) const;
  static std::string publication(const Step& s);
  static std::string token(const Step& s) {
    return s.get(Arg::Token) == 0 ? "" : fmt::format(" token token-{}", s.get(Arg::Token));
  }
  bool add_of_requester(const Step& s);
  bool add_of_worker(const Step& s);
  bool add_of_operator(const Step& s);
  bool add_of_people(const Step& s);
  std::string qualification(const Step& s) const {
    const int symbol = s.symbol(Arg::Qualification);
    return made_.contains(symbol) ? fmt::format("Q{}", symbol) : "nothing";
  }
  std::string request(const Step& s) const {
    const int symbol = s.symbol(Arg::Request);
    return made_.contains(symbol) ? fmt::format("R{}", symbol) : "nothing";
  }

  const Book& book_;
  std::string text_;
  bool live_ = false;
  std::int64_t elapsed_ = 0;  // seconds
  std::set<int> made_{}, types_{};
};

std::string Story::properties(const Step& s) const {
  constexpr std::string_view kRequire[] = {
      "",
      " require locale:In:US",
      " require approved:GreaterThan:1",
      " require locale:EqualTo:US:DiscoverPreviewAndAccept",
      " require approved:GreaterThanOrEqualTo:1:RequiredToPreview",
      " require masters:Exists",
      " require locale:NotIn:US require approved:LessThan:3",
      " require approved:LessThan:3 require locale:NotIn:US",
  };
  std::string text = fmt::format(" title \"{}\" reward {} duration {}s", title_text(s.get(Arg::Title)),
                                 dollars(s.get(Arg::Reward)), s.get(Arg::Duration));
  if (s.has(Arg::Delay)) text += fmt::format(" auto-approve {}s", s.get(Arg::Delay));
  const std::int64_t require = s.get(Arg::Require);
  if (require < kFirstOfQualification) return text + std::string(kRequire[require]);
  constexpr std::string_view kOfQualification[] = {"GreaterThanOrEqualTo:2",
                                                   "Exists::DiscoverPreviewAndAccept", "DoesNotExist",
                                                   "In:1,7:PreviewAndAccept"};
  return text +
         fmt::format(" require {}:{}", qualification(s), kOfQualification[require - kFirstOfQualification]);
}

std::string Story::publication(const Step& s) {
  std::string text = fmt::format(" lifetime {}s assignments {}", s.get(Arg::Lifetime), s.get(Arg::Places, 1));
  if (s.get(Arg::Note) != 0) text += fmt::format(" annotation \"{}\"", note_text(s.get(Arg::Note)));
  return text + token(s);
}

bool Story::add_of_requester(const Step& s) {
  const std::string by = " by " + requester(s.who);
  const std::string of_hit = hit(s.symbol(Arg::Hit));
  const std::string of_assignment = assignment(s.symbol(Arg::Assignment));
  const std::string of_type = type(s.symbol(Arg::Type));
  const std::string feedback =
      s.get(Arg::Note) == 0 ? "" : fmt::format(" feedback \"{}\"", note_text(s.get(Arg::Note)));
  switch (s.op) {
    case Op::CreateHITType:
      line(s, fmt::format("create-type T{}{}{}", s.makes, by, properties(s)));
      types_.insert(s.makes);
      break;
    case Op::CreateHIT:
      line(s, fmt::format("create-hit H{}{}{}{}", s.makes, by, properties(s), publication(s)));
      break;
    case Op::CreateHITWithHITType:
      line(s, fmt::format("create-hit H{}{} type {}{}", s.makes, by, of_type, publication(s)));
      break;
    case Op::UpdateExpirationForHIT:
      line(s, s.get(Arg::Alter) == 1 || s.get(Arg::At) <= 0
                  ? fmt::format("expire {}{}", of_hit, by)
                  : fmt::format("move-expiration {} to {}s{}", of_hit, elapsed_ + s.get(Arg::At), by));
      break;
    case Op::CreateAdditionalAssignmentsForHIT:
      line(s, fmt::format("add-assignments {} {}{}{}", of_hit, s.get(Arg::More), by, token(s)));
      break;
    case Op::UpdateHITReviewStatus:
      line(s, fmt::format("{} {}{}", s.get(Arg::Revert) == 1 ? "revert-review" : "begin-review", of_hit, by));
      break;
    case Op::UpdateHITTypeOfHIT:
      line(s, fmt::format("change-type {} {}{}", of_hit, of_type, by));
      break;
    case Op::DeleteHIT:
      line(s, fmt::format("delete {}{}", of_hit, by));
      break;
    case Op::GetHIT:
      line(s, fmt::format("get-hit {}{}", of_hit, by));
      break;
    case Op::GetAssignment:
      line(s, fmt::format("get-assignment {}{}", of_assignment, by));
      break;
    case Op::ApproveAssignment:
      line(s,
           s.get(Arg::Override) == 1
               ? fmt::format("call ApproveAssignment{} \"{{'AssignmentId':'{}','OverrideRejection':true}}\"",
                             by, of_assignment)
               : fmt::format("approve {}{}{}", of_assignment, by, feedback));
      break;
    case Op::RejectAssignment:
      line(s, fmt::format("reject {}{}{}", of_assignment, by, feedback));
      break;
    case Op::SendBonus:
      line(s, fmt::format("bonus {} {} {}{} reason \"{}\"{}", of_assignment, worker(s.get(Arg::Worker)),
                          dollars(s.get(Arg::Cents)), by, note_text(s.get(Arg::Note)), token(s)));
      break;
    default:
      return add_of_people(s);
  }
  return true;
}

/// What has a verb of its own; tests and notifications have none that says the same.
bool Story::add_of_people(const Step& s) {
  const std::string by = " by " + requester(s.who), of = qualification(s);
  const std::string whom = worker(s.get(Arg::Worker));
  const std::string value = std::to_string(s.get(Arg::Value, 1));
  switch (s.op) {
    case Op::CreateQualificationType: {
      if (s.get(Arg::Test) != 0) return false;
      std::string text = fmt::format("create-qualification Q{}{} name \"{}\"", s.makes, by,
                                     qualification_name(s.get(Arg::Title)));
      text += s.get(Arg::Status) == 1 ? " status Inactive" : " status Active";
      if (s.has(Arg::Retry)) text += fmt::format(" retry {}s", s.get(Arg::Retry));
      if (s.get(Arg::Auto) == 1) text += " auto yes auto-value " + value;
      line(s, text);
      return true;
    }
    case Op::DeleteQualificationType:
      line(s, fmt::format("delete-qualification {}{}", of, by));
      return true;
    case Op::AssociateQualificationWithWorker:
      line(s, fmt::format("grant {} {} {}{}", of, whom, value, by));
      return true;
    case Op::DisassociateQualificationFromWorker:
      line(s, fmt::format("revoke {} {}{}", of, whom, by));
      return true;
    case Op::AcceptQualificationRequest:
      line(s, fmt::format("accept-request {} {}{}", request(s), value, by));
      return true;
    case Op::RejectQualificationRequest:
      line(s, fmt::format("reject-request {}{}", request(s), by));
      return true;
    case Op::CreateWorkerBlock:
      line(s, fmt::format("block {}{} reason \"{}\"", whom, by, note_text(s.get(Arg::Note))));
      return true;
    case Op::DeleteWorkerBlock:
      line(s, fmt::format("unblock {}{}", whom, by));
      return true;
    default:
      return false;
  }
}

bool Story::add_of_worker(const Step& s) {
  const std::string by = " by " + worker(s.who);
  const std::string of = assignment(s.symbol(Arg::Assignment));
  switch (s.op) {
    case Op::AcceptHIT:
      line(s, s.has(Arg::Hit) ? fmt::format("accept A{} {}{}", s.makes, hit(s.symbol(Arg::Hit)), by)
                              : fmt::format("accept-next A{} {}{}", s.makes, type(s.symbol(Arg::Group)), by));
      break;
    case Op::SubmitAssignment:
      line(s, fmt::format("submit {}{}{}", of, by,
                          s.get(Arg::Alter) == 1 ? " nothing"
                          : s.has(Arg::Note)
                              ? fmt::format(" answer \"comment={}\"", answer_text(s.get(Arg::Note)))
                              : " draft"));
      break;
    case Op::ReturnAssignment:
      line(s, fmt::format("return {}{}", of, by));
      break;
    case Op::RequestQualification:
      line(s, fmt::format("ask R{} {}{}", s.makes, qualification(s), by));
      break;
    case Op::PreviewHIT:
      if (!s.has(Arg::Hit)) return false;
      line(s, fmt::format("preview {}{}", hit(s.symbol(Arg::Hit)), by));
      break;
    case Op::GetMyAssignment:
      line(s, fmt::format("see-assignment {}{}", of, by));
      break;
    default:
      return false;
  }
  return true;
}

bool Story::add_of_operator(const Step& s) {
  const std::string cents = dollars(s.get(Arg::Cents));
  switch (s.op) {
    case Op::Deposit:
      text_ += fmt::format("deposit {} {}\n", requester(s.who), cents);
      return true;
    case Op::Withdraw:
      text_ += fmt::format("withdraw {} {}\n", requester(s.who), cents);
      return true;
    case Op::PayOut:
      text_ += fmt::format("pay-out {} {}\n", worker(s.who), cents);
      return true;
    case Op::Suspend:
    case Op::Restore:
      text_ += fmt::format("{} {}\n", s.op == Op::Suspend ? "suspend" : "restore", requester(s.who));
      return true;
    case Op::StoreDraft:
      text_ += fmt::format("draft {} \"comment={}\"\n", assignment(s.symbol(Arg::Assignment)),
                           answer_text(s.get(Arg::Note)));
      return true;
    default:
      return false;
  }
}

bool Story::add(const Step& s) {
  if (s.get(Arg::Bad) != 0 || s.get(Arg::Policy) != 0 || s.get(Arg::Plurality) != 0 || s.has(Arg::Layout))
    return false;
  if (s.get(Arg::Require) > kLastOfQualification || is_form(s.get(Arg::Question))) return false;
  bool added = false;
  if (s.op == Op::Advance) {
    const std::int64_t whole = (s.get(Arg::Micros) + kSecond - 1) / kSecond;
    text_ += fmt::format("advance {}s\n", whole);
    elapsed_ += whole;
    added = true;
  } else if (side(s.op) == Side::Operator) {
    added = add_of_operator(s);
  } else if (side(s.op) == Side::RequesterReads || side(s.op) == Side::RequesterWrites) {
    added = add_of_requester(s);
  } else {
    added = add_of_worker(s);
  }
  if (added && s.makes != 0) made_.insert(s.makes);
  return added;
}

void Story::add_beliefs(const Step& s) {
  Book book = book_;
  const Assignment* const a =
      book.assignment_called(s.op == Op::AcceptHIT ? s.makes : s.symbol(Arg::Assignment));
  const Hit* hit = book.hit_called(s.makes);
  if (hit == nullptr) hit = book.hit_called(s.symbol(Arg::Hit));
  if (hit == nullptr && a != nullptr) hit = &book.hits[static_cast<std::size_t>(a->hit)];
  if (a != nullptr && made_.contains(a->symbol)) {
    text_ += fmt::format("assignment A{} status {}\n", a->symbol, name(a->state));
  }
  if (hit != nullptr && made_.contains(hit->symbol)) {
    const Places p = book.places(*hit);
    text_ += fmt::format("hit H{} status {} pending {} available {} completed {}\n", hit->symbol,
                         book.status(*hit), p.pending, p.available, p.decided);
  }
  in(true);
  for (int r = 0; r < kRequesters; ++r) {
    text_ += fmt::format("balance {} available {} on-hold {}\n", requester(r), dollars(book.available(r)),
                         dollars(book.held(r)));
  }
}

std::string Story::take(const std::string& remark) && {
  std::string head = fmt::format("# {}\n", remark);
  for (int r = 0; r < kRequesters; ++r) head += fmt::format("requester {}\n", requester(r));
  for (int w = 0; w < kWorkers; ++w) {
    if (w == kWorkersOfEach) head += "marketplace live\n";
    head += "worker " + worker(w);
    head += country_of(w).empty() ? "\n" : fmt::format(" country {}\n", country_of(w));
  }
  return head + "marketplace sandbox\n" + text_;
}

}  // namespace

std::optional<std::string> scenario_text(std::uint64_t seed, std::span<const Step> steps) {
  Simulation simulation(seed);
  std::optional<Finding> found;
  Story story(simulation.book());
  for (std::size_t i = 0; i < steps.size() && !found; ++i) found = simulation.play(steps[i]);
  if (!found) found = simulation.finish();
  if (!found || found->step >= steps.size()) return std::nullopt;
  for (std::size_t i = 0; i < found->step; ++i) {
    const Step& step = steps[i];
    if (step.op == Op::LosePower || step.op == Op::FailCall || step.op == Op::Restart) return std::nullopt;
    if (is_read(step.op) || simulation.refused().contains(i)) continue;
    if (!story.add(step)) return std::nullopt;
  }
  const Step& last = steps[found->step];
  if (last.get(Arg::Bad) != 0) return std::nullopt;
  if (!story.add(last) && !is_read(last.op)) return std::nullopt;
  const auto& what = found->what;
  const auto end = what.find(", got");
  if (what.starts_with("expected ") && !what.starts_with("expected success") && end != std::string::npos) {
    story.expect_refusal(std::string_view(what).substr(9, what.find_first_of(", ", 9) - 9));
  }
  story.add_beliefs(last);
  return std::move(story).take(fmt::format("{}: {}", name(found->op), what.substr(0, 200)));
}

}  // namespace kempelen::simulation
