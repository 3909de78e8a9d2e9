// What survives is drawn when power goes out, sector by sector; the calls that fail are counted here, too.
#include "tests/faults/disk.h"

#include <sqlite3.h>

#include <algorithm>
#include <cstring>

namespace kempelen::faults {
namespace {

/// How much of what was not synced reaches the platter, in percent; drawn anew for each file, so that "all
/// but one sector" is as likely as "half of them".
constexpr unsigned kKeptPercent[] = {0, 0, 5, 50, 50, 95, 100, 100};
constexpr unsigned kTornPercent = 10;
constexpr unsigned kGarbagePercent = 30;  // of what is torn

}  // namespace

std::string_view name(Call call) {
  switch (call) {
    case Call::Read:
      return "read";
    case Call::Write:
      return "write";
    case Call::Sync:
      return "sync";
    case Call::Truncate:
      return "truncate";
    case Call::Open:
      return "open";
    case Call::Delete:
      return "delete";
    case Call::MapShared:
      return "map";
  }
  return "?";
}

std::size_t StoredFile::read(std::size_t at, std::size_t count, void* to) const {
  return at >= shown_.size() ? 0 : shown_.copy(static_cast<char*>(to), count, at);
}

void StoredFile::write(std::size_t at, std::string_view bytes) {
  if (bytes.empty()) return;
  if (shown_.size() < at + bytes.size()) shown_.resize(at + bytes.size());
  std::ranges::copy(bytes, shown_.begin() + static_cast<std::ptrdiff_t>(at));
  changes_.push_back({What::Write, at, std::string(bytes), truncations()});
}

void StoredFile::truncate(std::size_t size) {
  shown_.resize(size);
  changes_.push_back({What::Truncate, size, {}, truncations()});
}

void StoredFile::sync() {
  for (const Change& change : changes_) {
    if (change.what == What::Truncate) {
      durable_.resize(change.at);
      continue;
    }
    if (durable_.size() < change.at + change.bytes.size()) durable_.resize(change.at + change.bytes.size());
    std::ranges::copy(change.bytes, durable_.begin() + static_cast<std::ptrdiff_t>(change.at));
  }
  changes_.clear();
}

void StoredFile::half_sync(Dice& dice, std::size_t sector_bytes) {
  durable_ = surviving(dice, sector_bytes);
  changes_.clear();
}

void StoredFile::lose_power(Dice& dice, std::size_t sector_bytes) {
  half_sync(dice, sector_bytes);
  shown_ = durable_;
}

std::size_t StoredFile::truncations() const {
  if (changes_.empty()) return 0;
  return changes_.back().truncations_before + (changes_.back().what == What::Truncate ? 1 : 0);
}

/// After the first `changes`, of which the first `truncations` truncations have happened and no more.
std::size_t StoredFile::size_after(std::size_t changes, std::size_t truncations) const {
  std::size_t size = durable_.size();
  for (std::size_t i = 0; i < changes; ++i) {
    const Change& change = changes_[i];
    if (change.what == What::Write) {
      size = std::max(size, change.at + change.bytes.size());
    } else if (change.truncations_before < truncations) {
      size = change.at;
    }
  }
  return size;
}

/// The sector as it is once the first `writes` of the changes that touch it are written. A truncation has
/// happened to all of the file or to none of it.
std::string StoredFile::sector_after(std::size_t index, std::size_t sector_bytes,
                                     const std::vector<std::size_t>& touching, std::size_t writes,
                                     std::size_t truncations) const {
  const std::size_t begin = index * sector_bytes, end = begin + sector_bytes;
  std::string sector(sector_bytes, '\0');
  if (begin < durable_.size()) durable_.copy(sector.data(), sector_bytes, begin);
  for (std::size_t i = 0; i < touching.size(); ++i) {
    const Change& change = changes_[touching[i]];
    const std::size_t from = std::max(begin, change.at);
    if (change.what == What::Truncate) {
      if (change.truncations_before >= truncations || from >= end) continue;
      std::fill(sector.begin() + static_cast<std::ptrdiff_t>(from - begin), sector.end(), '\0');
    } else if (i < writes) {
      const std::size_t to = std::min(end, change.at + change.bytes.size());
      if (from < to) change.bytes.copy(&sector[from - begin], to - from, from - change.at);
    }
  }
  return sector;
}

/// Truncations happen in their order. The size is one that the file had since the last of them; which one has
/// nothing to do with which sectors were written.
StoredFile::Fate StoredFile::draw_fate(Dice& dice, unsigned kept) const {
  const auto draw = [&](std::size_t least, std::size_t most) {
    return dice.chance(kept) ? most : dice.chance(50) ? least : least + dice.index(most - least + 1);
  };
  const std::size_t happened = draw(0, truncations());
  std::size_t least = 0;
  while (least < changes_.size() && changes_[least].truncations_before < happened) ++least;
  return {happened, size_after(draw(least, changes_.size()), happened)};
}

/// Written from one end to the other, as far as power lasted. Where the file has grown there may be anything.
std::string StoredFile::torn(std::string older, const std::string& newer, std::size_t begin,
                             Dice& dice) const {
  if (dice.chance(kGarbagePercent)) {
    for (std::size_t i = durable_.size() > begin ? durable_.size() - begin : 0; i < older.size(); ++i) {
      older[i] = static_cast<char>(dice.next());
    }
  }
  const std::size_t cut = dice.index(older.size());
  return dice.chance(50) ? newer.substr(0, cut) + older.substr(cut)
                         : older.substr(0, cut) + newer.substr(cut);
}

std::string StoredFile::surviving(Dice& dice, std::size_t sector_bytes) const {
  std::string image = durable_;
  if (changes_.empty()) return image;
  const unsigned kept = dice.one_of(kKeptPercent);
  const Fate fate = draw_fate(dice, kept);
  const std::size_t size = fate.size;
  std::map<std::size_t, std::vector<std::size_t>> touching;
  for (std::size_t i = 0; i < changes_.size(); ++i) {
    const Change& change = changes_[i];
    const std::size_t end = change.what == What::Write ? change.at + change.bytes.size()
                                                       : std::max(change.at, size_after(i, truncations()));
    for (std::size_t s = change.at / sector_bytes; s * sector_bytes < end; ++s) touching[s].push_back(i);
  }
  image.resize(size);
  for (const auto& [index, changes] : touching) {
    const std::size_t begin = index * sector_bytes;
    if (begin >= size) continue;
    const auto draw = [&] {
      return dice.chance(kept) ? changes.size() : dice.chance(75) ? 0 : dice.index(changes.size() + 1);
    };
    const auto after = [&](std::size_t writes) {
      return sector_after(index, sector_bytes, changes, writes, fate.truncations);
    };
    std::string bytes = after(draw());
    if (kept != 100 && dice.chance(kTornPercent)) {
      const std::size_t newer = 1 + dice.index(changes.size());
      bytes = torn(after(dice.index(newer)), after(newer), begin, dice);
    }
    std::copy_n(bytes.begin(), std::min(sector_bytes, size - begin),
                image.begin() + static_cast<std::ptrdiff_t>(begin));
  }
  return image;
}

Disk::Disk(std::uint64_t seed, std::size_t sector_bytes, Honesty honesty)
    : sector_bytes_(sector_bytes), honesty_(honesty), dice_(seed) {}

void Disk::lose_power_after(std::uint64_t calls) {
  const std::lock_guard lock(mutex_);
  changes_until_out_ = calls;
}

void Disk::call_off_power_loss() {
  const std::lock_guard lock(mutex_);
  changes_until_out_.reset();
}

void Disk::lose_power() {
  const std::lock_guard lock(mutex_);
  if (!out_) go_out();
}

void Disk::restore_power() {
  const std::lock_guard lock(mutex_);
  out_ = false;
}

bool Disk::is_out() const {
  const std::lock_guard lock(mutex_);
  return out_;
}

void Disk::fail(const Failure& failure) {
  const std::lock_guard lock(mutex_);
  failure_ = failure;
  failure_happened_ = false;
}

void Disk::heal() {
  const std::lock_guard lock(mutex_);
  failure_.reset();
  capacity_.reset();
}

void Disk::set_capacity(std::size_t bytes) {
  const std::lock_guard lock(mutex_);
  capacity_ = bytes;
  failure_happened_ = false;
}

bool Disk::failure_happened() const {
  const std::lock_guard lock(mutex_);
  return failure_happened_;
}

std::uint64_t Disk::calls(Call call) const {
  const std::lock_guard lock(mutex_);
  const auto found = calls_.find(call);
  return found == calls_.end() ? 0 : found->second;
}

std::uint64_t Disk::changes() const {
  const std::lock_guard lock(mutex_);
  return changes_;
}

std::size_t Disk::bytes_used() const {
  const std::lock_guard lock(mutex_);
  return used();
}

bool Disk::is_unsynced(FileKind kind) const {
  const std::lock_guard lock(mutex_);
  return std::ranges::any_of(shown_names_, [&](const auto& entry) {
    const auto known = kinds_.find(entry.second.get());
    return known != kinds_.end() && known->second == kind && !entry.second->is_synced();
  });
}

std::uint64_t Disk::syncs(FileKind kind) const {
  const std::lock_guard lock(mutex_);
  const auto found = syncs_.find(kind);
  return found == syncs_.end() ? 0 : found->second;
}

void Disk::create_durable(const std::string& name, std::string bytes) {
  const std::lock_guard lock(mutex_);
  if (shown_names_.contains(name)) return;
  shown_names_[name] = std::make_shared<StoredFile>(std::move(bytes));
  durable_names_ = shown_names_;
}

std::string Disk::bytes_of(const std::string& name) const {
  const std::lock_guard lock(mutex_);
  const auto found = shown_names_.find(name);
  if (found == shown_names_.end()) return {};
  std::string bytes(found->second->size(), '\0');
  found->second->read(0, bytes.size(), bytes.data());
  return bytes;
}

bool Disk::exists(const std::string& name) const {
  const std::lock_guard lock(mutex_);
  return shown_names_.contains(name);
}

Disk::Opened Disk::open(const std::string& name, FileKind kind, Missing missing) {
  const std::lock_guard lock(mutex_);
  if (out_) return {SQLITE_CANTOPEN};
  if (const auto failed = failing(Call::Open, kind)) return {*failed};
  auto found = shown_names_.find(name);
  if (found == shown_names_.end()) {
    if (missing == Missing::Refuse) return {SQLITE_CANTOPEN};
    found = shown_names_.emplace(name, std::make_shared<StoredFile>()).first;
    if (power_goes_out_now()) return {SQLITE_CANTOPEN};
  }
  kinds_[found->second.get()] = kind;
  return {SQLITE_OK, found->second};
}

int Disk::remove(const std::string& name, Directory directory) {
  const std::lock_guard lock(mutex_);
  if (out_) return SQLITE_IOERR_DELETE;
  if (const auto failed = failing(Call::Delete, FileKind::Other)) return *failed;
  if (shown_names_.erase(name) == 0) return SQLITE_IOERR_DELETE_NOENT;
  if (power_goes_out_now()) return SQLITE_IOERR_DELETE;
  if (directory == Directory::Sync) durable_names_ = shown_names_;
  return SQLITE_OK;
}

int Disk::read(const StoredFile& file, FileKind kind, void* to, std::size_t count, std::size_t at) {
  const std::lock_guard lock(mutex_);
  if (out_) return SQLITE_IOERR_READ;
  std::memset(to, 0, count);
  if (const auto failed = failing(Call::Read, kind)) {
    if (*failed == SQLITE_IOERR_SHORT_READ) {
      file.read(at, count / 2, to);
    }
    return *failed;
  }
  return file.read(at, count, to) == count ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

int Disk::write(StoredFile& file, FileKind kind, std::string_view bytes, std::size_t at) {
  const std::lock_guard lock(mutex_);
  if (out_) return SQLITE_IOERR_WRITE;
  if (const auto failed = failing(Call::Write, kind)) {
    // A part of it may have been written before it failed.
    file.write(at, bytes.substr(0, dice_.index(bytes.size() + 1)));
    return *failed;
  }
  const std::size_t growth = at + bytes.size() > file.size() ? at + bytes.size() - file.size() : 0;
  if (growth != 0 && capacity_ && used() + growth > *capacity_) {
    failure_happened_ = true;
    return SQLITE_FULL;
  }
  file.write(at, bytes);
  return power_goes_out_now() ? SQLITE_IOERR_WRITE : SQLITE_OK;
}

int Disk::truncate(StoredFile& file, FileKind kind, std::size_t size) {
  const std::lock_guard lock(mutex_);
  if (out_) return SQLITE_IOERR_TRUNCATE;
  if (const auto failed = failing(Call::Truncate, kind)) return *failed;
  file.truncate(size);
  return power_goes_out_now() ? SQLITE_IOERR_TRUNCATE : SQLITE_OK;
}

int Disk::sync(StoredFile& file, FileKind kind, Directory directory) {
  const std::lock_guard lock(mutex_);
  if (out_) return SQLITE_IOERR_FSYNC;
  if (const auto failed = failing(Call::Sync, kind)) {
    file.half_sync(dice_, sector_bytes_);
    return *failed;
  }
  if (power_goes_out_now()) return SQLITE_IOERR_FSYNC;
  ++syncs_[kind];
  if (honesty_ == Honesty::IgnoresSyncs) return SQLITE_OK;
  file.sync();
  if (directory == Directory::Sync) durable_names_ = shown_names_;
  return SQLITE_OK;
}

int Disk::map_shared() {
  const std::lock_guard lock(mutex_);
  if (out_) return SQLITE_IOERR_SHMMAP;
  return failing(Call::MapShared, FileKind::Other).value_or(SQLITE_OK);
}

int Disk::check_power() const {
  const std::lock_guard lock(mutex_);
  return out_ ? SQLITE_IOERR : SQLITE_OK;
}

std::size_t Disk::size_of(const StoredFile& file) const {
  const std::lock_guard lock(mutex_);
  return file.size();
}

std::size_t Disk::size_of(const std::string& name) const {
  const std::lock_guard lock(mutex_);
  const auto found = shown_names_.find(name);
  return found == shown_names_.end() ? 0 : found->second->size();
}

/// Counts the call; the code to fail with, if its turn has come.
std::optional<int> Disk::failing(Call call, FileKind kind) {
  ++calls_[call];
  if (!failure_ || failure_->call != call || (failure_->file && *failure_->file != kind)) return std::nullopt;
  if (failure_->nth > 1) {
    --failure_->nth;
    return std::nullopt;
  }
  failure_happened_ = true;
  const int code = failure_->code;
  if (failure_->times == Times::Once) failure_.reset();
  return code;
}

bool Disk::power_goes_out_now() {
  ++changes_;
  if (!changes_until_out_ || --*changes_until_out_ > 0) return false;
  go_out();
  return true;
}

void Disk::go_out() {
  out_ = true;
  changes_until_out_.reset();
  Names names;
  Names all = durable_names_;
  all.insert(shown_names_.begin(), shown_names_.end());
  for (const auto& [name, file] : all) {
    const auto shown = shown_names_.find(name), durable = durable_names_.find(name);
    const bool as_shown = dice_.chance(50);
    const auto& from = as_shown ? shown_names_ : durable_names_;
    const auto found = as_shown ? shown : durable;
    if (found != from.end()) names[name] = found->second;
  }
  for (const auto& [name, file] : names) file->lose_power(dice_, sector_bytes_);
  shown_names_ = durable_names_ = names;
  kinds_.clear();
}

std::size_t Disk::used() const {
  std::size_t bytes = 0;
  for (const auto& [name, file] : shown_names_) bytes += file->size();
  return bytes;
}

}  // namespace kempelen::faults
