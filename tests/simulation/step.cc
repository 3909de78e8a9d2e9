// Steps as text.
#include "tests/simulation/step.h"

#include <fmt/format.h>

#include <array>
#include <charconv>

namespace kempelen::simulation {
namespace {

struct OpName {
  Op op;
  std::string_view name;
  Side side;
};

constexpr std::array<OpName, static_cast<std::size_t>(Op::kCount)> kOps = {{
    {Op::CreateHITType, "CreateHITType", Side::RequesterWrites},
    {Op::CreateHIT, "CreateHIT", Side::RequesterWrites},
    {Op::CreateHITWithHITType, "CreateHITWithHITType", Side::RequesterWrites},
    {Op::GetHIT, "GetHIT", Side::RequesterReads},
    {Op::ListHITs, "ListHITs", Side::RequesterReads},
    {Op::ListReviewableHITs, "ListReviewableHITs", Side::RequesterReads},
    {Op::UpdateExpirationForHIT, "UpdateExpirationForHIT", Side::RequesterWrites},
    {Op::CreateAdditionalAssignmentsForHIT, "CreateAdditionalAssignmentsForHIT", Side::RequesterWrites},
    {Op::UpdateHITReviewStatus, "UpdateHITReviewStatus", Side::RequesterWrites},
    {Op::UpdateHITTypeOfHIT, "UpdateHITTypeOfHIT", Side::RequesterWrites},
    {Op::DeleteHIT, "DeleteHIT", Side::RequesterWrites},
    {Op::GetAssignment, "GetAssignment", Side::RequesterReads},
    {Op::ListAssignmentsForHIT, "ListAssignmentsForHIT", Side::RequesterReads},
    {Op::ApproveAssignment, "ApproveAssignment", Side::RequesterWrites},
    {Op::RejectAssignment, "RejectAssignment", Side::RequesterWrites},
    {Op::GetAccountBalance, "GetAccountBalance", Side::RequesterReads},
    {Op::SendBonus, "SendBonus", Side::RequesterWrites},
    {Op::ListBonusPayments, "ListBonusPayments", Side::RequesterReads},
    {Op::CreateQualificationType, "CreateQualificationType", Side::RequesterWrites},
    {Op::UpdateQualificationType, "UpdateQualificationType", Side::RequesterWrites},
    {Op::DeleteQualificationType, "DeleteQualificationType", Side::RequesterWrites},
    {Op::GetQualificationType, "GetQualificationType", Side::RequesterReads},
    {Op::ListQualificationTypes, "ListQualificationTypes", Side::RequesterReads},
    {Op::ListHITsForQualificationType, "ListHITsForQualificationType", Side::RequesterReads},
    {Op::AssociateQualificationWithWorker, "AssociateQualificationWithWorker", Side::RequesterWrites},
    {Op::DisassociateQualificationFromWorker, "DisassociateQualificationFromWorker", Side::RequesterWrites},
    {Op::GetQualificationScore, "GetQualificationScore", Side::RequesterReads},
    {Op::ListWorkersWithQualificationType, "ListWorkersWithQualificationType", Side::RequesterReads},
    {Op::ListQualificationRequests, "ListQualificationRequests", Side::RequesterReads},
    {Op::AcceptQualificationRequest, "AcceptQualificationRequest", Side::RequesterWrites},
    {Op::RejectQualificationRequest, "RejectQualificationRequest", Side::RequesterWrites},
    {Op::CreateWorkerBlock, "CreateWorkerBlock", Side::RequesterWrites},
    {Op::DeleteWorkerBlock, "DeleteWorkerBlock", Side::RequesterWrites},
    {Op::ListWorkerBlocks, "ListWorkerBlocks", Side::RequesterReads},
    {Op::NotifyWorkers, "NotifyWorkers", Side::RequesterWrites},
    {Op::UpdateNotificationSettings, "UpdateNotificationSettings", Side::RequesterWrites},
    {Op::SendTestEventNotification, "SendTestEventNotification", Side::RequesterWrites},
    {Op::ListReviewPolicyResultsForHIT, "ListReviewPolicyResultsForHIT", Side::RequesterReads},
    {Op::GetFileUploadURL, "GetFileUploadURL", Side::RequesterReads},
    {Op::AcceptHIT, "AcceptHIT", Side::WorkerWrites},
    {Op::SubmitAssignment, "SubmitAssignment", Side::WorkerWrites},
    {Op::ReturnAssignment, "ReturnAssignment", Side::WorkerWrites},
    {Op::StoreDraft, "StoreDraft", Side::Operator},
    {Op::SearchHITGroups, "SearchHITGroups", Side::WorkerReads},
    {Op::GetHITGroup, "GetHITGroup", Side::WorkerReads},
    {Op::PreviewHIT, "PreviewHIT", Side::WorkerReads},
    {Op::GetMyAssignment, "GetMyAssignment", Side::WorkerReads},
    {Op::ListMyAssignments, "ListMyAssignments", Side::WorkerReads},
    {Op::GetEarnings, "GetEarnings", Side::WorkerReads},
    {Op::RequestQualification, "RequestQualification", Side::WorkerWrites},
    {Op::SubmitQualificationTest, "SubmitQualificationTest", Side::WorkerWrites},
    {Op::GetQualification, "GetQualification", Side::WorkerReads},
    {Op::ListMyQualificationRequests, "ListMyQualificationRequests", Side::WorkerReads},
    {Op::ListMessages, "ListMessages", Side::WorkerReads},
    {Op::GetMessage, "GetMessage", Side::WorkerReads},
    {Op::MarkMessageRead, "MarkMessageRead", Side::WorkerWrites},
    {Op::GetQualificationTest, "GetQualificationTest", Side::WorkerReads},
    {Op::ListMyQualifications, "ListMyQualifications", Side::WorkerReads},
    {Op::ListRequestableQualifications, "ListRequestableQualifications", Side::WorkerReads},
    {Op::ExplainHIT, "ExplainHIT", Side::WorkerReads},
    {Op::UpdateProfile, "UpdateProfile", Side::WorkerWrites},
    {Op::RequestFileUpload, "RequestFileUpload", Side::WorkerReads},
    {Op::Deposit, "Deposit", Side::Operator},
    {Op::Withdraw, "Withdraw", Side::Operator},
    {Op::PayOut, "PayOut", Side::Operator},
    {Op::Suspend, "Suspend", Side::Operator},
    {Op::Restore, "Restore", Side::Operator},
    {Op::MakeMaster, "MakeMaster", Side::Operator},
    {Op::StoreFile, "StoreFile", Side::Operator},
    {Op::CreateLayout, "CreateLayout", Side::Operator},
    {Op::DeleteLayout, "DeleteLayout", Side::Operator},
    {Op::Advance, "Advance", Side::World},
    {Op::Deliver, "Deliver", Side::World},
    {Op::SetTarget, "SetTarget", Side::World},
    {Op::LosePower, "LosePower", Side::World},
    {Op::FailCall, "FailCall", Side::World},
    {Op::Restart, "Restart", Side::World},
}};

constexpr std::array<std::string_view, static_cast<std::size_t>(Arg::kCount)> kArgs = {
    "hit",      "type",          "group",   "assignment", "worker",   "reward",    "places", "lifetime",
    "duration", "delay",         "title",   "require",    "question", "token",     "note",   "bad",
    "size",     "walk",          "alter",   "status",     "override", "revert",    "at",     "more",
    "cents",    "sort",          "least",   "micros",     "prompt",   "changes",   "call",   "nth",
    "pause",    "qualification", "request", "value",      "test",     "key",       "auto",   "retry",
    "own",      "queue",         "events",  "active",     "policy",   "term",      "unread", "message",
    "country",  "subdivision",   "adult",   "file",       "layout",   "plurality", "mode",   "turns"};

constexpr bool ops_in_order() {
  for (std::size_t i = 0; i < kOps.size(); ++i) {
    if (kOps[i].op != static_cast<Op>(i)) return false;
  }
  return true;
}
static_assert(ops_in_order(), "rows stand in the order of the enumerators");

std::string_view next_word(std::string_view& rest) {
  while (rest.starts_with(' ')) rest.remove_prefix(1);
  const auto word = rest.substr(0, rest.find(' '));
  rest.remove_prefix(word.size());
  return word;
}

std::optional<std::int64_t> number(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

bool read_word(Step& step, std::string_view word) {
  if (word == "live") {
    step.live = true;
    return true;
  }
  const auto middle = word.find('=');
  if (middle == std::string_view::npos) return false;
  const auto value = number(word.substr(middle + 1));
  if (!value) return false;
  const auto key = word.substr(0, middle);
  if (key == "who") {
    step.who = static_cast<int>(*value);
    return true;
  }
  if (key == "makes") {
    step.makes = static_cast<int>(*value);
    return true;
  }
  for (std::size_t i = 0; i < kArgs.size(); ++i) {
    if (kArgs[i] != key) continue;
    step.set(static_cast<Arg>(i), *value);
    return true;
  }
  return false;
}

}  // namespace

std::string_view name(Op op) {
  return kOps[static_cast<std::size_t>(op)].name;
}

Side side(Op op) {
  return kOps[static_cast<std::size_t>(op)].side;
}

std::string text_of(const Step& step) {
  std::string text(name(step.op));
  if (side(step.op) != Side::World) text += fmt::format(" who={}", step.who);
  if (step.live) text += " live";
  if (step.makes != 0) text += fmt::format(" makes={}", step.makes);
  for (const auto& [arg, value] : step.args) {
    text += fmt::format(" {}={}", kArgs[static_cast<std::size_t>(arg)], value);
  }
  return text;
}

std::optional<Step> read_step(std::string_view line) {
  const auto verb = next_word(line);
  for (const OpName& row : kOps) {
    if (row.name != verb) continue;
    Step step{.op = row.op};
    for (auto word = next_word(line); !word.empty(); word = next_word(line)) {
      if (!read_word(step, word)) return std::nullopt;
    }
    return step;
  }
  return std::nullopt;
}

std::string replay_text(std::uint64_t seed, std::span<const Step> steps, std::string_view remark) {
  std::string text = fmt::format("# {}\nseed {}\n", remark, seed);
  for (const Step& step : steps) text += text_of(step) + "\n";
  return text;
}

std::optional<Replay> read_replay(std::string_view text) {
  Replay replay;
  while (!text.empty()) {
    const auto line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    if (line.empty() || line.starts_with('#')) continue;
    if (line.starts_with("seed ")) {
      const auto seed = number(line.substr(5));
      if (!seed) return std::nullopt;
      replay.seed = static_cast<std::uint64_t>(*seed);
      continue;
    }
    auto step = read_step(line);
    if (!step) return std::nullopt;
    replay.steps.push_back(*std::move(step));
  }
  return replay;
}

}  // namespace kempelen::simulation
