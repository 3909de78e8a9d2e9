// Verbs that read lists page by page, as a client does.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <functional>

#include "tests/scenarios/runner/pages.h"
#include "tests/scenarios/runner/play.h"

namespace kempelen::scenarios {
namespace {

/// Names, separated by commas; `none` where there are none.
std::string names(const World& world, const Answer& answer, const std::string& list,
                  const std::string& member) {
  std::vector<std::string> found;
  for (std::size_t i = 0; i < answer.count(list); ++i) {
    found.push_back(world.name_of(answer.must(fmt::format("{}.{}.{}", list, i, member))));
  }
  return found.empty() ? "none" : fmt::format("{}", fmt::join(found, ","));
}

/// All pages of a list, `|` between them; `sizes` wants only how long each is.
struct Pages {
  std::vector<std::string> shown;
  std::string last_token;
};
Result<Pages> read_pages(World& world, const Fetch& fetch, const std::string& list, const std::string& member,
                         std::string token, bool sizes) {
  Pages pages;
  do {
    const auto answer = fetch(token);
    if (!answer) return refuse(answer);
    const std::size_t count = answer->count(list);
    must_equal("NumResults", std::to_string(count), answer->must("NumResults"));
    const std::string next = answer->text("NextToken").value_or("");
    if (!next.empty()) {
      if (next == token) throw Mismatch("a page returns the token it was asked with");
      if (next.size() > 255) throw Mismatch("a page token has more than 255 characters");
    }
    if (count > 0) pages.shown.push_back(sizes ? std::to_string(count) : names(world, *answer, list, member));
    token = next;
    if (pages.last_token.empty()) pages.last_token = next;  // of the first page
  } while (!token.empty());
  return pages;
}

}  // namespace

Result<Done> check_pages(World& world, Words& words, const FetchOf& fetch_of, const std::string& list,
                         const std::string& member) {
  const std::string size = words.take_if("page") ? words.take("a size") : "";
  std::string token;
  if (words.take_if("token")) {
    token = world.page_tokens.at(words.take("a token"));
    if (words.take_if("altered")) token[token.size() / 2] = token[token.size() / 2] == 'A' ? 'B' : 'A';
  }
  const std::string save = words.take_if("save") ? words.take("a token") : "";
  const bool sizes = words.take_if("sizes");
  if (!sizes && !words.empty()) words.expect("are");
  const std::string expected = words.empty() ? "" : words.take("pages");
  const auto pages = read_pages(world, fetch_of(size), list, member, token, sizes);
  if (!pages) return refuse(pages);
  if (!save.empty()) world.page_tokens[save] = pages->last_token;
  if (expected.empty()) return Done{};
  must_equal("pages", expected,
             pages->shown.empty() ? "none" : fmt::format("{}", fmt::join(pages->shown, sizes ? "," : "|")));
  return Done{};
}

std::string page_body(std::string body, const std::string& size, const std::string& token) {
  if (!size.empty()) body += fmt::format(R"({}"MaxResults":{})", body.size() > 1 ? "," : "", size);
  if (!token.empty()) body += fmt::format(R"({}"NextToken":"{}")", body.size() > 1 ? "," : "", token);
  return body + "}";
}

namespace {

Result<Done> check_hits(World& world, Words& words) {
  const std::string requester = words.take("a requester");
  const auto fetch_of = [&](const std::string& size) -> Fetch {
    return [&world, requester, size](const std::string& token) {
      return world.requester_call(requester, "ListHITs", page_body("{", size, token));
    };
  };
  return check_pages(world, words, fetch_of, "HITs", "HITId");
}

/// `assignments H by acme [status Submitted,Approved] …`
Result<Done> check_assignments(World& world, Words& words) {
  const std::string hit = words.take("a HIT");
  words.expect("by");
  const std::string requester = words.take("a requester");
  std::string body = fmt::format(R"({{"HITId":"{}")", world.id(hit));
  if (words.take_if("status")) {
    body += fmt::format(R"(,"AssignmentStatuses":["{}"])",
                        fmt::join(split(words.take("statuses"), ','), "\",\""));
  }
  const auto fetch_of = [&](const std::string& size) -> Fetch {
    return [&world, requester, body, size](const std::string& token) {
      return world.requester_call(requester, "ListAssignmentsForHIT", page_body(body, size, token));
    };
  };
  return check_pages(world, words, fetch_of, "Assignments", "AssignmentId");
}

/// `reviewable acme [type T] [status Reviewing] …`
Result<Done> check_reviewable(World& world, Words& words) {
  const std::string requester = words.take("a requester");
  std::string body = "{";
  if (words.take_if("type")) body += fmt::format(R"("HITTypeId":"{}")", world.id(words.take("a HIT type")));
  if (words.take_if("status"))
    body += fmt::format(R"({}"Status":"{}")", body.size() > 1 ? "," : "", words.take("a status"));
  const auto fetch_of = [&](const std::string& size) -> Fetch {
    return [&world, requester, body, size](const std::string& token) {
      return world.requester_call(requester, "ListReviewableHITs", page_body(body, size, token));
    };
  };
  return check_pages(world, words, fetch_of, "HITs", "HITId");
}

/// `bonuses hit H by acme …`, `bonuses assignment A by acme …`, by their amounts.
Result<Done> check_bonuses(World& world, Words& words) {
  const std::string member = words.take("hit or assignment") == "hit" ? "HITId" : "AssignmentId";
  const std::string body = fmt::format(R"({{"{}":"{}")", member, world.id(words.take("a name")));
  words.expect("by");
  const std::string requester = words.take("a requester");
  const auto fetch_of = [&](const std::string& size) -> Fetch {
    return [&world, requester, body, size](const std::string& token) {
      return world.requester_call(requester, "ListBonusPayments", page_body(body, size, token));
    };
  };
  return check_pages(world, words, fetch_of, "BonusPayments", "BonusAmount");
}

/// `queue ann [status Accepted] …`
Result<Done> check_queue(World& world, Words& words) {
  const std::string worker = words.take("a worker");
  std::string body = "{";
  if (words.take_if("status")) body += fmt::format(R"("Status":"{}")", words.take("a status"));
  const auto fetch_of = [&](const std::string& size) -> Fetch {
    return [&world, worker, body, size](const std::string& token) {
      return world.worker_call(worker, "ListMyAssignments", page_body(body, size, token));
    };
  };
  return check_pages(world, words, fetch_of, "Assignments", "AssignmentId");
}

/// `groups ann [sort reward_desc] [term cats] [least 0.10] …`, by the names of their HIT types.
Result<Done> check_groups(World& world, Words& words) {
  const std::string worker = words.take("a worker");
  std::string body = "{";
  const auto add = [&](std::string_view member) {
    body += fmt::format(R"({}"{}":"{}")", body.size() > 1 ? "," : "", member, words.take("a value"));
  };
  if (words.take_if("sort")) add("Sort");
  if (words.take_if("term")) add("SearchTerm");
  if (words.take_if("least")) add("MinReward");
  const auto fetch_of = [&](const std::string& size) -> Fetch {
    return [&world, worker, body, size](const std::string& token) {
      return world.worker_call(worker, "SearchHITGroups", page_body(body, size, token));
    };
  };
  return check_pages(world, words, fetch_of, "HITGroups", "HITTypeId");
}

}  // namespace

Played play_list(World& world, const std::string& verb, Words& words) {
  if (verb == "hits") return check_hits(world, words);
  if (verb == "assignments") return check_assignments(world, words);
  if (verb == "reviewable") return check_reviewable(world, words);
  if (verb == "bonuses") return check_bonuses(world, words);
  if (verb == "queue") return check_queue(world, words);
  if (verb == "groups") return check_groups(world, words);
  return std::nullopt;
}

}  // namespace kempelen::scenarios
