// The recount finds each kind of damage, and says it without saying anything else. The damage is done with
// plain SQL in a copy of a database that scenario lines have filled.
#include "store/recount.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "db/sqlite/connection.h"
#include "store/schema.h"
#include "tests/scenarios/runner/play.h"

namespace kempelen::scenarios {
namespace {

using ::testing::ElementsAreArray;
using ::testing::IsEmpty;

/// One HIT has work in every state, one is untouched, one is played in the sandbox. Price of H: 1.00 + 0.20.
constexpr std::string_view kStage = R"(
marketplace live
requester acme balance 20.00
worker ann
worker ben
worker cid
worker dan
worker eve
create-hit H by acme title H reward 1.00 assignments 9 lifetime 1d duration 12h auto-approve 2d
create-hit G by acme title G reward 0.50 assignments 1 lifetime 1d
accept A H by ann
submit A by ann
approve A by acme
accept B H by ben
submit B by ben
accept C H by cid
draft C comment=half
accept D H by dan
return D by dan
accept E H by eve
submit E by eve
marketplace sandbox
worker flo
create-hit P by acme title P reward 0.05 assignments 1
accept Q P by flo
submit Q by flo
approve Q by acme
create-hit R by acme title R reward 0.05 assignments 1 lifetime 1h
accept S R by flo
submit S by flo
block flo by acme
create-qualification K by acme test choices key points test-time 10m keywords care
create-qualification L by acme
create-qualification M by acme
create-hit N by acme title N reward 0.05 require K:Exists
ask U K by flo
submit-test U by flo choice colour=green
ask V L by flo
grant M flo by acme
delete-qualification M by acme
worker gus
ask W K by gus
)";

class Damaged : public testing::Test {
 protected:
  Damaged() : world_(Scheduler::Prompt) {
    for (const Line& line : read_script(kStage)) play(world_, line);
  }
  ~Damaged() override { std::filesystem::remove_all(copy_.parent_path()); }

  /// A copy of the world, changed by `damage` without regard to any constraint.
  std::unique_ptr<db::Database> copy(const std::string& damage) {
    std::filesystem::remove_all(copy_.parent_path());
    std::filesystem::create_directory(copy_.parent_path());
    db::sqlite::Connection(world_.database_file(), db::sqlite::Access::ReadOnly, nullptr, 1024)
        .run(fmt::format("VACUUM INTO '{}'", copy_.string()));
    db::sqlite::Connection raw(copy_, db::sqlite::Access::ReadWrite, nullptr, 1024);
    raw.run("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON;");
    raw.run(damage);
    db::SqliteOptions options;
    options.file = copy_;
    return db::open_sqlite(options, store::migrations());
  }

  std::vector<std::string> differences(const std::string& damage, Instant now) {
    const auto database = copy(damage);
    std::vector<std::string> found;
    database->read(
        [&](db::Reader& db) { found = store::recount(db, {.now = now, .sweeps = 0}).differences; });
    for (std::string& sentence : found) sentence = with_names(std::move(sentence));
    std::ranges::sort(found);
    return found;
  }

  std::string with_names(std::string text) {
    for (const char* name : {"acme", "ann", "ben", "cid", "dan", "eve", "flo", "H", "G",         "P",
                             "A",    "B",   "C",   "D",   "E",   "Q",   "R",   "S", "type-of-H", "type-of-G",
                             "gus",  "K",   "L",   "M",   "N",   "U",   "V",   "W", "type-of-N"}) {
      const std::string id = world_.id(name);
      for (std::size_t at = text.find(id); at != std::string::npos; at = text.find(id)) {
        text.replace(at, id.size(), name);
      }
    }
    return text;
  }
  /// `{H}` stands for the id of H.
  std::string with_ids(std::string text) {
    for (std::size_t at = text.find('{'); at != std::string::npos; at = text.find('{')) {
      const std::size_t end = text.find('}', at);
      text.replace(at, end - at + 1, "'" + world_.id(text.substr(at + 1, end - at - 1)) + "'");
    }
    return text;
  }

