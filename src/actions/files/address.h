// Addresses of files on the content origin. They are signed, so that whoever has one needs nothing else, and
// live by the wall clock.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "actions/context.h"

namespace kempelen::actions {

inline constexpr std::string_view kFilePrefix = "/files/";
inline constexpr std::string_view kUploadPath = "/files/upload";
/// The documented life of an address from GetFileUploadURL.
inline constexpr Duration kDownloadLife = Duration::seconds(60);
inline constexpr Duration kUploadLife = Duration::seconds(900);
/// A file is sent in pieces of so many bytes, the last one shorter. Small enough for every request limit on
/// the way, so that files need no limit of their own there.
inline constexpr std::int64_t kPieceBytes = 512 * 1024;

/// What an upload's address says: this file and no other, for this question of this assignment.
struct Upload {
  std::string key;
  AssignmentId assignment;
  std::string question;
  std::string name;
  std::int64_t bytes = 0;
  Instant expires_at;
};

/// A key that nobody can guess, for a file about to be sent.
std::string new_file_key(const Settings& settings, const Upload& upload, Instant wall_now);

/// Absolute.
std::string upload_url(const Settings& settings, const Upload& upload);
std::string download_url(const Settings& settings, std::string_view key, Instant wall_now);

/// The upload of a query string; nothing where it was not signed by us, or no longer holds.
std::optional<Upload> read_upload(const Settings& settings, std::string_view query, Instant wall_now);
/// Whether the query lets its sender fetch that file now.
bool may_download(const Settings& settings, std::string_view key, std::string_view query, Instant wall_now);

}  // namespace kempelen::actions
