// A runtime over a database of its own with a requester and workers in it, for tests of what happens between
// commands, timers and threads.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <future>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "actions/hits/prepared_hit.h"
#include "actions/requester_operations.h"
#include "actions/worker_operations.h"
#include "base/clock.h"
#include "base/random.h"
#include "db/sqlite.h"
#include "jobs/runtime.h"
#include "store/accounts.h"
#include "store/assignments.h"
#include "store/hits.h"
#include "store/ledger.h"
#include "store/schema.h"
#include "store/workers.h"

namespace kempelen::jobs {

/// What a HIT of the workshop is like.
struct Job {
  std::int64_t assignments = 1;
  Money reward = Money::cents(10);
  Duration lifetime = Duration::days(1);
  Duration duration = Duration::seconds(3'600);
  Duration auto_approval_delay = Duration::days(3);
};

class Workshop {
 public:
  explicit Workshop(domain::Marketplace market = domain::Marketplace::Sandbox) : marketplace_(market) {
    std::string pattern = std::filesystem::temp_directory_path() / "kempelen-jobs-XXXXXX";
    directory_ = ::mkdtemp(pattern.data());
    db::SqliteOptions options;
    options.file = directory_ / "kempelen.db";
    database_ = db::open_sqlite(options, store::migrations());
    runtime_ = std::make_unique<Runtime>(*database_, domain_, wall_, settings_, random_);
    database_->write_and_wait([this](db::Transaction& tx) {
      IdGenerator ids(random_);
      requester_ = ids.requester();
      store::insert_requester(tx, {.id = requester_, .name = "acme", .created_at = wall_.now()});
      const domain::Posting deposit{domain::Account::outside(), domain::Account::requester(requester_),
                                    Money::dollars(1'000), domain::Reason::Deposit, requester_.text};
      store::post(tx, std::span(&deposit, 1), ids, wall_.now());
      return db::Verdict::Keep;
    });
  }
  ~Workshop() {
    runtime_.reset();
    database_.reset();
    std::filesystem::remove_all(directory_);
  }
  Workshop(const Workshop&) = delete;
  Workshop& operator=(const Workshop&) = delete;

  Runtime& runtime() { return *runtime_; }
  db::Database& database() { return *database_; }
  OffsetClock& domain() { return domain_; }
  ManualClock& wall() { return wall_; }
  const RequesterId& requester() const { return requester_; }
  const actions::Settings& settings() const { return settings_; }

  /// Queues a command and returns at once.
  std::future<actions::Reply> send(actions::Caller caller, actions::Executor::Writing work) {
    auto promise = std::make_shared<std::promise<actions::Reply>>();
    auto future = promise->get_future();
    caller.marketplace = marketplace_;
    runtime_->write(std::move(caller), std::move(work),
                    [promise](actions::Reply reply, const std::exception_ptr& fault) {
                      if (fault) return promise->set_exception(fault);
                      promise->set_value(std::move(reply));
                    });
    return future;
  }
  std::future<actions::Reply> ask(actions::Caller caller, actions::Executor::Reading work) {
    auto promise = std::make_shared<std::promise<actions::Reply>>();
    auto future = promise->get_future();
    caller.marketplace = marketplace_;
    runtime_->read(std::move(caller), std::move(work),
                   [promise](actions::Reply reply, const std::exception_ptr& fault) {
                     if (fault) return promise->set_exception(fault);
                     promise->set_value(std::move(reply));
                   });
    return future;
  }
  void settle() {
    std::promise<void> done;
    runtime_->settle([&done] { done.set_value(); });
    done.get_future().wait();
  }

  WorkerId worker(const std::string& name) {
    WorkerId id;
    send({}, [&](actions::WriteContext& ctx) -> actions::Reply {
      store::Worker made;
      made.id = id = ctx.ids.worker();
      made.marketplace = marketplace_;
      made.username = name;
      made.created_at = ctx.now;
      EXPECT_TRUE(store::insert_worker(ctx.tx, made));
      return std::string();
    }).get();
    return id;
  }
  HitId publish(const Job& job) {
    const actions::PreparedHit prepared{
        .type = domain::HitTypeProperties{.title = "Sort",
                                          .description = "Sort it",
                                          .keywords = "",
                                          .reward = job.reward,
                                          .assignment_duration = job.duration,
                                          .auto_approval_delay = job.auto_approval_delay},
        .question = kQuestion,
        .lifetime = job.lifetime,
        .max_assignments = job.assignments};
    const auto reply = send({.requester = requester_}, [&](actions::WriteContext& ctx) -> actions::Reply {
                         KEMPELEN_TRY(const auto made, actions::create_hit(ctx, prepared));
                         return *made.hit->hit_id;
                       }).get();
    return {reply.value()};
  }
  std::future<actions::Reply> accept(const WorkerId& worker, const HitId& hit) {
    return send({.worker = worker}, [hit](actions::WriteContext& ctx) -> actions::Reply {
      api::worker::AcceptHITRequest request;
      request.hit_id = hit.text;
      KEMPELEN_TRY(const auto taken, actions::accept_hit(ctx, request));
      return taken.assignment.assignment_id;
    });
  }
  std::future<actions::Reply> submit(const WorkerId& worker, const std::string& assignment) {
    return send({.worker = worker}, [assignment](actions::WriteContext& ctx) -> actions::Reply {
      const actions::PreparedAnswer answer{
          .assignment = AssignmentId{assignment},
          .sent = {{.fields = {}, .to_page = {{.fields = {}, .xml = "<answers/>"}}}}};
      KEMPELEN_TRY(const auto handed_in, actions::submit_assignment(ctx, answer));
      return handed_in.assignment.status;
    });
  }
  std::future<actions::Reply> approve(const std::string& assignment) {
    return send({.requester = requester_}, [assignment](actions::WriteContext& ctx) -> actions::Reply {
      api::ApproveAssignmentRequest request;
      request.assignment_id = assignment;
      KEMPELEN_TRY(const auto approved, actions::approve_assignment(ctx, request));
      static_cast<void>(approved);
      return std::string("approved");
    });
  }
  /// A HIT with its one assignment handed in.
  std::pair<HitId, AssignmentId> submitted(const WorkerId& by, const Job& job) {
    const HitId hit = publish(job);
    const std::string assignment = accept(by, hit).get().value();
    EXPECT_TRUE(submit(by, assignment).get().has_value());
    return {hit, {assignment}};
  }

  // As they are stored now, whatever is due.
  domain::Assignment assignment(const AssignmentId& id) {
    std::optional<domain::Assignment> found;
    database_->read([&](db::Reader& db) { found = store::find_assignment(db, id); });
    return found.value();
  }
  domain::Hit hit(const HitId& id) {
    std::optional<domain::Hit> found;
    database_->read([&](db::Reader& db) { found = store::find_hit(db, id); });
    return found.value();
  }
  Money balance(const domain::Account& account) {
    Money found;
    database_->read([&](db::Reader& db) { found = store::balance(db, account); });
    return found;
  }
  void execute(const db::Sql& sql, const std::string& id) {
    database_->write_and_wait([&](db::Transaction& tx) {
      tx.execute(sql, id);
      return db::Verdict::Keep;
    });
  }

 private:
  static constexpr const char* kQuestion =
      R"(<HTMLQuestion xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2011-11-11/HTMLQuestion.xsd">)"
      R"(<HTMLContent><![CDATA[<p>?</p>]]></HTMLContent><FrameHeight>0</FrameHeight></HTMLQuestion>)";

  domain::Marketplace marketplace_;
  std::filesystem::path directory_;
  ManualClock wall_{Instant::from_seconds(1'795'532'400)};
  OffsetClock domain_{wall_, Duration{}};
  // Ids are made on the writing thread and by tests, so the source has to be thread-safe.
  SystemRandom random_;
  actions::Settings settings_{.page_token_key = std::string(32, 'k'),
                              .content_url = "http://content.test",
                              .sandbox_url = "http://sandbox.test",
                              .live_url = "http://live.test",
                              .file_key = std::string(32, 'f')};
  std::unique_ptr<db::Database> database_;
  std::unique_ptr<Runtime> runtime_;
  RequesterId requester_;
};

/// Keeps the writing thread busy until it is let go, so that what is queued behind it runs as one group.
class Barrier {
 public:
  explicit Barrier(db::Database& database) {
    auto entered = std::make_shared<std::promise<void>>();
    auto leave = std::make_shared<std::shared_future<void>>(leave_.get_future());
    entered_ = entered->get_future();
    database.write(
        [entered, leave, once = std::make_shared<bool>(false)](db::Transaction&) {
          if (!std::exchange(*once, true)) entered->set_value();
          leave->wait();
          return db::Verdict::Keep;
        },
        [](db::Ending, const std::exception_ptr&) {});
  }
  ~Barrier() { let_go(); }
  Barrier(const Barrier&) = delete;
  Barrier& operator=(const Barrier&) = delete;

  void wait_until_reached() { entered_.wait(); }
  void let_go() {
    if (!std::exchange(gone_, true)) leave_.set_value();
  }

 private:
  std::promise<void> leave_;
  std::future<void> entered_;
  bool gone_ = false;
};

}  // namespace kempelen::jobs
