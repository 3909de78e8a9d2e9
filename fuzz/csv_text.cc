// CSV: what was read is written and read again as the same, and a refusal names the file.
#include "cli/csv.h"

#include <string>

#include "base/text.h"
#include "fuzz/target.h"

namespace kempelen::fuzz {

void csv_text(std::string_view input) {
  const auto read = cli::parse_csv(input, "file");
  if (!read) {
    require(read.error().message.starts_with("file") && is_utf8(read.error().message),
            "a refusal is a sentence");
    return;
  }
  require(!read->header.empty() && !read->rows.empty(), "there is a header, and a row");
  std::string text = cli::csv_line(read->header);
  for (const cli::CsvRow& row : read->rows) {
    require(row.cells.size() == read->header.size(), "every row has a cell for each column");
    text += cli::csv_line(row.cells);
  }
  const auto again = cli::parse_csv(text, "file");
  require(again.has_value() && again->header == read->header && again->rows.size() == read->rows.size(),
          "what was written can be read");
  for (std::size_t i = 0; i < read->rows.size(); ++i) {
    require(again->rows[i].cells == read->rows[i].cells, "reading and writing changes nothing");
  }
  const auto filled = cli::parse_csv(input, "file", cli::ShortRows::Filled);
  require(filled.has_value() && *filled == *read, "a file without short rows has nothing to be filled");
}

}  // namespace kempelen::fuzz
