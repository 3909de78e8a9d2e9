// What each operation has to answer, one function each. A new operation is one enumerator in step.h, one
// row in step.cc, one body in requests.cc, one prediction here and one way to draw it in draw.cc.
#pragma once

#include "tests/simulation/book.h"

namespace kempelen::simulation {

/// Changes the book as the step does, if it succeeds.
Prediction predict(Book& book, const Step& step);

/// One function for each family; nothing for a step of another.
std::optional<Prediction> predict_hits(Book& book, const Step& step);
std::optional<Prediction> predict_life(Book& book, const Step& step);
std::optional<Prediction> predict_assignments(Book& book, const Step& step);
std::optional<Prediction> predict_money(Book& book, const Step& step);
std::optional<Prediction> predict_lists(Book& book, const Step& step);
std::optional<Prediction> predict_work(Book& book, const Step& step);
std::optional<Prediction> predict_search(Book& book, const Step& step);
std::optional<Prediction> predict_qualification_types(Book& book, const Step& step);
std::optional<Prediction> predict_qualifications(Book& book, const Step& step);
std::optional<Prediction> predict_asking(Book& book, const Step& step);
/// Judges a submission by the HIT's policy, if it has one.
void judge(Book& book, Hit& hit, Assignment& assignment);
std::optional<Prediction> predict_reviews(Book& book, const Step& step);
std::optional<Prediction> predict_people(Book& book, const Step& step);

Want whole_hit(Book& book, Hit& hit);
Want whole_assignment(const Book& book, const Assignment& assignment);
/// As the Worker API shows it.
Want own_assignment_view(const Book& book, const Assignment& assignment);
Want group_view(const Book& book, int type, int worker);
/// The HITs of a type that a worker could still accept, oldest first.
std::vector<const Hit*> open_to(const Book& book, int type, int worker);

// Sets of requirements that types can have, by number.
inline constexpr std::int64_t kRequirementSets = 12;
/// What policies write to workers.
inline constexpr std::int64_t kApproveReason = 77, kRejectReason = 78;
/// From this one on they are about a requester's own qualification type.
inline constexpr std::int64_t kFirstOfQualification = 8;
std::string requirements_json(std::int64_t require, bool live, std::string_view qualification);
std::size_t requirements_count(std::int64_t require);
bool same_requirements(std::int64_t a, std::int64_t b);
bool needs_masters(std::int64_t require);
struct Candidate {
  std::string_view country;
  std::int64_t approved;              // so far
  std::optional<std::int64_t> value;  // of the qualification that the set is about
};
/// guard: 0 Accept, 1 PreviewAndAccept, 2 DiscoverPreviewAndAccept.
bool meets_requirements(std::int64_t require, int guard, const Candidate& worker);

// Texts that steps stand for.
std::string title_text(std::int64_t title);
std::string question_text(std::int64_t question);
std::string note_text(std::int64_t note);
std::string answer_text(std::int64_t answer);
std::string qualification_name(std::int64_t name);
std::string test_text(std::int64_t test);
/// Gives seven to whoever chooses `a`.
std::string_view answer_key_text();
std::string policy_json(std::int64_t policy);
std::string queue_text(std::int64_t queue);

inline constexpr std::string_view kValidation = "ValidationException",
                                  kSerialization = "SerializationException";
inline constexpr std::string_view kInvalidValue = "AWS.MechanicalTurk.InvalidParameterValue";
inline constexpr std::string_view kNoHit = "AWS.MechanicalTurk.HITDoesNotExist";
inline constexpr std::string_view kNoAssignment = "AWS.MechanicalTurk.AssignmentDoesNotExist";
inline constexpr std::string_view kNoQualificationType = "AWS.MechanicalTurk.QualificationTypeDoesNotExist";
inline constexpr std::string_view kNoQualification = "AWS.MechanicalTurk.QualificationDoesNotExist";
inline constexpr std::string_view kNoRequest = "AWS.MechanicalTurk.QualificationRequestDoesNotExist";
inline constexpr std::string_view kQualificationTypeState =
    "AWS.MechanicalTurk.InvalidQualificationTypeState";
inline constexpr std::string_view kBlocked = "AWS.MechanicalTurk.WorkerBlocked";
inline constexpr std::string_view kMissing = "AWS.MissingParameters";
inline constexpr std::string_view kCombination = "AWS.MechanicalTurk.InvalidParameterCombination";
inline constexpr std::string_view kHitState = "AWS.MechanicalTurk.InvalidHITState";
inline constexpr std::string_view kAssignmentState = "AWS.MechanicalTurk.InvalidAssignmentState";
inline constexpr std::string_view kFunds = "AWS.MechanicalTurk.InsufficientFunds";
inline constexpr std::string_view kTokenUsed = "AWS.MechanicalTurk.TokenAlreadyProcessed";
inline constexpr std::string_view kAdmin = "AWS.MechanicalTurk.AdminRefused";

enum TokenSpace : int { kCreateSpace, kAddSpace, kBonusSpace };

}  // namespace kempelen::simulation
