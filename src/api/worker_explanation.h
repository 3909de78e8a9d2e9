// Why a worker may or may not see, preview and accept a HIT, in the Worker API.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "api/scalars.h"
#include "model/field.h"

namespace kempelen::api::worker {

inline constexpr std::string_view kReasons[] = {"WorkerSuspended",   "RequesterSuspended", "WorkerBlocked",
                                                "RequirementNotMet", "AlreadyWorkedOn",    "QueueFull",
                                                "HITExpired",        "NoPlaceLeft",        "NoHITsAvailable"};

struct Reason {
  std::string code;
  std::string message;
};

struct StepJudgement {
  bool allowed = false;
  std::vector<Reason> reasons;
};

struct RequirementFinding {
  std::string qualification_type_id;
  std::string name;
  std::string required;
  std::string has;
  bool met = false;
  std::string actions_guarded;
};

struct Explanation {
  StepJudgement see;
  StepJudgement preview;
  StepJudgement accept;
  std::vector<RequirementFinding> requirements;
};

struct ExplainHITRequest {
  std::optional<std::string> hit_id;
  std::optional<std::string> hit_group_id;
};

struct ExplainHITResponse {
  Explanation explanation;
};

}  // namespace kempelen::api::worker

namespace kempelen {

template <>
struct model::ShapeOf<api::worker::Reason> {
  static constexpr Field fields[] = {
      field<&api::worker::Reason::code>("Code", one_of(api::worker::kReasons), "For programs."),
      field<&api::worker::Reason::message>("Message", "For people."),
  };
  static constexpr Shape shape{"Reason", fields};
};

template <>
struct model::ShapeOf<api::worker::StepJudgement> {
  static constexpr Field fields[] = {
      field<&api::worker::StepJudgement::allowed>("Allowed", "Whether the worker may."),
      field<&api::worker::StepJudgement::reasons>("Reasons", always_written,
                                                  "All that stands in the way; a refusal names the first."),
  };
  static constexpr Shape shape{"StepJudgement", fields};
};

template <>
struct model::ShapeOf<api::worker::RequirementFinding> {
  static constexpr Field fields[] = {
      field<&api::worker::RequirementFinding::qualification_type_id>("QualificationTypeId",
                                                                     "What is asked for."),
      field<&api::worker::RequirementFinding::name>("Name", "What it is called."),
      field<&api::worker::RequirementFinding::required>("Required", "In words: `is at least 95`."),
      field<&api::worker::RequirementFinding::has>("Has",
                                                   "What the worker has; `nothing` where he has none."),
      field<&api::worker::RequirementFinding::met>("Met", "Whether that is enough."),
      field<&api::worker::RequirementFinding::actions_guarded>(
          "ActionsGuarded", one_of(api::kHITAccessActions), "What it keeps from whoever does not meet it."),
  };
  static constexpr Shape shape{"RequirementFinding", fields};
};

template <>
struct model::ShapeOf<api::worker::Explanation> {
  static constexpr Field fields[] = {
      field<&api::worker::Explanation::see>("See", "Being shown the group in a search."),
      field<&api::worker::Explanation::preview>("Preview", "Looking at the HIT before accepting it."),
      field<&api::worker::Explanation::accept>("Accept", "Accepting it."),
      field<&api::worker::Explanation::requirements>("Requirements", always_written,
                                                     "Each requirement, held against the worker."),
  };
  static constexpr Shape shape{"Explanation", fields};
};

template <>
struct model::ShapeOf<api::worker::ExplainHITRequest> {
  static constexpr Field fields[] = {
      field<&api::worker::ExplainHITRequest::hit_id>("HITId", api::kEntityId, "This HIT; or HITGroupId."),
      field<&api::worker::ExplainHITRequest::hit_group_id>("HITGroupId", api::kEntityId,
                                                           "The next available HIT of this group."),
  };
  static constexpr Shape shape{"ExplainHITRequest", fields};
};

template <>
struct model::ShapeOf<api::worker::ExplainHITResponse> {
  static constexpr Field fields[] = {
      field<&api::worker::ExplainHITResponse::explanation>("Explanation", "What the caller may do, and why."),
  };
  static constexpr Shape shape{"ExplainHITResponse", fields};
};

}  // namespace kempelen