  World world_;
  std::filesystem::path copy_ =
      std::filesystem::temp_directory_path() / fmt::format("kempelen-recount-{}", ::getpid()) / "kempelen.db";
};

struct Damage {
  std::string sql;
  std::vector<std::string> sentences;  // sorted
};

const Damage kDamages[] = {
    // Money.
    {"UPDATE balances SET balance = balance + 500000 WHERE account = 'fees'",
     {"Account fees has the balance 0.70, and its entries add up to 0.20.",
      "All balances add up to 0.50 instead of 0.00."}},
    {"DELETE FROM balances WHERE account = 'worker:' || {ann}",
     {"Account worker:ann has no balance, and its entries add up to 1.00.",
      "All balances add up to -1.00 instead of 0.00."}},
    {"UPDATE balances SET may_be_negative = 1 WHERE account = 'fees'",
     {"Account fees may be negative, and it should not."}},
    {"UPDATE balances SET balance = -1000000 WHERE account = 'fees';"
     "UPDATE balances SET balance = balance + 1200000 WHERE account = 'worker:' || {ann}",
     {"Account fees has the balance -1.00, and its entries add up to 0.20.", "Account fees is negative.",
      "Account worker:ann has the balance 2.20, and its entries add up to 1.00."}},
    {"INSERT INTO ledger_entries VALUES ('3X', 1, 'held:' || {acme}, 'requester:' || {acme}, 10000, "
     "'release', {H});"
     "UPDATE balances SET balance = balance - 10000 WHERE account = 'held:' || {acme};"
     "UPDATE balances SET balance = balance + 10000 WHERE account = 'requester:' || {acme}",
     {"Requester acme has 10.19 held, and open places, work under way and reviews need 10.20."}},
    {"UPDATE ledger_entries SET reason = 'gift' WHERE reason = 'deposit'",
     {"Ledger entry * moves money from outside to requester:acme for the reason gift, which is not done."}},
    {"UPDATE ledger_entries SET to_account = 'worker:AX' WHERE subject = {A} AND reason = 'reward';"
     "UPDATE balances SET account = 'worker:AX' WHERE account = 'worker:' || {ann}",
     {"Account worker:AX belongs to nobody.",
      "Assignment A: reward of 1.00 from acme to worker:AX is due 0 times and was paid 1 times.",
      "Assignment A: reward of 1.00 from acme to worker:ann is due 1 times and was paid 0 times."}},
    // HITs.
    {"UPDATE hits SET pending = 0 WHERE hit_id = {H}",
     {"HIT H counts 0 assignments under way, and there are 1."}},
    {"UPDATE hits SET submitted = 3 WHERE hit_id = {H}",
     {"HIT H counts 3 assignments waiting for review, and there are 2."}},
    {"UPDATE hits SET decided = 0 WHERE hit_id = {H}",
     {"HIT H counts 0 assignments decided, and there are 1."}},
    {"UPDATE hits SET open = 0 WHERE hit_id = {H}", {"HIT H is listed as closed, and it is open."}},
    {"UPDATE hits SET places_held = 0 WHERE hit_id = {G}",
     {"HIT G does not hold money for its free places, and it should."}},
    {"UPDATE hits SET places_held = 1 WHERE hit_id = {P}",
     {"HIT P holds money for its free places, and it should not."}},
    {"UPDATE hits SET fee = 110000 WHERE hit_id = {G}",
     {"Requester acme has 10.20 held, and open places, work under way and reviews need 10.21."}},
    {"UPDATE hits SET mark = 7 WHERE hit_id = {P}",
     {"HIT P has the unknown mark 7.", "HIT P is not reviewable, and it says since when."}},
    {"UPDATE hits SET mark = 2 WHERE hit_id = {P}",
     {"A timer that expires HIT P stands, and its state has none.",
      "HIT P is not reviewable, and it says since when."}},
    {"UPDATE hits SET mark = 1 WHERE hit_id = {P}", {}},
    {"UPDATE hits SET mark = 2, reviewable_at = NULL WHERE hit_id = {R};"
     "DELETE FROM timers WHERE subject = {R}",
     {"HIT R is disposed and has assignments that are not decided."}},
    {"UPDATE hits SET reviewable_at = NULL WHERE hit_id = {P}",
     {"A timer that disposes of HIT P stands, and its state has none.",
      "HIT P is reviewable, and it does not say since when."}},
    {"DELETE FROM timers WHERE subject = {P} AND kind = 5",
     {"HIT P is to be disposed of in time and has no timer for it."}},
    {"UPDATE hit_types SET open_hits = 2 WHERE hit_type_id = {type-of-H}",
     {"HIT type type-of-H counts 2 open HITs, and there are 1."}},
    {"UPDATE hit_types SET reward = 1 WHERE hit_type_id = {type-of-H}",
     {"HIT H and its type differ in requester, marketplace or reward."}},
    {"UPDATE hit_types SET latest_expiration = 1 WHERE hit_type_id = {type-of-H}",
     {"HIT H expires after the latest expiration of its group."}},
    {"DELETE FROM hit_questions WHERE hit_id = {G}", {"HIT G has no question."}},
    // Assignments and workers.
    {"UPDATE assignments SET status = 9 WHERE assignment_id = {D}",
     {"Assignment D has the unknown state 9."}},
    {"UPDATE assignments SET approved_at = NULL WHERE assignment_id = {A}",
     {"Assignment A is Approved, and its times are not those of this state."}},
    {"UPDATE assignments SET submitted_at = accepted_at - 1 WHERE assignment_id = {B}",
     {"Assignment B has times that do not follow each other."}},
    {"UPDATE assignments SET reward = 1 WHERE assignment_id = {B}",
     {"Assignment B has another reward than its HIT."}},
    {"UPDATE assignments SET worker_id = {flo} WHERE assignment_id = {D}",
     {"Assignment D is of a worker of another marketplace than its HIT."}},
    {"UPDATE workers SET submitted = 0, approved = 2, rejected = 3 WHERE worker_id = {ann}",
     {"Worker ann is credited with 0 assignments submitted, and has 1.",
      "Worker ann is credited with 2 assignments approved, and has 1.",
      "Worker ann is credited with 3 assignments rejected, and has 0."}},
    {"DELETE FROM answers WHERE assignment_id = {B}", {"Assignment B was handed in and has no answer."}},
    {"UPDATE answers SET assignment_id = {C} WHERE assignment_id = {B}",
     {"Assignment B was handed in and has no answer.", "Assignment C has an answer and was not handed in."}},
    {"UPDATE drafts SET assignment_id = {D}", {"Assignment D has a draft and is not under way."}},
    {"INSERT INTO bonuses VALUES ('3Z', {acme}, {H}, {A}, {ben}, 20000, 0, 'Thanks', 1)",
     {"Assignment A: bonus of 0.02 from acme to worker:ben is due 1 times and was paid 0 times.",
      "Bonus 3Z does not fit its assignment."}},
    // Who has judged whom, and who blocks whom.
    {"UPDATE work_records SET approved = 2, rejected = 1 WHERE worker_id = {ann}",
     {"Requester acme is said to have approved 2 and rejected 1 of worker ann, and has 1 and 0."}},
    {"DELETE FROM work_records WHERE worker_id = {ann}",
     {"Requester acme has no record of worker ann, whose work he has decided on."}},
    {"INSERT INTO work_records VALUES ({ben}, {acme}, 0, 1)",
     {"Requester acme has a record of worker ben, on none of whose work he has decided."}},
    {"UPDATE block_counts SET blocks = 3",
     {"Requester acme is said to block 3 workers in marketplace 0, and blocks 1."}},
    {"DELETE FROM block_counts",
     {"Requester acme is said to block 0 workers in marketplace 0, and blocks 1."}},
    {"UPDATE worker_blocks SET active = 0",
     {"Requester acme is said to block 1 workers in marketplace 0, and blocks 0."}},
    {"DELETE FROM worker_blocks", {"Requester acme is said to block workers, and blocks none."}},
    {"UPDATE worker_blocks SET marketplace = 1; UPDATE block_counts SET marketplace = 1",
     {"Worker flo is blocked in another marketplace than his own."}},
    // An approval of which only half was saved.
    {"UPDATE assignments SET status = 1, approved_at = NULL WHERE assignment_id = {Q}",
     {"Assignment Q is to be approved in time and has no timer for it.",
      "Assignment Q: reward of 0.05 from play to worker:flo is due 0 times and was paid 1 times.",
      "HIT P counts 0 assignments waiting for review, and there are 1.",
      "HIT P counts 1 assignments decided, and there are 0.",
      "Requester acme has a record of worker flo, on none of whose work he has decided.",
      "Worker flo is credited with 1 assignments approved, and has 0."}},
    // Timers.
    {"DELETE FROM timers WHERE subject = {H}", {"HIT H can expire and has no timer for it."}},
    {"DELETE FROM timers WHERE subject = {C}", {"Assignment C can be abandoned and has no timer for it."}},
    {"DELETE FROM timers WHERE subject = {E}",
     {"Assignment E is to be approved in time and has no timer for it."}},
    {"UPDATE timers SET due_at = due_at + 3600000000 WHERE subject = {G}",
     {"The timer that expires HIT G is due at 2026-11-25T16:00:00Z instead of 2026-11-25T15:00:00Z."}},
    {"UPDATE timers SET due_at = due_at + 3600000000, attempt = 3 WHERE subject = {C}",
     {"The timer that abandons assignment C failed 3 times and was put back until 2026-11-25T04:00:00Z."}},
    {"UPDATE timers SET kind = 3 WHERE subject = {C}",
     {"A timer that approves assignment C stands, and its state has none.",
      "Assignment C can be abandoned and has no timer for it."}},
    {"INSERT INTO timers VALUES (9000000000000000, 1, '3X', 0)",
     {"A timer that expires HIT 3X stands, and there is none of that id."}},
    {"INSERT INTO timers VALUES (9000000000000000, 4, 'sweep', 2)",
     {"The timer that sweeps out what has expired failed 2 times and was put back until "
      "2255-03-14T16:00:00Z.",
      "There are 1 timers that sweep out what has expired instead of 0."}},
    {"INSERT INTO timers VALUES (9000000000000000, 9, '3X', 0)", {"A timer of 3X has the unknown kind 9."}},
    // Qualifications.
    {"UPDATE qualifications SET qualification_type_id = '3X' WHERE qualification_type_id = {M}",
     {"Worker flo has a qualification of type 3X, which does not exist."}},
    {"UPDATE qualifications SET worker_id = {ann} WHERE qualification_type_id = {M}",
     {"Worker ann has a qualification of type M of another marketplace."}},
    {"UPDATE qualification_requests SET marketplace = 1 WHERE request_id = {V}",
     {"Qualification request V does not fit its type or its worker."}},
    {"DELETE FROM qualification_answers WHERE request_id = {U}",
     {"Qualification request U had its test handed in and has no answer."}},
    {"INSERT INTO qualification_answers VALUES ({V}, 'x')",
     {"Qualification request V has an answer and had no test handed in."}},
    {"UPDATE qualification_types SET state = 3 WHERE qualification_type_id = {L};"
     "DELETE FROM qualification_type_words WHERE qualification_type_id = {L}",
     {"Qualification request V is not decided, and its type is deleted."}},
    {"DELETE FROM timers WHERE subject = {W}", {"The test of qualification request W has no timer for it."}},
    {"DELETE FROM timers WHERE subject = {M}", {"The deletion of qualification type M has no timer for it."}},
    {"UPDATE timers SET due_at = due_at + 3600000000 WHERE subject = {W}",
     {"The timer that ends the test of qualification request W is due at 2026-11-24T16:10:00Z instead of "
      "2026-11-24T15:10:00Z."}},
    {"UPDATE timers SET subject = '3X' WHERE subject = {M}",
     {"A timer that finishes the deletion of qualification type 3X stands, and there is none of that id.",
      "The deletion of qualification type M has no timer for it."}},
    {"UPDATE qualification_types SET state = 3, next_check_at = NULL WHERE qualification_type_id = {M};"
     "DELETE FROM timers WHERE subject = {M};"
     "INSERT INTO hit_type_requirements VALUES ({M}, {acme}, 0, {type-of-N})",
     {"1 requirements are kept that no HIT type has.", "Qualification type M is gone, and a HIT needs it."}},
    {"INSERT INTO qualification_tests VALUES ('3X', 'x', NULL)",
     {"Test 3X belongs to no type and no request."}},
    {"DELETE FROM qualification_type_words WHERE word = 'care'",
     {"Qualification type K is not found by its word care."}},
    {"INSERT INTO qualification_type_words VALUES (0, 'odd', 'K', {K})",
     {"1 words of qualification types are kept that no type has."}},
    {"DELETE FROM hit_type_requirements", {"HIT type type-of-N is not found by its requirement of K."}},
    // The outbox. Destinations: 0 is the sandbox, 1 live; 3 a webhook.
    {"INSERT INTO notification_destinations (destination_id, owner, marketplace, transport, address) "
     "VALUES ('3D', {acme}, 1, 3, 'https://a.test/');"
     "INSERT INTO notification_events VALUES ('3D', '3E', 6, 1, {H}, {type-of-H}, NULL)",
     {}},
    {"INSERT INTO notification_destinations (destination_id, owner, marketplace, transport, address) "
     "VALUES ('3D', {acme}, 1, 3, 'https://a.test/');"
     "INSERT INTO notification_events VALUES ('3D', '3E', 6, 1, '3NONE', {type-of-H}, NULL)",
     {"The event 3E to be sent is of HIT 3NONE, and there is none of that id."}},
    {"INSERT INTO notification_destinations (destination_id, owner, marketplace, transport, address) "
     "VALUES ('3D', {acme}, 0, 3, 'https://a.test/');"
     "INSERT INTO notification_events VALUES ('3D', '3E', 6, 1, {H}, {type-of-H}, NULL)",
     {"The event 3E of HIT H is to be sent to 3D, which is not of the HIT's requester."}},
    {"INSERT INTO notification_destinations (destination_id, owner, marketplace, transport, address) "
     "VALUES ('3D', {acme}, 1, 3, 'https://a.test/');"
     "INSERT INTO notification_events VALUES ('3D', '3E', 0, 1, {H}, {type-of-H}, {Q})",
     {"The event 3E to be sent is of assignment Q, and HIT H has none of that id."}},
    {"INSERT INTO notification_destinations (destination_id, owner, marketplace, transport, address) "
     "VALUES ('3D', {acme}, 0, 3, 'https://a.test/');"
     "INSERT INTO notification_settings VALUES ({type-of-H}, '3D', 1, 1)",
     {"The events of HIT type type-of-H go to 3D, which is not of its requester."}},
    {"INSERT INTO notification_destinations (destination_id, owner, marketplace, transport, address) "
     "VALUES ('3D', '3X', 0, 3, 'https://a.test/')",
     {"The destination 3D is of requester 3X, and there is none of that id."}},
    {"INSERT INTO notification_destinations (destination_id, owner, marketplace, transport, address, "
     "paused_until) VALUES ('3D', {acme}, 0, 3, 'https://a.test/', 5)",
     {"The destination 3D is paused, and nothing has failed there."}},
    {"INSERT INTO notification_destinations (destination_id, owner, marketplace, transport, address) "
     "VALUES ('3D', {acme}, 0, 3, 'https://a.test/');"
     "INSERT INTO notification_messages (message_id, destination_id, rank, document_id, subject, body, "
     "group_id, events, created_at) VALUES ('3M', '3D', 1, 'd0c', '', '', '', 1, 1);"
     "INSERT INTO notification_messages (message_id, destination_id, rank, document_id, subject, body, "
     "group_id, events, created_at) VALUES ('3N', '3D', 1, 'd0c', '', '', '', 1, 1)",
     {"Two messages to be sent have the same document id d0c."}},
    // References.
    {"DELETE FROM hits WHERE hit_id = {G}; DELETE FROM timers WHERE subject = {G};"
     "UPDATE hit_types SET open_hits = 0 WHERE hit_type_id = {type-of-G}",
     {"A row of hit_questions refers to a row of hits that does not exist (row 2).",
      "Requester acme has 10.20 held, and open places, work under way and reviews need 9.60."}},
};

/// Ledger entry ids have no names here.
std::string without_entry_id(std::string text) {
  const std::string before = "Ledger entry ";
  if (text.starts_with(before))
    text.replace(before.size(), text.find(' ', before.size()) - before.size(), "*");
  return text;
}

TEST_F(Damaged, NothingWithoutDamage) {
  EXPECT_THAT(differences("SELECT 1", world_.now()), IsEmpty());
}

TEST_F(Damaged, IsFoundAndNothingElse) {
  for (const Damage& damage : kDamages) {
    auto found = differences(with_ids(damage.sql), world_.now());
    std::ranges::transform(found, found.begin(), without_entry_id);
    EXPECT_THAT(found, ElementsAreArray(damage.sentences)) << damage.sql;
  }
}

TEST_F(Damaged, WhatIsDueAndHasNotRunYetIsNoDifference) {
  EXPECT_THAT(differences("SELECT 1", world_.now() + Duration::days(200)), IsEmpty());
}

TEST_F(Damaged, AnExpiredHitWithoutATimerMustBeClosed) {
  EXPECT_THAT(
      differences(with_ids("DELETE FROM timers WHERE subject = {G}"), world_.now() + Duration::days(2)),
      ElementsAreArray({"HIT G holds money for its free places, and it should not.",
                        "HIT G is listed as open, and it is closed.",
                        "HIT G is reviewable, and it does not say since when.",
                        "HIT type type-of-G counts 1 open HITs, and there are 0.",
                        "Requester acme has 10.20 held, and open places, work under way and reviews "
                        "need 9.60."}));
}

TEST_F(Damaged, EveryDifferenceIsCountedAndTheFirstAreTold) {
  const auto database = copy("DELETE FROM timers WHERE kind < 4");
  store::Recount found;
  database->read(
      [&](db::Reader& db) { found = store::recount(db, {.now = world_.now(), .told_max = 2, .sweeps = 0}); });
  EXPECT_EQ(found.differences.size(), 2u);
  EXPECT_EQ(found.differing,
            9);  // H, G, N, P and R can expire, C can be abandoned; B, E and S can be approved
  EXPECT_EQ(found.hits, 5);
  EXPECT_EQ(found.assignments, 7);
  EXPECT_FALSE(found.clean());
}

TEST_F(Damaged, AnIndexThatLacksRowsIsFoundByTheEngine) {
  EXPECT_THAT(
      differences("PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = 'CREATE INDEX hits_open ON "
                  "hits (hit_type_id, hit_id) WHERE open = 0' WHERE name = 'hits_open'",
                  world_.now()),
      ::testing::Contains("SQLite: row 3 missing from index hits_open."));
}

TEST_F(Damaged, ARecountCanBeStopped) {
  const auto database = copy("SELECT 1");
  database->read([&](db::Reader& db) {
    EXPECT_NO_THROW(store::recount(db, {.now = world_.now(), .sweeps = 0, .stop = [] { return false; }}));
    EXPECT_THROW(store::recount(db, {.now = world_.now(), .sweeps = 0, .stop = [] { return true; }}), Fault);
  });
}

}  // namespace
}  // namespace kempelen::scenarios
