// Verbs of requesters: each is one call of the Requester API, made of JSON as a client would send it.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "json/writer.h"
#include "tests/scenarios/runner/play.h"

namespace kempelen::scenarios {
namespace {

constexpr std::string_view kQuestion =
    R"(<HTMLQuestion xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2011-11-11/HTMLQuestion.xsd">)"
    R"(<HTMLContent><![CDATA[<form action="https://www.mturk.com/mturk/externalSubmit"></form>]]></HTMLContent>)"
    R"(<FrameHeight>450</FrameHeight></HTMLQuestion>)";

/// What `question form` stands for: a choice with room for an answer of one's own, a choice of two or three,
/// a number, and a note.
constexpr std::string_view kForm =
    R"(<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2017-11-06/)"
    R"(QuestionForm.xsd"><Question><QuestionIdentifier>colour</QuestionIdentifier><IsRequired>true)"
    R"(</IsRequired><QuestionContent><Text>Which colour is the sign?</Text></QuestionContent>)"
    R"(<AnswerSpecification><SelectionAnswer><Selections>)"
    R"(<Selection><SelectionIdentifier>red</SelectionIdentifier><Text>Red</Text></Selection>)"
    R"(<Selection><SelectionIdentifier>blue</SelectionIdentifier><Text>Blue</Text></Selection>)"
    R"(<OtherSelection/></Selections></SelectionAnswer></AnswerSpecification></Question>)"
    R"(<Question><QuestionIdentifier>kinds</QuestionIdentifier><QuestionContent>)"
    R"(<Text>What is on it?</Text></QuestionContent><AnswerSpecification><SelectionAnswer>)"
    R"(<MinSelectionCount>2</MinSelectionCount><MaxSelectionCount>3</MaxSelectionCount><Selections>)"
    R"(<Selection><SelectionIdentifier>a</SelectionIdentifier><Text>An arrow</Text></Selection>)"
    R"(<Selection><SelectionIdentifier>b</SelectionIdentifier><Text>A bicycle</Text></Selection>)"
    R"(<Selection><SelectionIdentifier>c</SelectionIdentifier><Text>A car</Text></Selection>)"
    R"(</Selections></SelectionAnswer></AnswerSpecification></Question>)"
    R"(<Question><QuestionIdentifier>limit</QuestionIdentifier><QuestionContent><Text>Which speed?</Text>)"
    R"(</QuestionContent><AnswerSpecification><FreeTextAnswer><Constraints>)"
    R"(<IsNumeric minValue="5" maxValue="200"/>)"
    R"(<AnswerFormatRegex regex="^[0-9]+$" errorText="Digits only, please."/></Constraints>)"
    R"(</FreeTextAnswer></AnswerSpecification></Question>)"
    R"(<Question><QuestionIdentifier>note</QuestionIdentifier><QuestionContent><Text>Anything else?</Text>)"
    R"(</QuestionContent><AnswerSpecification><FreeTextAnswer><DefaultText>nothing</DefaultText>)"
    R"(</FreeTextAnswer></AnswerSpecification></Question></QuestionForm>)";

/// What `question file-form` stands for: two files, of which one has to be there.
constexpr std::string_view kFileForm =
    R"(<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2005-10-01/)"
    R"(QuestionForm.xsd"><Question><QuestionIdentifier>photo</QuestionIdentifier><IsRequired>true)"
    R"(</IsRequired><QuestionContent><Text>Take a picture.</Text></QuestionContent><AnswerSpecification>)"
    R"(<FileUploadAnswer><MaxFileSizeInBytes>1000</MaxFileSizeInBytes><MinFileSizeInBytes>10)"
    R"(</MinFileSizeInBytes></FileUploadAnswer></AnswerSpecification></Question>)"
    R"(<Question><QuestionIdentifier>plan</QuestionIdentifier><QuestionContent><Text>Have you a plan?)"
    R"(</Text></QuestionContent><AnswerSpecification><FileUploadAnswer>)"
    R"(<MaxFileSizeInBytes>2000000000</MaxFileSizeInBytes><MinFileSizeInBytes>1</MinFileSizeInBytes>)"
    R"(</FileUploadAnswer></AnswerSpecification></Question></QuestionForm>)";

/// `key value` pairs to the end of the line; `require` and `param` may come several times.
struct Options {
  std::map<std::string, std::string> values{};
  std::vector<std::string> requirements{};
  std::vector<std::string> parameters{};  // `name=value`, of a layout

  std::string value_or(const std::string& key, const std::string& otherwise) const {
    const auto found = values.find(key);
    return found == values.end() ? otherwise : found->second;
  }
  bool has(const std::string& key) const { return values.contains(key); }
};

