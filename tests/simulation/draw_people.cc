// The odds of qualifications, blocks, letters and notifications; and instants at which an old thing ends.
#include <algorithm>

#include "tests/simulation/draw.h"
#include "tests/simulation/predict.h"

namespace kempelen::simulation {
namespace {

constexpr std::int64_t kTestDurations[] = {1, 600, 86'400, 864'000};
constexpr std::int64_t kRetries[] = {0, 60, 86'400};
constexpr std::size_t kRecent = 8;

}  // namespace

/// Thirty days after a submission that was rejected, and the override that may come too late; a day after a
/// token was used, and the call that uses it again.
bool Drawer::to_an_edge(const Book& book, std::int64_t now, Rows& steps) {
  constexpr std::int64_t kBeside[] = {-2000, 0, 0, 2000, 3600 * kSecond};
  std::vector<std::pair<std::int64_t, Step>> edges;
  for (std::size_t i = book.assignments.size(); i > 0 && edges.size() < kRecent; --i) {
    const Assignment& a = book.assignments[i - 1];
    const Hit& hit = book.hits[static_cast<std::size_t>(a.hit)];
    if (a.state != State::Rejected || hit.disposed || a.submitted + 30 * kDay <= now) continue;
    Step step{.op = Op::ApproveAssignment, .who = hit.owner, .live = hit.live};
    step.set(Arg::Assignment, a.symbol).set(Arg::Override, 1);
    edges.emplace_back(a.submitted + 30 * kDay, std::move(step));
  }
  for (const Step& step : last_writes_) {
    if (step.get(Arg::Token) == 0) continue;
    Step again = step;
    if (again.makes != 0) again.makes = ++symbols_;
    edges.emplace_back(now + (dice_.chance(50) ? kDay : kDay - 1800 * kSecond), std::move(again));
  }
  if (edges.empty()) return false;
  auto& [at, step] = edges[dice_.index(edges.size())];
  Step advance{.op = Op::Advance};
  steps.push_back(advance.set(Arg::Micros, std::max<std::int64_t>(1, at - now + dice_.one_of(kBeside))));
  steps.push_back(std::move(step));
  return true;
}

int Drawer::some_qualification(const Book& book, Step& step) {
  if (book.qualification_types.empty() || dice_.chance(3)) {
    step.set(Arg::Qualification, 0);
    return -1;
  }
  const std::size_t count = std::min(kRecent, book.qualification_types.size());
  const QualificationType& type =
      book.qualification_types[book.qualification_types.size() - 1 - dice_.index(count)];
  step.set(Arg::Qualification, type.symbol);
  if (dice_.chance(92)) step.who = type.owner;
  if (dice_.chance(97)) step.live = type.live;
  return static_cast<int>(&type - book.qualification_types.data());
}

void Drawer::a_test(Step& step) {
  if (dice_.chance(40)) {
    step.set(Arg::Test, static_cast<std::int64_t>(1 + dice_.below(5)));
    if (dice_.chance(60)) step.set(Arg::Key, static_cast<std::int64_t>(1 + dice_.below(kKeys - 1)));
    if (dice_.chance(95)) step.set(Arg::Duration, dice_.one_of(kTestDurations));
    if (dice_.chance(3)) step.set(Arg::Auto, 1);
  } else if (dice_.chance(30)) {
    step.set(Arg::Auto, dice_.chance(85) ? 1 : 0);
    if (dice_.chance(50)) step.set(Arg::Value, static_cast<std::int64_t>(dice_.below(9)));
  } else if (dice_.chance(4)) {
    step.set(Arg::Key, 1);
  }
}

void Drawer::create_qualification(const Book&, Step& step) {
  step.makes = ++symbols_;
  step.set(Arg::Title, static_cast<std::int64_t>(dice_.below(10)));
  step.set(Arg::Note, static_cast<std::int64_t>(dice_.below(4)));
  step.set(Arg::Status, dice_.chance(10) ? 1 : 0);
  if (dice_.chance(60)) step.set(Arg::Retry, dice_.one_of(kRetries));
  a_test(step);
}

void Drawer::change_qualification(const Book& book, Step& step) {
  some_qualification(book, step);
  if (dice_.chance(40)) step.set(Arg::Status, dice_.chance(35) ? 1 : 0);
  if (dice_.chance(30)) step.set(Arg::Note, static_cast<std::int64_t>(dice_.below(4)));
  if (dice_.chance(20)) step.set(Arg::Retry, dice_.one_of(kRetries));
  if (dice_.chance(40)) a_test(step);
}

void Drawer::about_qualification(const Book& book, Step& step) {
  some_qualification(book, step);
}

void Drawer::give_or_take(const Book& book, Step& step) {
  some_qualification(book, step);
  const bool live = dice_.chance(96) ? step.live : !step.live;
  step.set(Arg::Worker, static_cast<std::int64_t>(dice_.below(kWorkersOfEach)) + (live ? kWorkersOfEach : 0));
  if (is_write(step.op)) step.makes = ++symbols_;
  if (step.op == Op::AssociateQualificationWithWorker) {
    if (dice_.chance(80)) step.set(Arg::Value, static_cast<std::int64_t>(dice_.below(9)));
    if (dice_.chance(40)) step.set(Arg::Alter, 1);
  } else if (step.op == Op::DisassociateQualificationFromWorker && dice_.chance(50)) {
    step.set(Arg::Note, static_cast<std::int64_t>(1 + dice_.below(4)));
  }
}

void Drawer::decide_request(const Book& book, Step& step) {
  const QualificationRequest* found = nullptr;
  std::size_t seen = 0;
  const bool any = dice_.chance(15);
  for (std::size_t i = book.requests.size(); i > 0 && i + 30 > book.requests.size(); --i) {
    const QualificationRequest& r = book.requests[i - 1];
    if ((any || r.state == Asked::Pending) && dice_.below(++seen) == 0) found = &r;
  }
  step.set(Arg::Request, found == nullptr ? 0 : found->symbol);
  if (step.op == Op::AcceptQualificationRequest) {
    if (dice_.chance(70)) step.set(Arg::Value, static_cast<std::int64_t>(dice_.below(9)));
  } else if (dice_.chance(50)) {
    step.set(Arg::Note, static_cast<std::int64_t>(1 + dice_.below(4)));
  }
  if (found == nullptr || dice_.chance(4)) return;
  const QualificationType& type = book.qualification_types[static_cast<std::size_t>(found->type)];
  step.who = type.owner;
  step.live = type.live;
}

void Drawer::ask_for_qualification(const Book& book, Step& step) {
  some_qualification(book, step);
  if (step.op == Op::RequestQualification) step.makes = ++symbols_;
  const Hit like{.live = step.live};
  for_worker(step, &like);
}

void Drawer::sit_test(const Book& book, Step& step) {
  const QualificationRequest* found = nullptr;
  std::size_t seen = 0;
  for (const QualificationRequest& r : book.requests) {
    const bool could = r.state == Asked::InTest && book.now < r.deadline;
    if ((could || dice_.chance(1)) && dice_.below(++seen) == 0) found = &r;
  }
  step.set(Arg::Request, found == nullptr ? 0 : found->symbol);
  step.set(Arg::Value, static_cast<std::int64_t>(dice_.below(2)));
  for_worker(step, nullptr);
  if (found != nullptr && dice_.chance(96)) step.who = found->worker;
}

void Drawer::list_of_qualification(const Book& book, Step& step) {
  if (step.op == Op::ListQualificationTypes) {
    step.set(Arg::Auto, static_cast<std::int64_t>(dice_.below(2)));
    if (dice_.chance(60)) step.set(Arg::Own, dice_.chance(80) ? 1 : 0);
    if (dice_.chance(40)) step.set(Arg::Term, static_cast<std::int64_t>(dice_.below(kTerms)));
  } else if (step.op != Op::ListQualificationRequests || dice_.chance(50)) {
    some_qualification(book, step);
  }
  if (step.op == Op::ListWorkersWithQualificationType && dice_.chance(50)) {
    step.set(Arg::Status, static_cast<std::int64_t>(dice_.below(2)));
  }
  a_page(book, step);
}

void Drawer::block(const Book&, Step& step) {
  const bool live = dice_.chance(95) ? step.live : !step.live;
  step.set(Arg::Worker, static_cast<std::int64_t>(dice_.below(kWorkersOfEach)) + (live ? kWorkersOfEach : 0));
  step.set(Arg::Note, static_cast<std::int64_t>(dice_.below(4)));
}

void Drawer::write_letters(const Book&, Step& step) {
  step.makes = ++symbols_;
  step.set(Arg::Worker, static_cast<std::int64_t>(1 + dice_.below((1U << kWorkers) - 1)));
  step.set(Arg::Note, static_cast<std::int64_t>(1 + dice_.below(9)));
}

void Drawer::subscribe(const Book& book, Step& step) {
  step.set(Arg::Type, some_type(book, step));
  if (dice_.chance(15)) {
    if (dice_.chance(90)) step.set(Arg::Active, static_cast<std::int64_t>(dice_.below(2)));
    return;
  }
  step.set(Arg::Queue, static_cast<std::int64_t>(dice_.below(3)));
  step.set(Arg::Events, static_cast<std::int64_t>(1 + dice_.below((1U << kEvents) - 1)));
  if (dice_.chance(20)) step.set(Arg::Active, 1);
}

void Drawer::page_of_anything(const Book& book, Step& step) {
  if (side(step.op) == Side::WorkerReads) for_worker(step, nullptr);
  if (step.op == Op::ListMessages && dice_.chance(50)) {
    step.set(Arg::Unread, static_cast<std::int64_t>(dice_.below(2)));
  }
  a_page(book, step);
}

void Drawer::send_test(const Book&, Step& step) {
  step.set(Arg::Queue, static_cast<std::int64_t>(dice_.below(3)));
  step.set(Arg::Status, static_cast<std::int64_t>(dice_.below(kEvents)));
}

/// One of the last letters, mostly by whom it was written to.
void Drawer::read_letter(const Book& book, Step& step) {
  if (book.letters.empty()) return for_worker(step, nullptr);
  const std::size_t count = std::min<std::size_t>(3 * kRecent, book.letters.size());
  const Letter& letter = book.letters[book.letters.size() - 1 - dice_.index(count)];
  step.set(Arg::Message, letter.symbol).set(Arg::Worker, letter.worker);
  step.who = dice_.chance(95) ? letter.worker : static_cast<int>(dice_.below(kWorkers));
  step.live = false;
}

void Drawer::look_for_qualification(const Book& book, Step& step) {
  for_worker(step, nullptr);
  if (dice_.chance(50)) step.set(Arg::Term, static_cast<std::int64_t>(dice_.below(kTerms)));
  a_page(book, step);
}

void Drawer::look_at_test(const Book& book, Step& step) {
  sit_test(book, step);
  std::erase_if(step.args, [](const auto& arg) { return arg.first == Arg::Value; });
}

void Drawer::say_of_oneself(const Book&, Step& step) {
  for_worker(step, nullptr);
  const auto country = static_cast<std::int64_t>(1 + dice_.below(3));
  if (dice_.chance(60)) step.set(Arg::Country, country);
  if (step.has(Arg::Country) && country == 1 && dice_.chance(60)) {
    step.set(Arg::Subdivision, static_cast<std::int64_t>(1 + dice_.below(2)));
  }
  if (dice_.chance(50)) step.set(Arg::Adult, dice_.chance(70) ? 1 : 0);
}

void Drawer::make_master(const Book&, Step& step) {
  for_worker(step, nullptr);
  step.set(Arg::Value, dice_.chance(60) ? 1 : 0);
}

/// An assignment under way whose HIT asks for a file, if there is one.
void Drawer::ask_where_to_send(const Book& book, Step& step) {
  constexpr std::int64_t kBytes[] = {1, 9, 10, 500, 500, 500, 1000, 1001};
  constexpr std::size_t kUploadsKept = 12;
  some_assignment(book, step, State::Accepted);
  std::size_t seen = 0;
  const Assignment* found = nullptr;
  for (const Assignment& a : book.assignments) {
    const bool asks = book.hits[static_cast<std::size_t>(a.hit)].question == kFileForm;
    if (asks && a.state == State::Accepted && dice_.below(++seen) == 0) found = &a;
  }
  if (found != nullptr && dice_.chance(85)) {
    std::erase_if(step.args, [](const auto& arg) { return arg.first == Arg::Assignment; });
    step.set(Arg::Assignment, found->symbol);
    step.who = found->worker;
    step.live = false;
  }
  step.set(Arg::Size, dice_.one_of(kBytes));
  step.makes = ++symbols_;
  if (uploads_.size() >= kUploadsKept) uploads_.erase(uploads_.begin());
  uploads_.push_back(step.makes);
}

void Drawer::store_file(const Book&, Step& step) {
  step.live = false;
  step.who = 0;
  step.set(Arg::File, uploads_.empty() ? 0 : uploads_[uploads_.size() - 1 - dice_.index(uploads_.size())]);
}

/// Of an assignment under way for which a file has come.
void Drawer::file_to_hand_in(const Book& book, Step& step) {
  for (const Assignment& a : book.assignments) {
    if (a.file == 0 || a.state != State::Accepted || dice_.chance(30)) continue;
    std::erase_if(step.args, [](const auto& arg) { return arg.first == Arg::Assignment; });
    step.set(Arg::Assignment, a.symbol);
    step.who = a.worker;
    return;
  }
}

void Drawer::file_to_look_at(const Book& book, Step& step) {
  std::size_t seen = 0;
  const Assignment* found = nullptr;
  for (const Assignment& a : book.assignments) {
    if (a.file != 0 && dice_.below(++seen) == 0) found = &a;
  }
  if (found == nullptr) return;
  std::erase_if(step.args, [](const auto& arg) { return arg.first == Arg::Assignment; });
  step.set(Arg::Assignment, found->symbol);
  for_requester(step, &book.hits[static_cast<std::size_t>(found->hit)]);
}

void Drawer::make_layout(const Book&, Step& step) {
  step.makes = ++symbols_;
}

void Drawer::drop_layout(const Book& book, Step& step) {
  some_layout(book, step);
}

/// Instead of a question; also makes the caller its owner, mostly.
void Drawer::some_layout(const Book& book, Step& step) {
  if (book.layouts.empty() || dice_.chance(3)) {
    step.set(Arg::Layout, 0);
  } else {
    const std::size_t count = std::min(kRecent, book.layouts.size());
    const Layout& layout = book.layouts[book.layouts.size() - 1 - dice_.index(count)];
    step.set(Arg::Layout, layout.symbol);
    if (!step.has(Arg::Type) && dice_.chance(95)) {
      step.who = layout.owner;
      step.live = layout.live;
    }
  }
  std::erase_if(step.args, [](const auto& arg) { return arg.first == Arg::Question; });
  step.set(Arg::Value, static_cast<std::int64_t>(1 + dice_.below(9)));
  if (dice_.chance(10)) step.set(Arg::Alter, static_cast<std::int64_t>(1 + dice_.below(2)));
}

}  // namespace kempelen::simulation
