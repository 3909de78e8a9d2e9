// The header is 27 fixed columns, what went in, what came out, and two columns for the requester to fill in.
#include "cli/result_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/money.h"
#include "cli/result_times.h"
#include "client/answers.h"

namespace kempelen::cli {
namespace {

constexpr std::array kFixed = {"HITId",
                               "HITTypeId",
                               "Title",
                               "Description",
                               "Keywords",
                               "Reward",
                               "CreationTime",
                               "MaxAssignments",
                               "RequesterAnnotation",
                               "AssignmentDurationInSeconds",
                               "AutoApprovalDelayInSeconds",
                               "Expiration",
                               "NumberOfSimilarHITs",
                               "LifetimeInSeconds",
                               "AssignmentId",
                               "WorkerId",
                               "AssignmentStatus",
                               "AcceptTime",
                               "SubmitTime",
                               "AutoApprovalTime",
                               "ApprovalTime",
                               "RejectionTime",
                               "RequesterFeedback",
                               "WorkTimeInSeconds",
                               "LifetimeApprovalRate",
                               "Last30DaysApprovalRate",
                               "Last7DaysApprovalRate"};
static_assert(kFixed.size() == 27);

constexpr std::string_view kFormulaBeginnings = "=+-@\t\r";

/// Decisions on one worker's assignments.
struct Record {
  std::size_t approved = 0;
  std::size_t rejected = 0;

  std::string rate() const {
    const std::size_t all = approved + rejected;
    return fmt::format("{}% ({}/{})", all == 0 ? 0 : approved * 100 / all, approved, all);
  }
};
using Records = std::map<std::string, Record>;

/// Of each worker, from decisions at `since` or later.
Records records_since(const std::vector<ResultOfHit>& results, std::optional<Instant> since) {
  Records records;
  for (const ResultOfHit& result : results) {
    for (const api::Assignment& one : result.assignments) {
      const bool approved = one.assignment_status == "Approved";
      if (!approved && one.assignment_status != "Rejected") continue;
      const auto at = approved ? one.approval_time : one.rejection_time;
      if (since && (!at || *at < *since)) continue;
      Record& record = records[one.worker_id.value_or("")];
      ++(approved ? record.approved : record.rejected);
    }
  }
  return records;
}

std::string answer_text(const client::Answer& answer) {
  if (answer.file) return answer.file->key;
  std::string text;
  const auto add = [&text](const std::string& part) { text += (text.empty() ? "" : "|") + part; };
  for (const std::string& selection : answer.selections) add(selection);
  if (answer.other) add(*answer.other);
  return answer.text ? *answer.text : text;
}

class Table {
 public:
  Table(const std::vector<ResultOfHit>& results, const std::optional<Inputs>& inputs,
        const TableWishes& wishes)
      : results_(results),
        inputs_(inputs),
        wishes_(wishes),
        ever_(records_since(results, std::nullopt)),
        month_(records_since(results, wishes.now - Duration::days(30))),
        week_(records_since(results, wishes.now - Duration::days(7))) {}

  ResultTable make() {
    read_answers();
    if (inputs_) {
      for (std::size_t i = 0; i < inputs_->tasks.header.size(); ++i)
        columns_.emplace(inputs_->tasks.header[i], i);
    }
    add_header();
    for (const ResultOfHit& result : results_) {
      for (const api::Assignment& one : result.assignments) {
        if (is_wanted(one)) add_row(result.hit, one);
      }
    }
    return std::move(table_);
  }

 private:
  using Answers = std::map<std::string, std::string>;

  bool is_wanted(const api::Assignment& one) const {
    return wishes_.statuses.empty() ||
           std::ranges::find(wishes_.statuses, one.assignment_status.value_or("")) != wishes_.statuses.end();
  }

  void read_answers() {
    for (const ResultOfHit& result : results_) {
      for (const api::Assignment& one : result.assignments) {
        if (!is_wanted(one)) continue;
        const auto read = client::parse_answers(one.answer.value_or(""));
        if (!read) {
          table_.unreadable.push_back(one.assignment_id.value_or(""));
          continue;
        }
        Answers& answers = answers_[one.assignment_id.value_or("")];
        for (const client::Answer& answer : *read) {
          fields_.insert(answer.question);
          answers[answer.question] = answer_text(answer);
        }
      }
    }
  }

