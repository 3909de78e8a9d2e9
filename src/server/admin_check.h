// `kempelen admin check`: the recount, in JSON and in words.
#pragma once

#include "json/value.h"
#include "server/admin_commands.h"
#include "store/recount.h"

namespace kempelen::server::admin {

/// Runs everything that is due by the instant of an empty write, which is returned. Commands stand at
/// strictly increasing instants, also where the machine's clock was set back.
Result<Instant> settle(const AdminParts& parts);

/// The members of an object that tell of a recount, and the same in words.
void write_recount(json::Writer& writer, const store::Recount& found);
std::string recount_text(const json::Value& answer);

Answer check(const AdminParts& parts, const Arguments& arguments);
/// Exit code 0 when nothing differs, else 1.
Printed print_check(const std::string& answer, const Arguments& arguments);

}  // namespace kempelen::server::admin
