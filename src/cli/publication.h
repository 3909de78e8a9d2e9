// What `publish` is asked to publish: flags, template and CSV, all read and checked before anything is sent.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "api/hits.h"
#include "base/result.h"
#include "cli/command.h"
#include "cli/csv.h"
#include "cli/template.h"

namespace kempelen::cli {

struct PublishWishes {
  std::optional<std::string> hit_type_id{};  // instead of `type`
  api::CreateHITTypeRequest type{};
  std::int32_t max_assignments = 1;
  std::int64_t lifetime_seconds = 0;
  std::string annotation{};  // goes before ours
  TemplateWishes page{};
  int connections = 8;
  /// Everything above but the connections, flag by flag, in one spelling: what must be the same when a
  /// publication is gone on with.
  std::map<std::string, std::string> properties{};
};

/// Refuses with the flag that is wrong.
client::Result<PublishWishes> read_publish_wishes(const Given& given);

class Publication {
 public:
  /// Every row has been made a question of once when this returns.
  static client::Result<Publication> read(const std::string& template_file,
                                          const std::optional<std::string>& tasks_file, PublishWishes wishes);

  const PublishWishes& wishes() const { return wishes_; }
  const std::string& template_file() const { return template_file_; }
  const std::string& tasks_file() const { return tasks_file_; }  // empty without one
  std::string template_digest() const;

  /// Of HITs. Rows have the numbers from 1 to this.
  std::size_t rows() const { return tasks_ ? tasks_->rows.size() : 1; }
  client::Result<std::string> question(std::size_t row) const;
  std::string content(std::size_t row) const;
  /// `tasks.csv, line 5`: where the row stands, for messages.
  std::string place(std::size_t row) const;

 private:
  Publication(Template page, PublishWishes wishes) : page_(std::move(page)), wishes_(std::move(wishes)) {}

  client::Result<Done> find_columns();
  client::Result<Done> check_rows() const;

  Template page_;
  PublishWishes wishes_;
  std::string template_file_{};
  std::string tasks_file_{};
  std::optional<Csv> tasks_{};
  std::vector<std::size_t> columns_{};  // of the CSV, for the placeholders in their order
};

}  // namespace kempelen::cli
