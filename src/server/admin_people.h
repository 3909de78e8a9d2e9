// The commands of `kempelen admin` about who a worker is and what he may do.
#pragma once

#include "server/admin_commands.h"

namespace kempelen::server::admin {

Answer create_worker(const AdminParts& parts, const Arguments& arguments);
Answer set_worker(const AdminParts& parts, const Arguments& arguments);

/// Why a worker may or may not see, preview and accept a HIT.
Answer why(const AdminParts& parts, const Arguments& arguments);
Printed print_why(const std::string& answer, const Arguments& arguments);

}  // namespace kempelen::server::admin
