// A step of a simulation: one thing that somebody does, with everything about it as numbers, so that steps
// can be written down, left out and played again. Things are called by symbols: the number that the step
// which made them carries. A symbol that nothing has (its step was refused, or left out) stands for an id
// that does not exist.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kempelen::simulation {

enum class Op : std::uint8_t {
  // Requesters.
  CreateHITType,
  CreateHIT,
  CreateHITWithHITType,
  GetHIT,
  ListHITs,
  ListReviewableHITs,
  UpdateExpirationForHIT,
  CreateAdditionalAssignmentsForHIT,
  UpdateHITReviewStatus,
  UpdateHITTypeOfHIT,
  DeleteHIT,
  GetAssignment,
  ListAssignmentsForHIT,
  ApproveAssignment,
  RejectAssignment,
  GetAccountBalance,
  SendBonus,
  ListBonusPayments,
  CreateQualificationType,
  UpdateQualificationType,
  DeleteQualificationType,
  GetQualificationType,
  ListQualificationTypes,
  ListHITsForQualificationType,
  AssociateQualificationWithWorker,
  DisassociateQualificationFromWorker,
  GetQualificationScore,
  ListWorkersWithQualificationType,
  ListQualificationRequests,
  AcceptQualificationRequest,
  RejectQualificationRequest,
  CreateWorkerBlock,
  DeleteWorkerBlock,
  ListWorkerBlocks,
  NotifyWorkers,
  UpdateNotificationSettings,
  SendTestEventNotification,
  ListReviewPolicyResultsForHIT,
  GetFileUploadURL,
  // Workers.
  AcceptHIT,
  SubmitAssignment,
  ReturnAssignment,
  StoreDraft,
  SearchHITGroups,
  GetHITGroup,
  PreviewHIT,
  GetMyAssignment,
  ListMyAssignments,
  GetEarnings,
  RequestQualification,
  SubmitQualificationTest,
  GetQualification,
  ListMyQualificationRequests,
  ListMessages,
  GetMessage,
  MarkMessageRead,
  GetQualificationTest,
  ListMyQualifications,
  ListRequestableQualifications,
  ExplainHIT,
  UpdateProfile,
  RequestFileUpload,
  // The operator.
  Deposit,
  Withdraw,
  PayOut,
  Suspend,
  Restore,
  MakeMaster,
  StoreFile,
  CreateLayout,
  DeleteLayout,
  // The world.
  Advance,
  Deliver,
  SetTarget,
  LosePower,
  FailCall,
  Restart,

  kCount
};

enum class Side : std::uint8_t {
  RequesterWrites,
  RequesterReads,
  WorkerWrites,
  WorkerReads,
  Operator,
  World
};

/// What a step can say beside who acts and what it makes. The names are those of the text form.
enum class Arg : std::uint8_t {
  Hit,
  Type,
  Group,
  Assignment,
  Worker,
  Reward,  // cents
  Places,
  Lifetime,  // seconds
  Duration,  // seconds
  Delay,     // seconds until automatic approval
  Title,
  Require,
  Question,
  Token,  // 0 is none
  Note,
  Bad,  // a way in which the input is malformed; 0 is none
  Size,
  Walk,
  Alter,
  Status,
  Override,
  Revert,
  At,  // seconds from now
  More,
  Cents,
  Sort,
  Least,
  Micros,
  Prompt,
  Changes,
  Call,
  Nth,
  Pause,          // micros that pass after it
  Qualification,  // a qualification type
  Request,        // a qualification request
  Value,
  Test,   // which one; 0 is none
  Key,    // with an answer key
  Auto,   // granted to whoever asks
  Retry,  // seconds
  Own,
  Queue,   // where notifications go
  Events,  // a bit for each type of event
  Active,
  Policy,  // tens: what follows from a score; ones: the known answer
  Term,    // what is searched for; 0 is nothing
  Unread,
  Message,  // the step that wrote it
  Country,
  Subdivision,
  Adult,
  File,    // the step that asked where to send it
  Layout,  // 0 is none
  Plurality,
  Mode,   // how a target behaves
  Turns,  // of the sender

  kCount
};

struct Step {
  Op op = Op::Advance;
  int who = 0;        // which requester or worker
  bool live = false;  // of a requester's call; workers have their marketplace
  int makes = 0;      // the symbol of what it makes; 0 is nothing
  std::vector<std::pair<Arg, std::int64_t>> args{};

  std::int64_t get(Arg arg, std::int64_t otherwise = 0) const {
    for (const auto& [name, value] : args) {
      if (name == arg) return value;
    }
    return otherwise;
  }
  bool has(Arg arg) const {
    for (const auto& [name, value] : args) {
      if (name == arg) return true;
    }
    return false;
  }
  int symbol(Arg arg) const { return static_cast<int>(get(arg)); }
  Step& set(Arg arg, std::int64_t value) {
    args.emplace_back(arg, value);
    return *this;
  }
  friend bool operator==(const Step&, const Step&) = default;
};

std::string_view name(Op op);
Side side(Op op);
inline bool is_write(Op op) {
  const Side s = side(op);
  return s == Side::RequesterWrites || s == Side::WorkerWrites || s == Side::Operator;
}
inline bool is_read(Op op) {
  const Side s = side(op);
  return s == Side::RequesterReads || s == Side::WorkerReads;
}

/// `CreateHIT who=1 live makes=12 reward=5 places=3`; and back, nothing for any other text.
std::string text_of(const Step& step);
std::optional<Step> read_step(std::string_view line);

/// A seed and its steps as a file, one step a line, `#` before what is said about it.
std::string replay_text(std::uint64_t seed, std::span<const Step> steps, std::string_view remark);
struct Replay {
  std::uint64_t seed = 0;
  std::vector<Step> steps{};
};
/// Nothing when a line cannot be read.
std::optional<Replay> read_replay(std::string_view text);

}  // namespace kempelen::simulation
