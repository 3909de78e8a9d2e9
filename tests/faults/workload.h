// Clients that do everything which can be done, drawn from a seed, and write down what they are told.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "tests/faults/dice.h"
#include "tests/faults/life.h"
#include "tests/faults/record.h"

namespace kempelen::faults {

/// Something that is no operation, as a command.
Command write_command(const actions::Caller& caller,
                      std::function<Result<Done>(actions::WriteContext&)> work);

class Workload {
 public:
  explicit Workload(std::uint64_t seed, ManualClock& clock) : dice_(seed), clock_(clock) {}

  /// A command and what is to be written down once it has ended.
  struct Step {
    std::string name;
    Command command;
    std::function<void(const Outcome&)> note;
  };
  /// The people and their money; the first steps in a new database.
  std::vector<Step> first_steps();
  /// One to six commands. What cannot be done is drawn, too: it is refused.
  std::vector<Step> next_steps();
  /// Mostly a little; sometimes as far as expirations, abandonments and automatic approvals.
  void let_time_pass();

  const Record& record() const { return record_; }
  /// How often a command of each name was acknowledged.
  const std::map<std::string, std::uint64_t>& acknowledged() const { return acknowledged_; }
  /// Acknowledgements that ought to have been refusals.
  const std::vector<std::string>& wrong() const { return wrong_; }

 private:
  struct Person {
    std::string id;
    domain::Marketplace marketplace;
  };

  using Maker = void (Workload::*)(std::vector<Step>&);
  void add(std::vector<Step>& steps, std::string name, Result<Command> command,
           std::function<void(const std::string&)> note = {});
  void deposit_more(std::vector<Step>& steps);
  void create_type(std::vector<Step>& steps);
  void publish(std::vector<Step>& steps);
  void publish_again(std::vector<Step>& steps);
  void accept(std::vector<Step>& steps);
  void submit(std::vector<Step>& steps);
  void give_back(std::vector<Step>& steps);
  void keep_draft(std::vector<Step>& steps);
  void approve(std::vector<Step>& steps);
  void reject(std::vector<Step>& steps);
  void pay_bonus(std::vector<Step>& steps);
  void change_expiration(std::vector<Step>& steps);
  void add_places(std::vector<Step>& steps);
  void remove_hit(std::vector<Step>& steps);
  void mark_reviewing(std::vector<Step>& steps);
  void change_type(std::vector<Step>& steps);
  // In workload_market.cc.
  void make_qualification(std::vector<Step>& steps);
  void change_qualification(std::vector<Step>& steps);
  void grant(std::vector<Step>& steps);
  void ask_for_qualification(std::vector<Step>& steps);
  void hand_in_test(std::vector<Step>& steps);
  void decide_request(std::vector<Step>& steps);
  void block(std::vector<Step>& steps);
  void write_letter(std::vector<Step>& steps);
  void want_events(std::vector<Step>& steps);
  void send_events(std::vector<Step>& steps);
  void send_file(std::vector<Step>& steps);
  /// Members of CreateHIT, each with a comma before it.
  std::string some_policies();

  const std::string* some_hit();
  const std::string* some_assignment(domain::AssignmentStatus status);
  actions::Caller owner_of(const KnownHit& hit) const;
  actions::Caller worker_of(const KnownAssignment& assignment) const;

  struct KnownQualification {
    std::string id;
    domain::Marketplace marketplace;
    std::string requester;
    bool test = false;
  };
  struct KnownRequest {
    std::string id;
    KnownQualification of;
    std::string worker;
  };
  const KnownQualification* some_qualification();
  const KnownRequest* some_request();
  std::string some_worker(domain::Marketplace marketplace);

  Dice dice_;
  ManualClock& clock_;
  Record record_;
  std::vector<std::string> requesters_;
  std::vector<Person> workers_;
  std::vector<std::string> type_ids_;        // in the order of their making
  std::vector<std::string> hit_ids_;         // in the order of their making
  std::vector<std::string> assignment_ids_;  // likewise
  std::vector<KnownQualification> qualifications_;
  std::vector<KnownRequest> requests_;
  std::map<std::string, std::uint64_t> acknowledged_;
  std::vector<std::string> wrong_;
};

}  // namespace kempelen::faults
