// What workers hand in, ready to be sent: the sides of the rows about what a submission causes.
#pragma once

#include <string>
#include <vector>

#include "benchmarks/market/house.h"

namespace kempelen::market {

/// Submissions of one kind, one of each worker.
struct Submissions {
  std::string kind;
  std::vector<Order> orders;
};

/// To HITs with nothing more to do (`plain`), with a policy of known answers (`known`), with a policy of
/// plurality (`plurality`), of a type whose events go to that webhook (`notified`); to a QuestionForm
/// (`form`); and to a test with the same questions, with an answer key (`scored`) and without (`unscored`).
/// All is accepted; only handing in is left.
std::vector<Submissions> make_submissions(House& house, const std::vector<actions::Caller>& workers,
                                          int round, const std::string& webhook);

}  // namespace kempelen::market
