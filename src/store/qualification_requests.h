// Workers' requests for qualifications, and their answers to tests.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/qualification.h"
#include "store/statements.h"

namespace kempelen::store {

void insert_request(db::Transaction& db, const domain::QualificationRequest& request);
/// Writes what can change: status, times, reason.
void save_request(db::Transaction& db, const domain::QualificationRequest& request);
std::optional<domain::QualificationRequest> find_request(db::Reader& db, const QualificationRequestId& id);
/// The worker's last request for that type, whatever became of it.
std::optional<domain::QualificationRequest> find_latest_request(db::Reader& db, const WorkerId& worker,
                                                                const QualificationTypeId& type);

/// Where a page of waiting requests begins: after this one.
struct RequestPosition {
  Instant submitted_at;
  std::string request{};
};
/// Up to `count` requests that wait for their requester, by submit time: for one type, or for all his types.
std::vector<domain::QualificationRequest> list_waiting_for_type(db::Reader& db,
                                                                const QualificationTypeId& type,
                                                                const RequestPosition& after,
                                                                std::int64_t count);
std::vector<domain::QualificationRequest> list_waiting_for_requester(db::Reader& db,
                                                                     const RequesterId& requester,
                                                                     domain::Marketplace marketplace,
                                                                     const RequestPosition& after,
                                                                     std::int64_t count);
/// All requests for the type whose test is running.
std::vector<domain::QualificationRequest> list_in_test(db::Reader& db, const QualificationTypeId& type);
/// Rejects, in one statement, all that wait for the requester of the type.
void reject_all_waiting(db::Transaction& db, const QualificationTypeId& type, std::string_view reason,
                        Instant now);
/// Up to `count` of the worker's requests in any state, newest first, older than `before` (empty: from the
/// start).
std::vector<domain::QualificationRequest> list_requests_of_worker(db::Reader& db, const WorkerId& worker,
                                                                  std::string_view before,
                                                                  std::int64_t count);

void insert_test_answer(db::Transaction& db, const QualificationRequestId& id, std::string_view answer);
std::optional<std::string> find_test_answer(db::Reader& db, const QualificationRequestId& id);

Statements qualification_request_statements();

}  // namespace kempelen::store
