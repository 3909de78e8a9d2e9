// `kempelen admin statement`: every movement of an account with its balance after it, as a table, CSV or
// JSON.
//
// Long statements come in pages, which the command asks for one after another; every page says where the next
// one begins.
#pragma once

#include "server/admin_commands.h"

namespace kempelen::server::admin {

Answer statement(const AdminParts& parts, const Arguments& arguments);
Printed print_statement(const std::string& answer, const Arguments& arguments);

}  // namespace kempelen::server::admin
