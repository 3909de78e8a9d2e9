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
/// Judges all submissions together by the HIT's own policy, if it has one and the HIT has become reviewable.
void judge_together(Book& book, Hit& hit);
std::optional<Prediction> predict_reviews(Book& book, const Step& step);
std::optional<Prediction> predict_people(Book& book, const Step& step);
std::optional<Prediction> predict_profiles(Book& book, const Step& step);
std::optional<Prediction> predict_files(Book& book, const Step& step);

Want whole_hit(Book& book, Hit& hit);
Want whole_assignment(const Book& book, const Assignment& assignment);
/// As the Worker API shows it.
Want own_assignment_view(const Book& book, const Assignment& assignment);
Want group_view(const Book& book, int type, int worker);
/// The HITs of a type that a worker could still accept, oldest first.
std::vector<const Hit*> open_to(const Book& book, int type, int worker);
/// The one of them to accept next, null if there is none: one never taken before one that was given back.
const Hit* next_of(const Book& book, int type, int worker);
/// What a worker may do with a HIT (null: a group without one for him), and all that stands in the way.
Want explanation(const Book& book, int type, const Hit* hit, int worker);
inline constexpr int kUnderWayMax = 25;

// Sets of requirements that types can have, by number.
inline constexpr std::int64_t kRequirementSets = 16;
/// What policies write to workers.
inline constexpr std::int64_t kApproveReason = 77, kRejectReason = 78;
/// These are about a qualification type of a requester.
inline constexpr std::int64_t kFirstOfQualification = 8, kLastOfQualification = 11;
inline constexpr bool is_of_qualification(std::int64_t require) {
  return require >= kFirstOfQualification && require <= kLastOfQualification;
}
/// This one asks for what is not to be had here: a premium qualification.
inline constexpr std::int64_t kPremiumSet = 15;
std::string requirements_json(std::int64_t require, bool live, std::string_view qualification);
std::size_t requirements_count(std::int64_t require);
bool same_requirements(std::int64_t a, std::int64_t b);
bool needs_masters(std::int64_t require);
struct Candidate {
  std::string_view country, subdivision;
  bool adult, master;
  std::int64_t approved;              // so far
  std::optional<std::int64_t> value;  // of the qualification that the set is about
};
/// guard: 0 Accept, 1 PreviewAndAccept, 2 DiscoverPreviewAndAccept.
bool meets_requirements(std::int64_t require, int guard, const Candidate& worker);

// Texts that steps stand for.
std::string title_text(std::int64_t title);
std::string question_text(std::int64_t question);
/// Those above take a page's form, these are forms themselves: one asks for a word of at most six characters,
/// the other for a word and a file.
inline constexpr std::int64_t kShortForm = 4, kFileForm = 5, kQuestions = 6;
inline constexpr bool is_form(std::int64_t question) {
  return question >= kShortForm;
}
inline constexpr std::int64_t kFileBytesMin = 10, kFileBytesMax = 1000;
inline constexpr std::string_view kFileQuestion = "picture";
/// A page with a place for a word.
std::string_view layout_html();
/// What a worker or requester types to find something; 0 is nothing.
std::string term_text(std::int64_t term);
inline constexpr std::int64_t kTerms = 8;
/// Whether every word of the query begins a word of the texts.
bool words_match(std::string_view query, std::string_view texts);
std::string note_text(std::int64_t note);
std::string answer_text(std::int64_t answer);
std::string qualification_name(std::int64_t name);
std::string test_text(std::int64_t test);
/// Scores seven for `a` and three for anything else; what that is worth depends on the key.
std::string answer_key_text(std::int64_t key);
std::int64_t value_by_key(std::int64_t key, bool right);
inline constexpr std::int64_t kKeys = 5;
std::string policy_json(std::int64_t policy);
std::string plurality_json(std::int64_t plurality);
inline constexpr std::int64_t kPluralities = 3;
std::string queue_text(std::int64_t queue);

inline constexpr std::string_view kValidation = "ValidationException",
                                  kSerialization = "SerializationException";
inline constexpr std::string_view kInvalidValue = "AWS.MechanicalTurk.InvalidParameterValue";
inline constexpr std::string_view kNoHit = "AWS.MechanicalTurk.HITDoesNotExist";
inline constexpr std::string_view kNoAssignment = "AWS.MechanicalTurk.AssignmentDoesNotExist";
inline constexpr std::string_view kNoQualificationType = "AWS.MechanicalTurk.QualificationTypeDoesNotExist";
inline constexpr std::string_view kNoQualification = "AWS.MechanicalTurk.QualificationDoesNotExist";
inline constexpr std::string_view kNoGroup = "AWS.MechanicalTurk.HITGroupDoesNotExist";
inline constexpr std::string_view kNoMessage = "AWS.MechanicalTurk.MessageDoesNotExist";
inline constexpr std::string_view kNoLayout = "AWS.MechanicalTurk.HITLayoutDoesNotExist";
inline constexpr std::string_view kAnswerInvalid = "AWS.MechanicalTurk.AnswerInvalid";
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
