// `kempelen admin backup`: the whole database in one file, beside a serving server.
#pragma once

#include "server/admin_commands.h"

namespace kempelen::server::admin {

Answer backup(const AdminParts& parts, const Arguments& arguments);
/// Exit code 1 when the recount of the written file found differences.
Printed print_backup(const std::string& answer, const Arguments& arguments);

}  // namespace kempelen::server::admin
