// Carries out the lines of a scenario in a world.
#pragma once

#include "tests/scenarios/runner/script.h"
#include "tests/scenarios/runner/world.h"

namespace kempelen::scenarios {

/// One line: does or checks what it says. Throws Mismatch. A line that expects a refusal also checks that the
/// refused call changed nothing at all.
void play(World& world, const Line& line);

/// What each family of verbs does; false or nothing where the verb is not one of them. Each is in the file of
/// its name.
bool play_account(World& world, const std::string& verb, Words& words);
/// The refusal, if the call was refused, is left in the Result.
using Played = std::optional<Result<Done>>;
Played play_money(World& world, const std::string& verb, Words& words);
Played play_requester(World& world, const std::string& verb, Words& words);
Played play_life(World& world, const std::string& verb, Words& words);
/// Blocks, messages, profiles, explanations.
Played play_people(World& world, const std::string& verb, Words& words);
Played play_worker(World& world, const std::string& verb, Words& words);
/// Verbs about qualifications: of requesters, in qualifications.cc, and of workers, in qualification_work.cc.
Played play_qualification(World& world, const std::string& verb, Words& words);
Played play_qualification_work(World& world, const std::string& verb, Words& words);
/// Lists, whose page tokens may be refused.
Played play_list(World& world, const std::string& verb, Words& words);
/// Review policies and what they did.
Played play_review(World& world, const std::string& verb, Words& words);
/// Files that workers upload.
Played play_file(World& world, const std::string& verb, Words& words);
bool play_check(World& world, const std::string& verb, Words& words);
Played play_notify(World& world, const std::string& verb, Words& words);
bool play_notify_check(World& world, const std::string& verb, Words& words);

}  // namespace kempelen::scenarios
