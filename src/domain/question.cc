// Checks in the order of the original: size, XML form, root and namespace, schema, then what the values mean.
#include "domain/question.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "base/text.h"
#include "domain/hosting.h"
#include "domain/question_refusal.h"
#include "domain/schemas/schemas.h"

namespace kempelen::domain {
namespace {

constexpr std::string_view kParameter = "Question";
constexpr int kMaxDepth = 100;

/// A root element we know, and what is done with it.
struct Root {
  std::string_view name;
  std::string_view name_space;
  Question::Kind kind;
};

constexpr auto kRoots = std::to_array<Root>({
    {"HTMLQuestion", kHtmlQuestionNamespace, Question::Kind::Html},
    {"ExternalQuestion", kExternalQuestionNamespace, Question::Kind::External},
    {"QuestionForm", kQuestionFormNamespace, Question::Kind::Form},
    {"QuestionForm", kQuestionForm2005Namespace, Question::Kind::Form},
});

/// What an unknown root is told: the namespace its name should be in, or the names there are.
std::string expected_root(const xml::Element& root) {
  const std::string given = root.name_space().empty()
                                ? std::string("It has no namespace")
                                : fmt::format("Its namespace is '{}'", echoed(root.name_space()));
  std::string expected;
  for (const Root& known : kRoots) {
    if (known.name == root.name())
      expected += fmt::format("{}'{}'", expected.empty() ? "" : " or ", known.name_space);
  }
  if (expected.empty()) return "Expected is HTMLQuestion, ExternalQuestion or QuestionForm.";
  return fmt::format("{}; expected is {}.", given, expected);
}

Result<Question::Kind> kind_of(const xml::Element& root) {
  for (const Root& known : kRoots) {
    if (known.name == root.name() && known.name_space == root.name_space()) return known.kind;
  }
  const std::string name = echoed(root.name(), 100);
  return refuse_xml(
      {fmt::format("cvc-elt.1: Cannot find the declaration of element '{}'. {}", name, expected_root(root)),
       root.line(), 0, name},
      kParameter);
}

/// FrameHeight, which the schema has found to be an integer.
Result<int> read_frame_height(const xml::Element& root) {
  const std::string written = root.child("FrameHeight")->text();
  std::string_view digits = trim_xml_space(written);
  const std::string_view shown = digits;
  if (digits.starts_with('+')) digits.remove_prefix(1);
  int height = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), height);
  if (height < 0 || (error == std::errc::result_out_of_range && digits.starts_with('-'))) {
    return refuse_value(shown, "FrameHeight", "This value must not be negative.");
  }
  if (error != std::errc{} || end != digits.data() + digits.size()) {
    return refuse_value(shown, "FrameHeight", "This value is too large.");
  }
  return height;
}

/// The parameters that the frame's address gets from us.
bool is_reserved(std::string_view name) {
  constexpr std::array<std::string_view, 4> kReserved = {"assignmentId", "hitId", "turkSubmitTo", "workerId"};
  return std::find(kReserved.begin(), kReserved.end(), name) != kReserved.end();
}

std::optional<std::string> reserved_parameter(std::string_view query) {
  while (!query.empty()) {
    const std::string_view pair = query.substr(0, query.find('&'));
    const std::string name = percent_decode(pair.substr(0, pair.find('=')), Plus::IsSpace);
    if (is_reserved(name)) return name;
    query.remove_prefix(std::min(query.size(), pair.size() + 1));
  }
  return std::nullopt;
}

Result<Done> check_external_url(std::string_view url, const QuestionRules& rules) {
  const auto address = parse_web_address(url);
  const bool https = equals_ignoring_case(url.substr(0, 8), "https://");
  const bool http_allowed = rules.plain_http == QuestionRules::PlainHttp::LoopbackOnly && address &&
                            address->scheme == "http" && is_loopback(*address);
  if (!https && !http_allowed) {
    return refuse_value(url, "ExternalURL", "This URL must use the HTTPS protocol.");
  }
  if (!address) return refuse_value(url, "ExternalURL", "This URL is not a valid web address.");
  if (const auto name = reserved_parameter(address->query)) {
    return refuse_value(url, "ExternalURL",
                        fmt::format("This URL must not contain the reserved query parameter {}.", *name));
  }
  return Done{};
}

Result<Question> read_external(const xml::Element& root, const QuestionRules& rules) {
  std::string url = collapse_xml_space(root.child("ExternalURL")->text());
  KEMPELEN_TRY([[maybe_unused]] const auto checked, check_external_url(url, rules));
  KEMPELEN_TRY(const int height, read_frame_height(root));
  return Question{Question::Kind::External, {}, std::move(url), height};
}

Result<Question> read_html(const xml::Element& root) {
  std::string html = root.child("HTMLContent")->text();
  if (trim_xml_space(html).empty()) {
    return refuse_value(html, "HTMLContent", "It must contain an HTML document.");
  }
  KEMPELEN_TRY(const int height, read_frame_height(root));
  return Question{Question::Kind::Html, std::move(html), {}, height};
}

/// A schema problem, with the usual cure where HTML was pasted into the XML as it is.
xml::Problem with_advice(xml::Problem problem) {
  if (problem.element == "HTMLContent" && problem.text.starts_with("cvc-type.3.1.2")) {
    problem.text += " Put the HTML into a CDATA section.";
  }
  return problem;
}

}  // namespace

Result<Question> parse_question(std::string_view xml, const QuestionRules& rules) {
  KEMPELEN_TRY([[maybe_unused]] const auto fits, check_document_size(xml, kParameter, rules.max_bytes));
  const auto document = xml::parse(xml, {rules.max_bytes, kMaxDepth});
  if (!document) return refuse_xml(document.error(), kParameter);
  const xml::Element root = document->root();
  KEMPELEN_TRY(const auto kind, kind_of(root));
  if (kind == Question::Kind::Form) {
    KEMPELEN_TRY(auto form, read_question_form(*document, {kParameter, rules.max_bytes, rules.source,
                                                           FormRules::FileUploads::Taken}));
    return Question{kind, {}, {}, 0, std::move(form)};
  }
  const bool html = kind == Question::Kind::Html;
  const xml::Schema& schema = html ? html_question_schema() : external_question_schema();
  if (const auto problem = schema.validate(*document)) return refuse_xml(with_advice(*problem), kParameter);
  return html ? read_html(root) : read_external(root, rules);
}

}  // namespace kempelen::domain