Options read_options(Words& words, const std::set<std::string>& known) {
  Options options;
  while (!words.empty()) {
    const std::string key = words.take("a word");
    if (key == "require") {
      options.requirements.push_back(words.take("a requirement"));
      continue;
    }
    if (key == "param") {
      options.parameters.push_back(words.take("name=value"));
      continue;
    }
    if (!known.contains(key)) throw Mismatch(fmt::format("this verb knows no '{}'", key));
    options.values[key] = words.take("a value of " + key);
  }
  return options;
}

std::string qualification_id(const World& world, const std::string& name) {
  const bool live = world.marketplace == domain::Marketplace::Live;
  if (name == "locale") return "00000000000000000071";
  if (name == "approved") return "00000000000000000040";
  if (name == "percent") return "000000000000000000L0";
  if (name == "adult") return "00000000000000000060";
  if (name == "masters") return live ? "2F1QJWKUDD8XADTFD2Q0G6UTO95ALH" : "2ARFPLSP75KLA8M8DH1HTEQVJT3SY6";
  return world.knows(name) ? world.id(name) : name;
}

/// `locale:In:US,CA[:PreviewAndAccept]`; the last part may also be RequiredToPreview, its older form.
void write_requirement(json::Writer& writer, const World& world, const std::string& text) {
  const auto parts = split(text, ':');
  if (parts.size() < 2) throw Mismatch(fmt::format("'{}' is no requirement", text));
  writer.begin_object();
  writer.member("QualificationTypeId", qualification_id(world, parts[0])).member("Comparator", parts[1]);
  if (parts.size() > 2 && !parts[2].empty()) {
    const bool numbers = parts[2].find_first_not_of("0123456789,-") == std::string::npos;
    writer.key(numbers ? "IntegerValues" : "LocaleValues").begin_array();
    for (const std::string& item : split(parts[2], ',')) {
      if (numbers) {
        writer.integer(read_number(item));
        continue;
      }
      const auto places = split(item, '-');
      writer.begin_object().member("Country", places[0]);
      if (places.size() > 1) writer.member("Subdivision", places[1]);
      writer.end_object();
    }
    writer.end_array();
  }
  for (std::size_t i = 3; i < parts.size(); ++i) {
    if (parts[i] == "RequiredToPreview") {
      writer.key("RequiredToPreview").boolean(true);
    } else {
      writer.member("ActionsGuarded", parts[i]);
    }
  }
  writer.end_object();
}

void write_properties(json::Writer& writer, const World& world, const Options& options) {
  writer.member("Title", options.value_or("title", "Describe a picture"));
  writer.member("Description", options.value_or("description", "Say what you see."));
  if (options.has("keywords")) writer.member("Keywords", options.value_or("keywords", ""));
  writer.member("Reward", options.value_or("reward", "0.10"));
  writer.key("AssignmentDurationInSeconds").integer(read_seconds(options.value_or("duration", "1h")));
  if (options.has("auto-approve")) {
    writer.key("AutoApprovalDelayInSeconds").integer(read_seconds(options.value_or("auto-approve", "")));
  }
  if (options.requirements.empty()) return;
  writer.key("QualificationRequirements").begin_array();
  for (const std::string& requirement : options.requirements) write_requirement(writer, world, requirement);
  writer.end_array();
}

Result<Done> done(const Result<Answer>& answer) {
  if (!answer) return refuse(answer);
  return Done{};
}

/// `create-type T by acme …`
Result<Done> create_type(World& world, Words& words) {
  const std::string name = words.take("a name");
  words.expect("by");
  const std::string requester = words.take("a requester");
  const Options options =
      read_options(words, {"title", "description", "keywords", "reward", "duration", "auto-approve"});
  std::string body;
  json::Writer writer(body);
  writer.begin_object();
  write_properties(writer, world, options);
  writer.end_object();
  const auto answer = world.requester_call(requester, "CreateHITType", body);
  if (answer) world.name(name, answer->must("HITTypeId"));
  return done(answer);
}

void write_layout_parameters(json::Writer& writer, const std::vector<std::string>& parameters) {
  writer.key("HITLayoutParameters").begin_array();
  for (const std::string& parameter : parameters) {
    const std::size_t equals = parameter.find('=');
    if (equals == std::string::npos) throw Mismatch(fmt::format("'{}' is no name=value", parameter));
    writer.begin_object();
    writer.member("Name", parameter.substr(0, equals)).member("Value", parameter.substr(equals + 1));
    writer.end_object();
  }
  writer.end_array();
}

