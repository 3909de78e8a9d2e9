// Groups, faults, and what is looked at after them.
#include "tests/simulation/simulation.h"

#include <fmt/format.h>

#include <algorithm>

#include "tests/simulation/predict.h"

namespace kempelen::simulation {
namespace {

constexpr std::size_t kGroupMax = 24;
constexpr std::size_t kLookAroundEvery = 500;
/// The longest that a destination is left alone, and more than enough turns for all that may wait.
constexpr std::int64_t kPauseMax = 16 * 60 * kSecond;
constexpr int kTurnsForTheRest = 2000;
/// Of the walks through whole lists; those of steps begin above.
constexpr int kOwnSymbols[] = {1, 2};

/// From all to none; mostly it is one of these two.
std::vector<std::size_t> numbers_to_try(std::size_t least, std::size_t most) {
  std::vector<std::size_t> numbers = {most};
  if (least < most) numbers.push_back(least);
  for (std::size_t between = most; between > least + 1; --between) numbers.push_back(between - 1);
  return numbers;
}

std::string text_of(const Profile& p) {
  return fmt::format("{}-{}{}{}", p.country, p.subdivision, p.adult ? " adult" : "",
                     p.master ? " master" : "");
}

/// The HIT that a step is about, if it is about one.
const Hit* hit_of(Book& book, const Step& step) {
  if (const Hit* const made = book.hit_called(step.makes)) return made;
  const Assignment* a = book.assignment_called(step.makes);
  if (a == nullptr) a = book.assignment_called(step.symbol(Arg::Assignment));
  return a == nullptr ? book.hit_called(step.symbol(Arg::Hit)) : &book.hits[static_cast<std::size_t>(a->hit)];
}

bool is_of_an_id(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
}

}  // namespace

std::string Finding::kind() const {
  std::string text = fmt::format("{} ", name(op));
  const std::string_view shown = std::string_view(what).substr(0, what.find_first_of("({"));
  for (std::size_t i = 0; i < shown.size();) {
    std::size_t end = i;
    bool digits = false;
    while (end < shown.size() && is_of_an_id(shown[end])) digits |= shown[end++] <= '9';
    if (digits) {
      text += '#';
      i = end;
    } else {
      text += shown[i++];
    }
  }
  return text;
}

Simulation::Simulation(std::uint64_t seed) : server_(seed) {
  book_.requesters = server_.names().requesters;
  book_.workers = server_.names().workers;
}

Finding Simulation::finding(std::size_t index, Op op, std::string what) const {
  return {index, op, std::move(what)};
}

std::optional<Finding> Simulation::hear(const Written& written, std::size_t index) {
  auto difference = book_.differs(written.step, written.at, written.reply);
  if (written.reply.refused) refused_.insert(index);
  if (!difference) return std::nullopt;
  return finding(index, written.step.op, *std::move(difference));
}

std::optional<Finding> Simulation::play(const Step& step) {
  const std::size_t index = steps_++;
  if (is_write(step.op)) {
    if (group_.empty()) group_first_ = index;
    group_.push_back(step);
    return group_.size() < kGroupMax ? std::nullopt : flush();
  }
  if (auto found = flush()) return found;
  if (is_read(step.op)) return read(step, index);
  switch (step.op) {
    case Op::Advance:
      return advance(step, index);
    case Op::Deliver:
      return deliver(static_cast<int>(step.get(Arg::Turns, 1)), index);
    case Op::SetTarget:
      server_.set_target(static_cast<int>(step.get(Arg::Queue)), static_cast<Behaviour>(step.get(Arg::Mode)));
      return std::nullopt;
    case Op::LosePower:
      power_is_going_ = true;
      server_.lose_power_within(static_cast<std::uint64_t>(step.get(Arg::Changes, 1)));
      return std::nullopt;
    case Op::FailCall:
      call_is_failing_ = true;
      server_.fail_call(static_cast<int>(step.get(Arg::Call)),
                        static_cast<std::uint64_t>(step.get(Arg::Nth, 1)));
      return std::nullopt;
    default:
      return start_again({}, index, Server::End::Orderly);
  }
}

/// A failing call may have hit a timer that had to run before. The process stops then, and nobody has an
/// answer.
std::optional<Finding> Simulation::read(const Step& step, std::size_t index) {
  try {
    const Reply reply = server_.read(step);
    if (!server_.is_well()) return start_again({}, index, Server::End::Orderly);
    if (reply.refused) refused_.insert(index);
    if (auto difference = book_.differs(step, server_.now(), reply)) {
      return finding(index, step.op, *std::move(difference));
    }
  } catch (const Fault& fault) {
    if (!call_is_failing_) return finding(index, step.op, fmt::format("a fault: {}", fault.what()));
    return start_again({}, index, Server::End::Orderly);
  }
  if (steps_ - looked_at_ >= kLookAroundEvery && !call_is_failing_) return look_around();
  return std::nullopt;
}

std::optional<Finding> Simulation::advance(const Step& step, std::size_t index) {
  server_.advance(step.get(Arg::Micros));
  if (step.get(Arg::Prompt) != 1) return std::nullopt;
  server_.run_what_is_due();
  if (!server_.is_well()) return start_again({}, index, Server::End::Orderly);
  return std::nullopt;
}

std::optional<Finding> Simulation::deliver(int turns, std::size_t index) {
  server_.deliver(turns);
  if (!server_.is_well()) return start_again({}, index, Server::End::Orderly);
  return std::nullopt;
}

/// Once all targets answer and every pause is over, nothing is left to send.
std::optional<Finding> Simulation::deliver_the_rest() {
  for (int queue = 0; queue < kQueues; ++queue) server_.set_target(queue, Behaviour::Answers);
  std::size_t left = 0;
  // The first round may only write down what failed before, and so begin a pause.
  for (int round = 0; round < 2; ++round) {
    server_.advance(kPauseMax);
    server_.run_what_is_due();
    server_.deliver(kTurnsForTheRest);
    left = server_.outbox().alive;
    if (left == 0) return std::nullopt;
  }
  return finding(steps_ - 1, Op::Deliver,
                 fmt::format("still to be sent though every target answers: {}", left));
}

/// The group runs; then whatever fault was announced has come, or comes now.
std::optional<Finding> Simulation::flush() {
  const bool faulty = power_is_going_ || call_is_failing_;
  if (group_.empty() && !power_is_going_) return std::nullopt;
  const std::size_t first = group_.empty() ? steps_ - 1 : group_first_;
  auto written = server_.write(group_);
  group_.clear();
  if (faulty && (power_is_going_ || !server_.is_well())) {
    const auto end = power_is_going_ ? Server::End::PowerLoss : Server::End::Orderly;
    return start_again(std::move(written), first, end);
  }
  if (call_is_failing_) server_.call_off_failure();
  call_is_failing_ = false;
  for (std::size_t i = 0; i < written.size(); ++i) {
    // On a database that has not failed, a write that did has left nothing.
    if (written[i].failed) {
      server_.forget(written[i].step.makes);
      continue;
    }
    if (auto found = hear(written[i], first + i)) return found;
  }
  return look_at_group(written, first);
}

/// What must hold after every commit: all accounts, and the places of every HIT that the group was about.
std::optional<Finding> Simulation::look_at_group(const std::vector<Written>& written, std::size_t first) {
  if (written.empty()) return std::nullopt;
  // What was due ran in a command that was refused, perhaps, and was undone with it.
  server_.run_what_is_due();
  book_.run_until(server_.now());
  std::vector<std::string> ids, expected;
  for (const Written& one : written) {
    const Hit* const hit = hit_of(book_, one.step);
    if (hit == nullptr || hit->id.empty() || std::ranges::find(ids, hit->id) != ids.end()) continue;
    const Places p = book_.places(*hit);
    ids.push_back(hit->id);
    expected.push_back(counts_text(hit->most, p.pending, p.submitted, p.decided));
  }
  const std::size_t last = first + written.size() - 1;
  if (auto difference = accounts(book_)) return finding(last, written.back().step.op, *difference);
  const auto got = server_.counts_of(ids);
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (got[i] == expected[i]) continue;
    return finding(last, written.back().step.op,
                   fmt::format("HIT {}: expected {}, got {}", ids[i], expected[i], got[i]));
  }
  return std::nullopt;
}

