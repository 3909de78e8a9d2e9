// Deposits, withdrawals, pay-outs, balances.
#include "server/admin_money.h"

#include <fmt/format.h>

#include "actions/account/move_money.h"
#include "store/ledger.h"

namespace kempelen::server::admin {
namespace {

Result<Money> amount_of(const Arguments& arguments) {
  const std::string& text = arguments.at("amount");
  const auto amount = parse_money(text);
  if (!amount || amount->micros == 0) {
    return sorry(fmt::format(
        "'{}' is not an amount of dollars such as 5 or 5.00, of at least 0.01 and at most 9000000000.00.",
        text));
  }
  return *amount;
}

using Move = Result<Money> (*)(actions::WriteContext&, const RequesterId&, Money);

Answer move(const AdminParts& parts, const Arguments& arguments, Move move) {
  KEMPELEN_TRY(const auto id, existing_requester(parts, arguments));
  KEMPELEN_TRY(const auto amount, amount_of(arguments));
  return write(parts, [&](actions::WriteContext& ctx) -> Answer {
    KEMPELEN_TRY(const auto available, move(ctx, id, amount));
    return object([&](json::Writer& w) {
      w.member("RequesterId", id.text).member("AvailableBalance", format_exact(available));
    });
  });
}

}  // namespace

Answer deposit(const AdminParts& parts, const Arguments& arguments) {
  return move(parts, arguments, actions::deposit);
}

Answer withdraw(const AdminParts& parts, const Arguments& arguments) {
  return move(parts, arguments, actions::withdraw);
}

Answer pay_out(const AdminParts& parts, const Arguments& arguments) {
  KEMPELEN_TRY(const auto worker, existing_worker(parts, arguments));
  KEMPELEN_TRY(const auto amount, amount_of(arguments));
  return write(parts, [&](actions::WriteContext& ctx) -> Answer {
    KEMPELEN_TRY(const auto rest, actions::pay_out(ctx, worker.id, amount));
    return object([&](json::Writer& w) {
      w.member("WorkerId", worker.id.text).member("NotPaidOut", format_exact(rest));
    });
  });
}

Answer balance(const AdminParts& parts, const Arguments& arguments) {
  KEMPELEN_TRY(const auto id, existing_requester(parts, arguments));
  // What is due by now is settled first, as before every operation that shows money.
  return write(parts, [&](actions::WriteContext& ctx) -> Answer {
    const Money available = store::balance(ctx.db, domain::Account::requester(id));
    const Money held = store::balance(ctx.db, domain::Account::held(id));
    return object([&](json::Writer& w) {
      w.member("RequesterId", id.text)
          .member("AvailableBalance", format_exact(available))
          .member("OnHoldBalance", format_exact(held));
    });
  });
}

}  // namespace kempelen::server::admin
