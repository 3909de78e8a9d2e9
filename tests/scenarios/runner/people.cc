// Verbs about people: blocks, messages, profiles, and why a worker may or may not.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "json/writer.h"
#include "store/workers.h"
#include "tests/scenarios/runner/play.h"

namespace kempelen::scenarios {
namespace {

Result<Done> done(const Result<Answer>& answer) {
  if (!answer) return refuse(answer);
  return Done{};
}

/// `block ann by acme [reason "…"]`, `unblock ann by acme [reason "…"]`
Result<Done> change_block(World& world, Words& words, std::string_view operation) {
  std::string body;
  json::Writer writer(body);
  writer.begin_object().member("WorkerId", world.id(words.take("a worker")));
  words.expect("by");
  const std::string requester = words.take("a requester");
  if (words.take_if("reason")) writer.member("Reason", words.take("a reason"));
  writer.end_object();
  return done(world.requester_call(requester, operation, body));
}

/// `blocks acme [page 2] are ann=Spam,ben=none|cid=…`: all pages, oldest block first.
Result<Done> check_blocks(World& world, Words& words) {
  const std::string requester = words.take("a requester");
  const std::string size = words.take_if("page") ? words.take("a size") : "10";
  words.expect("are");
  std::vector<std::string> pages;
  for (std::string token;;) {
    std::string body = fmt::format(R"({{"MaxResults":{})", size);
    if (!token.empty()) body += fmt::format(R"(,"NextToken":"{}")", token);
    const auto answer = world.requester_call(requester, "ListWorkerBlocks", body + "}");
    if (!answer) return refuse(answer);
    std::vector<std::string> shown;
    for (std::size_t i = 0; i < answer->count("WorkerBlocks"); ++i) {
      const std::string path = fmt::format("WorkerBlocks.{}.", i);
      shown.push_back(fmt::format("{}={}", world.name_of(answer->must(path + "WorkerId")),
                                  answer->text(path + "Reason").value_or("none")));
    }
    must_equal("NumResults", std::to_string(shown.size()), answer->must("NumResults"));
    if (!shown.empty()) pages.push_back(fmt::format("{}", fmt::join(shown, ",")));
    token = answer->text("NextToken").value_or("");
    if (token.empty()) break;
  }
  must_equal("blocks", words.take("pages"),
             pages.empty() ? "none" : fmt::format("{}", fmt::join(pages, "|")));
  return Done{};
}

/// `write-to ann,ben by acme subject "…" text "…" [fails ben]`: whom the answer names as failures.
Result<Done> write_to(World& world, Words& words) {
  const auto names = split(words.take("workers"), ',');
  words.expect("by");
  const std::string requester = words.take("a requester");
  std::string body;
  json::Writer writer(body);
  writer.begin_object();
  writer.member("Subject", words.take_if("subject") ? words.take("a subject") : "Hello");
  writer.member("MessageText", words.take_if("text") ? words.take("a text") : "Thank you.");
  writer.key("WorkerIds").begin_array();
  for (const std::string& name : names) {
    if (name != "none") writer.string(name == "nobody" ? "ANOBODY0000000" : world.id(name));
  }
  writer.end_array().end_object();
  const auto answer = world.requester_call(requester, "NotifyWorkers", body);
  if (!answer) return refuse(answer);
  std::vector<std::string> failures;
  for (std::size_t i = 0; i < answer->count("NotifyWorkersFailureStatuses"); ++i) {
    const std::string path = fmt::format("NotifyWorkersFailureStatuses.{}.", i);
    must_equal("the code", "HardFailure", answer->must(path + "NotifyWorkersFailureCode"));
    const std::string id = answer->must(path + "WorkerId");
    failures.push_back(id == "ANOBODY0000000" ? "nobody" : world.name_of(id));
  }
  const std::string expected = words.take_if("fails") ? words.take("workers") : "none";
  must_equal("failures", expected, failures.empty() ? "none" : fmt::format("{}", fmt::join(failures, ",")));
  return Done{};
}

Result<Answer> inbox(World& world, const std::string& worker, bool unread) {
  return world.worker_call(worker, "ListMessages", unread ? R"({"UnreadOnly":true})" : "{}");
}

/// `inbox ann [unread] are "Second,First"`: subjects, newest first.
Result<Done> check_messages(World& world, Words& words) {
  const std::string worker = words.take("a worker");
  const auto answer = inbox(world, worker, words.take_if("unread"));
  if (!answer) return refuse(answer);
  std::vector<std::string> subjects;
  for (std::size_t i = 0; i < answer->count("Messages"); ++i) {
    subjects.push_back(answer->must(fmt::format("Messages.{}.Subject", i)));
    world.name("message-" + subjects.back(), answer->must(fmt::format("Messages.{}.MessageId", i)));
  }
  words.expect("are");
  must_equal("subjects", words.take("subjects"),
             subjects.empty() ? "none" : fmt::format("{}", fmt::join(subjects, ",")));
  return Done{};
}

/// `read-message Hello by ann [from acme text "…"]`, `mark-read Hello by ann`: one that `inbox` has shown.
Result<Done> see_message(World& world, Words& words, std::string_view operation) {
  const std::string id = world.id("message-" + words.take("a subject"));
  words.expect("by");
  const auto answer =
      world.worker_call(words.take("a worker"), operation, fmt::format(R"({{"MessageId":"{}"}})", id));
  if (!answer) return refuse(answer);
  if (words.take_if("from")) {
    must_equal("the sender", words.take("a requester"), answer->must("Message.RequesterName"));
  }
  if (words.take_if("text"))
    must_equal("the text", words.take("a text"), answer->must("Message.MessageText"));
  return Done{};
}

/// `profile ann [country US] [subdivision CA] [adult yes] [email a@b.org]`, by the worker herself.
Result<Done> update_profile(World& world, Words& words) {
  const std::string worker = words.take("a worker");
  std::string body;
  json::Writer writer(body);
  writer.begin_object();
  while (!words.empty()) {
    const std::string key = words.take("a word");
    const std::string value = words.take("a value");
    if (key == "country")
      writer.member("Country", value);
    else if (key == "subdivision")
      writer.member("Subdivision", value);
    else if (key == "email")
      writer.member("Email", value);
    else if (key == "adult")
      writer.key("AdultContent").boolean(value == "yes");
    else
      throw Mismatch(fmt::format("a profile has no '{}'", key));
  }
  writer.end_object();
  return done(world.worker_call(worker, "UpdateProfile", body));
}

std::string reasons(const Answer& answer, const std::string& step) {
  std::vector<std::string> codes;
  const std::string path = fmt::format("Explanation.{}.Reasons", step);
  for (std::size_t i = 0; i < answer.count(path); ++i) {
    codes.push_back(answer.must(fmt::format("{}.{}.Code", path, i)));
  }
  must_equal("Allowed", codes.empty() ? "true" : "false",
             answer.must(fmt::format("Explanation.{}.Allowed", step)));
  return codes.empty() ? "yes" : fmt::format("{}", fmt::join(codes, ","));
}

/// `why ann H [see yes] [preview yes] [accept WorkerBlocked,…] [requirement 0 "Masters is there; nothing"]`
Result<Done> check_why(World& world, Words& words) {
  const std::string worker = words.take("a worker");
  std::string of = words.take("a HIT or 'group'");
  const std::string_view member = of == "group" ? "HITGroupId" : "HITId";
  if (of == "group") of = words.take("a HIT type");
  const auto answer =
      world.worker_call(worker, "ExplainHIT", fmt::format(R"({{"{}":"{}"}})", member, world.id(of)));
  if (!answer) return refuse(answer);
  while (!words.empty()) {
    const std::string key = words.take("a word");
    if (key == "see" || key == "preview" || key == "accept") {
      const std::string step = key == "see" ? "See" : key == "preview" ? "Preview" : "Accept";
      must_equal(key, words.take("reasons"), reasons(*answer, step));
    } else if (key == "requirement") {
      const std::string path = fmt::format("Explanation.Requirements.{}.", words.take("a number"));
      must_equal(key, words.take("words"),
                 fmt::format("{} {}; {}", answer->must(path + "Name"), answer->must(path + "Required"),
                             answer->must(path + "Has")));
    } else {
      throw Mismatch(fmt::format("an explanation has no '{}'", key));
    }
  }
  return Done{};
}

Result<Done> set_standing(World& world, const std::string& worker, store::Standing standing) {
  const WorkerId id{world.id(worker)};
  return world.write([&](actions::WriteContext& ctx) -> Result<Done> {
    store::set_worker_standing(ctx.tx, id, standing);
    return Done{};
  });
}

}  // namespace

Played play_people(World& world, const std::string& verb, Words& words) {
  if (verb == "block") return change_block(world, words, "CreateWorkerBlock");
  if (verb == "unblock") return change_block(world, words, "DeleteWorkerBlock");
  if (verb == "blocks") return check_blocks(world, words);
  if (verb == "write-to") return write_to(world, words);
  if (verb == "inbox") return check_messages(world, words);
  if (verb == "read-message") return see_message(world, words, "GetMessage");
  if (verb == "mark-read") return see_message(world, words, "MarkMessageRead");
  if (verb == "profile") return update_profile(world, words);
  if (verb == "why") return check_why(world, words);
  if (verb == "suspend-worker")
    return set_standing(world, words.take("a worker"), store::Standing::Suspended);
  if (verb == "at-most-blocks") {
    world.set_blocks_max(read_number(words.take("a number")));
    return Done{};
  }
  return std::nullopt;
}

}  // namespace kempelen::scenarios
