// Lines and their refusals.
#include "tests/scenarios/runner/play.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "api/errors.h"

namespace kempelen::scenarios {
namespace {

const api::ErrorRow& row_of(const Refusal& refusal) {
  return *std::ranges::find(api::error_table(), refusal.code, &api::ErrorRow::code);
}

/// By the name of its Code, its TurkErrorCode (with or without the common beginning), or its code of the
/// Worker API.
bool is_called(const Refusal& refusal, const std::string& name) {
  const api::ErrorRow& row = row_of(refusal);
  return name == row.name || name == row.turk_error_code ||
         "AWS.MechanicalTurk." + name == row.turk_error_code || name == row.worker_code;
}

void check_refusal(const World& world, const Line& line, const Refusal& refusal) {
  if (!is_called(refusal, line.expected.front())) {
    throw Mismatch(fmt::format("expected the refusal {}, got {} [{}]", line.expected.front(),
                               row_of(refusal).name, fmt::join(refusal.words, " | ")));
  }
  for (std::size_t i = 1; i + 1 < line.expected.size(); i += 2) {
    must_equal("what stands behind a refusal", "naming", line.expected[i]);
    const std::string& named = line.expected[i + 1];
    const bool found = std::ranges::any_of(refusal.words, [&](const std::string& word) {
      return word == named || world.name_of(word) == named;
    });
    if (!found) {
      throw Mismatch(
          fmt::format("expected the refusal to name {}, got [{}]", named, fmt::join(refusal.words, " | ")));
    }
  }
}

Result<Done> act(World& world, const Line& line, Words& words) {
  const std::string& verb = line.words.front();
  if (verb == "advance") {
    world.advance(Duration::seconds(read_seconds(words.take("how far"))));
    return Done{};
  }
  if (verb == "take-premium-qualifications") {
    world.take_premium_qualifications();
    return Done{};
  }
  if (auto played = play_money(world, verb, words)) return *played;
  if (auto played = play_requester(world, verb, words)) return *played;
  if (auto played = play_life(world, verb, words)) return *played;
  if (auto played = play_people(world, verb, words)) return *played;
  if (auto played = play_worker(world, verb, words)) return *played;
  if (auto played = play_qualification(world, verb, words)) return *played;
  if (auto played = play_qualification_work(world, verb, words)) return *played;
  if (auto played = play_notify(world, verb, words)) return *played;
  if (auto played = play_list(world, verb, words)) return *played;
  if (auto played = play_review(world, verb, words)) return *played;
  if (auto played = play_file(world, verb, words)) return *played;
  if (play_account(world, verb, words) || play_check(world, verb, words)) return Done{};
  if (play_notify_check(world, verb, words)) return Done{};
  throw Mismatch(fmt::format("unknown verb '{}'", verb));
}

}  // namespace

void play(World& world, const Line& line) {
  Words words(line);
  // What is due happens before any command, also before one that is refused.
  const std::string before = line.expected.empty() || world.something_due() ? "" : world.dump();
  const auto result = act(world, line, words);
  if (!words.empty()) throw Mismatch(fmt::format("nobody reads '{}' in this line", words.take("a word")));
  if (line.expected.empty()) {
    if (result) return;
    throw Mismatch(fmt::format("expected success, got {} [{}]", row_of(result.error()).name,
                               fmt::join(result.error().words, " | ")));
  }
  if (result) throw Mismatch(fmt::format("expected the refusal {}, got success", line.expected.front()));
  check_refusal(world, line, result.error());
  world.refused.insert(result.error().code);
  if (!before.empty()) must_equal("the database after a refused call", before, world.dump());
}

}  // namespace kempelen::scenarios
