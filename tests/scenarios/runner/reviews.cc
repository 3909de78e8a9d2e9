// Verbs about review policies: making them, and reading what they found and did page by page.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "json/writer.h"
#include "tests/scenarios/runner/play.h"

namespace kempelen::scenarios {
namespace {

void write_values(json::Writer& writer, const std::string& values) {
  writer.key("Values").begin_array();
  if (values != "nothing") {
    for (const std::string& value : split(values, ',')) writer.string(value);
  }
  writer.end_array();
}

/// `q1=a q2=b,c`, up to `with`.
void write_answer_key(json::Writer& writer, Words& words) {
  writer.begin_object().member("Key", "AnswerKey").key("MapEntries").begin_array();
  while (!words.empty() && !words.take_if("with")) {
    const auto parts = split(words.take("question=values"), '=');
    if (parts.size() != 2) throw Mismatch("a known answer is question=values");
    writer.begin_object().member("Key", parts[0]);
    write_values(writer, parts[1]);
    writer.end_object();
  }
  writer.end_array().end_object();
}

/// `policy P ScoreMyKnownAnswers q1=a with Parameter value …`, `policy Q SimplePlurality q1,q2 with …`
void make_policy(World& world, Words& words) {
  const std::string name = words.take("a name");
  const std::string policy = words.take("a policy");
  std::string body;
  json::Writer writer(body);
  writer.begin_object().member("PolicyName", policy + "/2011-09-01").key("Parameters").begin_array();
  if (policy == "ScoreMyKnownAnswers") {
    write_answer_key(writer, words);
  } else {
    writer.begin_object().member("Key", "QuestionIds");
    write_values(writer, words.take("questions"));
    writer.end_object();
    words.take_if("with");
  }
  while (!words.empty()) {
    writer.begin_object().member("Key", words.take("a parameter")).key("Values").begin_array();
    writer.string(words.take("a value")).end_array().end_object();
  }
  writer.end_array().end_object();
  world.policies[name] = body;
}

/// What the words of a line ask for.
struct Asked {
  std::string hit, requester;
  std::string level{};  // or both
  std::string page{};
};

Asked read_asked(Words& words) {
  Asked asked{.hit = words.take("a HIT"), .requester = {}};
  words.expect("by");
  asked.requester = words.take("a requester");
  if (words.take_if("level")) asked.level = words.take("a level");
  if (words.take_if("page")) asked.page = words.take("a size");
  return asked;
}

/// All pages.
Result<std::vector<Answer>> read_reviews(World& world, const Asked& asked) {
  std::vector<Answer> pages;
  std::string token;
  do {
    std::string body;
    json::Writer writer(body);
    writer.begin_object().member("HITId", world.id(asked.hit));
    if (!asked.level.empty()) writer.key("PolicyLevels").begin_array().string(asked.level).end_array();
    if (!asked.page.empty()) writer.key("MaxResults").integer(read_number(asked.page));
    if (!token.empty()) writer.member("NextToken", token);
    writer.end_object();
    auto answer = world.requester_call(asked.requester, "ListReviewPolicyResultsForHIT", body);
    if (!answer) return refuse(answer);
    const std::string next = answer->text("NextToken").value_or("");
    if (!next.empty() && next == token) throw Mismatch("a page returns the token it was asked with");
    token = next;
    pages.push_back(*std::move(answer));
  } while (!token.empty());
  return pages;
}

std::vector<std::string> reports_of(const Asked& asked) {
  if (asked.level == "Assignment") return {"AssignmentReviewReport"};
  if (asked.level == "HIT") return {"HITReviewReport"};
  return {"AssignmentReviewReport", "HITReviewReport"};
}

std::string shown(const World& world, const Answer& answer, const std::string& action) {
  std::string text = fmt::format("{} {}", answer.must(action + ".ActionName"),
                                 world.name_of(answer.must(action + ".TargetId")));
  if (const auto code = answer.text(action + ".ErrorCode")) {
    must_equal("the status of what has an ErrorCode", "Failed", answer.must(action + ".Status"));
    return fmt::format("{} failed {}", text, code->substr(code->rfind('.') + 1));
  }
  must_equal("the status of what has no ErrorCode", "Succeeded", answer.must(action + ".Status"));
  return answer.must(action + ".Result").starts_with("Already") ? text + " already" : text;
}

/// `review-actions H by acme [level HIT] [page 2] are "review H; extend H"`: those of assignments first.
Result<Done> check_actions(World& world, Words& words) {
  const Asked asked = read_asked(words);
  const std::string expected = words.take_if("are") ? words.take("actions") : "";
  const auto pages = read_reviews(world, asked);
  if (!pages) return refuse(pages);
  std::vector<std::string> actions;
  for (const std::string& report : reports_of(asked)) {
    for (const Answer& page : *pages) {
      if (!page.text(report + ".ReviewActions.0.ActionId")) continue;
      for (std::size_t i = 0; i < page.count(report + ".ReviewActions"); ++i) {
        actions.push_back(shown(world, page, fmt::format("{}.ReviewActions.{}", report, i)));
      }
    }
  }
  must_equal("review actions", expected,
             actions.empty() ? "none" : fmt::format("{}", fmt::join(actions, "; ")));
  return Done{};
}

/// `review-result H by acme [level HIT] KEY [of A] [question q] is 50`
Result<Done> check_result(World& world, Words& words) {
  const Asked asked = read_asked(words);
  const std::string key = words.take("a key");
  const std::string subject = words.take_if("of") ? words.take("an assignment") : asked.hit;
  const std::string question = words.take_if("question") ? words.take("a question") : "";
  words.expect("is");
  const std::string expected = words.take("a value");
  const auto pages = read_reviews(world, asked);
  if (!pages) return refuse(pages);
  std::string value = "none";
  for (const std::string& report : reports_of(asked)) {
    for (const Answer& page : *pages) {
      if (!page.text(report + ".ReviewResults.0.Key")) continue;
      for (std::size_t i = 0; i < page.count(report + ".ReviewResults"); ++i) {
        const std::string result = fmt::format("{}.ReviewResults.{}", report, i);
        if (page.must(result + ".Key") != key || page.text(result + ".QuestionId").value_or("") != question ||
            world.name_of(page.must(result + ".SubjectId")) != subject) {
          continue;
        }
        must_equal("SubjectType", subject == asked.hit ? "HIT" : "Assignment",
                   page.must(result + ".SubjectType"));
        value = page.must(result + ".Value");
      }
    }
  }
  must_equal(key, expected, value);
  return Done{};
}

/// `review-pages H by acme [level HIT] page 2 are 2,2,1`: how many results and actions each page has.
Result<Done> check_pages(World& world, Words& words) {
  const Asked asked = read_asked(words);
  words.expect("are");
  const std::string expected = words.take("sizes");
  const auto pages = read_reviews(world, asked);
  if (!pages) return refuse(pages);
  std::vector<std::size_t> sizes;
  for (const Answer& page : *pages) {
    std::size_t size = 0;
    for (const std::string& report : reports_of(asked)) {
      if (page.text(report + ".ReviewActions.0.ActionId")) size += page.count(report + ".ReviewActions");
      if (page.text(report + ".ReviewResults.0.Key")) size += page.count(report + ".ReviewResults");
    }
    if (page.text("NumResults")) throw Mismatch("this list has no NumResults");
    if (size > 0 && !page.text("NextToken")) throw Mismatch("a page that is not empty has a NextToken");
    if (size > 0) sizes.push_back(size);
  }
  must_equal("page sizes", expected, sizes.empty() ? "none" : fmt::format("{}", fmt::join(sizes, ",")));
  return Done{};
}

}  // namespace

Played play_review(World& world, const std::string& verb, Words& words) {
  if (verb == "policy") {
    make_policy(world, words);
    return Done{};
  }
  if (verb == "review-actions") return check_actions(world, words);
  if (verb == "review-result") return check_result(world, words);
  if (verb == "review-pages") return check_pages(world, words);
  return std::nullopt;
}

}  // namespace kempelen::scenarios
