// Verbs of requesters about the later life of HITs and assignments: extending, reviewing, paying, deleting.
#include <fmt/format.h>

#include "json/writer.h"
#include "tests/scenarios/runner/play.h"

namespace kempelen::scenarios {
namespace {

Result<Done> call(World& world, const std::string& requester, std::string_view operation,
                  const std::string& body) {
  const auto answer = world.requester_call(requester, operation, body);
  if (!answer) return refuse(answer);
  return Done{};
}

std::string take_requester(Words& words) {
  words.expect("by");
  return words.take("a requester");
}

/// `expire H by acme`, `delete H by acme`, …: operations with nothing but the id of a HIT or an assignment,
/// and what `extra` adds.
Result<Done> call_on(World& world, Words& words, std::string_view operation, std::string_view member,
                     std::string_view extra = "") {
  const std::string subject = words.take("a name");
  const std::string requester = take_requester(words);
  return call(world, requester, operation,
              fmt::format(R"({{"{}":"{}"{}}})", member, world.id(subject), extra));
}

/// `move-expiration H to 2d by acme`, counted from the scenario's beginning.
Result<Done> move_expiration(World& world, Words& words) {
  const std::string hit = words.take("a HIT");
  words.expect("to");
  const std::int64_t at = world.started_at().epoch_seconds() + read_seconds(words.take("a time"));
  const std::string requester = take_requester(words);
  return call(world, requester, "UpdateExpirationForHIT",
              fmt::format(R"({{"HITId":"{}","ExpireAt":{}}})", world.id(hit), at));
}

std::string token_member(Words& words) {
  if (!words.take_if("token")) return "";
  return fmt::format(R"(,"UniqueRequestToken":"{}")", words.take("a token"));
}

/// `add-assignments H 3 by acme [token t]`
Result<Done> add_assignments(World& world, Words& words) {
  const std::string hit = words.take("a HIT");
  const std::int64_t count = read_number(words.take("a number"));
  const std::string requester = take_requester(words);
  return call(world, requester, "CreateAdditionalAssignmentsForHIT",
              fmt::format(R"({{"HITId":"{}","NumberOfAdditionalAssignments":{}{}}})", world.id(hit), count,
                          token_member(words)));
}

/// `change-type H T by acme`
Result<Done> change_type(World& world, Words& words) {
  const std::string hit = words.take("a HIT");
  const std::string type = words.take("a HIT type");
  const std::string requester = take_requester(words);
  return call(world, requester, "UpdateHITTypeOfHIT",
              fmt::format(R"({{"HITId":"{}","HITTypeId":"{}"}})", world.id(hit), world.id(type)));
}

/// `reject A by acme [feedback "Wrong picture"]`
Result<Done> reject(World& world, Words& words) {
  const std::string assignment = words.take("an assignment");
  const std::string requester = take_requester(words);
  std::string body;
  json::Writer writer(body);
  writer.begin_object()
      .member("AssignmentId", world.id(assignment))
      .member("RequesterFeedback", words.take_if("feedback") ? words.take("words") : "")
      .end_object();
  return call(world, requester, "RejectAssignment", body);
}

/// `bonus A ann 1.00 by acme [reason "Thank you"] [token t] [copies 101]`
Result<Done> bonus(World& world, Words& words) {
  const std::string assignment = words.take("an assignment");
  const std::string worker = words.take("a worker");
  const std::string amount = words.take("an amount");
  const std::string requester = take_requester(words);
  const std::string reason = words.take_if("reason") ? words.take("words") : "Thank you";
  const std::string body =
      fmt::format(R"({{"AssignmentId":"{}","WorkerId":"{}","BonusAmount":"{}","Reason":"{}"{}}})",
                  world.id(assignment), world.id(worker), amount, reason, token_member(words));
  const std::int64_t copies = words.take_if("copies") ? read_number(words.take("a number")) : 1;
  for (std::int64_t i = 1; i < copies; ++i) {
    if (auto paid = call(world, requester, "SendBonus", body); !paid) return paid;
  }
  return call(world, requester, "SendBonus", body);
}

}  // namespace

Played play_life(World& world, const std::string& verb, Words& words) {
  if (verb == "expire") return call_on(world, words, "UpdateExpirationForHIT", "HITId", R"(,"ExpireAt":0)");
  if (verb == "move-expiration") return move_expiration(world, words);
  if (verb == "add-assignments") return add_assignments(world, words);
  if (verb == "change-type") return change_type(world, words);
  if (verb == "begin-review") return call_on(world, words, "UpdateHITReviewStatus", "HITId");
  if (verb == "revert-review")
    return call_on(world, words, "UpdateHITReviewStatus", "HITId", R"(,"Revert":true)");
  if (verb == "delete") return call_on(world, words, "DeleteHIT", "HITId");
  if (verb == "get-assignment") return call_on(world, words, "GetAssignment", "AssignmentId");
  if (verb == "reject") return reject(world, words);
  if (verb == "bonus") return bonus(world, words);
  return std::nullopt;
}

}  // namespace kempelen::scenarios
