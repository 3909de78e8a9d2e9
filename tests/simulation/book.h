// The bookkeeper: a second, naive account of what a marketplace is, kept in plain structs and vectors. It was
// written from the reference and COMPATIBILITY.md, counts instead of keeping counters, and shares nothing
// with the server but the words of the wire. Money is in cents, times are in micros.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "tests/simulation/step.h"
#include "tests/simulation/want.h"

namespace kempelen::simulation {

inline constexpr std::int64_t kSecond = 1'000'000, kDay = 86'400 * kSecond;
inline constexpr std::int64_t kNever = INT64_MAX;
inline constexpr int kRequesters = 3, kWorkersOfEach = 4, kWorkers = 2 * kWorkersOfEach;
/// The first four work in the sandbox.
inline constexpr bool works_live(int worker) {
  return worker >= kWorkersOfEach;
}
/// Where a worker is registered at first; empty where nobody knows.
std::string_view country_of(int worker);

/// What a step has to be answered: a refusal, or an answer with these members.
struct Prediction {
  std::string_view refusal{};  // the TurkErrorCode, or the exception's name where it has none; empty: success
  std::vector<std::string> naming{};  // what the message has to contain
  Want answer{};

  static Prediction refused(std::string_view code, std::vector<std::string> naming = {}) {
    return {code, std::move(naming), {}};
  }
};

/// What came instead of an answer.
struct Refused {
  std::string code;
  std::string message;
};

struct Reply {
  std::optional<Refused> refused{};
  std::string body{};
};

enum class State : std::uint8_t { Accepted, Submitted, Approved, Rejected, Returned, Abandoned };
std::string_view name(State state);

struct HitType {
  int owner = 0;
  bool live = false;
  std::int64_t title = 0, reward = 0, duration = 0, delay = 0, require = 0;  // seconds and cents
  int qualification = -1;  // that `require` is about, if it is about one of a requester's
  std::string id{}, group{};
  std::int64_t updated = 0;  // when a HIT of it last began to be offered, or began again

  bool same_as(const HitType& o) const;
};

struct Assignment {
  int symbol = 0;
  std::string id{};
  int hit = 0;  // an index, as all of these
  int worker = 0;
  State state = State::Accepted;
  std::int64_t accepted = 0, deadline = 0, submitted = 0, automatic = 0, approved = 0, rejected = 0;
  std::optional<std::int64_t> feedback{};
  std::int64_t answer = 0;
  std::optional<std::int64_t> draft{};
  int file = 0;  // the upload that is its answer to the question for a file; 0 is none
};

/// What a worker says of himself, and the operator of him.
struct Profile {
  std::string country{}, subdivision{};
  bool adult = false, master = false;

