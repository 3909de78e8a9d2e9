// Verbs of workers about qualifications: asking, tests, and what they see of both.
#include <fmt/format.h>

#include <map>
#include <vector>

#include "json/writer.h"
#include "tests/scenarios/runner/pages.h"
#include "tests/scenarios/runner/play.h"

namespace kempelen::scenarios {
namespace {

Result<Done> done(const Result<Answer>& answer) {
  if (!answer) return refuse(answer);
  return Done{};
}

std::string object(std::string_view member, const std::string& id) {
  return fmt::format(R"({{"{}":"{}"}})", member, id);
}

/// `ask R Q by ann`: RequestQualification; the request is called R.
Result<Done> ask(World& world, Words& words) {
  const std::string name = words.take("a name");
  const std::string type = words.take("a qualification type");
  words.expect("by");
  const auto answer = world.worker_call(words.take("a worker"), "RequestQualification",
                                        object("QualificationTypeId", world.id(type)));
  if (!answer) return refuse(answer);
  world.name(name, answer->must("QualificationRequest.QualificationRequestId"));
  const bool in_test = answer->must("QualificationRequest.Status") == "InTest";
  must_equal("whether there is a test to answer", in_test ? "yes" : "no",
             answer->text("Form.Items.0.Question.QuestionIdentifier") ? "yes" : "no");
  return Done{};
}

/// `see-test R by ann [question colour]`: GetQualificationTest; its first question.
Result<Done> see_test(World& world, Words& words) {
  const std::string request = words.take("a request");
  words.expect("by");
  const auto answer = world.worker_call(words.take("a worker"), "GetQualificationTest",
                                        object("QualificationRequestId", world.id(request)));
  if (!answer) return refuse(answer);
  must_equal("Status", "InTest", answer->must("QualificationRequest.Status"));
  if (words.take_if("question")) {
    must_equal("the first question", words.take("a question"),
               answer->must("Form.Items.0.Question.QuestionIdentifier"));
  }
  return Done{};
}

/// `name=value`
std::pair<std::string, std::string> named(Words& words) {
  const std::string pair = words.take("name=value");
  const std::size_t equals = pair.find('=');
  if (equals == std::string::npos) throw Mismatch(fmt::format("'{}' is no name=value", pair));
  return {pair.substr(0, equals), pair.substr(equals + 1)};
}

/// `submit-test R by ann choice colour=green choice even=two,four answer essay=text`
Result<Done> submit_test(World& world, Words& words) {
  const std::string request = words.take("a request");
  words.expect("by");
  const std::string worker = words.take("a worker");
  std::string body;
  json::Writer writer(body);
  writer.begin_object().member("QualificationRequestId", world.id(request));
  std::vector<std::pair<std::string, std::string>> others;
  writer.key("Answers").begin_object();
  while (!words.empty()) {
    if (words.take_if("choice")) {
      const auto [name, values] = named(words);
      writer.key(name).begin_array();
      for (const std::string& value : split(values, ',')) writer.string(value);
      writer.end_array();
    } else if (words.take_if("other")) {
      others.push_back(named(words));
    } else {
      words.expect("answer");
      const auto [name, value] = named(words);
      writer.member(name, value);
    }
  }
  writer.end_object();
  if (!others.empty()) {
    writer.key("OtherSelections").begin_object();
    for (const auto& [name, value] : others) writer.member(name, value);
    writer.end_object();
  }
  writer.end_object();
  return done(world.worker_call(worker, "SubmitQualificationTest", body));
}

/// `my-qualification Q by ann [value 80] [held Granted] [request Pending] [can-request true] …`:
/// GetQualification.
Result<Done> check_mine(World& world, Words& words) {
  static const std::map<std::string, std::string_view> kMembers = {{"value", "Held.Value"},
                                                                   {"held", "Held.Status"},
                                                                   {"reason", "Held.Reason"},
                                                                   {"request", "LatestRequest.Status"},
                                                                   {"rejection", "LatestRequest.Reason"},
                                                                   {"can-request", "CanRequest"},
                                                                   {"test", "HasTest"},
                                                                   {"of", "RequesterName"}};
  const std::string type = words.take("a qualification type");
  words.expect("by");
  const auto answer = world.worker_call(words.take("a worker"), "GetQualification",
                                        object("QualificationTypeId", world.id(type)));
  if (!answer) return refuse(answer);
  while (!words.empty()) {
    const std::string word = words.take("a word");
    const std::string expected = words.take("a value");
    if (word == "again-at") {
      const auto at = answer->seconds("Qualification.EarliestRequestTime");
      const std::int64_t start = world.started_at().epoch_seconds();
      must_equal(word, expected == "none" ? "none" : std::to_string(read_seconds(expected)),
                 at ? std::to_string(static_cast<std::int64_t>(*at) - start) : "none");
      continue;
    }
    const auto member = kMembers.find(word);
    if (member == kMembers.end()) throw Mismatch(fmt::format("a qualification has no '{}'", word));
    must_equal(word, expected,
               answer->text(fmt::format("Qualification.{}", member->second)).value_or("none"));
  }
  return Done{};
}

Result<Done> worker_pages(World& world, Words& words, const std::string& operation, const std::string& list,
                          const std::string& member) {
  const std::string worker = words.take("a worker");
  std::string body = "{";
  if (words.take_if("query")) body += fmt::format(R"("Query":"{}")", words.take("words"));
  const auto fetch_of = [&](const std::string& size) -> Fetch {
    return [&world, worker, operation, body, size](const std::string& token) {
      return world.worker_call(worker, operation, page_body(body, size, token));
    };
  };
  return check_pages(world, words, fetch_of, list, member);
}

}  // namespace

Played play_qualification_work(World& world, const std::string& verb, Words& words) {
  if (verb == "ask") return ask(world, words);
  if (verb == "see-test") return see_test(world, words);
  if (verb == "submit-test") return submit_test(world, words);
  if (verb == "my-qualification") return check_mine(world, words);
  if (verb == "my-qualifications") {
    return worker_pages(world, words, "ListMyQualifications", "Qualifications", "QualificationTypeId");
  }
  if (verb == "my-requests") {
    return worker_pages(world, words, "ListMyQualificationRequests", "QualificationRequests",
                        "QualificationRequestId");
  }
  if (verb == "requestable") {
    return worker_pages(world, words, "ListRequestableQualifications", "Qualifications", "Name");
  }
  return std::nullopt;
}

}  // namespace kempelen::scenarios
