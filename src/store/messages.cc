// Statements for messages.
#include "store/messages.h"

#include <array>

namespace kempelen::store {
namespace {

constexpr db::Sql kInsert{
    "INSERT INTO messages (message_id, worker_id, requester_id, subject, body, sent_at, read_at) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7)"};
constexpr db::Sql kFind{
    "SELECT m.message_id, m.worker_id, m.requester_id, m.subject, m.body, m.sent_at, m.read_at, r.name "
    "FROM messages m JOIN requesters r ON r.requester_id = m.requester_id WHERE m.message_id = $1"};
constexpr db::Sql kList{
    "SELECT m.message_id, m.worker_id, m.requester_id, m.subject, m.body, m.sent_at, m.read_at, r.name "
    "FROM messages m JOIN requesters r ON r.requester_id = m.requester_id "
    "WHERE m.worker_id = $1 AND m.message_id < $2 ORDER BY m.message_id DESC LIMIT $3"};
constexpr db::Sql kListUnread{
    "SELECT m.message_id, m.worker_id, m.requester_id, m.subject, m.body, m.sent_at, m.read_at, r.name "
    "FROM messages m JOIN requesters r ON r.requester_id = m.requester_id "
    "WHERE m.worker_id = $1 AND m.message_id < $2 AND m.read_at IS NULL ORDER BY m.message_id DESC LIMIT $3"};
constexpr db::Sql kMarkRead{"UPDATE messages SET read_at = $2 WHERE message_id = $1 AND read_at IS NULL"};

/// Behind every id: they begin with 3.
constexpr std::string_view kBehindAll = "4";

ReceivedMessage read_message(const db::Row& row) {
  return {{.id = std::string(row.text(0)),
           .worker = row.id<WorkerId>(1),
           .requester = row.id<RequesterId>(2),
           .subject = std::string(row.text(3)),
           .body = std::string(row.text(4)),
           .sent_at = row.instant(5),
           .read_at = row.maybe_instant(6)},
          std::string(row.text(7))};
}

}  // namespace

void insert_inbox_message(db::Transaction& db, const InboxMessage& m) {
  db.execute(kInsert, m.id, m.worker, m.requester, m.subject, m.body, m.sent_at, m.read_at);
}

std::optional<ReceivedMessage> find_message(db::Reader& db, std::string_view id) {
  return db.find(kFind, read_message, id);
}

std::vector<ReceivedMessage> list_messages(db::Reader& db, const WorkerId& worker, Messages which,
                                           std::string_view before, std::int64_t count) {
  const std::string_view end = before.empty() ? kBehindAll : before;
  return db.all(which == Messages::Unread ? kListUnread : kList, read_message, worker, end, count);
}

void mark_message_read(db::Transaction& db, std::string_view id, Instant now) {
  db.execute(kMarkRead, id, now);
}

Statements message_statements() {
  static constexpr std::array<const db::Sql*, 5> kAll = {&kInsert, &kFind, &kList, &kListUnread, &kMarkRead};
  return kAll;
}

}  // namespace kempelen::store
