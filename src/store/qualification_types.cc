// Statements for qualification types.
#include "store/qualification_types.h"

#include <algorithm>
#include <array>

#include "base/fault.h"

namespace kempelen::store {
namespace {

constexpr db::Sql kInsert{
    "INSERT INTO qualification_types (qualification_type_id, requester_id, marketplace, created_at, name, "
    "keywords, description, state, retry_delay, test_id, test_duration, auto_granted_value, next_check_at) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) ON CONFLICT DO NOTHING"};
constexpr db::Sql kSave{
    "UPDATE qualification_types SET description = $2, state = $3, retry_delay = $4, test_id = $5, "
    "test_duration = $6, auto_granted_value = $7, next_check_at = $8 WHERE qualification_type_id = $1"};
constexpr db::Sql kFind{
    "SELECT qualification_type_id, requester_id, marketplace, created_at, name, keywords, description, "
    "state, "
    "retry_delay, test_id, test_duration, auto_granted_value, next_check_at FROM qualification_types "
    "WHERE qualification_type_id = $1"};
constexpr db::Sql kInsertTest{
    "INSERT INTO qualification_tests (test_id, test, answer_key) VALUES ($1, $2, $3)"};
constexpr db::Sql kFindTest{"SELECT test, answer_key FROM qualification_tests WHERE test_id = $1"};
constexpr db::Sql kDeleteUnusedTest{
    "DELETE FROM qualification_tests WHERE test_id = $1 AND NOT EXISTS (SELECT 1 FROM qualification_requests "
    "r WHERE r.test_id = $1) AND NOT EXISTS (SELECT 1 FROM qualification_types t WHERE t.test_id = $1)"};
constexpr db::Sql kListActive{
    "SELECT qualification_type_id, requester_id, marketplace, created_at, name, keywords, description, "
    "state, "
    "retry_delay, test_id, test_duration, auto_granted_value, next_check_at FROM qualification_types "
    "WHERE marketplace = $1 AND state = 0 AND (name, qualification_type_id) > ($2, $3) "
    "ORDER BY name, qualification_type_id LIMIT $4"};
constexpr db::Sql kListInactive{
    "SELECT qualification_type_id, requester_id, marketplace, created_at, name, keywords, description, "
    "state, "
    "retry_delay, test_id, test_duration, auto_granted_value, next_check_at FROM qualification_types "
    "WHERE requester_id = $1 AND marketplace = $2 AND state = 1 AND (name, qualification_type_id) > ($3, $4) "
    "ORDER BY name, qualification_type_id LIMIT $5"};
constexpr db::Sql kListOwn{
    "SELECT qualification_type_id, requester_id, marketplace, created_at, name, keywords, description, "
    "state, "
    "retry_delay, test_id, test_duration, auto_granted_value, next_check_at FROM qualification_types "
    "WHERE requester_id = $1 AND marketplace = $2 AND state <> 3 AND (name, qualification_type_id) > ($3, "
    "$4) "
    "ORDER BY name, qualification_type_id LIMIT $5"};
constexpr db::Sql kInsertWord{
    "INSERT INTO qualification_type_words (marketplace, word, name, qualification_type_id) "
    "VALUES ($1, $2, $3, $4)"};
constexpr db::Sql kDeleteWord{
    "DELETE FROM qualification_type_words WHERE marketplace = $1 AND word = $2 AND name = $3 AND "
    "qualification_type_id = $4"};
constexpr db::Sql kFirstWord{
    "SELECT word FROM qualification_type_words WHERE marketplace = $1 AND word >= $2 AND word < $3 "
    "ORDER BY word LIMIT 1"};
constexpr db::Sql kNextWord{
    "SELECT word FROM qualification_type_words WHERE marketplace = $1 AND word > $2 AND word < $3 "
    "ORDER BY word LIMIT 1"};
constexpr db::Sql kWithWord{
    "SELECT name, qualification_type_id FROM qualification_type_words WHERE marketplace = $1 AND word = $2 "
    "AND (name, qualification_type_id) > ($3, $4) ORDER BY name, qualification_type_id LIMIT $5"};
constexpr db::Sql kWithPrefix{
    "SELECT name, qualification_type_id FROM qualification_type_words WHERE marketplace = $1 AND word >= $2 "
    "AND word < $3"};
constexpr db::Sql kCountPrefix{
    "SELECT 1 FROM qualification_type_words WHERE marketplace = $1 AND word >= $2 AND word < $3 LIMIT $4"};

domain::QualificationType read_type(const db::Row& row) {
  domain::QualificationType type{.id = row.id<QualificationTypeId>(0),
                                 .requester = row.id<RequesterId>(1),
                                 .marketplace = static_cast<domain::Marketplace>(row.integer(2)),
                                 .created_at = row.instant(3),
                                 .name = std::string(row.text(4)),
                                 .keywords = std::string(row.text(5)),
                                 .description = std::string(row.text(6)),
                                 .state = static_cast<domain::QualificationTypeState>(row.integer(7)),
                                 .auto_granted_value = row.maybe_integer(11),
                                 .next_check_at = row.maybe_instant(12)};
  if (!row.is_null(8)) type.retry_delay = row.duration(8);
  if (!row.is_null(9)) type.test = {row.id<QualificationTestId>(9), row.duration(10)};
  return type;
}

TypePosition read_position(const db::Row& row) {
  return {std::string(row.text(0)), std::string(row.text(1))};
}

std::optional<QualificationTestId> test_id(const domain::QualificationType& type) {
  return type.test ? std::optional(type.test->id) : std::nullopt;
}

std::optional<Duration> test_duration(const domain::QualificationType& type) {
  return type.test ? std::optional(type.test->duration) : std::nullopt;
}

/// Behind every word that begins with `prefix`: the last code point, which stands in no word.
std::string end_of(std::string_view prefix) {
  return std::string(prefix) + "\xf4\x8f\xbf\xbf";
}

}  // namespace

bool insert_qualification_type(db::Transaction& db, const domain::QualificationType& t) {
  const std::int64_t inserted =
      db.execute(kInsert, t.id, t.requester, static_cast<int>(t.marketplace), t.created_at, t.name,
                 t.keywords, t.description, static_cast<int>(t.state), t.retry_delay, test_id(t),
                 test_duration(t), t.auto_granted_value, t.next_check_at);
  return inserted == 1;
}

void save_qualification_type(db::Transaction& db, const domain::QualificationType& t) {
  const std::int64_t changed =
      db.execute(kSave, t.id, t.description, static_cast<int>(t.state), t.retry_delay, test_id(t),
                 test_duration(t), t.auto_granted_value, t.next_check_at);
  KEMPELEN_INVARIANT(changed == 1, "a saved qualification type exists");
}

void change_words(db::Transaction& db, const domain::QualificationType& type,
                  const std::vector<std::string>& before, const std::vector<std::string>& after) {
  const int marketplace = static_cast<int>(type.marketplace);
  for (const std::string& word : before) {
    if (std::ranges::binary_search(after, word)) continue;
    db.execute(kDeleteWord, marketplace, word, type.name, type.id);
  }
  for (const std::string& word : after) {
    if (std::ranges::binary_search(before, word)) continue;
    db.execute(kInsertWord, marketplace, word, type.name, type.id);
  }
}

std::optional<domain::QualificationType> find_qualification_type(db::Reader& db,
                                                                 const QualificationTypeId& id) {
  return db.find(kFind, read_type, id);
}

void insert_test(db::Transaction& db, const QualificationTestId& id, const TestDocuments& documents) {
  db.execute(kInsertTest, id, documents.test, documents.answer_key);
}

std::optional<TestDocuments> find_test(db::Reader& db, const QualificationTestId& id) {
  const auto read = [](const db::Row& row) {
    return TestDocuments{std::string(row.text(0)), row.maybe_text(1)};
  };
  return db.find(kFindTest, read, id);
}

void delete_unused_test(db::Transaction& db, const QualificationTestId& id) {
  db.execute(kDeleteUnusedTest, id);
}

std::vector<domain::QualificationType> list_active_types(db::Reader& db, domain::Marketplace marketplace,
                                                         const TypePosition& after, std::int64_t count) {
  return db.all(kListActive, read_type, static_cast<int>(marketplace), after.name, after.id, count);
}

std::vector<domain::QualificationType> list_inactive_types(db::Reader& db, const RequesterId& requester,
                                                           domain::Marketplace marketplace,
                                                           const TypePosition& after, std::int64_t count) {
  return db.all(kListInactive, read_type, requester, static_cast<int>(marketplace), after.name, after.id,
                count);
}

std::vector<domain::QualificationType> list_own_types(db::Reader& db, const RequesterId& requester,
                                                      domain::Marketplace marketplace,
                                                      const TypePosition& after, std::int64_t count) {
  return db.all(kListOwn, read_type, requester, static_cast<int>(marketplace), after.name, after.id, count);
}

std::optional<std::string> next_word(db::Reader& db, domain::Marketplace marketplace, std::string_view prefix,
                                     std::string_view after) {
  const auto read = [](const db::Row& row) { return std::string(row.text(0)); };
  const int market = static_cast<int>(marketplace);
  if (after.empty()) return db.find(kFirstWord, read, market, prefix, end_of(prefix));
  return db.find(kNextWord, read, market, after, end_of(prefix));
}

std::vector<TypePosition> types_with_word(db::Reader& db, domain::Marketplace marketplace,
                                          std::string_view word, const TypePosition& after,
                                          std::int64_t count) {
  return db.all(kWithWord, read_position, static_cast<int>(marketplace), word, after.name, after.id, count);
}

std::vector<TypePosition> types_with_prefix(db::Reader& db, domain::Marketplace marketplace,
                                            std::string_view prefix) {
  return db.all(kWithPrefix, read_position, static_cast<int>(marketplace), prefix, end_of(prefix));
}

std::int64_t count_with_prefix(db::Reader& db, domain::Marketplace marketplace, std::string_view prefix,
                               std::int64_t at_most) {
  std::int64_t count = 0;
  db.for_each(
      kCountPrefix, [&](const db::Row&) { ++count; }, static_cast<int>(marketplace), prefix, end_of(prefix),
      at_most);
  return count;
}

Statements qualification_type_statements() {
  static constexpr std::array<const db::Sql*, 16> kAll = {
      &kInsert,     &kSave,         &kFind,       &kInsertTest, &kFindTest,   &kDeleteUnusedTest,
      &kListActive, &kListInactive, &kListOwn,    &kInsertWord, &kDeleteWord, &kFirstWord,
      &kNextWord,   &kWithWord,     &kWithPrefix, &kCountPrefix};
  return kAll;
}

}  // namespace kempelen::store
