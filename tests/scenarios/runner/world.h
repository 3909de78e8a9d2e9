// A server without sockets: the real bindings over a real database in a file of its own, with clocks that a
// scenario turns. What a line calls a thing by is kept in `names`.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "actions/binding.h"
#include "base/clock.h"
#include "base/random.h"
#include "db/sqlite.h"
#include "domain/requirement.h"
#include "jobs/runtime.h"

namespace kempelen::scenarios {

/// Every scenario is played both ways and must come out the same: with a scheduler that runs each timer in
/// time, and with none, so that only the next command finds out what has become due.
enum class Scheduler { Prompt, Absent };

/// An answer of an operation, looked at by path: `HIT.HITStatus`, `Assignments.0.Answer`.
class Answer {
 public:
  explicit Answer(std::string body) : body_(std::move(body)) {}
  /// Texts as they are, numbers and booleans as JSON writes them; nothing where there is no such member.
  std::optional<std::string> text(std::string_view path) const;
  /// The same; a Mismatch where there is none.
  std::string must(std::string_view path) const;
  /// Of an epoch time, in seconds.
  std::optional<double> seconds(std::string_view path) const;
  /// The length of a list.
  std::size_t count(std::string_view path) const;
  const std::string& body() const { return body_; }

 private:
  std::string body_;
};

class World {
 public:
  explicit World(Scheduler scheduler);
  ~World();
  World(const World&) = delete;
  World& operator=(const World&) = delete;

  Result<Answer> requester_call(const std::string& requester, std::string_view operation,
                                const std::string& body);
  Result<Answer> worker_call(const std::string& worker, std::string_view operation, const std::string& body);
  /// A write that is no operation: accounts, deposits, drafts.
  Result<Done> write(const std::function<Result<Done>(actions::WriteContext&)>& work);
  void read(const std::function<void(db::Reader&)>& work) { database_->read(work); }

  void advance(Duration by);
  void take_premium_qualifications() { settings_.premium_qualifications = true; }
  domain::DestinationRules& change_destinations() { return settings_.destinations; }
  void set_content_url(std::string url) { settings_.content_url = std::move(url); }
  void set_blocks_max(std::int64_t blocks) { settings_.blocks_max = blocks; }
  Instant now() const { return domain_.now(); }
  Instant started_at() const { return wall_.now(); }
  /// Whether something is due that has not been done yet.
  bool something_due();
  std::filesystem::path database_file() const { return directory_ / "kempelen.db"; }
  /// Every row of every table, as one text.
  std::string dump();

  /// The id behind a name; a Mismatch where nothing has it. `nothing` is an id of the right form that nothing
  /// has.
  std::string id(const std::string& name) const;
  /// A text with `$H` and the like, up to the next quote, replaced by the ids of what they name.
  std::string with_ids(std::string_view text) const;
  bool knows(const std::string& name) const { return ids_.contains(name); }
  /// The name of an id, or the id itself.
  std::string name_of(const std::string& id) const;
  void name(const std::string& name, std::string id);
  void name_requester(const std::string& name, std::string id) {
    if (first_requester_.empty()) first_requester_ = name;
    this->name(name, std::move(id));
  }

  /// The first one of the scenario; any requester's call makes everything happen that is due.
  std::string some_requester() const { return first_requester_; }

  domain::Marketplace marketplace = domain::Marketplace::Sandbox;
  std::map<std::string, std::string> page_tokens;
  /// The refusals that lines have expected and got.
  std::set<Code> refused;
  /// What each operation of the Requester API has refused, expected or not.
  std::map<std::string, std::set<Code>, std::less<>> refused_by;
  /// Review policies by name, as JSON.
  std::map<std::string, std::string> policies;
  /// What workers had done before the scenario began, by worker id.
  std::map<std::string, domain::WorkerRecord> earlier_records;

 private:
  Result<Answer> call(const actions::Caller& caller, const actions::Binding& binding,
                      const std::string& body);

  std::filesystem::path directory_;
  ManualClock wall_;
  OffsetClock domain_;
  SeededRandom random_;
  actions::Settings settings_;
  std::unique_ptr<db::Database> database_;
  std::unique_ptr<jobs::Runtime> runtime_;
  Scheduler scheduler_;
  std::string first_requester_;
  std::map<std::string, std::string> ids_;
  std::map<std::string, std::string> names_;
};

}  // namespace kempelen::scenarios
