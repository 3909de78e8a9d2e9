// Verbs of workers: each is one call of the Worker API.
#include <fmt/format.h>

#include "actions/worker_operations.h"
#include "domain/answer.h"
#include "json/writer.h"
#include "tests/scenarios/runner/play.h"

namespace kempelen::scenarios {
namespace {

Result<Done> done(const Result<Answer>& answer) {
  if (!answer) return refuse(answer);
  return Done{};
}

std::string object(std::string_view member, std::string_view value) {
  return fmt::format(R"({{"{}":"{}"}})", member, value);
}

/// `accept A H by ann`; `accept-next A T by ann gives H` takes the next HIT of a type or group. With `copies
/// 25` the HITs H1, H2, … are accepted as A1, A2, ….
Result<Done> accept(World& world, Words& words, std::string_view member) {
  const std::string name = words.take("a name");
  const std::string subject = words.take("what to accept");
  words.expect("by");
  const std::string worker = words.take("a worker");
  const std::int64_t copies = words.take_if("copies") ? read_number(words.take("a number")) : 0;
  for (std::int64_t i = copies == 0 ? 0 : 1; i <= copies; ++i) {
    const std::string suffix = copies == 0 ? "" : std::to_string(i);
    const auto answer = world.worker_call(worker, "AcceptHIT", object(member, world.id(subject + suffix)));
    if (!answer) {
      words.take_if("gives");
      return refuse(answer);
    }
    world.name(name + suffix, answer->must("Assignment.AssignmentId"));
    must_equal("Status at acceptance", "Accepted", answer->must("Assignment.Status"));
    if (words.take_if("gives")) {
      must_equal("the HIT accepted", words.take("a HIT"), world.name_of(answer->must("Assignment.HITId")));
    }
  }
  return Done{};
}

/// The two halves of `name=value`.
std::pair<std::string, std::string> named(Words& words) {
  const auto parts = split(words.take("name=value"), '=');
  if (parts.size() != 2) throw Mismatch("an answer is name=value");
  return {parts[0], parts[1]};
}

void write_list(json::Writer& writer, const std::string& values) {
  writer.begin_array();
  for (const std::string& value : split(values, ',')) writer.string(value);
  writer.end_array();
}

/// `submit A by ann [answer comment=fine]… [choice kinds=a,c]… [other colour=teal]…`; `submit A by ann draft`
/// hands in what is stored, `submit A by ann nothing` an empty answer. `… then-meets false` looks at what the
/// answer says of the worker and the HIT's group.
Result<Done> submit(World& world, Words& words) {
  const std::string assignment = words.take("an assignment");
  words.expect("by");
  const std::string worker = words.take("a worker");
  std::string body, meets;
  json::Writer writer(body);
  writer.begin_object().member("AssignmentId", world.id(assignment));
  if (!words.take_if("draft")) {
    std::vector<std::pair<std::string, std::string>> others;
    writer.key("Answers").begin_object();
    if (words.empty()) writer.member("comment", "fine");
    words.take_if("nothing");
    while (!words.empty()) {
      if (words.take_if("then-meets")) {
        meets = words.take("true or false");
      } else if (words.take_if("choice")) {
        const auto [name, values] = named(words);
        write_list(writer.key(name), values);
      } else if (words.take_if("other")) {
        others.push_back(named(words));
      } else {
        words.expect("answer");
        const auto [name, value] = named(words);
        writer.member(name, value);
      }
    }
    writer.end_object();
    if (!others.empty()) writer.key("OtherSelections").begin_object();
    for (const auto& [name, value] : others) writer.member(name, value);
    if (!others.empty()) writer.end_object();
  }
  writer.end_object();
  const auto answer = world.worker_call(worker, "SubmitAssignment", body);
  if (answer && !meets.empty()) {
    must_equal("CallerMeetsRequirements", meets, answer->must("Assignment.HITGroup.CallerMeetsRequirements"));
  }
  return done(answer);
}

Result<Done> give_back(World& world, Words& words) {
  const std::string assignment = words.take("an assignment");
  words.expect("by");
  return done(world.worker_call(words.take("a worker"), "ReturnAssignment",
                                object("AssignmentId", world.id(assignment))));
}

/// `preview H by ann`; `preview-group T by ann`.
Result<Done> preview(World& world, Words& words, std::string_view member) {
  const std::string subject = words.take("a HIT or group");
  words.expect("by");
  const auto answer =
      world.worker_call(words.take("a worker"), "PreviewHIT", object(member, world.id(subject)));
  if (answer && words.take_if("gives")) {
    must_equal("the HIT shown", words.take("a HIT"), world.name_of(answer->must("HIT.HITId")));
  }
  return done(answer);
}

/// `draft A comment=half`: what the frame of the assignment posted.
Result<Done> draft(World& world, Words& words) {
  const AssignmentId id{world.id(words.take("an assignment"))};
  const auto [name, value] = named(words);
  const domain::AnswerField field{.name = name, .values = {value}};
  const std::string xml = domain::answers_xml(std::span(&field, 1));
  return world.write([&](actions::WriteContext& ctx) -> Result<Done> {
    if (const auto stored = actions::store_draft(ctx, id, xml); !stored) return refuse(stored);
    return Done{};
  });
}

/// `see-assignment A by ann`, `see-group T by ann`: reading, where a refusal is the point.
Result<Done> see(World& world, Words& words, std::string_view operation, std::string_view member) {
  const std::string subject = words.take("a name");
  words.expect("by");
  return done(world.worker_call(words.take("a worker"), operation, object(member, world.id(subject))));
}

}  // namespace

Played play_worker(World& world, const std::string& verb, Words& words) {
  if (verb == "accept") return accept(world, words, "HITId");
  if (verb == "accept-next") return accept(world, words, "HITTypeId");
  if (verb == "accept-group") return accept(world, words, "HITGroupId");
  if (verb == "submit") return submit(world, words);
  if (verb == "return") return give_back(world, words);
  if (verb == "preview") return preview(world, words, "HITId");
  if (verb == "preview-group") return preview(world, words, "HITGroupId");
  if (verb == "draft") return draft(world, words);
  if (verb == "see-assignment") return see(world, words, "GetAssignment", "AssignmentId");
  if (verb == "see-group") return see(world, words, "GetHITGroup", "HITGroupId");
  return std::nullopt;
}

}  // namespace kempelen::scenarios
