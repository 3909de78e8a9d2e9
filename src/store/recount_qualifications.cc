// Qualification types, what workers hold of them, and requests: companions, timers, and the tables that other
// tables are copied into to be searched.
#include <array>

#include "domain/premium.h"
#include "domain/type_words.h"
#include "store/qualification_types.h"
#include "store/recount_parts.h"

namespace kempelen::store {
namespace {

// Types of the system have no row.
constexpr db::Sql kHeldOfNothing{
    "SELECT q.worker_id, q.qualification_type_id FROM qualifications q LEFT JOIN qualification_types t "
    "ON t.qualification_type_id = q.qualification_type_id WHERE t.qualification_type_id IS NULL"};
constexpr db::Sql kHeldElsewhere{
    "SELECT q.worker_id, q.qualification_type_id FROM qualifications q JOIN qualification_types t "
    "ON t.qualification_type_id = q.qualification_type_id JOIN workers w ON w.worker_id = q.worker_id "
    "WHERE w.marketplace <> t.marketplace"};
constexpr db::Sql kRequestOfAnotherType{
    "SELECT r.request_id FROM qualification_requests r JOIN qualification_types t "
    "ON t.qualification_type_id = r.qualification_type_id JOIN workers w ON w.worker_id = r.worker_id "
    "WHERE r.requester_id <> t.requester_id OR r.marketplace <> t.marketplace "
    "OR w.marketplace <> t.marketplace"};
constexpr db::Sql kTestWithoutTimer{
    "SELECT r.request_id FROM qualification_requests r LEFT JOIN timers t ON t.due_at = r.deadline "
    "AND t.kind = 6 AND t.subject = r.request_id WHERE r.status = 0 AND t.subject IS NULL"};
constexpr db::Sql kWithoutAnswer{
    "SELECT r.request_id FROM qualification_requests r LEFT JOIN qualification_answers a "
    "ON a.request_id = r.request_id WHERE r.test_id IS NOT NULL AND r.submitted_at IS NOT NULL "
    "AND a.request_id IS NULL"};
constexpr db::Sql kWithAnswer{
    "SELECT r.request_id FROM qualification_answers a JOIN qualification_requests r "
    "ON r.request_id = a.request_id WHERE r.test_id IS NULL OR r.submitted_at IS NULL"};
constexpr db::Sql kOfDeletedType{
    "SELECT r.request_id FROM qualification_requests r JOIN qualification_types t "
    "ON t.qualification_type_id = r.qualification_type_id WHERE r.status <= 1 AND t.state >= 2"};
constexpr db::Sql kDeletionWithoutTimer{
    "SELECT q.qualification_type_id FROM qualification_types q LEFT JOIN timers t "
    "ON t.due_at = q.next_check_at AND t.kind = 7 AND t.subject = q.qualification_type_id "
    "WHERE q.state = 2 AND t.subject IS NULL"};
constexpr db::Sql kGoneAndNeeded{
    "SELECT q.qualification_type_id FROM qualification_types q WHERE q.state = 3 AND EXISTS (SELECT 1 FROM "
    "hit_type_requirements r JOIN hits h ON h.hit_type_id = r.hit_type_id "
    "WHERE r.qualification_type_id = q.qualification_type_id AND h.mark <> 2)"};
constexpr db::Sql kUnusedTests{
    "SELECT d.test_id FROM qualification_tests d WHERE NOT EXISTS (SELECT 1 FROM qualification_types t "
    "WHERE t.test_id = d.test_id) AND NOT EXISTS (SELECT 1 FROM qualification_requests r "
    "WHERE r.test_id = d.test_id)"};
constexpr db::Sql kTypes{"SELECT qualification_type_id FROM qualification_types"};
constexpr db::Sql kHasWord{
    "SELECT 1 FROM qualification_type_words WHERE marketplace = $1 AND word = $2 AND name = $3 "
    "AND qualification_type_id = $4"};
constexpr db::Sql kWords{"SELECT 1 FROM qualification_type_words"};
constexpr db::Sql kHitTypes{"SELECT hit_type_id, requester_id, marketplace, requirements FROM hit_types"};
constexpr db::Sql kHasRequirement{
    "SELECT 1 FROM hit_type_requirements WHERE qualification_type_id = $1 AND requester_id = $2 "
    "AND marketplace = $3 AND hit_type_id = $4"};
constexpr db::Sql kRequirements{"SELECT qualification_type_id FROM hit_type_requirements"};

bool has_row(const db::Row&) {
  return true;
}

bool of_the_system(std::string_view id) {
  return domain::system_qualification(id, domain::Marketplace::Sandbox) ||
         domain::system_qualification(id, domain::Marketplace::Live);
}

/// Premium types are prices rather than types: nothing can be listed by them.
bool is_premium(std::string_view id) {
  return domain::premium_price(id, domain::Marketplace::Sandbox) ||
         domain::premium_price(id, domain::Marketplace::Live);
}

void recount_words(db::Reader& db, Recounting& counting) {
  std::int64_t expected = 0;
  std::int64_t missing = 0;
  db.for_each(kTypes, [&](const db::Row& row) {
    counting.go_on();
    const auto type = find_qualification_type(db, row.id<QualificationTypeId>(0));
    for (const std::string& word : domain::words_of(*type)) {
      ++expected;
      if (db.find(kHasWord, has_row, static_cast<int>(type->marketplace), word, type->name, type->id))
        continue;
      ++missing;
      counting.differs("Qualification type {} is not found by its word {}.", type->id.text, word);
    }
  });
  std::int64_t counted = 0;
  db.for_each(kWords, [&](const db::Row&) {
    counting.go_on();
    ++counted;
  });
  if (counted != expected - missing) {
    counting.differs("{} words of qualification types are kept that no type has.",
                     counted - (expected - missing));
  }
}

void recount_requirements(db::Reader& db, Recounting& counting) {
  std::int64_t expected = 0;
  db.for_each(kHitTypes, [&](const db::Row& row) {
    counting.go_on();
    std::set<std::string> required;
    for (const domain::Requirement& r : domain::decode(row.text(3))) {
      if (!is_premium(r.qualification_type_id)) required.insert(r.qualification_type_id);
    }
    for (const std::string& id : required) {
      if (db.find(kHasRequirement, has_row, id, row.text(1), row.integer(2), row.text(0))) {
        ++expected;
      } else {
        counting.differs("HIT type {} is not found by its requirement of {}.", row.text(0), id);
      }
    }
  });
  std::int64_t counted = 0;
  db.for_each(kRequirements, [&](const db::Row& row) {
    counting.go_on();
    if (!is_premium(row.text(0))) ++counted;
  });
  if (counted != expected) {
    counting.differs("{} requirements are kept that no HIT type has.", counted - expected);
  }
}

}  // namespace

void recount_qualifications(db::Reader& db, Recounting& counting) {
  db.for_each(kHeldOfNothing, [&](const db::Row& row) {
    if (of_the_system(row.text(1))) return;
    counting.differs("Worker {} has a qualification of type {}, which does not exist.", row.text(0),
                     row.text(1));
  });
  db.for_each(kHeldElsewhere, [&](const db::Row& row) {
    counting.differs("Worker {} has a qualification of type {} of another marketplace.", row.text(0),
                     row.text(1));
  });
  const auto tell = [&](const db::Sql& sql, std::string_view what, std::string_view wrong) {
    db.for_each(sql, [&](const db::Row& row) { counting.differs("{} {} {}.", what, row.text(0), wrong); });
  };
  constexpr std::string_view kRequest = "Qualification request";
  tell(kRequestOfAnotherType, kRequest, "does not fit its type or its worker");
  tell(kWithoutAnswer, kRequest, "had its test handed in and has no answer");
  tell(kWithAnswer, kRequest, "has an answer and had no test handed in");
  tell(kOfDeletedType, kRequest, "is not decided, and its type is deleted");
  tell(kGoneAndNeeded, "Qualification type", "is gone, and a HIT needs it");
  tell(kUnusedTests, "Test", "belongs to no type and no request");
  const auto tell_timer = [&](const db::Sql& sql, Kind kind, std::string_view what) {
    db.for_each(sql, [&](const db::Row& row) {
      const std::string id(row.text(0));
      if (!counting.odd_timer(kind, id)) counting.differs("{} {} has no timer for it.", what, id);
    });
  };
  tell_timer(kTestWithoutTimer, Kind::EndTest, "The test of qualification request");
  tell_timer(kDeletionWithoutTimer, Kind::FinishDeletion, "The deletion of qualification type");
  recount_words(db, counting);
  recount_requirements(db, counting);
}

Statements recount_qualification_statements() {
  static constexpr std::array<const db::Sql*, 16> kAll = {&kHeldOfNothing,
                                                          &kHeldElsewhere,
                                                          &kRequestOfAnotherType,
                                                          &kTestWithoutTimer,
                                                          &kWithoutAnswer,
                                                          &kWithAnswer,
                                                          &kOfDeletedType,
                                                          &kDeletionWithoutTimer,
                                                          &kGoneAndNeeded,
                                                          &kUnusedTests,
                                                          &kTypes,
                                                          &kHasWord,
                                                          &kWords,
                                                          &kHitTypes,
                                                          &kHasRequirement,
                                                          &kRequirements};
  return kAll;
}

}  // namespace kempelen::store
