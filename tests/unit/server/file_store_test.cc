// Bytes on disk: whole and named only when all are there, gone when nothing says that they should stay.
#include "site/file_store.h"

#include <gtest/gtest.h>

#include <fstream>
#include <future>

#include "actions/files/files.h"
#include "tests/unit/server/house.h"

namespace kempelen::server {
namespace {

namespace fs = std::filesystem;

class FileStoreTest : public testing::Test {
 protected:
  FileStoreTest() {
    std::string pattern = fs::temp_directory_path() / "kempelen-files-XXXXXX";
    directory_ = ::mkdtemp(pattern.data());
    const WorkerId ann = shop().worker("ann");
    const HitId hit = shop().publish({});
    assignment_ = {shop().accept(ann, hit).get().value()};
    store_.emplace(directory_ / "files", shop().runtime());
    store_->start();
  }
  ~FileStoreTest() override {
    store_->stop();
    fs::remove_all(directory_);
  }

  jobs::Workshop& shop() { return house_.shop(); }
  actions::Upload upload(const std::string& key, std::int64_t bytes) const {
    return {.key = key,
            .assignment = assignment_,
            .question = "photo",
            .name = "a.jpg",
            .bytes = bytes,
            .expires_at = {}};
  }
  /// `ok 3`, or the refusal's code as a number.
  std::string send(const actions::Upload& to, std::int64_t offset, const std::string& piece) {
    std::promise<std::string> said;
    store_->take_piece(to, offset, piece,
                       [&](const Result<std::int64_t>& received, const std::exception_ptr& fault) {
                         said.set_value(fault      ? "fault"
                                        : received ? "ok " + std::to_string(*received)
                                                   : std::to_string(static_cast<int>(received.error().code)));
                       });
    return said.get_future().get();
  }
  std::string read(const std::string& key) {
    std::promise<std::string> said;
    store_->read(key, [&](std::optional<std::string> bytes) { said.set_value(bytes.value_or("nothing")); });
    return said.get_future().get();
  }
  void sweep() {
    std::promise<void> done;
    store_->sweep([&] { done.set_value(); });
    done.get_future().wait();
  }
  bool there(const std::string& name) const { return fs::exists(directory_ / "files" / name); }
  void put_old(const std::string& name) const {
    const fs::path path = directory_ / "files" / name;
    std::ofstream(path) << "x";
    fs::last_write_time(path, fs::file_time_type::clock::now() - std::chrono::hours(2));
  }

  static std::string code(Code code) { return std::to_string(static_cast<int>(code)); }

  House house_;
  fs::path directory_;
  AssignmentId assignment_;
  std::optional<site::FileStore> store_;
};

TEST_F(FileStoreTest, AFileHasItsNameOnceItIsWhole) {
  const auto to = upload("k", 6);
  EXPECT_EQ(send(to, 0, "abc"), "ok 3");
  EXPECT_TRUE(there("k.part"));
  EXPECT_FALSE(there("k"));
  EXPECT_EQ(send(to, 3, "def"), "ok 6");
  EXPECT_FALSE(there("k.part"));
  EXPECT_EQ(read("k"), "abcdef");
  shop().database().read([&](db::Reader& db) {
    const auto file = store::find_file_of(db, assignment_, "photo");
    ASSERT_TRUE(file);
    EXPECT_EQ(file->key, "k");
    EXPECT_EQ(file->bytes, 6);
  });
  // Its answer was lost: the last piece again.
  EXPECT_EQ(send(to, 3, "def"), "ok 6");
}

TEST_F(FileStoreTest, PiecesComeInTheirOrder) {
  EXPECT_EQ(send(upload("k", 6), 3, "def"), code(Code::AnswerInvalid));
  EXPECT_FALSE(there("k.part"));
}

TEST_F(FileStoreTest, WhatIsRefusedIsNotKept) {
  auto stranger = upload("k", 3);
  stranger.assignment = {"3NOBODY"};
  EXPECT_EQ(send(stranger, 0, "abc"), code(Code::AssignmentDoesNotExist));
  EXPECT_FALSE(there("k"));
  EXPECT_FALSE(there("k.part"));
}

TEST_F(FileStoreTest, OneUnfinishedFileAQuestion) {
  EXPECT_EQ(send(upload("k", 6), 0, "abc"), "ok 3");
  EXPECT_EQ(send(upload("l", 6), 0, "abc"), "ok 3");
  EXPECT_FALSE(there("k.part"));
  EXPECT_TRUE(there("l.part"));
  EXPECT_EQ(send(upload("k", 6), 3, "def"), code(Code::AnswerInvalid));
}

TEST_F(FileStoreTest, DroppedFilesAreRemovedAndForgotten) {
  EXPECT_EQ(send(upload("k", 3), 0, "abc"), "ok 3");
  EXPECT_EQ(send(upload("l", 3), 0, "def"), "ok 3");
  sweep();
  EXPECT_EQ(read("k"), "nothing");
  EXPECT_EQ(read("l"), "def");
  shop().settle();
  shop().database().read([&](db::Reader& db) { EXPECT_TRUE(store::list_dropped_files(db, 10).empty()); });
}

// The simulation's seed 2000292: it came back into its place, and was then removed as what had been dropped.
TEST_F(FileStoreTest, WhatWasReplacedDoesNotComeBackOnlyToBeRemoved) {
  EXPECT_EQ(send(upload("k", 3), 0, "abc"), "ok 3");
  EXPECT_EQ(send(upload("l", 3), 0, "def"), "ok 3");
  EXPECT_EQ(send(upload("k", 3), 0, "abc"), code(Code::AnswerInvalid));
  sweep();
  EXPECT_EQ(read("l"), "def");
  shop().database().read([&](db::Reader& db) {
    const auto file = store::find_file_of(db, assignment_, "photo");
    ASSERT_TRUE(file);
    EXPECT_EQ(file->key, "l");
  });
}

TEST_F(FileStoreTest, WhatACrashLeftBehindIsSweptOut) {
  EXPECT_EQ(send(upload("k", 3), 0, "abc"), "ok 3");
  fs::last_write_time(directory_ / "files/k", fs::file_time_type::clock::now() - std::chrono::hours(2));
  put_old("orphan");
  put_old("old.part");
  std::ofstream(directory_ / "files/fresh") << "x";  // its row may be on its way
  std::ofstream(directory_ / "files/fresh.part") << "x";
  sweep();
  EXPECT_TRUE(there("k"));
  EXPECT_TRUE(there("fresh"));
  EXPECT_TRUE(there("fresh.part"));
  EXPECT_FALSE(there("orphan"));
  EXPECT_FALSE(there("old.part"));
}

TEST_F(FileStoreTest, AFileThatIsGoneIsNoFault) {
  EXPECT_EQ(read("k"), "nothing");
}

}  // namespace
}  // namespace kempelen::server
