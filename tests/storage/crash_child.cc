// The process that the crash test kills: four threads insert rows and write the number of each acknowledged
// one, as eight bytes, to standard output. Arguments: the file and the first number to use.
#include <unistd.h>

#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <thread>
#include <vector>

#include "tests/storage/test_database.h"

int main(int argc, char** argv) {
  using namespace kempelen::db;
  if (argc != 3) return 2;
  SqliteOptions options;
  options.file = argv[1];
  options.checkpoint_pages = 50;  // so that some are killed in a checkpoint
  const auto database = open_sqlite(options, kItemsMigration);
  std::atomic<std::int64_t> next = std::atoll(argv[2]);
  std::vector<std::thread> writers;
  for (int i = 0; i < 4; ++i) {
    writers.emplace_back([&] {
      for (;;) {
        const std::int64_t number = next++;
        database->write_and_wait([number](Transaction& transaction) {
          transaction.execute(kInsertItem, number, std::string(500, 'x'), number);
          return Verdict::Keep;
        });
        if (::write(STDOUT_FILENO, &number, sizeof number) != sizeof number) std::_Exit(1);
      }
    });
  }
  for (auto& writer : writers) writer.join();
}
