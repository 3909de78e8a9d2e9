// Calls by operation, what the operator does, ends and starts.
#include "tests/simulation/server.h"

#include <fmt/format.h>
#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <future>

#include "actions/account/move_money.h"
#include "actions/files/files.h"
#include "actions/worker_operations.h"
#include "api/errors.h"
#include "domain/answer.h"
#include "jobs/timers.h"
#include "server/bindings.h"
#include "site/worker_api.h"
#include "store/accounts.h"
#include "store/hit_types.h"
#include "store/hits.h"
#include "store/layouts.h"
#include "store/ledger.h"
#include "store/messages.h"
#include "store/notifications.h"
#include "store/outbox.h"
#include "store/qualification_types.h"
#include "store/recount.h"
#include "store/schema.h"
#include "store/timers.h"
#include "store/workers.h"
#include "tests/simulation/predict.h"

namespace kempelen::simulation {
namespace {

constexpr Instant kStart = Instant::from_seconds(1'795'532'400);  // 2026-11-24T15:00:00Z
constexpr std::size_t kSectorBytes = 4096;
constexpr int kCheckpointPages = 400;
constexpr std::int64_t kOutboxMax = 1'000'000;
/// Of time, for each turn of the sender.
constexpr std::int64_t kTurnMicros = 3000;

std::filesystem::path new_directory() {
  const std::filesystem::path memory = "/dev/shm";
  const bool usable = std::filesystem::is_directory(memory) && ::access(memory.c_str(), W_OK) == 0;
  const auto parent = usable ? memory : std::filesystem::temp_directory_path();
  std::string pattern = std::filesystem::canonical(parent) / "kempelen-simulation-XXXXXX";
  if (::mkdtemp(pattern.data()) == nullptr) throw Fault("no temporary directory: " + pattern);
  return pattern;
}

constexpr const char* kFileName = "kempelen.db";

/// A database that has its tables and no rows. Made once: making it takes as long as a hundred steps.
const std::string& empty_database() {
  static const std::string bytes = [] {
    const auto directory = new_directory();
    const std::string file = directory / kFileName;
    faults::Disk disk(0, kSectorBytes);
    const faults::PowerLossVfs vfs(disk);
    ManualClock clock(kStart);
    SeededRandom random(0);
    disk.create_durable(file);
    {
      faults::Life life({file, vfs.name(), clock, random, kCheckpointPages}, store::migrations());
      life.end();
    }
    std::filesystem::remove_all(directory);
    return disk.bytes_of(file);
  }();
  return bytes;
}

/// By operation; null for what is none.
const actions::Binding* binding_of(Op op) {
  static const auto all = [] {
    std::array<const actions::Binding*, static_cast<std::size_t>(Op::kCount)> found{};
    for (std::size_t i = 0; i < found.size(); ++i) {
      const Op one = static_cast<Op>(i);
      const Side of = side(one);
      if (of == Side::RequesterReads || of == Side::RequesterWrites) {
        found[i] = actions::find_binding(server::requester_bindings(), wire_name(one));
      } else if (of == Side::WorkerReads || of == Side::WorkerWrites) {
        found[i] = actions::find_binding(site::worker_bindings(), wire_name(one));
      }
    }
    return found;
  }();
  return all[static_cast<std::size_t>(op)];
}

Reply reply_of(const actions::Reply& reply) {
  if (reply) return {{}, *reply};
  const auto error = api::wire_error(reply.error());
  return {
      Refused{std::string(error.turk_error_code.empty() ? error.type : error.turk_error_code), error.message},
      {}};
}

bool writes_letters(Op op) {
  return op == Op::NotifyWorkers || op == Op::AssociateQualificationWithWorker ||
         op == Op::DisassociateQualificationFromWorker;
}

Money money(std::int64_t cents) {
  return Money::cents(cents);
}

}  // namespace

std::string counts_text(std::int64_t most, std::int64_t pending, std::int64_t submitted,
                        std::int64_t decided) {
  return fmt::format("{} places: {} accepted, {} submitted, {} decided", most, pending, submitted, decided);
}

Server::Server(std::uint64_t seed)
    : disk_(seed, kSectorBytes),
      vfs_(disk_),
      directory_(new_directory()),
      clock_(kStart),
      random_(seed ^ 0x5eed) {
  start();
  make_people();
}

Server::~Server() {
  sender_.reset();
  life_.reset();
  std::filesystem::remove_all(directory_);
}

void Server::start() {
  const std::string file = directory_ / kFileName;
  disk_.create_durable(file, empty_database());
  life_ = std::make_unique<faults::Life>(
      faults::Surroundings{file, vfs_.name(), clock_, random_, kCheckpointPages}, store::migrations());
  targets_.begin_life();
  sender_ = std::make_unique<notify::Sender>(
      notify::SenderParts{life_->database(), clock_, clock_, random_, no_account_, targets_});
}

void Server::make_people() {
  const faults::Command everybody{
      {}, [this](actions::WriteContext& ctx) -> actions::Reply {
        for (int i = 0; i < kRequesters; ++i) {
          const RequesterId id = ctx.ids.requester();
          store::insert_requester(ctx.tx,
                                  {.id = id, .name = fmt::format("requester {}", i), .created_at = ctx.now});
          names_.requesters.push_back(id.text);
        }
        for (int i = 0; i < kWorkers; ++i) {
          store::Worker worker;
          worker.id = ctx.ids.worker();
          worker.marketplace = works_live(i) ? domain::Marketplace::Live : domain::Marketplace::Sandbox;
          worker.username = fmt::format("worker {}", i);
          worker.created_at = ctx.now;
          if (!country_of(i).empty()) worker.profile.locale = domain::Locale{std::string(country_of(i)), ""};
          store::insert_worker(ctx.tx, worker);
          names_.workers.push_back(worker.id.text);
        }
        jobs::schedule_first_sweep(ctx);
        return std::string();
      }};
  life_->run({everybody}, faults::Images::Left);
  advance(1'000'000);
}

actions::Caller Server::caller_of(const Step& step) const {
  const Side of = side(step.op);
  const bool by_worker = of == Side::WorkerReads || of == Side::WorkerWrites;
  const bool live = by_worker ? works_live(step.who) : step.live;
  actions::Caller caller{.marketplace = live ? domain::Marketplace::Live : domain::Marketplace::Sandbox};
  const auto who = static_cast<std::size_t>(step.who);
  if (by_worker) {
    caller.worker = {names_.workers[who]};
  } else if (of != Side::Operator) {
    caller.requester = {names_.requesters[who]};
  }
  return caller;
}

/// Deposits and the like are no operations of an API; a draft comes from the page of a form.
actions::Reply Server::operate(const Step& step, actions::WriteContext& ctx) {
  const auto who = static_cast<std::size_t>(step.who);
  const auto done = [](const auto& result) -> actions::Reply {
    if (!result) return refuse(result);
    return std::string("{}");
  };
  switch (step.op) {
    case Op::Deposit:
      return done(actions::deposit(ctx, {names_.requesters[who]}, money(step.get(Arg::Cents))));
    case Op::Withdraw:
      return done(actions::withdraw(ctx, {names_.requesters[who]}, money(step.get(Arg::Cents))));
    case Op::PayOut:
      return done(actions::pay_out(ctx, {names_.workers[who]}, money(step.get(Arg::Cents))));
    case Op::MakeMaster: {
      store::Worker worker = *store::find_worker(ctx.tx, {names_.workers[who]});
      worker.profile.masters = step.get(Arg::Value) == 1;
      store::save_worker_profile(ctx.tx, worker.id, worker.profile);
      return std::string("{}");
    }
    case Op::StoreFile:
      return store_file(step, ctx);
    case Op::CreateLayout:
    case Op::DeleteLayout:
      return change_layout(step, ctx);
    case Op::StoreDraft: {
      const domain::AnswerField field{.name = "comment", .values = {answer_text(step.get(Arg::Note))}};
      const AssignmentId id{names_.id(step.symbol(Arg::Assignment))};
      return done(actions::store_draft(ctx, id, domain::answers_xml(std::span(&field, 1))));
    }
    default:
      store::set_requester_standing(
          ctx.tx, {names_.requesters[who]},
          step.op == Op::Suspend ? store::Standing::Suspended : store::Standing::Good);
      return std::string("{}");
  }
}

/// The last piece of a file has come to the address that was given for it.
actions::Reply Server::store_file(const Step& step, actions::WriteContext& ctx) {
  const std::string address = names_.token(step.symbol(Arg::File));
  const auto query = address.find('?');
  const auto upload = query == std::string::npos
                          ? std::nullopt
                          : actions::read_upload(ctx.settings, address.substr(query + 1), ctx.wall_now);
  if (!upload) return refuse(Code::AssignmentDoesNotExist, "of that address");
  const auto kept = actions::keep_file(ctx, *upload);
  if (!kept) return refuse(kept);
  return std::string("{}");
}

actions::Reply Server::change_layout(const Step& step, actions::WriteContext& ctx) {
  if (step.op == Op::DeleteLayout) {
    store::delete_layout(ctx.tx, {names_.id(step.symbol(Arg::Layout))});
    return std::string("{}");
  }
  const domain::Layout layout{
      .id = ctx.ids.hit_layout(ctx.now),
      .requester = {names_.requesters[static_cast<std::size_t>(step.who)]},
      .marketplace = step.live ? domain::Marketplace::Live : domain::Marketplace::Sandbox,
      .name = fmt::format("layout {}", step.makes),
      .html = std::string(layout_html()),
      .parameters = domain::placeholders(layout_html()),
      .created_at = ctx.now};
  store::insert_layout(ctx.tx, layout);
  return fmt::format(R"({{"HITLayoutId":"{}"}})", layout.id.text);
}

/// No answer names the letters that were written.
void Server::note_letters(const Step& step, const actions::WriteContext& ctx) {
  for (int w = 0; w < kWorkers; ++w) {
    const WorkerId worker{names_.workers[static_cast<std::size_t>(w)]};
    const auto last = store::list_messages(ctx.db, worker, store::Messages::All, "", 1);
    if (last.empty() || last.front().message.sent_at != ctx.now) continue;
    names_.letters[{step.makes, w}] = last.front().message.id;
  }
}

/// Inside the transaction, so that a step can name what a step before it in the same group has made.
actions::Reply Server::carry_out(const Step& step, actions::WriteContext& ctx) {
  names_.forget(step.makes);
  if (side(step.op) == Side::Operator) {
    auto reply = operate(step, ctx);
    if (reply) names_.note(step, *reply);
    return reply;
  }
  KEMPELEN_TRY(const auto call,
               binding_of(step.op)->begin(body_of(step, names_, ctx.now.micros), ctx.caller));
  auto reply = call->run(ctx);
  if (reply) names_.note(step, *reply);
  if (reply && writes_letters(step.op)) note_letters(step, ctx);
  return reply;
}

std::vector<Written> Server::write(std::span<const Step> steps) {
  std::vector<Written> written;
  for (const Step& step : steps) written.push_back({.step = step});
  std::vector<faults::Command> commands;
  int turns = 0;
  for (Written& one : written) {
    commands.push_back({caller_of(one.step), [this, &one, &turns](actions::WriteContext& ctx) {
                          one.turn = ++turns;
                          one.at = ctx.now.micros;
                          last_instant_ = std::max(last_instant_, one.at);
                          auto reply = carry_out(one.step, ctx);
                          one.reply = reply_of(reply);
                          clock_.advance({one.step.get(Arg::Pause, 1000)});
                          return reply;
                        }});
  }
  const auto outcome = life_->run(commands, faults::Images::Left);
  for (std::size_t i = 0; i < written.size(); ++i) {
    written[i].failed = outcome.commands[i].ending == faults::Ending::Failed;
  }
  return written;
}

Reply Server::read(const Step& step) {
  const auto caller = caller_of(step);
  auto begun = binding_of(step.op)->begin(body_of(step, names_, now()), caller);
  if (!begun) return reply_of(refuse(begun));
  const std::shared_ptr<actions::Call> call = *std::move(begun);
  std::promise<actions::Reply> promise;
  life_->runtime().read(
      caller, [&call](actions::ReadContext& ctx) { return call->run(ctx); },
      [&promise](actions::Reply reply, const std::exception_ptr& fault) {
        if (fault) return promise.set_exception(fault);
        promise.set_value(std::move(reply));
      });
  const auto reply = promise.get_future().get();
  if (reply) names_.note(step, *reply);
  return reply_of(reply);
}

void Server::run_what_is_due() {
  std::promise<void> settled;
  life_->runtime().settle([&settled] { settled.set_value(); });
  settled.get_future().wait();
}

void Server::fail_call(int kind, std::uint64_t nth) {
  constexpr faults::Call kKinds[] = {faults::Call::Write, faults::Call::Sync};
  disk_.fail({kKinds[kind % 2], nth, faults::Times::Once, SQLITE_IOERR});
}

/// What the sender has begun to write is written after each turn, so that a seed repeats.
void Server::deliver(int turns) {
  try {
    sender_->wake();
    for (int i = 0; i < turns && !sender_->idle(); ++i) {
      sender_->turn({});
      life_->database().write_and_wait([](db::Transaction&) { return db::Verdict::Keep; });
      advance(kTurnMicros);
    }
  } catch (const Fault&) {
    // The database has failed; is_well() tells.
  }
}

void Server::restart(End end) {
  sender_.reset();
  if (end == End::Orderly) {
    life_->end();
    life_.reset();
    disk_.call_off_power_loss();
    disk_.heal();
    if (disk_.is_out()) disk_.restore_power();
  } else {
    disk_.heal();
    life_.reset();
    if (!disk_.is_out()) disk_.lose_power();
    disk_.restore_power();
  }
  start();
  // The clock of the world does not stand still meanwhile.
  if (now() <= last_instant_) clock_.set({last_instant_});
  advance(1000);
}

std::vector<std::string> Server::recount() {
  std::vector<std::string> differences;
  run_what_is_due();
  life_->database().read(
      [&](db::Reader& db) { differences = store::recount(db, {.now = clock_.now()}).differences; });
  return differences;
}

bool Server::is_suspended(int requester) {
  bool suspended = false;
  const RequesterId id{names_.requesters[static_cast<std::size_t>(requester)]};
  life_->database().read([&](db::Reader& db) {
    suspended = store::find_requester(db, id)->standing == store::Standing::Suspended;
  });
  return suspended;
}

bool Server::has_type(const std::string& id) {
  bool there = false;
  life_->database().read([&](db::Reader& db) { there = store::find_hit_type(db, {id}).has_value(); });
  return there;
}

bool Server::has_layout(int symbol) {
  bool there = false;
  life_->database().read(
      [&](db::Reader& db) { there = store::find_layout(db, {names_.id(symbol)}).has_value(); });
  return there;
}

Profile Server::profile_of(int worker) {
  Profile profile;
  const WorkerId id{names_.workers[static_cast<std::size_t>(worker)]};
  life_->database().read([&](db::Reader& db) {
    const domain::WorkerProfile found = store::find_worker(db, id)->profile;
    if (found.locale) profile = {.country = found.locale->country, .subdivision = found.locale->subdivision};
    profile.adult = found.adult;
    profile.master = found.masters;
  });
  return profile;
}

std::string Server::file_of(const std::string& assignment) {
  std::string key;
  life_->database().read([&](db::Reader& db) {
    const auto file = store::find_file_of(db, {assignment}, std::string(kFileQuestion));
    if (file) key = file->key;
  });
  return key;
}

bool Server::is_being_deleted(int qualification_type) {
  bool deleted = false;
  const QualificationTypeId id{names_.id(qualification_type)};
  life_->database().read([&](db::Reader& db) {
    const auto type = store::find_qualification_type(db, id);
    deleted = !type || type->state >= domain::QualificationTypeState::Disposing;
  });
  return deleted;
}

std::int64_t Server::events_wanted(const std::string& type) {
  std::int64_t bits = 0;
  life_->database().read([&](db::Reader& db) {
    const auto settings = store::find_active_notification_settings(db, {type});
    if (settings) bits = settings->event_types.bits;
  });
  return bits;
}

Outbox Server::outbox() {
  Outbox found;
  life_->database().read([&](db::Reader& db) {
    for (const store::Destination& to : store::list_destinations(db, "", 1000)) {
      const std::string address = destination_text(
          to.address.owner.text, to.address.marketplace == domain::Marketplace::Live, to.address.text);
      for (const store::Event& event : store::first_events(db, to.id, kOutboxMax)) {
        found.events.push_back(event_line(std::to_string(event.happened_at.micros), address,
                                          domain::name(event.type), event.hit.text, event.hit_type.text,
                                          event.assignment ? event.assignment->text : "-"));
        ++found.alive;
      }
      const auto add = [&](const store::Message& message) {
        found.documents.push_back(document_of(message, address));
      };
      for (const store::Message& message : store::first_messages(db, to.id, kOutboxMax)) {
        add(message);
        ++found.alive;
      }
      for (const store::DeadLetter& letter : store::list_dead_letters_of(db, to.id, "", kOutboxMax)) {
        add(letter.message);
      }
    }
  });
  return found;
}

Ledger Server::ledger() {
  using domain::Account;
  Ledger ledger;
  life_->database().read([&](db::Reader& db) {
    std::int64_t sum = 0;
    const auto cents = [&](const Account& account) {
      const std::int64_t micros = store::balance(db, account).micros;
      sum += micros;
      return micros / 10'000;
    };
    for (int r = 0; r < kRequesters; ++r) {
      const RequesterId id{names_.requesters[static_cast<std::size_t>(r)]};
      ledger.available[r] = cents(Account::requester(id));
      ledger.held[r] = cents(Account::held(id));
    }
    for (int w = 0; w < kWorkers; ++w) {
      ledger.earnings[w] = cents(Account::worker({names_.workers[static_cast<std::size_t>(w)]}));
    }
    ledger.fees = cents(Account::fees());
    cents(Account::outside());
    cents(Account::play());
    ledger.sum = sum;
  });
  return ledger;
}

std::vector<std::string> Server::counts_of(const std::vector<std::string>& hits) {
  std::vector<std::string> counts;
  life_->database().read([&](db::Reader& db) {
    for (const std::string& id : hits) {
      const auto hit = store::find_hit(db, {id});
      counts.push_back(hit ? counts_text(hit->max_assignments, hit->pending, hit->submitted, hit->decided)
                           : "no such HIT");
    }
  });
  return counts;
}

}  // namespace kempelen::simulation