  friend bool operator==(const Profile&, const Profile&) = default;
};

/// An address that a file may be sent to. Asked for at one instant, for the same, it has one key.
struct Upload {
  int assignment = 0;
  std::int64_t bytes = 0, asked = 0;
  std::string key{};
};

struct Layout {
  int symbol = 0, owner = 0;
  bool live = false, gone = false;
};

struct Hit {
  int symbol = 0;
  std::string id{};
  int owner = 0;
  bool live = false;
  int type = 0;
  std::int64_t made = 0;  // the command's instant
  std::int64_t expires = 0, most = 0, reward = 0, fee = 0, question = 0, note = 0;
  bool reviewing = false, disposed = false;
  std::int64_t policy = 0;
  std::int64_t plurality = 0;                 // the policy of the HIT as a whole; 0 is none
  std::int64_t judged_together_for = kNever;  // the last time it became reviewable that was judged
  int layout = 0;                             // the symbol; 0 is none
  std::int64_t word = 0;                      // what stands in the layout's place for one
  bool seen_expired = false;
  bool offered = false;  // when it was last looked at
  std::int64_t reviewable_since = kNever;
  std::vector<int> assignments{};
};

struct Bonus {
  int assignment = 0;
  std::int64_t cents = 0, when = 0, note = 0;
};

enum class TypeState : std::uint8_t { Active, Inactive, Disposing, Gone };

struct QualificationType {
  int symbol = 0;
  std::string id{};
  int owner = 0;
  bool live = false;
  std::int64_t name = 0, description = 0, made = 0;
  TypeState state = TypeState::Active;
  std::optional<std::int64_t> retry{}, automatic{};  // seconds; the value
  std::int64_t test = 0, duration = 0;               // 0 is none; seconds
  std::int64_t key = 0;                              // 0 is none
  std::int64_t next_check = kNever;                  // while it is being deleted
};

struct Held {
  int type = 0, worker = 0;
  std::int64_t value = 0, granted = 0;
  bool revoked = false;
};

enum class Asked : std::uint8_t { InTest, Pending, Granted, Rejected, Ended };
std::string_view name(Asked state);

struct QualificationRequest {
  int symbol = 0;
  std::string id{};
  int type = 0, worker = 0;
  Asked state = Asked::Pending;
  std::int64_t requested = 0, deadline = 0, submitted = 0, decided = 0;
  std::int64_t test = 0, answer = 0, key = 0;
  std::optional<std::int64_t> reason{};
};

struct Block {
  int requester = 0, worker = 0;
  std::int64_t since = 0, reason = 0;
};

struct Letter {
  int symbol = 0;  // of the step that wrote it, to one worker or several
  int requester = 0, worker = 0;
  std::int64_t sent = 0;
  std::string subject{};
  std::optional<std::int64_t> read{};
  std::string id{};
};

/// What a review policy found out about an assignment, and did.
struct Judgement {
  int assignment = 0;
  bool right = false;
  std::vector<std::pair<std::string_view, bool>> actions{};  // and whether they succeeded
};

/// What the policy of a HIT found out about all its assignments, and did; -1 is the HIT itself.
struct JointJudgement {
  struct Result {
    int assignment = -1;
    std::string_view key;
    std::string value;
  };
  struct Action {
    int assignment = -1;
    std::string_view name;
    bool succeeded = true;
  };
  int hit = 0;
  std::vector<Result> results{};
  std::vector<Action> actions{};
};

/// Of a HIT type, which events somebody wants to hear of.
struct Subscription {
  int queue = 0;
  std::int64_t events = 0;
  bool active = true;
};

enum class Event : std::uint8_t {
  AssignmentAccepted,
  AssignmentAbandoned,
  AssignmentReturned,
  AssignmentSubmitted,
  AssignmentRejected,
  AssignmentApproved,
  HITCreated,
  HITExpired,
  HITReviewable,
  HITExtended,
  HITDisposed,
  Ping
};
std::string_view name(Event event);
inline constexpr int kEvents = 12;

struct Told {
  int owner = 0;
  bool live = false;
  int queue = 0;
  Event event = Event::Ping;
  std::int64_t when = 0;
  int hit = 0, type = 0, assignment = -1;
  bool is_test = false;  // about nothing
};

/// Of a HIT's places: now accepted, waiting for review, decided, and still to be had.
struct Places {
  std::int64_t pending = 0, submitted = 0, decided = 0, available = 0;
};

/// Where a walk through a list goes on, and of which list it is.
struct Walk {
  Op op = Op::ListHITs;
  int who = 0;
  bool live = false;
  std::string filter{};
  std::string after{};   // the last entry's id
  std::int64_t key = 0;  // and what the list goes by before the id
};

class Book {
 public:
  /// Who there is, by index; called once.
  std::vector<std::string> requesters{}, workers{};

  /// What the answer to a step that ran at `at` has to be, taking the step as done. Nothing when `reply` is
  /// just that.
  std::optional<std::string> differs(const Step& step, std::int64_t at, const Reply& reply);
  /// Everything that is due by then happens, in order.
  void run_until(std::int64_t at);
  /// The earliest thing that is still to happen by itself, kNever if there is none.
  std::int64_t next_due() const;
  /// One sentence for each belief that does not hold among the bookkeeper's own figures.
  std::vector<std::string> broken_beliefs() const;

