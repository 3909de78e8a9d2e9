// Verbs that look: through the operations where there is one, else into the database.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cmath>

#include "domain/question.h"
#include "json/writer.h"
#include "store/assignments.h"
#include "store/hits.h"
#include "store/ledger.h"
#include "store/workers.h"
#include "tests/scenarios/runner/play.h"

namespace kempelen::scenarios {
namespace {

Answer must_succeed(Result<Answer> answer, std::string_view what) {
  if (!answer)
    throw Mismatch(fmt::format("{} was refused [{}]", what, fmt::join(answer.error().words, " | ")));
  return *std::move(answer);
}

/// Times are spans since the scenario began; `none` means the member is not there.
void check_time(const World& world, const Answer& answer, std::string_view path,
                const std::string& expected) {
  const auto got = answer.seconds(path);
  if (expected == "none" || !got) {
    must_equal(path, expected, got ? "a time" : "none");
    return;
  }
  const double elapsed = *got - static_cast<double>(world.started_at().epoch_seconds());
  // Commands are a millisecond apart.
  if (std::abs(elapsed - static_cast<double>(read_seconds(expected))) > 0.5) {
    throw Mismatch(fmt::format("{}: expected {} s after the beginning, got {} s", path,
                               read_seconds(expected), elapsed));
  }
}

void check_members(World& world, const Answer& answer, const std::string& prefix,
                   const std::map<std::string, std::string>& members, Words& words) {
  while (!words.empty()) {
    const std::string key = words.take("a word");
    const auto member = members.find(key);
    if (member == members.end()) throw Mismatch(fmt::format("this check knows no '{}'", key));
    const std::string path = prefix + member->second;
    const std::string expected = words.take("a value");
    if (key.ends_with("-at")) {
      check_time(world, answer, path, expected);
    } else {
      const auto got = answer.text(path);
      must_equal(key, expected, got ? (key == "layout" ? world.name_of(*got) : *got) : "none");
    }
  }
}

RequesterId owner_of(World& world, const std::string& hit) {
  RequesterId owner;
  world.read([&](db::Reader& db) {
    const auto found = store::find_hit(db, HitId{world.id(hit)});
    if (!found) throw Mismatch("there is no such HIT");
    owner = found->requester;
  });
  return owner;
}

/// `hit H status Assignable pending 1 available 2 completed 0 max 3 expires-at 1d created-at 0s …`
void check_hit(World& world, Words& words) {
  static const std::map<std::string, std::string> kMembers = {{"status", "HITStatus"},
                                                              {"pending", "NumberOfAssignmentsPending"},
                                                              {"available", "NumberOfAssignmentsAvailable"},
                                                              {"completed", "NumberOfAssignmentsCompleted"},
                                                              {"max", "MaxAssignments"},
                                                              {"expires-at", "Expiration"},
                                                              {"created-at", "CreationTime"},
                                                              {"reward", "Reward"},
                                                              {"title", "Title"},
                                                              {"keywords", "Keywords"},
                                                              {"annotation", "RequesterAnnotation"},
                                                              {"auto-approve", "AutoApprovalDelayInSeconds"},
                                                              {"duration", "AssignmentDurationInSeconds"},
                                                              {"layout", "HITLayoutId"},
                                                              {"review-status", "HITReviewStatus"}};
  const std::string hit = words.take("a HIT");
  const std::string owner = world.name_of(owner_of(world, hit).text);
  const auto answer =
      world.requester_call(owner, "GetHIT", fmt::format(R"({{"HITId":"{}"}})", world.id(hit)));
  check_members(world, must_succeed(answer, "GetHIT"), "HIT.", kMembers, words);
}

/// `page H "<p>…</p>"`: the HTML of the HIT's question, as GetHIT gives it.
void check_page(World& world, Words& words) {
  const std::string hit = words.take("a HIT");
  const std::string owner = world.name_of(owner_of(world, hit).text);
  const auto answer = must_succeed(
      world.requester_call(owner, "GetHIT", fmt::format(R"({{"HITId":"{}"}})", world.id(hit))), "GetHIT");
  const auto question = domain::parse_question(answer.must("HIT.Question"), {});
  if (!question) throw Mismatch(fmt::format("the question is wrong: {}", question.error().words.front()));
  must_equal("the page", words.take("HTML"), question->html);
}

std::string worker_of(World& world, const std::string& assignment) {
  std::string worker;
  world.read([&](db::Reader& db) {
    const auto found = store::find_assignment(db, AssignmentId{world.id(assignment)});
    if (!found) throw Mismatch("there is no such assignment");
    worker = found->worker.text;
  });
  return world.name_of(worker);
}

/// `assignment A status Approved approved-at 3d …`, as its worker sees it.
void check_assignment(World& world, Words& words) {
  static const std::map<std::string, std::string> kMembers = {{"status", "Status"},
                                                              {"accepted-at", "AcceptTime"},
                                                              {"deadline-at", "Deadline"},
                                                              {"submitted-at", "SubmitTime"},
                                                              {"auto-approval-at", "AutoApprovalTime"},
                                                              {"approved-at", "ApprovalTime"},
                                                              {"rejected-at", "RejectionTime"},
                                                              {"feedback", "RequesterFeedback"},
                                                              {"has-draft", "HasDraft"},
                                                              {"frame", "Frame.Type"}};
  const std::string assignment = words.take("an assignment");
  const auto answer = world.worker_call(worker_of(world, assignment), "GetAssignment",
                                        fmt::format(R"({{"AssignmentId":"{}"}})", world.id(assignment)));
  check_members(world, must_succeed(answer, "GetAssignment"), "Assignment.", kMembers, words);
}

/// `ledger acme available 9.40 held 0.00`, `ledger ann earned 0.50`, `ledger fees 0.10`, `ledger play -1.00`.
void check_ledger(World& world, Words& words) {
  const std::string whose = words.take("whose account");
  const auto check = [&](const domain::Account& account) {
    Money got;
    world.read([&](db::Reader& db) { got = store::balance(db, account); });
    must_equal(account.name, words.take("an amount"), format_money(got));
  };
  // Balances are read straight from their table; what is due has to have happened first.
  must_succeed(world.requester_call(world.some_requester(), "GetAccountBalance", "{}"), "GetAccountBalance");
  if (whose == "fees" || whose == "play" || whose == "outside") return check({whose});
  while (!words.empty()) {
    const std::string key = words.take("a word");
    if (key == "available")
      check(domain::Account::requester({world.id(whose)}));
    else if (key == "held")
      check(domain::Account::held({world.id(whose)}));
    else if (key == "earned")
      check(domain::Account::worker({world.id(whose)}));
    else
      throw Mismatch(fmt::format("nobody has an account '{}'", key));
  }
}

void check_balance(World& world, Words& words) {
  static const std::map<std::string, std::string> kMembers = {{"available", "AvailableBalance"},
                                                              {"on-hold", "OnHoldBalance"}};
  const auto answer = world.requester_call(words.take("a requester"), "GetAccountBalance", "{}");
  check_members(world, must_succeed(answer, "GetAccountBalance"), "", kMembers, words);
}

void check_earnings(World& world, Words& words) {
  static const std::map<std::string, std::string> kMembers = {{"approved", "Approved"},
                                                              {"pending", "Pending"},
                                                              {"total", "Total"},
                                                              {"bonuses", "Bonuses"},
                                                              {"number-approved", "NumberApproved"},
                                                              {"number-pending", "NumberPending"},
                                                              {"number-rejected", "NumberRejected"},
                                                              {"number-accepted", "NumberAccepted"}};
  const auto answer = world.worker_call(words.take("a worker"), "GetEarnings", "{}");
  check_members(world, must_succeed(answer, "GetEarnings"), "", kMembers, words);
}

/// `record ann submitted 1 approved 1 rejected 0`: what her qualifications are computed from.
void check_record(World& world, Words& words) {
  const WorkerId id{world.id(words.take("a worker"))};
  must_succeed(world.requester_call(world.some_requester(), "GetAccountBalance", "{}"), "GetAccountBalance");
  std::optional<store::Worker> worker;
  world.read([&](db::Reader& db) { worker = store::find_worker(db, id); });
  while (!words.empty()) {
    const std::string key = words.take("a word");
    const auto& r = worker->record;
    const std::int64_t got = key == "submitted" ? r.submitted : key == "approved" ? r.approved : r.rejected;
    must_equal(key, words.take("a number"), std::to_string(got));
  }
}

/// `group T to ann available 2 meets true requester acme expires-at 1d`
void check_group(World& world, Words& words) {
  static const std::map<std::string, std::string> kMembers = {{"available", "NumberOfHITsAvailable"},
                                                              {"meets", "CallerMeetsRequirements"},
                                                              {"reward", "Reward"},
                                                              {"requester", "RequesterName"},
                                                              {"title", "Title"},
                                                              {"expires-at", "LatestExpiration"}};
  const std::string group = words.take("a group");
  words.expect("to");
  const auto answer = world.worker_call(words.take("a worker"), "GetHITGroup",
                                        fmt::format(R"({{"HITGroupId":"{}"}})", world.id(group)));
  check_members(world, must_succeed(answer, "GetHITGroup"), "HITGroup.", kMembers, words);
}

/// What stands behind the identifier: a text, the selections, or the answer of one's own.
std::string answer_elements(std::string_view kind, const std::string& value) {
  if (kind == "other") return fmt::format("<OtherSelectionText>{}</OtherSelectionText>", value);
  if (kind == "text") return fmt::format("<FreeText>{}</FreeText>", value);
  std::string elements;
  if (value == "none") return elements;
  for (const std::string& one : split(value, ',')) {
    elements += fmt::format("<SelectionIdentifier>{}</SelectionIdentifier>", one);
  }
  return elements;
}

/// `answer A comment=fine choice kinds=a,c other colour=teal`: what is in the answer the requester gets;
/// `choice kinds=none` where nothing was chosen.
void check_answer(World& world, Words& words) {
  const std::string assignment = words.take("an assignment");
  must_succeed(world.requester_call(world.some_requester(), "GetAccountBalance", "{}"), "GetAccountBalance");
  std::string xml;
  world.read(
      [&](db::Reader& db) { xml = store::find_answer(db, AssignmentId{world.id(assignment)}).value_or(""); });
  std::string compact;
  for (const std::string& line : split(xml, '\n'))
    compact += line.substr(std::min(line.size(), line.find_first_not_of(' ')));
  while (!words.empty()) {
    const std::string kind = words.take_if("choice") ? "choice" : words.take_if("other") ? "other" : "text";
    const auto parts = split(words.take("name=value"), '=');
    const std::string wanted = fmt::format("<QuestionIdentifier>{}</QuestionIdentifier>{}</Answer>",
                                           parts.at(0), answer_elements(kind, parts.at(1)));
    if (compact.find(wanted) == std::string::npos)
      throw Mismatch(fmt::format("expected {} in {}", wanted, xml));
  }
}

void check_same(const World& world, Words& words, bool same) {
  const std::string a = words.take("a name");
  const std::string b = words.take("a name");
  if ((world.id(a) == world.id(b)) != same) {
    throw Mismatch(fmt::format("expected {} and {} {}", a, b, same ? "to be one" : "to differ"));
  }
}

}  // namespace

bool play_check(World& world, const std::string& verb, Words& words) {
  if (verb == "hit")
    check_hit(world, words);
  else if (verb == "page")
    check_page(world, words);
  else if (verb == "assignment")
    check_assignment(world, words);
  else if (verb == "ledger")
    check_ledger(world, words);
  else if (verb == "balance")
    check_balance(world, words);
  else if (verb == "earnings")
    check_earnings(world, words);
  else if (verb == "record")
    check_record(world, words);
  else if (verb == "group")
    check_group(world, words);
  else if (verb == "answer")
    check_answer(world, words);
  else if (verb == "same")
    check_same(world, words, true);
  else if (verb == "differ")
    check_same(world, words, false);
  else
    return false;
  return true;
}

}  // namespace kempelen::scenarios
