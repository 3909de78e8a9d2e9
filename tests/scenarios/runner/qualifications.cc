// Verbs of requesters about qualification types, qualifications and requests for them.
#include <fmt/format.h>

#include <map>
#include <set>

#include "json/writer.h"
#include "tests/question_forms.h"
#include "tests/scenarios/runner/pages.h"
#include "tests/scenarios/runner/play.h"

namespace kempelen::scenarios {
namespace {

/// What `test choices` stands for: one choice, and one or two of three.
std::string choices() {
  return forms::selection_form(
      {{.id = "colour", .selections = {"green", "blue"}, .required = "<IsRequired>true</IsRequired>"},
       {.id = "even",
        .selections = {"two", "three", "four"},
        .count = "<MaxSelectionCount>3</MaxSelectionCount>"}});
}

/// `test essay`: a text, which no key can grade.
constexpr std::string_view kEssay =
    R"(<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2005-10-01/)"
    R"(QuestionForm.xsd"><Question><QuestionIdentifier>essay</QuestionIdentifier><QuestionContent>)"
    R"(<Text>Who are you?</Text></QuestionContent><AnswerSpecification><FreeTextAnswer/>)"
    R"(</AnswerSpecification></Question></QuestionForm>)";

/// `key points`: 3 for green; 4 for both even numbers, 1 for one of them, -1 for anything else. `key
/// percent`: the same in per cent of 7.
std::string key(std::string_view mapping = "") {
  return forms::answer_key({{.id = "colour", .options = {{{"green"}, 3}}},
                            {.id = "even",
                             .options = {{{"four", "two"}, 4}, {{"two"}, 1}, {{"four"}, 1}},
                             .otherwise = "<DefaultScore>-1</DefaultScore>"}},
                           mapping);
}
constexpr std::string_view kPercentage =
    "<QualificationValueMapping><PercentageMapping><MaximumSummedScore>7</MaximumSummedScore>"
    "</PercentageMapping></QualificationValueMapping>";

std::string test_document(const std::string& given) {
  if (given == "choices") return choices();
  if (given == "essay") return std::string(kEssay);
  return given;
}

std::string key_document(const std::string& given) {
  if (given == "points") return key();
  if (given == "percent") return key(kPercentage);
  return given;
}

using Options = std::map<std::string, std::string>;

/// `key value` pairs to the end of the line.
Options read_options(Words& words, const std::set<std::string>& known) {
  Options options;
  while (!words.empty()) {
    const std::string key = words.take("a word");
    if (!known.contains(key)) throw Mismatch(fmt::format("this verb knows no '{}'", key));
    options[key] = words.take("a value of " + key);
  }
  return options;
}

Result<Done> done(const Result<Answer>& answer) {
  if (!answer) return refuse(answer);
  return Done{};
}

/// A type of the system by its short name, or one of the scenario.
std::string type_id(const World& world, const std::string& name) {
  const bool live = world.marketplace == domain::Marketplace::Live;
  if (name == "locale") return "00000000000000000071";
  if (name == "masters") return live ? "2F1QJWKUDD8XADTFD2Q0G6UTO95ALH" : "2ARFPLSP75KLA8M8DH1HTEQVJT3SY6";
  return world.id(name);
}

/// Members that both CreateQualificationType and UpdateQualificationType have.
void write_members(json::Writer& writer, const Options& options) {
  const auto text = [&](const std::string& key, std::string_view member) {
    const auto found = options.find(key);
    if (found != options.end()) writer.member(member, found->second);
  };
  const auto number = [&](const std::string& key, std::string_view member) {
    const auto found = options.find(key);
    if (found != options.end()) writer.key(member).integer(read_seconds(found->second));
  };
  text("description", "Description");
  text("status", "QualificationTypeStatus");
  number("retry", "RetryDelayInSeconds");
  number("test-time", "TestDurationInSeconds");
  const auto test = options.find("test");
  if (test != options.end()) writer.member("Test", test_document(test->second));
  const auto key = options.find("key");
  if (key != options.end()) writer.member("AnswerKey", key_document(key->second));
  const auto grants = options.find("auto");
  if (grants != options.end()) writer.key("AutoGranted").boolean(grants->second != "no");
  const auto value = options.find("auto-value");
  if (value != options.end()) writer.key("AutoGrantedValue").integer(read_number(value->second));
}

/// What an update can change; a new type can have a few more.
const std::set<std::string> kChangeable = {"description", "status",    "retry", "test",
                                           "key",         "test-time", "auto",  "auto-value"};

std::set<std::string> and_more(std::set<std::string> known, const std::set<std::string>& more) {
  known.insert(more.begin(), more.end());
  return known;
}

/// `create-qualification Q by acme …`; with `copies 5` as many, called Q1, Q2, … like their names.
Result<Done> create_type(World& world, Words& words) {
  const std::string name = words.take("a name");
  words.expect("by");
  const std::string requester = words.take("a requester");
  Options options = read_options(words, and_more(kChangeable, {"name", "keywords", "copies"}));
  const std::int64_t copies = options.contains("copies") ? read_number(options["copies"]) : 1;
  for (std::int64_t i = 1; i <= copies; ++i) {
    const std::string own_name = options.contains("copies") ? name + std::to_string(i) : name;
    std::string body;
    json::Writer writer(body);
    writer.begin_object().member("Name", options.contains("name") ? options["name"] : own_name);
    if (options.contains("keywords")) writer.member("Keywords", options["keywords"]);
    Options others = options;
    others.try_emplace("description", "What it means.");
    others.try_emplace("status", "Active");
    write_members(writer, others);
    writer.end_object();
    const auto answer = world.requester_call(requester, "CreateQualificationType", body);
    if (!answer) return refuse(answer);
    world.name(own_name, answer->must("QualificationType.QualificationTypeId"));
  }
  return Done{};
}

/// `grant Q ann [80] by acme`
Result<Done> grant(World& world, Words& words) {
  const std::string type = words.take("a qualification type");
  const std::string worker = words.take("a worker");
  std::string body;
  json::Writer writer(body);
  writer.begin_object();
  writer.member("QualificationTypeId", type_id(world, type)).member("WorkerId", world.id(worker));
  if (!words.take_if("by")) {
    writer.key("IntegerValue").integer(read_number(words.take("a value")));
    words.expect("by");
  }
  const std::string requester = words.take("a requester");
  writer.end_object();
  return done(world.requester_call(requester, "AssociateQualificationWithWorker", body));
}

/// `revoke Q ann by acme [reason "…"]`
Result<Done> revoke(World& world, Words& words) {
  const std::string type = words.take("a qualification type");
  const std::string worker = words.take("a worker");
  words.expect("by");
  const std::string requester = words.take("a requester");
  std::string body;
  json::Writer writer(body);
  writer.begin_object();
  writer.member("QualificationTypeId", type_id(world, type)).member("WorkerId", world.id(worker));
  if (words.take_if("reason")) writer.member("Reason", words.take("a reason"));
  writer.end_object();
  return done(world.requester_call(requester, "DisassociateQualificationFromWorker", body));
}

/// `score Q ann by acme [value 80] [granted-at 1d]`
Result<Done> score(World& world, Words& words) {
  const std::string type = words.take("a qualification type");
  const std::string worker = words.take("a worker");
  words.expect("by");
  const std::string requester = words.take("a requester");
  const auto answer = world.requester_call(requester, "GetQualificationScore",
                                           fmt::format(R"({{"QualificationTypeId":"{}","WorkerId":"{}"}})",
                                                       type_id(world, type), world.id(worker)));
  if (!answer) return refuse(answer);
  must_equal("Status", "Granted", answer->must("Qualification.Status"));
  must_equal("the type", type, world.name_of(answer->must("Qualification.QualificationTypeId")));
  must_equal("the worker", worker, world.name_of(answer->must("Qualification.WorkerId")));
  if (words.take_if("value")) {
    must_equal("IntegerValue", words.take("a value"), answer->must("Qualification.IntegerValue"));
  }
  if (words.take_if("granted-at")) {
    const auto at = static_cast<std::int64_t>(*answer->seconds("Qualification.GrantTime"));
    must_equal("GrantTime", std::to_string(read_seconds(words.take("a time"))),
               std::to_string(at - world.started_at().epoch_seconds()));
  }
  return Done{};
}

/// `update-qualification Q by acme …`
Result<Done> update_type(World& world, Words& words) {
  const std::string type = words.take("a qualification type");
  words.expect("by");
  const std::string requester = words.take("a requester");
  std::string body;
  json::Writer writer(body);
  writer.begin_object().member("QualificationTypeId", type_id(world, type));
  write_members(writer, read_options(words, kChangeable));
  writer.end_object();
  return done(world.requester_call(requester, "UpdateQualificationType", body));
}

/// `delete-qualification Q by acme`
Result<Done> delete_type(World& world, Words& words) {
  const std::string type = words.take("a qualification type");
  words.expect("by");
  return done(world.requester_call(words.take("a requester"), "DeleteQualificationType",
                                   fmt::format(R"({{"QualificationTypeId":"{}"}})", type_id(world, type))));
}

/// The member that a word of a check stands for.
std::string_view member_for(const std::string& word) {
  static const std::map<std::string, std::string_view> kMembers = {{"name", "Name"},
                                                                   {"description", "Description"},
                                                                   {"keywords", "Keywords"},
                                                                   {"status", "QualificationTypeStatus"},
                                                                   {"retry", "RetryDelayInSeconds"},
                                                                   {"test", "Test"},
                                                                   {"test-time", "TestDurationInSeconds"},
                                                                   {"key", "AnswerKey"},
                                                                   {"requestable", "IsRequestable"},
                                                                   {"auto", "AutoGranted"},
                                                                   {"auto-value", "AutoGrantedValue"}};
  const auto found = kMembers.find(word);
  if (found == kMembers.end()) throw Mismatch(fmt::format("a qualification type has no '{}'", word));
  return found->second;
}

/// `qualification-type Q by acme [name X] [status Active] [test none] …`
Result<Done> check_type(World& world, Words& words) {
  const std::string type = words.take("a qualification type");
  words.expect("by");
  const auto answer =
      world.requester_call(words.take("a requester"), "GetQualificationType",
                           fmt::format(R"({{"QualificationTypeId":"{}"}})", type_id(world, type)));
  if (!answer) return refuse(answer);
  while (!words.empty()) {
    const std::string word = words.take("a word");
    std::string expected = words.take("a value");
    if (word == "test") expected = test_document(expected);
    if (word == "key") expected = key_document(expected);
    if (word == "retry" || word == "test-time") {
      if (expected != "none") expected = std::to_string(read_seconds(expected));
    }
    must_equal(word, expected,
               answer->text(fmt::format("QualificationType.{}", member_for(word))).value_or("none"));
  }
  return Done{};
}

/// A list of a requester: its operation, the body without its end, the list and the member to name entries
/// by.
Result<Done> requester_pages(World& world, Words& words, const std::string& requester,
                             const std::string& operation, const std::string& body, const std::string& list,
                             const std::string& member) {
  const auto fetch_of = [&](const std::string& size) -> Fetch {
    return [&world, requester, operation, body, size](const std::string& token) {
      return world.requester_call(requester, operation, page_body(body, size, token));
    };
  };
  return check_pages(world, words, fetch_of, list, member);
}

/// `qualifications acme [owned] [requestable] [query "…"] …`
Result<Done> check_types(World& world, Words& words) {
  const std::string requester = words.take("a requester");
  const bool owned = words.take_if("owned");
  const bool requestable = words.take_if("requestable");
  std::string body = fmt::format(R"({{"MustBeRequestable":{})", requestable);
  if (owned) body += R"(,"MustBeOwnedByCaller":true)";
  if (words.take_if("query")) body += fmt::format(R"(,"Query":"{}")", words.take("words"));
  return requester_pages(world, words, requester, "ListQualificationTypes", body, "QualificationTypes",
                         "Name");
}

/// `holders Q by acme [status Revoked] …`
Result<Done> check_holders(World& world, Words& words) {
  const std::string type = words.take("a qualification type");
  words.expect("by");
  const std::string requester = words.take("a requester");
  std::string body = fmt::format(R"({{"QualificationTypeId":"{}")", type_id(world, type));
  if (words.take_if("status")) body += fmt::format(R"(,"Status":"{}")", words.take("a status"));
  return requester_pages(world, words, requester, "ListWorkersWithQualificationType", body, "Qualifications",
                         "WorkerId");
}

/// `qualification-requests acme [type Q] …`
Result<Done> check_requests(World& world, Words& words) {
  const std::string requester = words.take("a requester");
  std::string body = "{";
  if (words.take_if("type")) {
    body += fmt::format(R"("QualificationTypeId":"{}")", type_id(world, words.take("a type")));
  }
  return requester_pages(world, words, requester, "ListQualificationRequests", body, "QualificationRequests",
                         "QualificationRequestId");
}

/// `hits-requiring Q by acme …`
Result<Done> check_requiring(World& world, Words& words) {
  const std::string type = words.take("a qualification type");
  words.expect("by");
  const std::string requester = words.take("a requester");
  return requester_pages(world, words, requester, "ListHITsForQualificationType",
                         fmt::format(R"({{"QualificationTypeId":"{}")", type_id(world, type)), "HITs",
                         "HITId");
}

/// `accept-request R [80] by acme`
Result<Done> accept_request(World& world, Words& words) {
  std::string body = fmt::format(R"({{"QualificationRequestId":"{}")", world.id(words.take("a request")));
  if (!words.take_if("by")) {
    body += fmt::format(R"(,"IntegerValue":{})", read_number(words.take("a value")));
    words.expect("by");
  }
  return done(world.requester_call(words.take("a requester"), "AcceptQualificationRequest", body + "}"));
}

/// `reject-request R by acme [reason "…"]`
Result<Done> reject_request(World& world, Words& words) {
  std::string body = fmt::format(R"({{"QualificationRequestId":"{}")", world.id(words.take("a request")));
  words.expect("by");
  const std::string requester = words.take("a requester");
  if (words.take_if("reason")) body += fmt::format(R"(,"Reason":"{}")", words.take("a reason"));
  return done(world.requester_call(requester, "RejectQualificationRequest", body + "}"));
}

}  // namespace

Played play_qualification(World& world, const std::string& verb, Words& words) {
  using Verb = Result<Done> (*)(World&, Words&);
  static const std::map<std::string, Verb> kVerbs = {
      {"create-qualification", create_type},
      {"update-qualification", update_type},
      {"delete-qualification", delete_type},
      {"grant", grant},
      {"revoke", revoke},
      {"score", score},
      {"accept-request", accept_request},
      {"reject-request", reject_request},
      {"qualification-type", check_type},
      {"qualifications", check_types},
      {"holders", check_holders},
      {"qualification-requests", check_requests},
      {"hits-requiring", check_requiring},
  };
  const auto found = kVerbs.find(verb);
  if (found == kVerbs.end()) return std::nullopt;
  return found->second(world, words);
}

}  // namespace kempelen::scenarios
