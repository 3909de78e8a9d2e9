// Money between the ledger and the outside world. Only an operator does this.
#pragma once

#include "actions/context.h"

namespace kempelen::actions {

/// Each answers with the balance afterwards and refuses, with a sentence, what is more than there is or more
/// than can be counted. The amounts are positive; the requester or worker exists.
Result<Money> deposit(WriteContext& ctx, const RequesterId& requester, Money amount);
Result<Money> withdraw(WriteContext& ctx, const RequesterId& requester, Money amount);
/// Of what a worker of the live marketplace has earned; play money is refused.
Result<Money> pay_out(WriteContext& ctx, const WorkerId& worker, Money amount);

}  // namespace kempelen::actions
