// Ids of every kind, each its own type so that one cannot be passed for another.
//
// HITs, HIT types, groups, assignments, layouts and what belongs to qualifications have the original's form:
// `3` and 29 characters of 0-9A-Z. Nine of them are the millisecond of creation and twenty random (103 bits),
// so ids sort by time and cannot be guessed (DESIGN, decision 14). Workers and requesters are `A` and 13
// random characters; theirs grant nothing.
#pragma once

#include <compare>
#include <string>
#include <string_view>

#include "base/instant.h"
#include "base/random.h"

namespace kempelen {

template <typename Kind>
struct Id {
  std::string text;

  bool empty() const { return text.empty(); }
  friend auto operator<=>(const Id&, const Id&) = default;
};

using HitId = Id<struct HitKind>;
using HitTypeId = Id<struct HitTypeKind>;
using HitGroupId = Id<struct HitGroupKind>;
using HitLayoutId = Id<struct HitLayoutKind>;
using AssignmentId = Id<struct AssignmentKind>;
using QualificationTypeId = Id<struct QualificationTypeKind>;
using QualificationRequestId = Id<struct QualificationRequestKind>;
using QualificationTestId = Id<struct QualificationTestKind>;
using WorkerId = Id<struct WorkerKind>;
using RequesterId = Id<struct RequesterKind>;

/// Makes ids from a source of randomness; as thread-safe as its source.
class IdGenerator {
 public:
  explicit IdGenerator(RandomSource& source) : source_(source) {}

  HitId hit(Instant at) { return {object(at)}; }
  HitTypeId hit_type(Instant at) { return {object(at)}; }
  HitGroupId hit_group(Instant at) { return {object(at)}; }
  AssignmentId assignment(Instant at) { return {object(at)}; }
  HitLayoutId hit_layout(Instant at) { return {object(at)}; }
  QualificationTypeId qualification_type(Instant at) { return {object(at)}; }
  QualificationRequestId qualification_request(Instant at) { return {object(at)}; }
  QualificationTestId qualification_test(Instant at) { return {object(at)}; }
  /// For rows nobody refers to by hand, in the same form so that they sort by time.
  std::string ledger_entry(Instant at) { return object(at); }
  /// Sorts by the microsecond, so that a list of bonuses is in the order in which they were paid and none can
  /// slip in before a page already read. Nobody outside sees it.
  std::string bonus(Instant at);
  /// Sorts by the microsecond and then by `index`, so that what one command tells stays in its order.
  std::string notification(Instant at, std::int64_t index);
  /// What all of them at that instant begin with.
  static std::string notification_stamp(Instant at);
  std::string notification_destination(Instant at) { return object(at); }
  /// 40 hexadecimal digits, the form of the original's EventDocId.
  std::string document();
  /// As for bonuses; whoever has a message may see its id.
  std::string message(Instant at) { return bonus(at); }
  std::string review_action(Instant at) { return object(at); }
  WorkerId worker() { return {person()}; }
  RequesterId requester() { return {person()}; }

  /// A version-4 UUID in lower case, as in x-amzn-RequestId.
  std::string request_id();
  /// `AKIA` and 16 characters, the form of the original's access key ids.
  std::string access_key_id();
  /// 40 characters with 235 bits, the length of the original's secret access keys.
  std::string secret_access_key();
  /// 43 characters of the base64url alphabet, 256 bits; for sessions, bearer tokens and links.
  std::string token();

 private:
  std::string object(Instant at);
  std::string person();
  RandomSource& source_;
};

}  // namespace kempelen
