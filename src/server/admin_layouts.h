// The commands of `kempelen admin` for HIT layouts. Requesters make them in the console once there is one.
#pragma once

#include "server/admin_commands.h"

namespace kempelen::server::admin {

Answer create_layout(const AdminParts& parts, const Arguments& arguments);
Answer list_layouts(const AdminParts& parts, const Arguments& arguments);
Answer show_layout(const AdminParts& parts, const Arguments& arguments);
Answer delete_layout(const AdminParts& parts, const Arguments& arguments);

}  // namespace kempelen::server::admin
