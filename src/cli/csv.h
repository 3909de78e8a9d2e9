// CSV by RFC 4180, as spreadsheets and scripts write it (docs/decisions/0032).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "client/error.h"

namespace kempelen::cli {

struct CsvRow {
  std::size_t line = 0;            // of the file, where the row begins; the first is 1
  std::vector<std::string> cells;  // as many as the header has

  friend bool operator==(const CsvRow&, const CsvRow&) = default;
};

struct Csv {
  std::vector<std::string> header;  // names, each once and none empty
  std::vector<CsvRow> rows;         // at least one

  /// Where the column stands.
  std::optional<std::size_t> column(std::string_view name) const;

  friend bool operator==(const Csv&, const Csv&) = default;
};

/// What a row with fewer cells than the header is. The original's results left the last cells out, where they
/// were empty.
enum class ShortRows : std::uint8_t { Refused, Filled };

/// UTF-8 with or without a byte order mark, lines ended by LF or CR LF, cells in quotes with line breaks and
/// doubled quotes; blank lines at the end are nothing. Everything else is refused with `name`, the line and,
/// where that helps, the column.
client::Result<Csv> parse_csv(std::string_view text, std::string_view name,
                              ShortRows short_rows = ShortRows::Refused);

/// The same of a file; see `read_file`.
client::Result<Csv> read_csv(const std::string& path, ShortRows short_rows = ShortRows::Refused);

/// One line, ended by CR LF as RFC 4180 asks, every cell in quotes.
std::string csv_line(std::span<const std::string> cells);

}  // namespace kempelen::cli
