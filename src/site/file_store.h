// The bytes of uploaded files: one file of the data directory each, written and read on a thread of its own,
// since a disk makes its callers wait.
//
// A file grows as `<key>.part`, piece by piece, and gets its name once it is whole and synced; only then does
// a row say that it is there. Whatever has no row is removed: what was dropped at once, what a crash left
// behind after an hour.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <exception>
#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "actions/executor.h"
#include "actions/files/address.h"

namespace kempelen::site {

class FileStore {
 public:
  FileStore(std::filesystem::path directory, actions::Executor& executor);
  ~FileStore();

  /// Makes the directory and starts the thread. Fault if it cannot.
  void start();
  /// Ends the thread after what it is at. Whoever still waits is answered by his Responder's end.
  void stop();

  /// Takes the piece behind the first `offset` bytes. `done` is told, on whatever thread, how many bytes are
  /// there; when that is all of them, they are durable and the file is the question's answer. The same piece
  /// may come again. Refuses AnswerInvalid (a piece is missing before this one) and what actions::keep_file
  /// refuses. Fault when too many wait.
  using Taken = std::function<void(Result<std::int64_t> received, std::exception_ptr fault)>;
  void take_piece(actions::Upload upload, std::int64_t offset, std::string piece, Taken done);

  /// The bytes of a file that has a row; nothing if they are not there. Fault when too many wait.
  using Read = std::function<void(std::optional<std::string> bytes)>;
  void read(std::string key, Read done);

  /// Removes what has no row, as happens again and again by itself; `done` is told when it is over. Fault
  /// when too many wait.
  void sweep(std::function<void()> done);

 private:
  /// More than this many waiting is a Fault: pieces are in memory while they wait.
  static constexpr std::size_t kWaitingMax = 64;

  void enqueue(std::function<void()> work);
  void run();
  void sweep_when_due();
  void sweep_dropped();
  void sweep_orphans();
  void forget_dropped(const std::vector<std::string>& keys);
  /// True once the file has its name.
  Result<bool> write_piece(const actions::Upload& upload, std::int64_t offset, std::string_view piece);
  void forget_rival(const actions::Upload& upload);
  void keep(const actions::Upload& upload, const Taken& done);
  void remove(const std::string& key);

  const std::filesystem::path directory_;
  actions::Executor& executor_;
  std::map<std::string, std::string> growing_;  // the key of what grows, by assignment and question
  std::chrono::steady_clock::time_point next_dropped_{}, next_orphans_{};
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> waiting_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace kempelen::site
