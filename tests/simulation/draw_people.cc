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
    if (dice_.chance(60)) step.set(Arg::Key, 1);
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
  a_page(book, step);
}

}  // namespace kempelen::simulation
