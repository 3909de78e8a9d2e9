// Flags to properties, and rows to questions.
#include "cli/publication.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "api/errors.h"
#include "base/digest.h"
#include "base/money.h"
#include "cli/abreast.h"
#include "cli/files.h"
#include "cli/flag_values.h"
#include "cli/journal.h"
#include "cli/misuse.h"
#include "cli/nearest.h"
#include "cli/wording.h"
#include "domain/layout.h"
#include "json/value.h"
#include "model/read.h"

namespace kempelen::cli {
namespace {

constexpr std::size_t kDigestShown = 16;
constexpr std::int64_t kAssignmentsMax = 1'000'000'000;
constexpr std::int64_t kFrameMax = 100'000;
constexpr std::int64_t kConnectionsMax = 256;
/// Leaves room for ours in the 255 characters of a RequesterAnnotation.
constexpr std::size_t kAnnotationMax = 150;

client::Result<std::vector<api::QualificationRequirement>> read_requirements(const std::string& given) {
  KEMPELEN_TRY(const std::string text, value_or_file(given));
  const auto wrong = [](std::string_view why) {
    return misuse(
        fmt::format("--qualification-requirements is a JSON array of requirements, or file:// and the "
                    "path of one: {}",
                    why));
  };
  const auto parsed = json::parse(text);
  if (!parsed) return wrong(api::wire_error(parsed.error()).message);
  if (parsed->type() != json::Type::Array) return wrong("this is no array.");
  std::vector<api::QualificationRequirement> requirements;
  for (const json::Value& one : parsed->items()) {
    auto read = model::read<api::QualificationRequirement>(one);
    if (!read) return wrong(api::wire_error(read.error()).message);
    requirements.push_back(*std::move(read));
  }
  return requirements;
}

/// What a HIT type says, from the flags; none of them beside --hit-type-id.
client::Result<Done> read_type(const Given& given, PublishWishes& wishes) {
  constexpr std::array kOfType = {"title",
                                  "description",
                                  "reward",
                                  "keywords",
                                  "assignment-duration",
                                  "auto-approval-delay",
                                  "qualification-requirements"};
  wishes.hit_type_id = given.text("hit-type-id");
  if (wishes.hit_type_id) {
    for (const char* flag : kOfType) {
      if (given.has(flag)) {
        return misuse(fmt::format("The HIT type of --hit-type-id says that already; leave --{} out.", flag));
      }
    }
    wishes.properties["hit-type-id"] = *wishes.hit_type_id;
    return Done{};
  }
  for (const char* flag : {"title", "description", "reward"}) {
    if (!given.has(flag)) {
      return misuse(
          fmt::format("--{} is missing: give --title, --description and --reward, or --hit-type-id with a "
                      "type that is there.",
                      flag));
    }
    wishes.properties[flag] = *given.text(flag);
  }
  wishes.type.title = *given.text("title");
  wishes.type.description = *given.text("description");
  const auto reward = parse_money(*given.text("reward"));
  if (!reward) {
    return misuse(
        fmt::format("--reward is an amount of dollars such as 0.10, not \"{}\".", *given.text("reward")));
  }
  wishes.type.reward = *reward;
  wishes.properties["reward"] = format_money(*reward);
  if (const auto keywords = given.text("keywords")) {
    wishes.type.keywords = *keywords;
    wishes.properties["keywords"] = *keywords;
  }
  KEMPELEN_TRY(wishes.type.assignment_duration_in_seconds, span_flag(given, "assignment-duration", "1h"));
  KEMPELEN_TRY(const std::int64_t delay, span_flag(given, "auto-approval-delay", "3d"));
  wishes.type.auto_approval_delay_in_seconds = delay;
  wishes.properties["assignment-duration"] = fmt::format("{}s", wishes.type.assignment_duration_in_seconds);
  wishes.properties["auto-approval-delay"] = fmt::format("{}s", delay);
  if (const auto requirements = given.text("qualification-requirements")) {
    KEMPELEN_TRY(wishes.type.qualification_requirements, read_requirements(*requirements));
    wishes.properties["qualification-requirements"] = *requirements;
  }
  return Done{};
}

}  // namespace

client::Result<PublishWishes> read_publish_wishes(const Given& given) {
  PublishWishes wishes;
  if (auto read = read_type(given, wishes); !read) return tl::unexpected(std::move(read).error());
  KEMPELEN_TRY(const std::int64_t assignments, number_flag(given, "max-assignments", 1, 1, kAssignmentsMax));
  wishes.max_assignments = static_cast<std::int32_t>(assignments);
  KEMPELEN_TRY(wishes.lifetime_seconds, span_flag(given, "lifetime", "7d"));
  wishes.annotation = given.text_or("annotation", "");
  if (wishes.annotation.size() > kAnnotationMax) {
    return misuse(
        fmt::format("--annotation has {} bytes; the limit is {}, since the batch and the row are added.",
                    wishes.annotation.size(), kAnnotationMax));
  }
  KEMPELEN_TRY(const std::int64_t frame, number_flag(given, "frame-height", 0, 0, kFrameMax));
  wishes.page.frame_height = static_cast<int>(frame);
  if (given.has("escape")) wishes.page.values = TemplateWishes::Values::Escaped;
  KEMPELEN_TRY(const std::int64_t connections,
               number_flag(given, "connections", kCallsAtOnce, 1, kConnectionsMax));
  wishes.connections = static_cast<int>(connections);
  wishes.properties["max-assignments"] = std::to_string(assignments);
  wishes.properties["lifetime"] = fmt::format("{}s", wishes.lifetime_seconds);
  wishes.properties["frame-height"] = std::to_string(frame);
  if (given.has("escape")) wishes.properties["escape"] = "yes";
  if (!wishes.annotation.empty()) wishes.properties["annotation"] = wishes.annotation;
  return wishes;
}

client::Result<Publication> Publication::read(const std::string& template_file,
                                              const std::optional<std::string>& tasks_file,
                                              PublishWishes wishes) {
  KEMPELEN_TRY(std::string text, read_file(template_file));
  KEMPELEN_TRY(auto page, Template::parse(std::move(text), template_file, wishes.page));
  Publication made(std::move(page), std::move(wishes));
  made.template_file_ = template_file;
  if (tasks_file) {
    made.tasks_file_ = *tasks_file;
    KEMPELEN_TRY(made.tasks_, read_csv(*tasks_file));
  } else if (!made.page_.columns().empty()) {
    return misuse(
        fmt::format("The template {} has the placeholders {}; name a CSV file with these columns behind it.",
                    template_file, enumerated(made.page_.columns())));
  }
  if (auto found = made.find_columns(); !found) return tl::unexpected(std::move(found).error());
  if (auto checked = made.check_rows(); !checked) return tl::unexpected(std::move(checked).error());
  return made;
}

client::Result<Done> Publication::find_columns() {
  for (const std::string& name : page_.columns()) {
    const auto found = tasks_->column(name);
    if (found) {
      columns_.push_back(*found);
      continue;
    }
    std::string hint;
    if (const auto meant = nearest(name, tasks_->header)) {
      hint = fmt::format(" Did you mean ${{{}}}?", *meant);
    } else if (tasks_->header.size() == 1 && tasks_->header[0].find(';') != std::string::npos) {
      hint = " Its columns are separated by semicolons; save it with commas.";
    }
    return misuse(
        fmt::format("The template {} uses ${{{}}}, and {} has no column \"{}\"; its columns are {}.{}",
                    template_file_, name, tasks_file_, name, enumerated(tasks_->header), hint));
  }
  if (!tasks_) return Done{};
  // Such a text is no placeholder, and workers would read it.
  for (const std::string& name : tasks_->header) {
    const std::string text = fmt::format("${{{}}}", name);
    if (std::ranges::find(page_.columns(), name) == page_.columns().end() &&
        page_.text().find(text) != std::string::npos) {
      return misuse(
          fmt::format("The template {} has {}, which is no placeholder: their names are made of letters, "
                      "digits, \"_\", \"-\" and \".\". Rename the column in both files.",
                      template_file_, text));
    }
  }
  return Done{};
}

client::Result<Done> Publication::check_rows() const {
  for (std::size_t row = 1; row <= rows(); ++row) {
    if (auto made = question(row); !made) {
      return misuse(fmt::format("{}: {}", place(row), made.error().message));
    }
  }
  return Done{};
}

client::Result<std::string> Publication::question(std::size_t row) const {
  std::vector<Value> values;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    values.push_back({page_.columns()[i], tasks_->rows[row - 1].cells[columns_[i]]});
  }
  return page_.question(values);
}

std::string Publication::template_digest() const {
  return digest(page_.text()).substr(0, kDigestShown);
}

std::string Publication::content(std::size_t row) const {
  return tasks_ ? content_of(*tasks_, row) : content_of_none();
}

std::string Publication::place(std::size_t row) const {
  return tasks_ ? fmt::format("{}, line {}", tasks_file_, tasks_->rows[row - 1].line) : template_file_;
}

}  // namespace kempelen::cli
