// The commands of `kempelen admin` that move money between the ledger and the outside world.
#pragma once

#include "server/admin_commands.h"

namespace kempelen::server::admin {

Answer deposit(const AdminParts& parts, const Arguments& arguments);
Answer withdraw(const AdminParts& parts, const Arguments& arguments);
Answer balance(const AdminParts& parts, const Arguments& arguments);
Answer pay_out(const AdminParts& parts, const Arguments& arguments);

}  // namespace kempelen::server::admin