/// Of the writes that nobody was told about the first so many are done, for one number; which, the server
/// shows. One whose turn came before that of its predecessor was undone with its group and not run again.
std::optional<Finding> Simulation::start_again(std::vector<Written> written, std::size_t first,
                                               Server::End end) {
  power_is_going_ = call_is_failing_ = false;
  std::size_t told = 0;
  while (told < written.size() && !written[told].failed) {
    if (auto found = hear(written[told], first + told)) return found;
    ++told;
  }
  std::size_t ran = told;
  while (ran < written.size() && written[ran].turn > (ran == 0 ? 0 : written[ran - 1].turn)) ++ran;
  server_.restart(end);
  std::string problems;
  for (const std::size_t done : numbers_to_try(told, ran)) {
    Book candidate = book_;
    Difference problem;
    for (std::size_t i = told; i < done && !problem; ++i) {
      problem = candidate.differs(written[i].step, written[i].at, written[i].reply);
    }
    if (!problem) problem = whole_world(candidate);
    if (problem) {
      problems += fmt::format("{}if {} of {} are done: {}", problems.empty() ? "" : "; ", done,
                              written.size(), *problem);
      continue;
    }
    book_ = std::move(candidate);
    for (std::size_t i = done; i < written.size(); ++i) server_.forget(written[i].step.makes);
    return std::nullopt;
  }
  const std::size_t at = written.empty() ? first : first + written.size() - 1;
  return finding(at, Op::Restart, "after a restart: " + problems);
}

