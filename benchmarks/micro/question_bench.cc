// How long it takes to read and check a question, which every CreateHIT does before it reaches the write
// queue.
#include <benchmark/benchmark.h>

#include <stdexcept>
#include <string>

#include "domain/answer.h"
#include "domain/hosting.h"
#include "domain/question.h"

namespace kempelen::domain {
namespace {

const std::string kData = "http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/";

/// A classic template, filled up to the size asked for.
std::string page(std::size_t bytes) {
  std::string html =
      "<!DOCTYPE html><html><head><script "
      "src='https://s3.amazonaws.com/mturk-public/externalHIT_v1.js'></script></head><body>"
      "<form name='mturk_form' method='post' action='https://www.mturk.com/mturk/externalSubmit'>"
      "<input type='hidden' name='assignmentId' id='assignmentId'/><textarea name='comment'></textarea>";
  while (html.size() < bytes) html += "<p class=\"line\">Which of these <b>two</b> is &gt; the other?</p>\n";
  return html.substr(0, bytes);
}

std::string html_question(std::size_t bytes) {
  return "<HTMLQuestion xmlns=\"" + kData + "2011-11-11/HTMLQuestion.xsd\"><HTMLContent><![CDATA[" +
         page(bytes) + "]]></HTMLContent><FrameHeight>600</FrameHeight></HTMLQuestion>";
}

void require(bool condition) {
  if (!condition) throw std::logic_error("the benchmark's own document is refused");
}

void parse_html_question(benchmark::State& state) {
  const std::string xml = html_question(static_cast<std::size_t>(state.range(0)));
  require(parse_question(xml, {}).has_value());
  for (auto _ : state) benchmark::DoNotOptimize(parse_question(xml, {}));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(xml.size()));
}
BENCHMARK(parse_html_question)->Arg(4 * 1024)->Arg(60 * 1024);

void parse_external_question(benchmark::State& state) {
  const std::string xml =
      "<ExternalQuestion xmlns=\"" + kData +
      "2006-07-14/ExternalQuestion.xsd\"><ExternalURL>https://study.example.org/start?arm=2&amp;wave=1"
      "</ExternalURL><FrameHeight>0</FrameHeight></ExternalQuestion>";
  require(parse_question(xml, {}).has_value());
  for (auto _ : state) benchmark::DoNotOptimize(parse_question(xml, {}));
}
BENCHMARK(parse_external_question);

void refuse_wrong_order(benchmark::State& state) {
  const std::string xml = "<ExternalQuestion xmlns=\"" + kData +
                          "2006-07-14/ExternalQuestion.xsd\"><FrameHeight>0</FrameHeight></ExternalQuestion>";
  require(!parse_question(xml, {}).has_value());
  for (auto _ : state) benchmark::DoNotOptimize(parse_question(xml, {}));
}
BENCHMARK(refuse_wrong_order);

void host_page(benchmark::State& state) {
  const std::string html = page(static_cast<std::size_t>(state.range(0)));
  const HostAddresses addresses{"http://localhost:8082", "http://localhost:8082/static/externalHIT_v1.js",
                                "/static/s.js"};
  for (auto _ : state) benchmark::DoNotOptimize(host_html(html, addresses));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(html.size()));
}
BENCHMARK(host_page)->Arg(4 * 1024)->Arg(60 * 1024);

void write_answers(benchmark::State& state) {
  std::vector<FormField> form{{"assignmentId", "3ABC"}};
  for (int i = 0; i < 20; ++i)
    form.push_back({"field" + std::to_string(i), "An answer of a few words, na\u00efve & short."});
  for (auto _ : state) {
    const auto read = read_form(form, {});
    benchmark::DoNotOptimize(answers_xml(read->fields));
  }
}
BENCHMARK(write_answers);

}  // namespace
}  // namespace kempelen::domain
