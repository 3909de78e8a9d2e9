// From what the command line names to HITs of the service.
#include "cli/subject.h"

#include <fmt/format.h>

#include <filesystem>
#include <unordered_map>

#include "cli/files.h"
#include "cli/misuse.h"

namespace kempelen::cli {
namespace {

/// So many are asked for one by one.
constexpr std::size_t kFew = 50;
constexpr int kPageSize = 100;

client::Result<std::string> find_journal(const std::string& named) {
  KEMPELEN_TRY(const std::string text, read_file(named));
  if (is_journal(text)) return named;
  const std::string beside = named + ".journal";
  std::error_code failed;
  if (std::filesystem::exists(beside, failed)) return beside;
  return misuse(
      fmt::format("{} is no journal of a publication, and there is no {}; publish it first, or name the "
                  "journal that was given with --journal.",
                  named, beside));
}

client::Result<Subject> of_journal(const std::string& named) {
  Subject subject;
  KEMPELEN_TRY(subject.journal_file, find_journal(named));
  KEMPELEN_TRY(subject.journal, read_journal(subject.journal_file));
  for (const auto& [number, row] : subject.journal->rows) subject.hits.push_back(row.hit);
  if (subject.hits.empty()) {
    return misuse(fmt::format("{} holds no HIT yet; run `kempelen publish` again.", subject.journal_file));
  }
  return subject;
}

client::Result<FoundHits> all_of_type(const client::Client& client, const std::string& type) {
  FoundHits found;
  for (auto& hit : client.all<api::ListHITs>({})) {
    if (!hit) return tl::unexpected(hit.error());
    if (hit->hit_type_id == type) found.hits.push_back(*std::move(hit));
  }
  return found;
}

}  // namespace

std::vector<Flag> subject_flags() {
  return {
      {"publication", "FILE", "CSV file that was published, or the journal of it", Flag::Need::Optional,
       Flag::Place::Positional},
      {"hit-id", "ID", "These HITs instead", Flag::Need::Optional, Flag::Place::Flagged, Flag::Count::Many},
      {"hit-type-id", "ID", "All HITs of this type instead"}};
}

client::Result<Subject> read_subject(const Given& given) {
  const int named =
      (given.has("publication") ? 1 : 0) + (given.has("hit-id") ? 1 : 0) + (given.has("hit-type-id") ? 1 : 0);
  if (named != 1) {
    return misuse(
        fmt::format("Name {}: the CSV file that was published (or its journal), --hit-id, or --hit-type-id.",
                    named == 0 ? "what it is about" : "one thing only"));
  }
  if (const auto file = given.text("publication")) return of_journal(*file);
  Subject subject;
  subject.hits = given.texts("hit-id");
  subject.hit_type = given.text("hit-type-id");
  return subject;
}

client::Result<std::optional<Inputs>> read_inputs(const Subject& subject) {
  if (!subject.journal || subject.journal->head.tasks_file.empty()) return std::nullopt;
  const auto directory = std::filesystem::path(subject.journal_file).parent_path();
  const std::string file = (directory / subject.journal->head.tasks_file).lexically_normal().string();
  Inputs inputs;
  KEMPELEN_TRY(inputs.tasks, read_csv(file));
  for (const auto& [number, row] : subject.journal->rows) {
    if (number > inputs.tasks.rows.size() || content_of(inputs.tasks, number) != row.content) {
      return misuse(
          fmt::format("{}, row {} has changed since its HIT {} was published. Put the file back as it was, "
                      "or leave its columns out with --no-input.",
                      file, number, row.hit));
    }
    inputs.rows.emplace(row.hit, number);
  }
  return inputs;
}

client::Result<FoundHits> find_hits(const client::Client& client, const Subject& subject) {
  if (subject.hit_type) return all_of_type(client, *subject.hit_type);
  std::unordered_map<std::string, api::HIT> known;
  if (subject.hits.size() > kFew) {
    for (const std::string& id : subject.hits) known.emplace(id, api::HIT{});
    std::size_t missing = known.size();
    for (auto& page : client.pages<api::ListHITs>({.max_results = kPageSize})) {
      if (!page) return tl::unexpected(page.error());
      for (api::HIT& hit : page->hits) {
        const auto wanted = known.find(hit.hit_id.value_or(""));
        if (wanted == known.end() || wanted->second.hit_id) continue;
        wanted->second = std::move(hit);
        --missing;
      }
      if (missing == 0) break;
    }
  }
  FoundHits found;
  for (const std::string& id : subject.hits) {
    if (subject.hits.size() > kFew) {
      api::HIT& hit = known[id];
      hit.hit_id ? found.hits.push_back(std::move(hit)) : static_cast<void>(++found.gone);
      continue;
    }
    auto got = client.get_hit({.hit_id = id});
    if (got && got->hit) {
      found.hits.push_back(*std::move(got->hit));
    } else if (!got && !got.error().is(Code::HitDoesNotExist)) {
      return tl::unexpected(std::move(got).error());
    } else {
      ++found.gone;
    }
  }
  return found;
}

}  // namespace kempelen::cli
