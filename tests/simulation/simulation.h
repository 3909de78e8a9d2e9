// One simulated world: server and bookkeeper side by side, fed with the same steps.
#pragma once

#include <memory>
#include <optional>
#include <set>

#include "tests/simulation/server.h"

namespace kempelen::simulation {

/// Where the two disagree.
struct Finding {
  std::size_t step = 0;  // counted from 0
  Op op = Op::Advance;
  std::string what;
  /// What stays the same when the same mistake shows in another run: no ids, no numbers.
  std::string kind() const;
};

class Simulation {
 public:
  explicit Simulation(std::uint64_t seed);

  /// Writes wait for their group, so a finding may be about a step before.
  std::optional<Finding> play(const Step& step);
  /// What still waits, and the whole world.
  std::optional<Finding> finish();
  const Book& book() const { return book_; }
  /// Steps whose effect is certain to be none, counted from 0: they were refused.
  const std::set<std::size_t>& refused() const { return refused_; }
  std::int64_t now() const { return server_.now(); }

 private:
  using Difference = std::optional<std::string>;

  std::optional<Finding> read(const Step& step, std::size_t index);
  std::optional<Finding> advance(const Step& step, std::size_t index);
  std::optional<Finding> deliver(int turns, std::size_t index);
  std::optional<Finding> deliver_the_rest();
  std::optional<Finding> flush();
  std::optional<Finding> look_around();
  std::optional<Finding> hear(const Written& written, std::size_t index);
  std::optional<Finding> start_again(std::vector<Written> written, std::size_t first, Server::End end);
  Difference whole_world(Book& book);
  Difference ask(Book& book, const Step& step);
  Difference walk(Book& book, Step step);
  Difference qualifications(Book& book);
  Difference unseen(const Book& book);
  Difference unseen_of_workers(const Book& book);
  std::optional<Finding> look_at_group(const std::vector<Written>& written, std::size_t first);
  Difference accounts(const Book& book);
  Difference money(const Book& book);
  Finding finding(std::size_t index, Op op, std::string what) const;

  Server server_;
  Book book_;
  std::vector<Step> group_{};
  std::size_t group_first_ = 0;  // the index of its first step
  std::set<std::size_t> refused_{};
  std::size_t steps_ = 0;
  std::size_t looked_at_ = 0;
  bool power_is_going_ = false, call_is_failing_ = false;
};

/// Plays the steps in a fresh world.
std::optional<Finding> play_all(std::uint64_t seed, std::span<const Step> steps);

}  // namespace kempelen::simulation