std::string create_body(const World& world, const Options& options) {
  std::string body;
  json::Writer writer(body);
  writer.begin_object();
  if (options.has("type")) {
    writer.member("HITTypeId", world.id(options.value_or("type", "")));
  } else {
    write_properties(writer, world, options);
  }
  // A HIT made from a layout has no question of its own, unless a line says so.
  const std::string given =
      options.value_or("question", options.has("layout") ? "none" : std::string(kQuestion));
  const std::string question = given == "form"        ? std::string(kForm)
                               : given == "file-form" ? std::string(kFileForm)
                                                      : given;
  if (question != "none") writer.member("Question", question);
  writer.key("LifetimeInSeconds").integer(read_seconds(options.value_or("lifetime", "1d")));
  if (options.has("assignments")) {
    writer.key("MaxAssignments").integer(read_number(options.value_or("assignments", "")));
  }
  if (options.has("token")) writer.member("UniqueRequestToken", options.value_or("token", ""));
  if (options.has("annotation")) writer.member("RequesterAnnotation", options.value_or("annotation", ""));
  if (options.has("layout")) writer.member("HITLayoutId", world.id(options.value_or("layout", "")));
  if (!options.parameters.empty()) write_layout_parameters(writer, options.parameters);
  writer.end_object();
  for (const auto& [option, member] : {std::pair("assignment-policy", "AssignmentReviewPolicy"),
                                       std::pair("hit-policy", "HITReviewPolicy")}) {
    if (!options.has(option)) continue;
    body.back() = ',';
    body += fmt::format("\"{}\":{}}}", member, world.policies.at(options.value_or(option, "")));
  }
  return body;
}

/// `create-hit H by acme [type T] …`; with `copies 101` as many, called H1, H2, ….
Result<Done> create_hit(World& world, Words& words) {
  const std::string name = words.take("a name");
  words.expect("by");
  const std::string requester = words.take("a requester");
  const Options options =
      read_options(words, {"title", "description", "keywords", "reward", "duration", "auto-approve", "type",
                           "question", "lifetime", "assignments", "token", "annotation", "layout", "copies",
                           "assignment-policy", "hit-policy"});
  const std::string_view operation = options.has("type") ? "CreateHITWithHITType" : "CreateHIT";
  const std::string body = create_body(world, options);
  const std::int64_t copies = read_number(options.value_or("copies", "1"));
  for (std::int64_t i = 1; i <= copies; ++i) {
    const auto answer = world.requester_call(requester, operation, body);
    if (!answer) return refuse(answer);
    const std::string own_name = options.has("copies") ? name + std::to_string(i) : name;
    world.name(own_name, answer->must("HIT.HITId"));
    world.name("type-of-" + own_name, answer->must("HIT.HITTypeId"));
    world.name("group-of-" + own_name, answer->must("HIT.HITGroupId"));
    must_equal("HITStatus at creation", "Assignable", answer->must("HIT.HITStatus"));
  }
  return Done{};
}

/// `get-hit H by acme`
Result<Done> get_hit(World& world, Words& words) {
  const std::string hit = words.take("a HIT");
  words.expect("by");
  const std::string requester = words.take("a requester");
  return done(world.requester_call(requester, "GetHIT", fmt::format(R"({{"HITId":"{}"}})", world.id(hit))));
}

/// `approve A by acme [feedback "Well done"] [override yes]`
Result<Done> approve(World& world, Words& words) {
  const std::string assignment = words.take("an assignment");
  words.expect("by");
  const std::string requester = words.take("a requester");
  const Options options = read_options(words, {"feedback", "override"});
  std::string body;
  json::Writer writer(body);
  writer.begin_object().member("AssignmentId", world.id(assignment));
  if (options.has("feedback")) writer.member("RequesterFeedback", options.value_or("feedback", ""));
  if (options.has("override")) writer.key("OverrideRejection").boolean(true);
  writer.end_object();
  return done(world.requester_call(requester, "ApproveAssignment", body));
}

/// `call Operation by acme "{'HITId': '$H'}"`, with `'` for the quotes of JSON and `$H` for the id of H: for
/// what has no verb.
Result<Done> call(World& world, Words& words) {
  const std::string operation = words.take("an operation");
  words.expect("by");
  const std::string requester = words.take("a requester");
  std::string body = words.empty() ? "{}" : world.with_ids(words.take("JSON"));
  std::ranges::replace(body, '\'', '"');
  return done(world.requester_call(requester, operation, body));
}

}  // namespace

Played play_requester(World& world, const std::string& verb, Words& words) {
  if (verb == "create-type") return create_type(world, words);
  if (verb == "create-hit") return create_hit(world, words);
  if (verb == "get-hit") return get_hit(world, words);
  if (verb == "approve") return approve(world, words);
  if (verb == "call") return call(world, words);
  return std::nullopt;
}

}  // namespace kempelen::scenarios
