// A signature covers everything the address says, and what it is for.
#include "actions/files/address.h"

#include <fmt/format.h>

#include <charconv>
#include <map>

#include "base/packed.h"
#include "base/text.h"

namespace kempelen::actions {
namespace {

std::string sign_upload(const Settings& settings, const Upload& upload) {
  Packer packer;
  packer.text("upload").text(upload.key).text(upload.assignment.text).text(upload.question).text(upload.name);
  return authenticate(settings.file_key, packer.number(upload.bytes).number(upload.expires_at.micros).take());
}

std::string sign_download(const Settings& settings, std::string_view key, std::int64_t expires) {
  return authenticate(settings.file_key, Packer().text("download").text(key).number(expires).take());
}

/// `name=value` pairs; of a name that is there twice the first counts.
std::map<std::string, std::string> pairs_of(std::string_view query) {
  std::map<std::string, std::string> pairs;
  while (!query.empty()) {
    const std::string_view pair = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(query.size(), pair.size() + 1));
    const std::size_t equals = pair.find('=');
    if (equals == std::string_view::npos) continue;
    pairs.emplace(percent_decode(pair.substr(0, equals), Plus::StaysPlus),
                  percent_decode(pair.substr(equals + 1), Plus::StaysPlus));
  }
  return pairs;
}

std::optional<std::int64_t> number_in(const std::string& text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace

std::string new_file_key(const Settings& settings, const Upload& upload, Instant wall_now) {
  Packer packer;
  packer.text("key").text(upload.assignment.text).text(upload.question).text(upload.name);
  return authenticate(settings.file_key, packer.number(upload.bytes).number(wall_now.micros).take());
}

std::string upload_url(const Settings& settings, const Upload& upload) {
  return fmt::format("{}{}?key={}&assignmentId={}&question={}&name={}&bytes={}&expires={}&signature={}",
                     settings.content_url, kUploadPath, upload.key, upload.assignment.text,
                     percent_encode(upload.question), percent_encode(upload.name), upload.bytes,
                     upload.expires_at.micros, sign_upload(settings, upload));
}

std::string download_url(const Settings& settings, std::string_view key, Instant wall_now) {
  const std::int64_t expires = (wall_now + kDownloadLife).micros;
  return fmt::format("{}{}{}?expires={}&signature={}", settings.content_url, kFilePrefix, key, expires,
                     sign_download(settings, key, expires));
}

std::optional<Upload> read_upload(const Settings& settings, std::string_view query, Instant wall_now) {
  auto pairs = pairs_of(query);
  const auto bytes = number_in(pairs["bytes"]);
  const auto expires = number_in(pairs["expires"]);
  if (!bytes || !expires || *expires <= wall_now.micros) return std::nullopt;
  Upload upload{.key = pairs["key"],
                .assignment = {pairs["assignmentId"]},
                .question = pairs["question"],
                .name = pairs["name"],
                .bytes = *bytes,
                .expires_at = {*expires}};
  if (!equal_in_constant_time(pairs["signature"], sign_upload(settings, upload))) return std::nullopt;
  return upload;
}

bool may_download(const Settings& settings, std::string_view key, std::string_view query, Instant wall_now) {
  auto pairs = pairs_of(query);
  const auto expires = number_in(pairs["expires"]);
  return expires && *expires > wall_now.micros &&
         equal_in_constant_time(pairs["signature"], sign_download(settings, key, *expires));
}

}  // namespace kempelen::actions