  void add_header() {
    std::vector<std::string> header(kFixed.begin(), kFixed.end());
    for (const auto& [name, index] : columns_) header.push_back("Input." + name);
    for (const std::string& name : fields_) header.push_back("Answer." + name);
    header.insert(header.end(), {"Approve", "Reject"});
    table_.csv += csv_line(header);
  }

  std::string time(const std::optional<Instant>& at) const {
    if (!at) return {};
    return wishes_.times == TableWishes::Times::Iso ? format_iso(*at) : pacific_time(*at);
  }

  template <typename Number>
  static std::string number(const std::optional<Number>& value) {
    return value ? std::to_string(*value) : std::string();
  }

  static std::string rate(const Records& records, const std::string& worker) {
    const auto found = records.find(worker);
    return (found == records.end() ? Record{} : found->second).rate();
  }

  static std::string work_time(const api::Assignment& one) {
    if (!one.accept_time || !one.submit_time) return {};
    return std::to_string(one.submit_time->epoch_seconds() - one.accept_time->epoch_seconds());
  }

  std::vector<std::string> fixed_cells(const api::HIT& hit, const api::Assignment& one) const {
    const std::string worker = one.worker_id.value_or("");
    return {hit.hit_id.value_or(""),
            hit.hit_type_id.value_or(""),
            hit.title.value_or(""),
            hit.description.value_or(""),
            hit.keywords.value_or(""),
            hit.reward ? "$" + format_money(*hit.reward) : "",
            time(hit.creation_time),
            number(hit.max_assignments),
            hit.requester_annotation.value_or(""),
            number(hit.assignment_duration_in_seconds),
            number(hit.auto_approval_delay_in_seconds),
            time(hit.expiration),
            "",
            "",
            one.assignment_id.value_or(""),
            worker,
            one.assignment_status.value_or(""),
            time(one.accept_time),
            time(one.submit_time),
            time(one.auto_approval_time),
            time(one.approval_time),
            time(one.rejection_time),
            one.requester_feedback.value_or(""),
            work_time(one),
            rate(ever_, worker),
            rate(month_, worker),
            rate(week_, worker)};
  }

  void add_row(const api::HIT& hit, const api::Assignment& one) {
    std::vector<std::string> cells = fixed_cells(hit, one);
    const CsvRow* row = nullptr;
    if (inputs_) {
      const auto found = inputs_->rows.find(hit.hit_id.value_or(""));
      if (found != inputs_->rows.end()) row = &inputs_->tasks.rows[found->second - 1];
    }
    for (const auto& [name, index] : columns_) cells.push_back(row == nullptr ? "" : row->cells[index]);
    const Answers& answers = answers_[one.assignment_id.value_or("")];
    for (const std::string& name : fields_) {
      const auto found = answers.find(name);
      cells.push_back(found == answers.end() ? "" : found->second);
    }
    cells.insert(cells.end(), {"", ""});
    if (wishes_.cells == TableWishes::Cells::Safe) {
      for (std::string& cell : cells) {
        if (!cell.empty() && kFormulaBeginnings.find(cell[0]) != std::string_view::npos) cell.insert(0, "'");
      }
    }
    table_.csv += csv_line(cells);
    ++table_.assignments;
  }

  const std::vector<ResultOfHit>& results_;
  const std::optional<Inputs>& inputs_;
  const TableWishes& wishes_;
  Records ever_;
  Records month_;
  Records week_;
  std::map<std::string, std::size_t> columns_{};  // of the CSV, by name
  std::set<std::string> fields_{};
  std::map<std::string, Answers> answers_{};  // by assignment
  ResultTable table_{};
};

}  // namespace

ResultTable make_table(const std::vector<ResultOfHit>& results, const std::optional<Inputs>& inputs,
                       const TableWishes& wishes) {
  return Table(results, inputs, wishes).make();
}

}  // namespace kempelen::cli
