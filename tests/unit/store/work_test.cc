// HIT types, HITs, assignments, timers, tokens, money: what goes in comes out, and counters follow.
#include "store/accounts.h"
#include "store/assignments.h"
#include "store/hit_type_cache.h"
#include "store/hit_types.h"
#include "store/hits.h"
#include "store/ledger.h"
#include "store/request_tokens.h"
#include "store/timers.h"
#include "store/workers.h"
#include "tests/unit/store/store_test.h"

namespace kempelen::store {
namespace {

using domain::Account;
using domain::AssignmentStatus;

class WorkTest : public StoreTest {
 protected:
  WorkTest() {
    write([&](db::Transaction& tx) {
      insert_requester(tx, {.id = {"AR"}, .name = "acme", .created_at = kNow});
      Worker ann;
      ann.id = {"AW"};
      ann.username = "ann";
      ann.created_at = kNow;
      insert_worker(tx, ann);
      insert_hit_type(tx, type_);
    });
  }

  domain::Hit hit(const std::string& id) const {
    domain::Hit made;
    made.id = {id};
    made.type = type_.id;
    made.requester = {"AR"};
    made.created_at = kNow;
    made.expires_at = kNow + Duration::days(1);
    made.max_assignments = 2;
    made.price = {Money::cents(10), Money::cents(2)};
    made.annotation = "note";
    return made;
  }
  domain::Assignment assignment(const std::string& id, const std::string& hit_id) const {
    domain::Assignment made;
    made.id = {id};
    made.hit = {hit_id};
    made.worker = {"AW"};
    made.accepted_at = kNow;
    made.deadline = kNow + Duration::seconds(60);
    return made;
  }
  std::int64_t open_hits() {
    std::int64_t open = -1;
    read([&](db::Reader& db) { open = find_hit_group(db, domain::Marketplace::Sandbox, "3T")->open_hits; });
    return open;
  }

