// Verbs about files: what the rows say, without the bytes, which are the site's.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "actions/files/files.h"
#include "store/assignments.h"
#include "tests/scenarios/runner/play.h"

namespace kempelen::scenarios {
namespace {

/// Everything due happens before any command; the rows are read behind a command's back.
void settle(World& world) {
  if (!world.requester_call(world.some_requester(), "GetAccountBalance", "{}")) {
    throw Mismatch("the first requester cannot call");
  }
}

/// `upload A photo by ann bytes 1000`: asks for an address, and brings what the site says once all is there.
Result<Done> upload(World& world, Words& words) {
  const std::string assignment = words.take("an assignment");
  const std::string question = words.take("a question");
  words.expect("by");
  const std::string worker = words.take("a worker");
  words.expect("bytes");
  const std::string bytes = words.take("a number");
  const auto asked = world.worker_call(
      worker, "RequestFileUpload",
      fmt::format(
          R"({{"AssignmentId":"{}","QuestionIdentifier":"{}","FileName":"a.jpg","FileSizeInBytes":{}}})",
          world.id(assignment), question, bytes));
  if (!asked) return refuse(asked);
  const std::string url = asked->must("UploadURL");
  return world.write([&](actions::WriteContext& ctx) -> Result<Done> {
    const auto told =
        actions::read_upload(ctx.settings, std::string_view(url).substr(url.find('?') + 1), ctx.wall_now);
    if (!told) throw Mismatch("the address does not hold");
    must_equal("the key", asked->must("UploadedFileKey"), told->key);
    return actions::keep_file(ctx, *told);
  });
}

/// `files A are photo:1000`, `none` where there are none.
void check_files(World& world, Words& words) {
  const AssignmentId assignment{world.id(words.take("an assignment"))};
  words.expect("are");
  settle(world);
  std::vector<std::string> shown;
  world.read([&](db::Reader& db) {
    for (const store::File& file : store::list_files_of(db, assignment)) {
      shown.push_back(fmt::format("{}:{}", file.question, file.bytes));
    }
  });
  std::ranges::sort(shown);
  must_equal("files", words.take("files"), shown.empty() ? "none" : fmt::format("{}", fmt::join(shown, ",")));
}

/// `dropped-files 2`: how many are still to be removed from the disk.
void check_dropped(World& world, Words& words) {
  settle(world);
  std::size_t count = 0;
  world.read([&](db::Reader& db) { count = store::list_dropped_files(db, 1'000).size(); });
  must_equal("dropped files", words.take("a number"), std::to_string(count));
}

/// `file-url A photo by acme`
Result<Done> ask_for(World& world, Words& words) {
  const std::string assignment = words.take("an assignment");
  const std::string question = words.take("a question");
  words.expect("by");
  const auto answer = world.requester_call(
      words.take("a requester"), "GetFileUploadURL",
      fmt::format(R"({{"AssignmentId":"{}","QuestionIdentifier":"{}"}})", world.id(assignment), question));
  if (!answer) return refuse(answer);
  if (answer->must("FileUploadURL").find("/files/") == std::string::npos) {
    throw Mismatch("this is no address of a file: " + answer->must("FileUploadURL"));
  }
  return Done{};
}

/// `answer-file A photo bytes 1000`: what the requester's answer document says of it.
void check_answer(World& world, Words& words) {
  const AssignmentId assignment{world.id(words.take("an assignment"))};
  const std::string question = words.take("a question");
  words.expect("bytes");
  const std::string bytes = words.take("a number");
  settle(world);
  std::string xml;
  std::string key = "?";
  world.read([&](db::Reader& db) {
    xml = store::find_answer(db, assignment).value_or("");
    if (const auto file = store::find_file_of(db, assignment, question)) key = file->key;
  });
  std::erase_if(xml, [](char c) { return c == '\n' || c == ' '; });
  const std::string wanted = fmt::format(
      "<QuestionIdentifier>{}</QuestionIdentifier><UploadedFileSizeInBytes>{}</UploadedFileSizeInBytes>"
      "<UploadedFileKey>{}</UploadedFileKey>",
      question, bytes, key);
  if (xml.find(wanted) == std::string::npos) throw Mismatch(fmt::format("expected {} in {}", wanted, xml));
}

}  // namespace

Played play_file(World& world, const std::string& verb, Words& words) {
  if (verb == "upload") return upload(world, words);
  if (verb == "file-url") return ask_for(world, words);
  if (verb == "files") {
    check_files(world, words);
  } else if (verb == "dropped-files") {
    check_dropped(world, words);
  } else if (verb == "answer-file") {
    check_answer(world, words);
  } else {
    return std::nullopt;
  }
  return Done{};
}

}  // namespace kempelen::scenarios
