// Files against the assignments they belong to.
#include <array>

#include "store/recount_parts.h"

namespace kempelen::store {
namespace {

constexpr db::Sql kLeftBehind{
    "SELECT f.file_key, f.assignment_id FROM files f JOIN assignments a ON a.assignment_id = f.assignment_id "
    "JOIN hits h ON h.hit_id = a.hit_id WHERE a.status > 3 OR h.mark = 2"};
constexpr db::Sql kBoth{"SELECT f.file_key FROM files f JOIN dropped_files d ON d.file_key = f.file_key"};

}  // namespace

void recount_files(db::Reader& db, Recounting& counting) {
  db.for_each(kLeftBehind, [&](const db::Row& row) {
    counting.differs("File {} belongs to assignment {}, which was given back or whose HIT is disposed.",
                     row.text(0), row.text(1));
  });
  db.for_each(kBoth, [&](const db::Row& row) {
    counting.differs("File {} is kept and to be removed.", row.text(0));
  });
}

Statements recount_file_statements() {
  static constexpr std::array<const db::Sql*, 2> kAll = {&kLeftBehind, &kBoth};
  return kAll;
}

}  // namespace kempelen::store