  // What is so, for predictions and for whoever draws steps.
  std::int64_t now = 0;
  std::vector<HitType> types{};
  std::vector<Hit> hits{};
  std::vector<Assignment> assignments{};
  std::vector<Bonus> bonuses{};
  std::int64_t deposited[kRequesters] = {}, spent[kRequesters] = {}, fees = 0;
  std::int64_t earned[kWorkers] = {}, paid_out[kWorkers] = {};
  bool suspended[kRequesters] = {};
  std::vector<QualificationType> qualification_types{};
  std::vector<Held> held_qualifications{};
  std::vector<QualificationRequest> requests{};
  std::vector<Block> blocks{};
  std::vector<Letter> letters{};
  std::map<int, Subscription> subscriptions{};  // by HIT type
  std::vector<Told> told{};
  std::vector<Judgement> judgements{};
  std::vector<JointJudgement> joint_judgements{};
  std::vector<Profile> profiles = first_profiles();
  std::map<int, Upload> uploads{};         // by symbol
  std::set<std::string> replaced_files{};  // their keys
  std::vector<Layout> layouts{};

  Places places(const Hit& hit) const;
  std::string_view status(const Hit& hit) const;
  bool open(const Hit& hit) const;
  bool expired(const Hit& hit) const { return now >= hit.expires; }
  std::int64_t held(int requester) const;
  std::int64_t available(int requester) const {
    return deposited[requester] - spent[requester] - held(requester);
  }
  Hit* hit_called(int symbol);
  /// The HIT if this requester has one of that symbol in that marketplace.
  Hit* own_hit(const Step& step, int symbol);
  /// Of a HIT the type it was made with, of a type itself.
  int type_called(int symbol) const;
  Assignment* assignment_called(int symbol);
  /// One that a requester can see, in a HIT that is not disposed.
  Assignment* own_assignment(const Step& step, int symbol, bool also_disposed = false);
  int worked_on(const Hit& hit, int worker) const;  // the assignment, or -1
  int under_way(int worker) const;
  bool meets(const HitType& type, int guard, int worker) const;
  bool is_blocked(int requester, int worker) const;
  /// One of the marketplace that is not gone.
  QualificationType* qualification_called(int symbol, bool live);
  QualificationType* own_qualification(const Step& step);
  QualificationRequest* request_called(int symbol);
  /// Null where that worker got none by that step.
  Letter* letter_called(int symbol, int worker);
  /// Null where the worker never had it.
  Held* held_by(int type, int worker);
  void grant(int type, int worker, std::int64_t value);
  /// Whether a HIT that is not disposed needs it.
  bool is_required(int type) const;
  /// Whether a HIT type is gone with its qualification type.
  bool is_deleted(const HitType& type) const;
  void note_qualification(int symbol, int type);
  void note_request(int symbol, int request);
  void tell(const Hit& hit, Event event, int assignment = -1);
  void note_hit(int symbol, int hit);
  void note_type(int symbol, int type);
  void note_assignment(int symbol, int assignment);
  /// Looks whether a HIT has become reviewable, or is so no longer, at this instant.
  void look_at(Hit& hit);
  void note_offer(Hit& hit);
  void will_happen(std::int64_t at) { soonest_ = std::min(soonest_, at); }
  void pay(const Hit& hit, Assignment& assignment);

  struct TokenUse {
    std::int64_t when = 0;
    int hit = 0;
  };
  /// An earlier use within 24 hours.
  const TokenUse* earlier_use(const Step& step, int space) const;
  void use_token(const Step& step, int space, int hit);

  std::map<int, Walk> walks{};

 private:
  static std::vector<Profile> first_profiles();
  bool happen_next(std::int64_t until);

  bool qualifications_happen(std::int64_t due);

  std::vector<int> hit_of_{}, type_of_{}, assignment_of_{}, qualification_of_{}, request_of_{};  // -1 is none
  std::map<std::tuple<int, bool, int, std::int64_t>, TokenUse> tokens_{};
  std::int64_t soonest_ = kNever;  // nothing happens by itself before
};

/// Whole seconds, as the wire has them.
inline std::int64_t seconds(std::int64_t micros) {
  return micros / kSecond;
}
std::string dollars(std::int64_t cents);
/// Per assignment, or of a bonus: half up to a cent, at least one cent.
std::int64_t fee_of(std::int64_t cents, std::int64_t percent);
std::int64_t fee_of_assignment(const HitType& type, std::int64_t places);

}  // namespace kempelen::simulation
