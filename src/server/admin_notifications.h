// The commands of `kempelen admin` for what leaves the server: destinations, dead letters, webhook secrets.
#pragma once

#include "server/admin_commands.h"

namespace kempelen::server::admin {

Answer list_destinations(const AdminParts& parts, const Arguments& arguments);
Printed print_destinations(const std::string& answer, const Arguments& arguments);
/// Of one destination, or all.
Answer list_dead_letters(const AdminParts& parts, const Arguments& arguments);
Printed print_dead_letters(const std::string& answer, const Arguments& arguments);
/// One message, or all of a destination.
Answer retry_dead_letters(const AdminParts& parts, const Arguments& arguments);
Answer drop_dead_letters(const AdminParts& parts, const Arguments& arguments);
/// Tries a paused destination at once.
Answer resume_destination(const AdminParts& parts, const Arguments& arguments);
Answer show_webhook_secret(const AdminParts& parts, const Arguments& arguments);
Answer rotate_webhook_secret(const AdminParts& parts, const Arguments& arguments);

}  // namespace kempelen::server::admin
