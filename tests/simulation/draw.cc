// The odds. Recent things are drawn more often than old ones, and one's own more often than another's.
#include "tests/simulation/draw.h"

#include <algorithm>

#include "tests/simulation/predict.h"
#include "tests/simulation/targets.h"

namespace kempelen::simulation {

struct Drawer::Row {
  Op op;
  int weight;
  void (Drawer::*draw)(const Book&, Step&);
};

namespace {

constexpr std::int64_t kRewards[] = {0, 1, 2, 3, 5, 7, 8, 10, 12, 13, 25, 38, 100, 125};
constexpr std::int64_t kPlaces[] = {1, 1, 2, 2, 3, 5, 9, 10, 12};
constexpr std::int64_t kLifetimes[] = {30, 600, 3600, 86'400, 864'000, 8'640'000, 31'536'000};
constexpr std::int64_t kDurations[] = {30, 600, 3600, 86'400, 864'000};
constexpr std::int64_t kDelays[] = {0, 0, 60, 3600, 86'400, 2'592'000};
constexpr std::int64_t kPauses[] = {7, 1000, 1000, 1000, 40'000};
constexpr std::size_t kRecent = 16;

bool makes_hits_or_types(Op op) {
  return op == Op::CreateHITType || op == Op::CreateHIT || op == Op::CreateHITWithHITType;
}

/// Their inputs have no bound that a step could break.
bool is_of_people(Op op) {
  return op == Op::CreateQualificationType || op == Op::AcceptQualificationRequest ||
         op == Op::RejectQualificationRequest || op == Op::CreateWorkerBlock || op == Op::DeleteWorkerBlock ||
         op == Op::NotifyWorkers || op == Op::UpdateNotificationSettings ||
         op == Op::SendTestEventNotification || op == Op::ListReviewPolicyResultsForHIT;
}

bool has_no_order_within_a_millisecond(Op op) {
  return op == Op::SendBonus || op == Op::AssociateQualificationWithWorker ||
         op == Op::DisassociateQualificationFromWorker || op == Op::NotifyWorkers;
}

}  // namespace

std::span<const Drawer::Row> Drawer::writing() {
  static constexpr Row kRows[] = {
      {Op::CreateHITType, 5, &Drawer::create_type},
      {Op::CreateHIT, 12, &Drawer::create_hit},
      {Op::CreateHITWithHITType, 8, &Drawer::create_with_type},
      {Op::UpdateExpirationForHIT, 8, &Drawer::move_expiration},
      {Op::CreateAdditionalAssignmentsForHIT, 6, &Drawer::add_places},
      {Op::UpdateHITReviewStatus, 6, &Drawer::mark_review},
      {Op::UpdateHITTypeOfHIT, 6, &Drawer::change_type},
      {Op::DeleteHIT, 6, &Drawer::about_hit},
      {Op::ApproveAssignment, 14, &Drawer::decide},
      {Op::RejectAssignment, 9, &Drawer::decide},
      {Op::SendBonus, 8, &Drawer::send_bonus},
      {Op::AcceptHIT, 40, &Drawer::accept},
      {Op::SubmitAssignment, 26, &Drawer::hand_in},
      {Op::ReturnAssignment, 6, &Drawer::give_back},
      {Op::StoreDraft, 6, &Drawer::keep_draft},
      {Op::CreateQualificationType, 3, &Drawer::create_qualification},
      {Op::UpdateQualificationType, 3, &Drawer::change_qualification},
      {Op::DeleteQualificationType, 1, &Drawer::about_qualification},
      {Op::AssociateQualificationWithWorker, 5, &Drawer::give_or_take},
      {Op::DisassociateQualificationFromWorker, 3, &Drawer::give_or_take},
      {Op::AcceptQualificationRequest, 4, &Drawer::decide_request},
      {Op::RejectQualificationRequest, 2, &Drawer::decide_request},
      {Op::CreateWorkerBlock, 2, &Drawer::block},
      {Op::DeleteWorkerBlock, 4, &Drawer::block},
      {Op::NotifyWorkers, 2, &Drawer::write_letters},
      {Op::UpdateNotificationSettings, 5, &Drawer::subscribe},
      {Op::RequestQualification, 8, &Drawer::ask_for_qualification},
      {Op::SubmitQualificationTest, 5, &Drawer::sit_test},
      {Op::SendTestEventNotification, 3, &Drawer::send_test},
      {Op::MarkMessageRead, 3, &Drawer::read_letter},
      {Op::UpdateProfile, 2, &Drawer::say_of_oneself},
      {Op::MakeMaster, 1, &Drawer::make_master},
      {Op::StoreFile, 7, &Drawer::store_file},
      {Op::CreateLayout, 2, &Drawer::make_layout},
      {Op::DeleteLayout, 1, &Drawer::drop_layout},
      {Op::Deposit, 2, &Drawer::move_money},
      {Op::Withdraw, 2, &Drawer::move_money},
      {Op::PayOut, 2, &Drawer::move_money},
      {Op::Suspend, 1, &Drawer::set_standing},
      {Op::Restore, 3, &Drawer::set_standing},
  };
  return kRows;
}

std::span<const Drawer::Row> Drawer::reading() {
  static constexpr Row kRows[] = {
      {Op::GetHIT, 16, &Drawer::about_hit},
      {Op::ListHITs, 7, &Drawer::list_of_requester},
      {Op::ListReviewableHITs, 8, &Drawer::list_of_requester},
      {Op::GetAssignment, 8, &Drawer::look_at_assignment},
      {Op::ListAssignmentsForHIT, 8, &Drawer::list_assignments},
      {Op::ListReviewPolicyResultsForHIT, 4, &Drawer::about_hit},
      {Op::GetAccountBalance, 12, &Drawer::balance},
      {Op::ListBonusPayments, 6, &Drawer::list_bonuses},
      {Op::SearchHITGroups, 5, &Drawer::search},
      {Op::GetHITGroup, 3, &Drawer::look_at_group},
      {Op::PreviewHIT, 4, &Drawer::look_at_group},
      {Op::GetMyAssignment, 5, &Drawer::look_at_assignment},
      {Op::ListMyAssignments, 5, &Drawer::own_work},
      {Op::GetEarnings, 5, &Drawer::own_work},
      {Op::GetQualificationType, 4, &Drawer::about_qualification},
      {Op::ListQualificationTypes, 3, &Drawer::list_of_qualification},
      {Op::ListHITsForQualificationType, 4, &Drawer::list_of_qualification},
      {Op::GetQualificationScore, 4, &Drawer::give_or_take},
      {Op::ListWorkersWithQualificationType, 4, &Drawer::list_of_qualification},
      {Op::ListQualificationRequests, 4, &Drawer::list_of_qualification},
      {Op::ListWorkerBlocks, 3, &Drawer::page_of_anything},
      {Op::GetQualification, 4, &Drawer::ask_for_qualification},
      {Op::ListMyQualificationRequests, 3, &Drawer::page_of_anything},
      {Op::ListMessages, 3, &Drawer::page_of_anything},
      {Op::GetMessage, 3, &Drawer::read_letter},
      {Op::GetQualificationTest, 3, &Drawer::look_at_test},
      {Op::ListMyQualifications, 3, &Drawer::page_of_anything},
      {Op::ListRequestableQualifications, 3, &Drawer::look_for_qualification},
      {Op::ExplainHIT, 6, &Drawer::look_at_group},
      {Op::RequestFileUpload, 8, &Drawer::ask_where_to_send},
      {Op::GetFileUploadURL, 6, &Drawer::look_at_assignment},
  };
  return kRows;
}

std::vector<Step> Drawer::round(const Book& book, std::int64_t now) {
  std::vector<Step> steps;
  fresh_.clear();
  accepted_.clear();
  if (book.deposited[0] == 0) {
    for (int r = 0; r < kRequesters; ++r) {
      Step step{.op = Op::Deposit, .who = r};
      steps.push_back(step.set(Arg::Cents, 3000 + static_cast<std::int64_t>(dice_.below(5000))));
    }
  }
  let_time_pass(book, now, steps);
  send_something(steps);
  break_something(steps);
  const std::size_t writes = 2 + dice_.index(20), reads = 2 + dice_.index(18);
  std::vector<Step> written;
  for (std::size_t i = 0; i < writes; ++i) {
    Step step = drawn(book, writing());
    if (makes_hits_or_types(step.op)) fresh_.push_back(step);
    if (step.op == Op::AcceptHIT) accepted_.push_back(step);
    written.push_back(std::move(step));
    // A caller that did not hear the answer asks again.
    if (dice_.chance(4)) {
      Step again = written[dice_.index(written.size())];
      if (again.makes != 0) again.makes = ++symbols_;
      written.push_back(std::move(again));
    }
  }
  steps.insert(steps.end(), written.begin(), written.end());
  last_writes_ = std::move(written);
  for (std::size_t i = 0; i < reads; ++i) steps.push_back(drawn(book, reading()));
  return steps;
}

/// To the very moment at which something happens, to just before or after it, or anywhere.
void Drawer::let_time_pass(const Book& book, std::int64_t now, Rows& steps) {
  if (dice_.chance(30) || (dice_.chance(6) && to_an_edge(book, now, steps))) return;
  Step step{.op = Op::Advance};
  const std::int64_t due = book.next_due();
  std::int64_t micros = static_cast<std::int64_t>(1 + dice_.below(900)) * kSecond;
  const auto way = dice_.below(100);
  if (way < 25 && due != kNever && due > now && due - now < 40 * kDay) {
    constexpr std::int64_t kBeside[] = {-1000, -10, 0, 0, 1, 1000};
    micros = std::max<std::int64_t>(1, due - now + dice_.one_of(kBeside));
  } else if (way < 32) {
    micros *= 60;
  } else if (way < 36) {
    micros = static_cast<std::int64_t>(1 + dice_.below(6 * 86'400)) * kSecond;
  } else if (way < 37) {
    micros = 31 * kDay;
  } else if (way < 38 && dice_.chance(60)) {
    micros = 121 * kDay;
  }
  step.set(Arg::Micros, micros);
  if (dice_.chance(50)) step.set(Arg::Prompt, 1);
  steps.push_back(step);
}

/// What waits to be sent goes out in some rounds, whole or in part; now and then a target changes its mind.
void Drawer::send_something(Rows& steps) {
  constexpr std::int64_t kTurns[] = {1, 2, 4, 8, 100};
  if (dice_.chance(8)) {
    Step step{.op = Op::SetTarget};
    const bool answers = dice_.chance(40);
    step.set(Arg::Queue, static_cast<std::int64_t>(dice_.below(kQueues)));
    step.set(Arg::Mode, answers ? 0 : static_cast<std::int64_t>(dice_.below(kBehaviours)));
    steps.push_back(std::move(step));
  }
  if (!dice_.chance(25)) return;
  Step step{.op = Op::Deliver};
  steps.push_back(step.set(Arg::Turns, dice_.one_of(kTurns)));
}

/// After a fault those who wait for an answer ask again; they are what the next round begins with.
void Drawer::break_something(Rows& steps) {
  if (!dice_.chance(4)) return;
  Step step{.op = Op::Restart};
  const auto way = dice_.below(10);
  if (way < 5) {
    step.op = Op::LosePower;
    step.set(Arg::Changes, static_cast<std::int64_t>(1 + dice_.below(25)));
  } else if (way < 8) {
    step.op = Op::FailCall;
    step.set(Arg::Call, static_cast<std::int64_t>(dice_.below(2)));
    step.set(Arg::Nth, static_cast<std::int64_t>(1 + dice_.below(6)));
  }
  steps.push_back(step);
  const std::size_t repeated = std::min<std::size_t>(last_writes_.size(), dice_.index(4));
  for (std::size_t i = 0; i < repeated; ++i) {
    Step again = last_writes_[dice_.index(last_writes_.size())];
    if (again.makes != 0) again.makes = ++symbols_;
    steps.push_back(std::move(again));
  }
}

Step Drawer::drawn(const Book& book, std::span<const Row> rows) {
  int all = 0;
  for (const Row& row : rows) all += row.weight;
  auto left = static_cast<int>(dice_.below(static_cast<std::uint64_t>(all)));
  const Row* chosen = rows.data();
  while (left >= chosen->weight) left -= chosen++->weight;
  Step step{.op = chosen->op, .who = static_cast<int>(dice_.below(kRequesters)), .live = dice_.chance(60)};
  (this->*chosen->draw)(book, step);
  make_mistakes(step);
  // Bonuses and letters of one moment have no order that could be known.
  if (is_write(step.op) && !has_no_order_within_a_millisecond(step.op) && dice_.chance(40)) {
    step.set(Arg::Pause, dice_.one_of(kPauses));
  }
  return step;
}

void Drawer::make_mistakes(Step& step) {
  if (!dice_.chance(4)) return;
  const Side of = side(step.op);
  if (of == Side::Operator || step.op == Op::GetEarnings || step.op == Op::GetAccountBalance) return;
  const bool is_list = step.op == Op::ListHITs || step.op == Op::ListReviewableHITs;
  const bool publishes = step.op == Op::CreateHIT || step.op == Op::CreateHITWithHITType;
  std::vector<std::int64_t> kinds = {3};
  // An empty object is a call of its own.
  const bool any_input_will_do = is_list || step.op == Op::ListBonusPayments || of == Side::WorkerReads ||
                                 step.op == Op::ListQualificationRequests || step.op == Op::ListWorkerBlocks;
  const bool by_worker = of == Side::WorkerWrites || of == Side::WorkerReads;
  if (!by_worker && step.op != Op::ListBonusPayments && !is_of_people(step.op)) kinds.push_back(1);
  if (!any_input_will_do && step.op != Op::AcceptHIT && step.op != Op::UpdateProfile) kinds.push_back(2);
  if (publishes) kinds.insert(kinds.end(), {4, 5});
  if (step.op == Op::CreateHIT || step.op == Op::CreateHITType) kinds.push_back(6);
  step.set(Arg::Bad, kinds[dice_.index(kinds.size())]);
}

void Drawer::for_requester(Step& step, const Hit* hit) {
  if (hit == nullptr || dice_.chance(4)) return;
  step.who = hit->owner;
  step.live = hit->live;
}

void Drawer::for_worker(Step& step, const Hit* hit) {
  step.live = false;
  const bool live = hit != nullptr && !dice_.chance(3) ? hit->live : dice_.chance(60);
  step.who = static_cast<int>(dice_.below(kWorkersOfEach)) + (live ? kWorkersOfEach : 0);
}

/// Also makes the caller the HIT's requester, mostly.
bool Drawer::some_hit(const Book& book, Step& step) {
  if (!fresh_.empty() && dice_.chance(12)) {
    const Step& made = fresh_[dice_.index(fresh_.size())];
    step.who = made.who;
    step.live = made.live;
    step.set(Arg::Hit, made.makes);
    return true;
  }
  if (book.hits.empty() || dice_.chance(2)) {
    step.set(Arg::Hit, 0);
    return false;
  }
  const std::size_t count = dice_.chance(85) ? std::min(kRecent, book.hits.size()) : book.hits.size();
  const Hit& hit = book.hits[book.hits.size() - 1 - dice_.index(count)];
  step.set(Arg::Hit, hit.symbol);
  for_requester(step, &hit);
  return true;
}

int Drawer::some_type(const Book& book, const Step& step) {
  if (!fresh_.empty() && dice_.chance(15)) return fresh_[dice_.index(fresh_.size())].makes;
  std::vector<int> own;
  for (std::size_t i = book.hits.size(); i > 0 && own.size() < kRecent; --i) {
    const Hit& hit = book.hits[i - 1];
    if ((hit.owner == step.who && hit.live == step.live) || dice_.chance(2)) own.push_back(hit.symbol);
  }
  return own.empty() ? 0 : own[dice_.index(own.size())];
}

/// One in that state if there is one. Also makes the caller the requester of its HIT, mostly.
bool Drawer::some_assignment(const Book& book, Step& step, State state) {
  if (state == State::Accepted && !accepted_.empty() && dice_.chance(35)) {
    const Step& accepted = accepted_[dice_.index(accepted_.size())];
    step.set(Arg::Assignment, accepted.makes);
    step.live = false;
    if (side(step.op) == Side::WorkerWrites || side(step.op) == Side::WorkerReads) step.who = accepted.who;
    return true;
  }
  const Assignment* found = nullptr;
  const bool any = dice_.chance(8);
  const std::size_t count = std::min<std::size_t>(book.assignments.size(), 200);
  std::size_t seen = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const Assignment& a = book.assignments[book.assignments.size() - 1 - i];
    if ((any || a.state == state) && dice_.below(++seen) == 0) found = &a;
  }
  if (found == nullptr && !book.assignments.empty()) {
    found = &book.assignments[book.assignments.size() - 1 - dice_.index(count)];
  }
  step.set(Arg::Assignment, found == nullptr ? 0 : found->symbol);
  if (found == nullptr) return false;
  if (side(step.op) == Side::WorkerReads || side(step.op) == Side::WorkerWrites) {
    step.live = false;
    step.who = dice_.chance(96) ? found->worker : static_cast<int>(dice_.below(kWorkers));
  } else {
    for_requester(step, &book.hits[static_cast<std::size_t>(found->hit)]);
  }
  if (step.op == Op::SendBonus) {
    step.set(Arg::Worker,
             dice_.chance(96) ? found->worker : static_cast<std::int64_t>(dice_.below(kWorkers)));
  }
  return true;
}

void Drawer::a_token(Step& step) {
  if (dice_.chance(50)) return;
  const bool again = tokens_ > 0 && dice_.chance(15);
  step.set(Arg::Token, again ? std::max<std::int64_t>(1, tokens_ - static_cast<std::int64_t>(dice_.below(20)))
                             : ++tokens_);
}

/// The first page, or the one after a page read earlier: then all that is asked for is the same, mostly.
void Drawer::a_page(const Book& book, Step& step) {
  constexpr std::size_t kPagesKept = 40;
  if (dice_.chance(60)) {
    for (int tries = 0; tries < 8 && !pages_.empty(); ++tries) {
      const Step& before = pages_[dice_.index(pages_.size())];
      if (!book.walks.contains(before.makes) || (before.op != step.op && !dice_.chance(3))) continue;
      if (before.op == step.op && !dice_.chance(7)) {
        step = before;
        std::erase_if(step.args, [](const auto& arg) {
          return arg.first == Arg::Walk || arg.first == Arg::Alter || arg.first == Arg::Bad;
        });
      }
      step.set(Arg::Walk, before.makes);
      if (dice_.chance(5)) step.set(Arg::Alter, 1);
      break;
    }
  }
  step.makes = ++symbols_;
  if (!step.has(Arg::Size) && dice_.chance(80))
    step.set(Arg::Size, static_cast<std::int64_t>(1 + dice_.below(6)));
  if (pages_.size() >= kPagesKept) pages_.erase(pages_.begin());
  pages_.push_back(step);
}

void Drawer::a_type(const Book& book, Step& step) {
  step.set(Arg::Title, static_cast<std::int64_t>(dice_.below(6)));
  step.set(Arg::Reward, dice_.one_of(kRewards));
  step.set(Arg::Duration, dice_.one_of(kDurations));
  if (dice_.chance(85)) step.set(Arg::Delay, dice_.one_of(kDelays));
  if (!dice_.chance(30)) return;
  auto require = static_cast<std::int64_t>(dice_.below(kRequirementSets));
  if (require == kPremiumSet && dice_.chance(70)) require = 0;
  step.set(Arg::Require, require);
  if (!is_of_qualification(require)) return;
  // Anybody's type may be required.
  const int caller = step.who;
  some_qualification(book, step);
  if (dice_.chance(30)) step.who = caller;
}

void Drawer::a_hit(const Book& book, Step& step) {
  step.makes = ++symbols_;
  if (dice_.chance(20)) step.set(Arg::Plurality, static_cast<std::int64_t>(1 + dice_.below(kPluralities)));
  if (step.has(Arg::Plurality) && dice_.chance(60)) {
    step.set(Arg::Places, static_cast<std::int64_t>(2 + dice_.below(2)));
  } else if (dice_.chance(90)) {
    step.set(Arg::Places, dice_.chance(1) ? 1'000'000'000 : dice_.one_of(kPlaces));
  }
  step.set(Arg::Lifetime, dice_.one_of(kLifetimes));
  step.set(Arg::Question, static_cast<std::int64_t>(dice_.below(kQuestions)));
  if (dice_.chance(10)) some_layout(book, step);
  if (dice_.chance(30)) step.set(Arg::Note, static_cast<std::int64_t>(1 + dice_.below(9)));
  if (dice_.chance(20)) {
    step.set(Arg::Policy, static_cast<std::int64_t>(10 * (1 + dice_.below(5)) + 1 + dice_.below(3)));
  }
  a_token(step);
}

void Drawer::create_type(const Book& book, Step& step) {
  a_type(book, step);
  step.makes = ++symbols_;
}

void Drawer::create_hit(const Book& book, Step& step) {
  a_type(book, step);
  a_hit(book, step);
}

void Drawer::create_with_type(const Book& book, Step& step) {
  step.set(Arg::Type, some_type(book, step));
  a_hit(book, step);
}

void Drawer::about_hit(const Book& book, Step& step) {
  some_hit(book, step);
}

void Drawer::move_expiration(const Book& book, Step& step) {
  constexpr std::int64_t kFromNow[] = {-100, 0,    1,      59,        60,         61,
                                       600,  7200, 86'400, 3'000'000, 31'536'000, 40'000'000};
  some_hit(book, step);
  if (dice_.chance(25)) {
    step.set(Arg::Alter, 1);
  } else {
    step.set(Arg::At, dice_.one_of(kFromNow));
  }
}

void Drawer::add_places(const Book& book, Step& step) {
  constexpr std::int64_t kMore[] = {1, 1, 2, 3, 5, 9, 1'000'000'000};
  some_hit(book, step);
  step.set(Arg::More, dice_.one_of(kMore));
  a_token(step);
}

void Drawer::mark_review(const Book& book, Step& step) {
  some_hit(book, step);
  if (dice_.chance(60)) step.set(Arg::Revert, dice_.chance(60) ? 1 : 0);
}

void Drawer::change_type(const Book& book, Step& step) {
  some_hit(book, step);
  step.set(Arg::Type, some_type(book, step));
}

void Drawer::decide(const Book& book, Step& step) {
  const bool overrides = step.op == Op::ApproveAssignment && dice_.chance(30);
  some_assignment(book, step, overrides ? State::Rejected : State::Submitted);
  if (overrides || dice_.chance(10)) step.set(Arg::Override, dice_.chance(85) ? 1 : 0);
  if (dice_.chance(50)) step.set(Arg::Note, static_cast<std::int64_t>(dice_.below(9)));
}

void Drawer::send_bonus(const Book& book, Step& step) {
  constexpr std::int64_t kCents[] = {1, 2, 3, 5, 7, 8, 12, 13, 50, 250};
  constexpr State kStates[] = {State::Submitted, State::Approved, State::Approved, State::Rejected};
  if (!some_assignment(book, step, kStates[dice_.below(4)])) step.set(Arg::Worker, 0);
  step.set(Arg::Cents, dice_.one_of(kCents));
  step.set(Arg::Note, static_cast<std::int64_t>(1 + dice_.below(9)));
  a_token(step);
}

/// Mostly what a worker could take.
void Drawer::accept(const Book& book, Step& step) {
  step.makes = ++symbols_;
  if (dice_.chance(70)) {
    for (int tries = 0; tries < 12 && !book.hits.empty(); ++tries) {
      const std::size_t count = std::min<std::size_t>(60, book.hits.size());
      const Hit& hit = book.hits[book.hits.size() - 1 - dice_.index(count)];
      for_worker(step, &hit);
      if (!book.open(hit) || book.worked_on(hit, step.who) >= 0) continue;
      if (!book.meets(book.types[static_cast<std::size_t>(hit.type)], 0, step.who)) continue;
      const bool by_group = dice_.chance(30);
      step.set(by_group ? Arg::Group : Arg::Hit, hit.symbol);
      return;
    }
  }
  if (dice_.chance(1)) return for_worker(step, nullptr);
  if (dice_.chance(35)) {
    step.set(Arg::Group, some_type(book, step));
    if (dice_.chance(50)) step.set(Arg::Alter, 1);
  } else {
    some_hit(book, step);
  }
  const Hit like{.live = step.live};
  for_worker(step, &like);
}

void Drawer::hand_in(const Book& book, Step& step) {
  some_assignment(book, step, State::Accepted);
  if (dice_.chance(25)) file_to_hand_in(book, step);
  if (dice_.chance(80))
    step.set(Arg::Note, static_cast<std::int64_t>(1 + dice_.below(dice_.chance(60) ? 3 : 99)));
  if (dice_.chance(3)) step.set(Arg::Alter, 1);
}

void Drawer::give_back(const Book& book, Step& step) {
  some_assignment(book, step, State::Accepted);
}

void Drawer::keep_draft(const Book& book, Step& step) {
  some_assignment(book, step, State::Accepted);
  step.set(Arg::Note, static_cast<std::int64_t>(1 + dice_.below(99)));
  step.live = false;
  step.who = 0;
}

void Drawer::move_money(const Book&, Step& step) {
  step.live = false;
  if (step.op == Op::PayOut) step.who = static_cast<int>(dice_.below(kWorkers));
  step.set(Arg::Cents, static_cast<std::int64_t>(1 + dice_.below(step.op == Op::Deposit ? 3000 : 500)));
}

void Drawer::set_standing(const Book&, Step& step) {
  step.live = false;
}

void Drawer::look_at_assignment(const Book& book, Step& step) {
  constexpr State kStates[] = {State::Submitted, State::Approved, State::Rejected, State::Accepted};
  some_assignment(book, step, kStates[dice_.below(4)]);
  if (step.op == Op::GetFileUploadURL && dice_.chance(60)) file_to_look_at(book, step);
}

void Drawer::list_of_requester(const Book& book, Step& step) {
  if (step.op == Op::ListReviewableHITs) {
    if (dice_.chance(20)) step.set(Arg::Type, some_type(book, step));
    if (dice_.chance(40)) step.set(Arg::Status, dice_.chance(70) ? 1 : 0);
  }
  a_page(book, step);
}

void Drawer::list_assignments(const Book& book, Step& step) {
  some_hit(book, step);
  if (dice_.chance(30)) step.set(Arg::Status, static_cast<std::int64_t>(dice_.below(8)));
  a_page(book, step);
}

void Drawer::list_bonuses(const Book& book, Step& step) {
  if (dice_.chance(4)) return a_page(book, step);
  if (dice_.chance(60)) some_hit(book, step);
  if (!step.has(Arg::Hit) || dice_.chance(10)) some_assignment(book, step, State::Approved);
  a_page(book, step);
}

void Drawer::balance(const Book&, Step&) {}

void Drawer::search(const Book& book, Step& step) {
  for_worker(step, nullptr);
  step.set(Arg::Sort, static_cast<std::int64_t>(dice_.below(6)));
  if (dice_.chance(20)) step.set(Arg::Term, static_cast<std::int64_t>(dice_.below(kTerms)));
  if (dice_.chance(20)) step.set(Arg::Least, dice_.one_of(kRewards));
  a_page(book, step);
}

void Drawer::look_at_group(const Book& book, Step& step) {
  if (step.op != Op::GetHITGroup && dice_.chance(50)) {
    some_hit(book, step);
  } else {
    step.set(Arg::Group, some_type(book, step));
  }
  const Hit like{.live = step.live};
  for_worker(step, &like);
}

void Drawer::own_work(const Book& book, Step& step) {
  for_worker(step, nullptr);
  if (step.op == Op::GetEarnings) return;
  if (dice_.chance(40)) step.set(Arg::Status, static_cast<std::int64_t>(dice_.below(7)));
  a_page(book, step);
}

}  // namespace kempelen::simulation
