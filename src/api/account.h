// The requester's money: balance and bonuses.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "api/scalars.h"
#include "base/instant.h"
#include "base/money.h"
#include "model/field.h"

namespace kempelen::api {

struct BonusPayment {
  std::optional<std::string> worker_id;
  std::optional<Money> bonus_amount;
  std::optional<std::string> assignment_id;
  std::optional<std::string> reason;
  std::optional<Instant> grant_time;
};

struct GetAccountBalanceRequest {};

struct GetAccountBalanceResponse {
  std::optional<Money> available_balance;
  std::optional<Money> on_hold_balance;
};

struct SendBonusRequest {
  std::string worker_id;
  Money bonus_amount;
  std::string assignment_id;
  std::string reason;
  std::optional<std::string> unique_request_token{};
};

struct SendBonusResponse {};

struct ListBonusPaymentsRequest {
  std::optional<std::string> hit_id{};
  std::optional<std::string> assignment_id{};
  std::optional<std::string> next_token{};
  std::optional<std::int32_t> max_results{};
};

struct ListBonusPaymentsResponse {
  std::optional<std::int32_t> num_results;
  std::optional<std::string> next_token;
  std::vector<BonusPayment> bonus_payments;
};

}  // namespace kempelen::api

namespace kempelen {

template <>
struct model::ShapeOf<api::BonusPayment> {
  static constexpr Field fields[] = {
      field<&api::BonusPayment::worker_id>("WorkerId", api::kCustomerId, "Who got it."),
      field<&api::BonusPayment::bonus_amount>("BonusAmount", "What the worker gets, without the fee."),
      field<&api::BonusPayment::assignment_id>("AssignmentId", api::kEntityId, "What it was for."),
      field<&api::BonusPayment::reason>("Reason", "What it was for."),
      field<&api::BonusPayment::grant_time>("GrantTime", "When it was paid."),
  };
  static constexpr Shape shape{"BonusPayment", fields};
};

template <>
struct model::ShapeOf<api::GetAccountBalanceRequest> {
  static constexpr Shape shape{"GetAccountBalanceRequest", {}};
};

template <>
struct model::ShapeOf<api::GetAccountBalanceResponse> {
  static constexpr Field fields[] = {
      field<&api::GetAccountBalanceResponse::available_balance>("AvailableBalance", "What can be spent."),
      field<&api::GetAccountBalanceResponse::on_hold_balance>("OnHoldBalance",
                                                              "What is held for published HITs."),
  };
  static constexpr Shape shape{"GetAccountBalanceResponse", fields};
};

template <>
struct model::ShapeOf<api::SendBonusRequest> {
  static constexpr Field fields[] = {
      field<&api::SendBonusRequest::worker_id>("WorkerId", api::kCustomerId, "Who gets it."),
      field<&api::SendBonusRequest::bonus_amount>("BonusAmount", at_least(Money::cents(1)),
                                                  "What the worker gets, without the fee."),
      field<&api::SendBonusRequest::assignment_id>("AssignmentId", api::kEntityId,
                                                   "The assignment the bonus is for, one of this worker's."),
      field<&api::SendBonusRequest::reason>("Reason", characters(1, 4'096), for_people,
                                            "What it is for; the worker reads it."),
      field<&api::SendBonusRequest::unique_request_token>(
          "UniqueRequestToken", api::kIdempotencyToken,
          "Makes a repeat of the call within 24 hours an error instead of a second effect."),
  };
  static constexpr Shape shape{"SendBonusRequest", fields};
};

template <>
struct model::ShapeOf<api::SendBonusResponse> {
  static constexpr Shape shape{"SendBonusResponse", {}};
};

template <>
struct model::ShapeOf<api::ListBonusPaymentsRequest> {
  static constexpr Field fields[] = {
      field<&api::ListBonusPaymentsRequest::hit_id>("HITId", api::kEntityId,
                                                    "All bonuses for this HIT; or AssignmentId."),
      field<&api::ListBonusPaymentsRequest::assignment_id>("AssignmentId", api::kEntityId,
                                                           "The bonuses for this assignment; or HITId."),
      field<&api::ListBonusPaymentsRequest::next_token>(
          "NextToken", api::kPaginationToken, "Where the page before ended; absent for the first page."),
      field<&api::ListBonusPaymentsRequest::max_results>("MaxResults", api::kResultSize,
                                                         "Entries wanted on the page; 10 when absent."),
  };
  static constexpr Shape shape{"ListBonusPaymentsRequest", fields};
};

template <>
struct model::ShapeOf<api::ListBonusPaymentsResponse> {
  static constexpr Field fields[] = {
      field<&api::ListBonusPaymentsResponse::num_results>("NumResults", "Entries on this page."),
      field<&api::ListBonusPaymentsResponse::next_token>(
          "NextToken", api::kPaginationToken,
          "Asks for the page after this one; absent when this one is empty."),
      field<&api::ListBonusPaymentsResponse::bonus_payments>("BonusPayments", always_written,
                                                             "The payments of this page."),
  };
  static constexpr Shape shape{"ListBonusPaymentsResponse", fields};
};

}  // namespace kempelen
