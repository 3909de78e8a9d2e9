// Statements for requests.
#include "store/qualification_requests.h"

#include <array>

#include "base/fault.h"

namespace kempelen::store {
namespace {

constexpr db::Sql kInsert{
    "INSERT INTO qualification_requests (request_id, qualification_type_id, requester_id, marketplace, "
    "worker_id, status, requested_at, test_id, deadline, submitted_at, decided_at, reason) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"};
constexpr db::Sql kSave{
    "UPDATE qualification_requests SET status = $2, submitted_at = $3, decided_at = $4, reason = $5 "
    "WHERE request_id = $1"};
constexpr db::Sql kFind{
    "SELECT request_id, qualification_type_id, requester_id, marketplace, worker_id, status, requested_at, "
    "test_id, deadline, submitted_at, decided_at, reason FROM qualification_requests WHERE request_id = $1"};
constexpr db::Sql kFindLatest{
    "SELECT request_id, qualification_type_id, requester_id, marketplace, worker_id, status, requested_at, "
    "test_id, deadline, submitted_at, decided_at, reason FROM qualification_requests "
    "WHERE worker_id = $1 AND qualification_type_id = $2 ORDER BY request_id DESC LIMIT 1"};
constexpr db::Sql kListForType{
    "SELECT request_id, qualification_type_id, requester_id, marketplace, worker_id, status, requested_at, "
    "test_id, deadline, submitted_at, decided_at, reason FROM qualification_requests "
    "WHERE qualification_type_id = $1 AND status = 1 AND (submitted_at, request_id) > ($2, $3) "
    "ORDER BY submitted_at, request_id LIMIT $4"};
constexpr db::Sql kListForRequester{
    "SELECT request_id, qualification_type_id, requester_id, marketplace, worker_id, status, requested_at, "
    "test_id, deadline, submitted_at, decided_at, reason FROM qualification_requests "
    "WHERE requester_id = $1 AND marketplace = $2 AND status = 1 AND (submitted_at, request_id) > ($3, $4) "
    "ORDER BY submitted_at, request_id LIMIT $5"};
constexpr db::Sql kListInTest{
    "SELECT request_id, qualification_type_id, requester_id, marketplace, worker_id, status, requested_at, "
    "test_id, deadline, submitted_at, decided_at, reason FROM qualification_requests "
    "WHERE qualification_type_id = $1 AND status = 0 ORDER BY request_id"};
constexpr db::Sql kListOfWorker{
    "SELECT request_id, qualification_type_id, requester_id, marketplace, worker_id, status, requested_at, "
    "test_id, deadline, submitted_at, decided_at, reason FROM qualification_requests "
    "WHERE worker_id = $1 AND request_id < $2 ORDER BY request_id DESC LIMIT $3"};
/// Behind every id: they are made of capital letters and digits.
constexpr std::string_view kBehindAll = "~";
constexpr db::Sql kRejectWaiting{
    "UPDATE qualification_requests SET status = 3, decided_at = $2, reason = $3 "
    "WHERE qualification_type_id = $1 AND status = 1"};
constexpr db::Sql kInsertAnswer{"INSERT INTO qualification_answers (request_id, answer) VALUES ($1, $2)"};
constexpr db::Sql kFindAnswer{"SELECT answer FROM qualification_answers WHERE request_id = $1"};

domain::QualificationRequest read_request(const db::Row& row) {
  domain::QualificationRequest request{
      .id = row.id<QualificationRequestId>(0),
      .type = row.id<QualificationTypeId>(1),
      .requester = row.id<RequesterId>(2),
      .marketplace = static_cast<domain::Marketplace>(row.integer(3)),
      .worker = row.id<WorkerId>(4),
      .status = static_cast<domain::QualificationRequestStatus>(row.integer(5)),
      .requested_at = row.instant(6),
      .deadline = row.maybe_instant(8),
      .submitted_at = row.maybe_instant(9),
      .decided_at = row.maybe_instant(10),
      .reason = row.maybe_text(11)};
  if (request.deadline) {
    request.test = {row.id<QualificationTestId>(7), *request.deadline - request.requested_at};
  }
  return request;
}

}  // namespace

void insert_request(db::Transaction& db, const domain::QualificationRequest& r) {
  db.execute(kInsert, r.id, r.type, r.requester, static_cast<int>(r.marketplace), r.worker,
             static_cast<int>(r.status), r.requested_at, r.test ? std::optional(r.test->id) : std::nullopt,
             r.deadline, r.submitted_at, r.decided_at, r.reason);
}

void save_request(db::Transaction& db, const domain::QualificationRequest& r) {
  const std::int64_t changed =
      db.execute(kSave, r.id, static_cast<int>(r.status), r.submitted_at, r.decided_at, r.reason);
  KEMPELEN_INVARIANT(changed == 1, "a saved request exists");
}

std::optional<domain::QualificationRequest> find_request(db::Reader& db, const QualificationRequestId& id) {
  return db.find(kFind, read_request, id);
}

std::optional<domain::QualificationRequest> find_latest_request(db::Reader& db, const WorkerId& worker,
                                                                const QualificationTypeId& type) {
  return db.find(kFindLatest, read_request, worker, type);
}

std::vector<domain::QualificationRequest> list_waiting_for_type(db::Reader& db,
                                                                const QualificationTypeId& type,
                                                                const RequestPosition& after,
                                                                std::int64_t count) {
  return db.all(kListForType, read_request, type, after.submitted_at, after.request, count);
}

std::vector<domain::QualificationRequest> list_waiting_for_requester(db::Reader& db,
                                                                     const RequesterId& requester,
                                                                     domain::Marketplace marketplace,
                                                                     const RequestPosition& after,
                                                                     std::int64_t count) {
  return db.all(kListForRequester, read_request, requester, static_cast<int>(marketplace), after.submitted_at,
                after.request, count);
}

std::vector<domain::QualificationRequest> list_in_test(db::Reader& db, const QualificationTypeId& type) {
  return db.all(kListInTest, read_request, type);
}

void reject_all_waiting(db::Transaction& db, const QualificationTypeId& type, std::string_view reason,
                        Instant now) {
  db.execute(kRejectWaiting, type, now, reason);
}

std::vector<domain::QualificationRequest> list_requests_of_worker(db::Reader& db, const WorkerId& worker,
                                                                  std::string_view before,
                                                                  std::int64_t count) {
  return db.all(kListOfWorker, read_request, worker, before.empty() ? kBehindAll : before, count);
}

void insert_test_answer(db::Transaction& db, const QualificationRequestId& id, std::string_view answer) {
  db.execute(kInsertAnswer, id, answer);
}

std::optional<std::string> find_test_answer(db::Reader& db, const QualificationRequestId& id) {
  return db.find(kFindAnswer, [](const db::Row& row) { return std::string(row.text(0)); }, id);
}

Statements qualification_request_statements() {
  static constexpr std::array<const db::Sql*, 11> kAll = {
      &kInsert,     &kSave,         &kFind,          &kFindLatest,   &kListForType, &kListForRequester,
      &kListInTest, &kListOfWorker, &kRejectWaiting, &kInsertAnswer, &kFindAnswer};
  return kAll;
}

}  // namespace kempelen::store