Simulation::Difference Simulation::ask(Book& book, const Step& step) {
  const Reply reply = server_.read(step);
  return book.differs(step, server_.now(), reply);
}

Simulation::Difference Simulation::walk(Book& book, Step step) {
  step.set(Arg::Size, 100);
  int before = 0;
  for (std::size_t i = 0;; ++i) {
    Step page = step;
    page.makes = kOwnSymbols[i % 2];
    page.set(Arg::Walk, before);
    before = page.makes;
    book.walks.erase(page.makes);
    if (auto difference = ask(book, page)) {
      return fmt::format("{} of {}: {}", name(step.op), step.who, *difference);
    }
    if (!book.walks.contains(page.makes)) return std::nullopt;
  }
}

/// Everything that anybody can see.
Simulation::Difference Simulation::whole_world(Book& book) {
  for (int r = 0; r < kRequesters; ++r) {
    for (const bool live : {false, true}) {
      if (auto d = walk(book, {.op = Op::ListHITs, .who = r, .live = live})) return d;
      if (auto d = walk(book, {.op = Op::ListReviewableHITs, .who = r, .live = live})) return d;
      if (auto d = walk(book, {.op = Op::ListWorkerBlocks, .who = r, .live = live})) return d;
      if (auto d = ask(book, {.op = Op::GetAccountBalance, .who = r, .live = live})) return "balance: " + *d;
    }
  }
  if (auto d = qualifications(book)) return d;
  for (int w = 0; w < kWorkers; ++w) {
    if (auto d = walk(book, {.op = Op::ListMyAssignments, .who = w})) return d;
    if (auto d = walk(book, {.op = Op::ListMyQualificationRequests, .who = w})) return d;
    if (auto d = walk(book, {.op = Op::ListMessages, .who = w})) return d;
    if (auto d = ask(book, {.op = Op::GetEarnings, .who = w})) return "earnings: " + *d;
  }
  for (const Assignment& a : book.assignments) {
    if (!a.draft) continue;
    Step look{.op = Op::GetMyAssignment, .who = a.worker};
    if (auto d = ask(book, look.set(Arg::Assignment, a.symbol))) return "draft: " + *d;
  }
  if (auto d = unseen(book)) return d;
  return money(book);
}

Simulation::Difference Simulation::qualifications(Book& book) {
  for (std::size_t i = 0; i < book.qualification_types.size(); ++i) {
    const QualificationType type = book.qualification_types[i];
    const bool gone = type.state == TypeState::Gone;
    const auto step = [&](Op op) {
      Step made{.op = op, .who = type.owner, .live = type.live};
      return made.set(Arg::Qualification, type.symbol);
    };
    if (auto d = ask(book, step(Op::GetQualificationType))) return "qualification type: " + *d;
    if (gone) continue;
    if (auto d = walk(book, step(Op::ListWorkersWithQualificationType))) return d;
    if (auto d = walk(book, step(Op::ListWorkersWithQualificationType).set(Arg::Status, 1))) return d;
  }
  return std::nullopt;
}

