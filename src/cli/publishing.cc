// Rows are taken in their order. What is common to those that are on their way stands under one mutex; calls
// are made outside it.
#include "cli/publishing.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <unordered_map>

#include "base/digest.h"
#include "cli/abreast.h"
#include "cli/refusals.h"

namespace kempelen::cli {
namespace {

using std::chrono::milliseconds;

/// So many rows are marked as being sent at once: a mark waits for the disk.
constexpr std::size_t kMarkedAtOnce = 512;
/// When so many rows are refused and none is taken, the others would fare no better.
constexpr std::size_t kRefusedInVain = 20;
constexpr std::size_t kTokenLength = 40;
/// Hexadecimal ones of the template's digest, for an id of it.
constexpr std::size_t kTemplateDigits = 8;
constexpr milliseconds kSlowdownFirst{500};
constexpr milliseconds kSlowdownMost{10'000};
constexpr int kPageSize = 100;
/// Clocks of service and requester may differ by less than this.
constexpr Duration kClocksApart = Duration::days(1);

class Crew {
 public:
  Crew(const PublishRun& run, const std::vector<std::size_t>& rows) : run_(run), rows_(rows) {}

  PublishOutcome work(Progress& progress) {
    // Listens for Ctrl-C from here on, whose default would end the process.
    static_cast<void>(run_.at.stopped());
    abreast(
        rows_.size(), run_.publication.wishes().connections, [this](std::size_t at) { return send(at); },
        [this, &progress] { look(progress); });
    if (auto synced = run_.journal.sync(); !synced) stop_for(synced.error());
    std::ranges::sort(outcome_.refused, {}, &RefusedRow::row);
    return std::move(outcome_);
  }

 private:
  void look(Progress& progress) {
    std::unique_lock lock(mutex_);
    if (!stopping_ && run_.at.stopped()) {
      outcome_.interrupted = true;
      stopping_ = true;
      changed_.notify_all();
    }
    const std::size_t done = outcome_.published + outcome_.refused.size();
    const std::string_view note = stopping_     ? "finishing what is on its way"
                                  : slowed_ > 0 ? "the service asks to go slower"
                                                : "";
    lock.unlock();
    progress.update(done, note);
  }

  /// The row at that index, once it is marked in the journal as being sent; false when no more shall be sent.
  bool send(std::size_t at) {
    if (!is_marked(at)) return false;
    publish(rows_[at]);
    return true;
  }

  /// Waits for it; false when no more shall be sent.
  bool is_marked(std::size_t at) {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
      // Whoever comes when half of the marked rows are taken marks more of them; the others go on meanwhile.
      if (!marking_ && marked_ < rows_.size() && at + kMarkedAtOnce / 2 >= marked_) {
        mark_more(lock);
      } else if (at < marked_) {
        return true;
      } else {
        changed_.wait(lock);
      }
    }
    return false;
  }

  /// With the mutex held, which is let go while the disk is waited for.
  void mark_more(std::unique_lock<std::mutex>& lock) {
    marking_ = true;
    const std::size_t to = std::min(marked_ + kMarkedAtOnce, rows_.size());
    lock.unlock();
    auto done = run_.journal.mark_sending(rows_[to - 1], run_.at.clock.now());
    lock.lock();
    marking_ = false;
    if (done) {
      marked_ = to;
    } else {
      stop(done.error());
    }
    changed_.notify_all();
  }

  void publish(std::size_t row) {
    auto question = run_.publication.question(row);
    if (!question) return refused(row, std::move(question).error());
    const PublishWishes& wishes = run_.publication.wishes();
    const api::CreateHITWithHITTypeRequest request{
        .hit_type_id = run_.head.hit_type,
        .max_assignments = wishes.max_assignments,
        .lifetime_in_seconds = wishes.lifetime_seconds,
        .question = *std::move(question),
        .requester_annotation = annotation_of(run_.head, row, wishes.annotation),
        .unique_request_token = token_of(run_.head, row)};
    for (milliseconds pause = kSlowdownFirst;; pause = std::min(pause * 2, kSlowdownMost)) {
      auto made = run_.client.create_hit_with_hit_type(request);
      if (made && made->hit && made->hit->hit_id) {
        return published(row, *made->hit->hit_id, made->hit->hit_group_id.value_or(""));
      }
      if (made) return stop_for(nothing_made());
      if (made.error().is(Code::Throttled)) {
        if (slow_down(pause)) continue;
        return;
      }
      // An earlier sending of this row took effect, and its answer was lost.
      if (const std::string hit = hit_of_token(made.error()); !hit.empty()) return published(row, hit, "");
      return concerns_every_call(made.error()) ? stop_for(made.error())
                                               : refused(row, std::move(made).error());
    }
  }

  static client::Error nothing_made() {
    return {.kind = client::Error::Kind::NotTheService,
            .message =
                "The service answered CreateHITWithHITType without a HIT, so it is not the Requester API."};
  }

  /// False when the wait was cut short because no more shall be sent.
  bool slow_down(milliseconds pause) {
    std::unique_lock lock(mutex_);
    ++slowed_;
    changed_.wait_for(lock, pause, [this] { return stopping_; });
    --slowed_;
    return !stopping_;
  }

  void published(std::size_t row, const std::string& hit, const std::string& group) {
    auto done = run_.journal.record({.row = row, .hit = hit, .content = run_.publication.content(row)});
    const std::lock_guard lock(mutex_);
    ++outcome_.published;
    if (outcome_.group.empty()) outcome_.group = group;
    if (!done) stop(done.error());
  }

  void refused(std::size_t row, client::Error error) {
    const std::lock_guard lock(mutex_);
    outcome_.refused.push_back({row, std::move(error)});
    if (outcome_.published == 0 && outcome_.refused.size() == kRefusedInVain)
      stop(outcome_.refused.back().error);
  }

  void stop_for(const client::Error& error) {
    const std::lock_guard lock(mutex_);
    stop(error);
  }

  /// With the mutex held.
  void stop(const client::Error& error) {
    if (!outcome_.stopped_by) outcome_.stopped_by = error;
    stopping_ = true;
    changed_.notify_all();
  }

  const PublishRun& run_;
  const std::vector<std::size_t>& rows_;
  std::mutex mutex_{};
  std::condition_variable changed_{};
  std::size_t marked_ = 0;  // how many of the rows are marked
  bool marking_ = false;
  std::size_t slowed_ = 0;
  bool stopping_ = false;
  PublishOutcome outcome_{};
};

}  // namespace

std::string annotation_of(const JournalHead& head, std::size_t row, std::string_view wished) {
  // The original's ids of templates are numbers.
  std::uint64_t number = 0;
  const char* const digits = head.template_digest.data();
  std::from_chars(digits, digits + std::min<std::size_t>(kTemplateDigits, head.template_digest.size()),
                  number, 16);
  const std::string_view separator = wished.empty() || wished.ends_with(';') ? "" : ";";
  return fmt::format("{}{}BatchId:{};OriginalHitTemplateId:{};Row:{};", wished, separator, head.batch, number,
                     row);
}

std::string token_of(const JournalHead& head, std::size_t row) {
  return digest(fmt::format("{}:{}", head.batch, row)).substr(0, kTokenLength);
}

client::Result<std::map<std::size_t, FoundHit>> find_published(const client::Client& client,
                                                               const JournalHead& head,
                                                               const std::vector<std::size_t>& rows,
                                                               std::string_view wished) {
  std::unordered_map<std::string, std::size_t> wanted;
  for (const std::size_t row : rows) wanted.emplace(annotation_of(head, row, wished), row);
  std::map<std::size_t, FoundHit> found;
  const Instant oldest = head.began - kClocksApart;
  for (auto& page : client.pages<api::ListHITs>({.max_results = kPageSize})) {
    if (!page) return tl::unexpected(page.error());
    for (api::HIT& hit : page->hits) {
      const auto row = wanted.find(hit.requester_annotation.value_or(""));
      if (row == wanted.end() || !hit.hit_id) continue;
      found.emplace(row->second, FoundHit{*hit.hit_id, hit.question.value_or("")});
    }
    if (found.size() == rows.size()) break;
    if (!page->hits.empty() && page->hits.back().creation_time.value_or(head.began) < oldest) break;
  }
  return found;
}

PublishOutcome publish_rows(const PublishRun& run, const std::vector<std::size_t>& rows, Progress& progress) {
  return Crew(run, rows).work(progress);
}

}  // namespace kempelen::cli