  domain::HitType type_{.id = {"3T"},
                        .group = {"3G"},
                        .requester = {"AR"},
                        .created_at = kNow,
                        .properties = {.title = "Sort",
                                       .description = "Sort it",
                                       .keywords = "a, b",
                                       .reward = Money::cents(10),
                                       .assignment_duration = Duration::seconds(60),
                                       .requirements = {{.qualification_type_id = "00000000000000000040",
                                                         .comparator = domain::Comparator::GreaterThan,
                                                         .integers = {5},
                                                         .guard = domain::Guard::PreviewAndAccept}}}};
};

TEST_F(WorkTest, HitTypesAreFoundByIdIdentityAndGroup) {
  read([&](db::Reader& db) {
    const auto found = find_hit_type(db, {"3T"});
    ASSERT_TRUE(found);
    EXPECT_EQ(found->group, HitGroupId{"3G"});
    EXPECT_EQ(found->properties.keywords, "a, b");
    EXPECT_EQ(found->properties.requirements, type_.properties.requirements);
    EXPECT_EQ(found->properties.auto_approval_delay, Duration::days(30));
    const auto same = find_hit_type_with_identity(db, {"AR"}, domain::Marketplace::Sandbox,
                                                  domain::identity(type_.properties));
    EXPECT_EQ(same->id, type_.id);
    EXPECT_FALSE(find_hit_type_with_identity(db, {"AR"}, domain::Marketplace::Live,
                                             domain::identity(type_.properties)));
    EXPECT_EQ(find_hit_group(db, domain::Marketplace::Sandbox, "3G")->requester_name, "acme");
    EXPECT_FALSE(find_hit_group(db, domain::Marketplace::Live, "3G"));
  });
}

TEST_F(WorkTest, HitsComeBackWhole) {
  write([&](db::Transaction& tx) { insert_hit(tx, hit("3H"), "<q/>", kNow); });
  read([](db::Reader& db) {
    const auto found = find_hit(db, {"3H"});
    ASSERT_TRUE(found);
    EXPECT_EQ(found->type, HitTypeId{"3T"});
    EXPECT_EQ(found->annotation, "note");
    EXPECT_EQ(found->price, (domain::Price{Money::cents(10), Money::cents(2)}));
    EXPECT_TRUE(found->listed);
    EXPECT_EQ(find_question(db, {"3H"}), "<q/>");
    EXPECT_EQ(find_question(db, {"3X"}), "");
    EXPECT_FALSE(find_hit(db, {"3X"}));
  });
}

TEST_F(WorkTest, TheGroupCountsItsOpenHits) {
  write([&](db::Transaction& tx) {
    insert_hit(tx, hit("3H1"), "", kNow);
    insert_hit(tx, hit("3H2"), "", kNow);
  });
  EXPECT_EQ(open_hits(), 2);
  domain::Hit full;
  read([&](db::Reader& db) { full = *find_hit(db, {"3H1"}); });
  full.pending = 2;
  write([&](db::Transaction& tx) { save_hit(tx, full, kNow); });
  EXPECT_EQ(open_hits(), 1);
  read([&](db::Reader& db) { full = *find_hit(db, {"3H1"}); });
  EXPECT_FALSE(full.listed);
  write([&](db::Transaction& tx) { save_hit(tx, full, kNow); });  // closed already
  EXPECT_EQ(open_hits(), 1);
  full.pending = 1;
  write([&](db::Transaction& tx) { save_hit(tx, full, kNow); });
  EXPECT_EQ(open_hits(), 2);
  read([&](db::Reader& db) {
    HitTypeCache cache;
    EXPECT_EQ(open_hit_groups(db, domain::Marketplace::Sandbox, cache).size(), 1u);
    full = *find_hit(db, {"3H1"});
  });
  write([&](db::Transaction& tx) { save_hit(tx, full, full.expires_at); });
  EXPECT_EQ(open_hits(), 1);
}

TEST_F(WorkTest, HitsAreListedNewestFirstWithoutDisposedOnes) {
  write([&](db::Transaction& tx) {
    for (const char* id : {"3H1", "3H2", "3H3", "3H4"}) insert_hit(tx, hit(id), "", kNow);
    domain::Hit gone = hit("3H3");
    gone.listed = true;
    gone.mark = domain::ReviewMark::Disposed;
    save_hit(tx, gone, kNow);
  });
  read([](db::Reader& db) {
    const auto ids = [&](std::string_view before, std::int64_t count) {
      std::string all;
      for (const auto& h : list_hits(db, {"AR"}, domain::Marketplace::Sandbox, before, count))
        all += h.id.text + " ";
      return all;
    };
    EXPECT_EQ(ids("", 10), "3H4 3H2 3H1 ");
    EXPECT_EQ(ids("", 1), "3H4 ");
    EXPECT_EQ(ids("3H4", 10), "3H2 3H1 ");
    EXPECT_EQ(ids("3H1", 10), "");
    EXPECT_TRUE(list_hits(db, {"AR"}, domain::Marketplace::Live, "", 10).empty());
  });
}

TEST_F(WorkTest, TheNextOpenHitIsOneTheWorkerDoesNotHave) {
  write([&](db::Transaction& tx) {
    insert_hit(tx, hit("3H1"), "", kNow);
    insert_hit(tx, hit("3H2"), "", kNow);
    domain::Assignment given_back = assignment("3A1", "3H1");
    insert_assignment(tx, given_back, Money::cents(10));
    given_back.status = AssignmentStatus::Returned;
    save_assignment(tx, given_back);
  });
  read([](db::Reader& db) {
    EXPECT_EQ(next_open_hit(db, {"3T"}, {"AW"}, GivenBack::Skip)->text, "3H2");
    EXPECT_EQ(next_open_hit(db, {"3T"}, {"AW"}, GivenBack::Include)->text, "3H1");
    EXPECT_EQ(next_open_hit(db, {"3T"}, {"AX"}, GivenBack::Skip)->text, "3H1");
    EXPECT_FALSE(next_open_hit(db, {"3X"}, {"AW"}, GivenBack::Include));
  });
}

TEST_F(WorkTest, AssignmentsComeBackWhole) {
  domain::Assignment a = assignment("3A", "3H");
  write([&](db::Transaction& tx) {
    insert_hit(tx, hit("3H"), "", kNow);
    insert_assignment(tx, a, Money::cents(10));
  });
  read([](db::Reader& db) {
    EXPECT_EQ(count_under_way(db, {"AW"}), 1);
    EXPECT_EQ(find_assignment_of(db, {"3H"}, {"AW"})->id, AssignmentId{"3A"});
    EXPECT_EQ(types_of_open_hits_taken(db, {"AW"}), (std::vector<HitTypeId>{{"3T"}}));
    EXPECT_EQ(totals_of_worker(db, {"AW"}).accepted, 1);
  });
  a.status = AssignmentStatus::Submitted;
  a.submitted_at = kNow + Duration{7};
  a.auto_approval_at = kNow + Duration{9};
  a.feedback = "fine";
  write([&](db::Transaction& tx) {
    save_assignment(tx, a);
    insert_answer(tx, a.id, "<a/>");
  });
  read([&](db::Reader& db) {
    const auto found = find_assignment(db, {"3A"});
    EXPECT_EQ(found->status, AssignmentStatus::Submitted);
    EXPECT_EQ(found->submitted_at, a.submitted_at);
    EXPECT_EQ(found->auto_approval_at, a.auto_approval_at);
    EXPECT_EQ(found->feedback, "fine");
    EXPECT_FALSE(found->approved_at);
    EXPECT_EQ(find_answer(db, {"3A"}), "<a/>");
    EXPECT_EQ(count_under_way(db, {"AW"}), 0);
    EXPECT_EQ(totals_of_worker(db, {"AW"}).pending, Money::cents(10));
    EXPECT_EQ(list_submitted(db, {"3H"}, {}, 10).size(), 1u);
    EXPECT_TRUE(list_submitted(db, {"3H"}, {*a.submitted_at, "3A"}, 10).empty());
    EXPECT_EQ(list_of_worker(db, {"AW"}, "", 10).size(), 1u);
    EXPECT_TRUE(list_of_worker(db, {"AW"}, "3A", 10).empty());
  });
}

TEST_F(WorkTest, AWorkerHasOneAssignmentOfAHit) {
  write([&](db::Transaction& tx) {
    insert_hit(tx, hit("3H"), "", kNow);
    insert_assignment(tx, assignment("3A", "3H"), Money::cents(10));
  });
  EXPECT_THROW(
      write([&](db::Transaction& tx) { insert_assignment(tx, assignment("3B", "3H"), Money::cents(10)); }),
      Fault);
  domain::Assignment returned = assignment("3A", "3H");
  returned.status = AssignmentStatus::Returned;
  write([&](db::Transaction& tx) {
    save_assignment(tx, returned);
    insert_assignment(tx, assignment("3B", "3H"), Money::cents(10));
  });
}

TEST_F(WorkTest, ALaterDraftReplacesAnEarlierOne) {
  write([&](db::Transaction& tx) {
    insert_hit(tx, hit("3H"), "", kNow);
    insert_assignment(tx, assignment("3A", "3H"), Money::cents(10));
    save_draft(tx, {"3A"}, "one");
    save_draft(tx, {"3A"}, "two");
  });
  read([](db::Reader& db) { EXPECT_EQ(find_draft(db, {"3A"}), "two"); });
  write([](db::Transaction& tx) { delete_draft(tx, {"3A"}); });
  read([](db::Reader& db) { EXPECT_FALSE(find_draft(db, {"3A"})); });
}

TEST_F(WorkTest, TimersComeInOrderAndCanBePutBack) {
  using domain::TimerChange;
  using domain::TimerKind;
  const domain::Timer late{TimerKind::AutoApprove, "b", kNow + Duration{5}};
  const domain::Timer early{TimerKind::ExpireHit, "a", kNow};
  const domain::Timer future{TimerKind::ExpireHit, "c", kNow + Duration::days(1)};
  write([&](db::Transaction& tx) {
    const TimerChange changes[] = {{TimerChange::What::Set, late},
                                   {TimerChange::What::Set, early},
                                   {TimerChange::What::Set, early},  // twice is once
                                   {TimerChange::What::Set, future}};
    change_timers(tx, changes);
  });
  read([&](db::Reader& db) {
    EXPECT_EQ(next_due(db), early.due_at);
    const auto due = due_timers(db, kNow + Duration{5}, 10);
    ASSERT_EQ(due.size(), 2u);
    EXPECT_EQ(due[0].timer, early);
    EXPECT_EQ(due[1].timer, late);
    EXPECT_EQ(due_timers(db, kNow + Duration{5}, 1).size(), 1u);
  });
  write([&](db::Transaction& tx) {
    postpone_timer(tx, {early, 3}, kNow + Duration{9});
    const TimerChange cancel{TimerChange::What::Cancel, late};
    change_timers(tx, std::span(&cancel, 1));
  });
  read([&](db::Reader& db) {
    const auto due = due_timers(db, kNow + Duration{9}, 10);
    ASSERT_EQ(due.size(), 1u);
    EXPECT_EQ(due[0].attempt, 4);
    EXPECT_EQ(due[0].timer.subject, "a");
  });
}

TEST_F(WorkTest, TokensLiveADay) {
  const RequestToken token{{"AR"}, domain::Marketplace::Live, "CreateHIT", "t"};
  RequestToken other = token;
  other.marketplace = domain::Marketplace::Sandbox;
  write([&](db::Transaction& tx) { save_use(tx, token, "3H", kNow); });
  read([&](db::Reader& db) {
    EXPECT_EQ(find_use(db, token, kNow), "3H");
    EXPECT_EQ(find_use(db, token, kNow + kRequestTokenLife - Duration{1}), "3H");
    EXPECT_FALSE(find_use(db, token, kNow + kRequestTokenLife));
    EXPECT_FALSE(find_use(db, other, kNow));
  });
  // A dead token may be used again before the sweep has come.
  write([&](db::Transaction& tx) { save_use(tx, token, "3I", kNow + kRequestTokenLife); });
  read([&](db::Reader& db) { EXPECT_EQ(find_use(db, token, kNow + kRequestTokenLife), "3I"); });
  write([&](db::Transaction& tx) { delete_dead_tokens(tx, kNow + kRequestTokenLife + kRequestTokenLife); });
  read([&](db::Reader& db) { EXPECT_FALSE(find_use(db, token, kNow)); });
}

TEST_F(WorkTest, PostingsMoveBalances) {
  const domain::Posting postings[] = {
      {Account::outside(), Account::requester({"AR"}), Money::dollars(5), domain::Reason::Deposit, "AR"},
      {Account::requester({"AR"}), Account::held({"AR"}), Money::dollars(5), domain::Reason::Hold, "3H"},
      {Account::held({"AR"}), Account::fees(), Money::dollars(1), domain::Reason::Fee, "3A"}};
  write([&](db::Transaction& tx) { post(tx, postings, ids_, kNow); });
  read([](db::Reader& db) {
    EXPECT_EQ(balance(db, Account::outside()), Money::dollars(-5));
    EXPECT_EQ(balance(db, Account::requester({"AR"})), Money{});
    EXPECT_EQ(balance(db, Account::held({"AR"})), Money::dollars(4));
    EXPECT_EQ(balance(db, Account::fees()), Money::dollars(1));
    EXPECT_EQ(balance(db, Account::worker({"AX"})), Money{});
  });
}

}  // namespace
}  // namespace kempelen::store