Simulation::Difference Simulation::unseen_of_workers(const Book& book) {
  for (int w = 0; w < kWorkers; ++w) {
    const Profile& expected = book.profiles[static_cast<std::size_t>(w)];
    const Profile got = server_.profile_of(w);
    if (expected == got) continue;
    return fmt::format("profile of worker {}: expected [{}], got [{}]", w, text_of(expected), text_of(got));
  }
  for (const Assignment& a : book.assignments) {
    const auto file = book.uploads.find(a.file);
    const std::string expected = file == book.uploads.end() ? std::string() : file->second.key;
    if (book.hits[static_cast<std::size_t>(a.hit)].question != kFileForm) continue;
    if (a.state != State::Accepted || server_.file_of(a.id) == expected) continue;
    return fmt::format("file of assignment {}: expected \"{}\"", a.id, expected);
  }
  return std::nullopt;
}

/// What no list shows, and what a later step would depend on.
Simulation::Difference Simulation::unseen(const Book& book) {
  for (int r = 0; r < kRequesters; ++r) {
    if (book.suspended[r] != server_.is_suspended(r)) {
      return fmt::format("requester {}: expected {}", r,
                         book.suspended[r] ? "suspended" : "in good standing");
    }
  }
  for (const HitType& type : book.types) {
    if (!server_.has_type(type.id)) return fmt::format("HIT type {}: expected, but it is not there", type.id);
  }
  for (const QualificationType& type : book.qualification_types) {
    const bool deleted = type.state >= TypeState::Disposing;
    if (deleted != server_.is_being_deleted(type.symbol)) {
      return fmt::format("qualification type {}: expected {}", type.symbol, deleted ? "deleted" : "there");
    }
  }
  if (auto d = unseen_of_workers(book)) return d;
  for (const Layout& layout : book.layouts) {
    if (server_.has_layout(layout.symbol) == layout.gone) {
      return fmt::format("layout {}: expected {}", layout.symbol, layout.gone ? "deleted" : "there");
    }
  }
  for (std::size_t i = 0; i < book.types.size(); ++i) {
    const auto found = book.subscriptions.find(static_cast<int>(i));
    const bool active = found != book.subscriptions.end() && found->second.active;
    const std::int64_t expected = active ? found->second.events : 0;
    const std::int64_t got = server_.events_wanted(book.types[i].id);
    if (expected != got) {
      return fmt::format("wanted events of {}: expected {}, got {}", book.types[i].id, expected, got);
    }
  }
  return delivery_differs(book, server_.outbox(), server_.arrived());
}

Simulation::Difference Simulation::accounts(const Book& book) {
  const Ledger ledger = server_.ledger();
  const auto differ = [](std::string_view what, int whose, std::int64_t expected,
                         std::int64_t got) -> Difference {
    if (expected == got) return std::nullopt;
    return fmt::format("{} of {}: expected {}, got {}", what, whose, dollars(expected), dollars(got));
  };
  if (ledger.sum != 0) return fmt::format("all accounts together: expected 0, got {} micros", ledger.sum);
  if (auto d = differ("fees", 0, book.fees, ledger.fees)) return d;
  for (int r = 0; r < kRequesters; ++r) {
    if (auto d = differ("holds", r, book.held(r), ledger.held[r])) return d;
    if (auto d = differ("balance", r, book.available(r), ledger.available[r])) return d;
  }
  for (int w = 0; w < kWorkers; ++w) {
    if (auto d = differ("earnings", w, book.earned[w] - book.paid_out[w], ledger.earnings[w])) return d;
  }
  return std::nullopt;
}

Simulation::Difference Simulation::money(const Book& book) {
  if (auto d = accounts(book)) return d;
  for (const std::string& broken : book.broken_beliefs()) return "bookkeeper: " + broken;
  for (const std::string& differing : server_.recount()) return "recount: " + differing;
  return std::nullopt;
}

std::optional<Finding> Simulation::look_around() {
  looked_at_ = steps_;
  book_.run_until(server_.now());
  auto difference = whole_world(book_);
  if (!difference) return std::nullopt;
  return finding(steps_ - 1, Op::Advance, "looking around: " + *difference);
}

std::optional<Finding> Simulation::finish() {
  if (auto found = flush()) return found;
  if (call_is_failing_) {
    if (auto found = start_again({}, steps_ - 1, Server::End::Orderly)) return found;
  }
  if (auto found = deliver_the_rest()) return found;
  return look_around();
}

std::optional<Finding> play_all(std::uint64_t seed, std::span<const Step> steps) {
  Simulation simulation(seed);
  for (const Step& step : steps) {
    if (auto found = simulation.play(step)) return found;
  }
  return simulation.finish();
}

}  // namespace kempelen::simulation
