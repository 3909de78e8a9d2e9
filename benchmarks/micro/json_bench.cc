// What a call costs between its bytes and its values: parsing and checking the body of a CreateHIT, and
// writing a HIT as an answer.
#include <benchmark/benchmark.h>

#include <stdexcept>
#include <string>

#include "api/hits.h"
#include "json/value.h"
#include "json/writer.h"
#include "model/read.h"
#include "model/write.h"

namespace kempelen::api {
namespace {

/// About what a requester sends who asks for one label.
std::string question() {
  std::string html =
      "<HTMLQuestion xmlns=\"http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2011-11-11/"
      "HTMLQuestion.xsd\"><HTMLContent><![CDATA[<!DOCTYPE html>\n<html><body>\n<form name=\"mturk_form\">\n";
  while (html.size() < 640)
    html += "<label><input type=\"radio\" name=\"animal\" value=\"cat\"/> a cat</label>\n";
  return html + "</form>\n</body></html>]]></HTMLContent><FrameHeight>600</FrameHeight></HTMLQuestion>";
}

std::string create_hit_body() {
  std::string body;
  json::Writer(body)
      .begin_object()
      .member("Title", "Which animal is in the picture?")
      .member("Description", "Look at one picture and say which animal it shows.")
      .member("Keywords", "image, label, animal")
      .member("Reward", "0.05")
      .key("AssignmentDurationInSeconds")
      .integer(600)
      .key("LifetimeInSeconds")
      .integer(86'400)
      .key("MaxAssignments")
      .integer(3)
      .member("RequesterAnnotation", "batch 17, picture 1234")
      .member("Question", question())
      .end_object();
  return body;
}

GetHITResponse hit_answer() {
  HIT hit{.hit_id = "3MJ28H2Y1E3KJ5SR0H1TVBX9ABCDEF",
          .hit_type_id = "3MJ28H2Y1E3KJ5SR0H1TVBX9ABCDEG",
          .hit_group_id = "3MJ28H2Y1E3KJ5SR0H1TVBX9ABCDEH",
          .hit_layout_id = {},
          .creation_time = Instant::from_seconds(1'795'000'000),
          .title = "Which animal is in the picture?",
          .description = "Look at one picture and say which animal it shows.",
          .question = question(),
          .keywords = "image, label, animal",
          .hit_status = "Assignable",
          .max_assignments = 3,
          .reward = Money::dollars(1),
          .auto_approval_delay_in_seconds = 2'592'000,
          .expiration = Instant::from_seconds(1'795'086'400),
          .assignment_duration_in_seconds = 600,
          .requester_annotation = "batch 17, picture 1234",
          .qualification_requirements = {},
          .hit_review_status = "NotReviewed",
          .number_of_assignments_pending = 0,
          .number_of_assignments_available = 3,
          .number_of_assignments_completed = 0};
  return {.hit = std::move(hit)};
}

void parse_create_hit(benchmark::State& state) {
  const std::string body = create_hit_body();
  for (auto _ : state) benchmark::DoNotOptimize(json::parse(body));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(body.size()));
}
BENCHMARK(parse_create_hit);

void parse_and_read_create_hit(benchmark::State& state) {
  const std::string body = create_hit_body();
  for (auto _ : state) {
    const auto request = model::read<CreateHITRequest>(*json::parse(body));
    if (!request) throw std::logic_error("the benchmark's own call is refused");
    benchmark::DoNotOptimize(request);
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(body.size()));
}
BENCHMARK(parse_and_read_create_hit);

void write_hit(benchmark::State& state) {
  const GetHITResponse answer = hit_answer();
  std::size_t bytes = 0;
  for (auto _ : state) {
    std::string body;
    model::write(answer, body);
    bytes = body.size();
    benchmark::DoNotOptimize(body);
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes));
}
BENCHMARK(write_hit);

}  // namespace
}  // namespace kempelen::api
