// Each kind of command with the input it needs. Ids come from what was acknowledged before, so a later
// command also finds out whether an earlier one is still there.
#include "tests/faults/workload.h"

#include <fmt/format.h>

#include <algorithm>

#include "actions/worker_operations.h"
#include "domain/answer.h"
#include "json/writer.h"
#include "store/accounts.h"
#include "store/ledger.h"
#include "store/workers.h"
#include "tests/faults/answers.h"

namespace kempelen::faults {
namespace {

using domain::AssignmentStatus;
using domain::Marketplace;

constexpr int kRequesters = 2, kWorkersOfEach = 3;
constexpr std::size_t kRecent = 12;  // how far back commands reach

std::string question(std::size_t padding) {
  return fmt::format(
      R"(<HTMLQuestion xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2011-11-11/HTMLQuestion.xsd">)"
      R"(<HTMLContent><![CDATA[<form action="https://www.mturk.com/mturk/externalSubmit">{}</form>]]></HTMLContent>)"
      R"(<FrameHeight>450</FrameHeight></HTMLQuestion>)",
      std::string(padding, 'q'));
}

std::string object(std::string_view member, std::string_view value) {
  return fmt::format(R"({{"{}":"{}"}})", member, value);
}

void write_type(json::Writer& writer, Dice& dice) {
  constexpr std::string_view kRewards[] = {"0.00", "0.05", "0.10", "1.25"};
  constexpr std::int64_t kDurations[] = {60, 3600, 86'400};
  constexpr std::int64_t kDelays[] = {0, 600, 86'400, 2'592'000};
  writer.member("Title", fmt::format("Say what you see {}", dice.below(4)));
  writer.member("Description", "One sentence is enough.");
  writer.member("Reward", kRewards[dice.index(std::size(kRewards))]);
  writer.key("AssignmentDurationInSeconds").integer(dice.one_of(kDurations));
  writer.key("AutoApprovalDelayInSeconds").integer(dice.one_of(kDelays));
}

}  // namespace

Command write_command(const actions::Caller& caller,
                      std::function<Result<Done>(actions::WriteContext&)> work) {
  return {caller, [work = std::move(work)](actions::WriteContext& ctx) -> actions::Reply {
            if (const auto done = work(ctx); !done) return refuse(done);
            return std::string();
          }};
}

void Workload::add(std::vector<Step>& steps, std::string name, Result<Command> command,
                   std::function<void(const std::string&)> note) {
  if (!command) return;  // refused before it reached the queue
  steps.push_back({name, *std::move(command), [this, name, note = std::move(note)](const Outcome& outcome) {
                     if (outcome.ending != Ending::Acknowledged) return;
                     ++acknowledged_[name];
                     if (note) note(outcome.text);
                   }});
}

std::vector<Workload::Step> Workload::first_steps() {
  std::vector<Step> steps;
  for (int i = 0; i < kRequesters; ++i) {
    add(steps, "new requester",
        Command{{},
                [i](actions::WriteContext& ctx) -> actions::Reply {
                  const RequesterId id = ctx.ids.requester();
                  store::insert_requester(
                      ctx.tx, {.id = id, .name = fmt::format("requester {}", i), .created_at = ctx.now});
                  const domain::Posting posting{domain::Account::outside(), domain::Account::requester(id),
                                                Money::dollars(500), domain::Reason::Deposit, id.text};
                  store::post(ctx.tx, std::span(&posting, 1), ctx.ids, ctx.now);
                  return id.text;
                }},
        [this](const std::string& id) {
          requesters_.push_back(id);
          record_.deposits[id] = Money::dollars(500);
        });
  }
  for (const Marketplace marketplace : {Marketplace::Sandbox, Marketplace::Live}) {
    for (int i = 0; i < kWorkersOfEach; ++i) {
      add(steps, "new worker",
          Command{{},
                  [marketplace](actions::WriteContext& ctx) -> actions::Reply {
                    store::Worker worker;
                    worker.id = ctx.ids.worker();
                    worker.marketplace = marketplace;
                    worker.username = worker.id.text;
                    worker.created_at = ctx.now;
                    store::insert_worker(ctx.tx, worker);
                    return worker.id.text;
                  }},
          [this, marketplace](const std::string& id) { workers_.push_back({id, marketplace}); });
    }
  }
  return steps;
}

std::vector<Workload::Step> Workload::next_steps() {
  static constexpr Maker kMakers[] = {
      &Workload::publish,
      &Workload::publish,
      &Workload::publish,
      &Workload::publish_again,
      &Workload::accept,
      &Workload::accept,
      &Workload::accept,
      &Workload::accept,
      &Workload::submit,
      &Workload::submit,
      &Workload::submit,
      &Workload::approve,
      &Workload::approve,
      &Workload::reject,
      &Workload::give_back,
      &Workload::keep_draft,
      &Workload::deposit_more,
      &Workload::create_type,
      &Workload::change_expiration,
      &Workload::add_places,
      &Workload::remove_hit,
      &Workload::change_type,
      &Workload::mark_reviewing,
      &Workload::pay_bonus,
      &Workload::make_qualification,
      &Workload::change_qualification,
      &Workload::grant,
      &Workload::ask_for_qualification,
      &Workload::hand_in_test,
      &Workload::decide_request,
      &Workload::block,
      &Workload::write_letter,
      &Workload::want_events,
      &Workload::send_events,
      &Workload::send_file,
  };
  std::vector<Step> steps;
  for (std::uint64_t i = 0, count = 1 + dice_.below(6); i < count; ++i) (this->*dice_.one_of(kMakers))(steps);
  return steps;
}

void Workload::let_time_pass() {
  constexpr std::int64_t kJumps[] = {60, 3600, 86'400, 7 * 86'400};
  clock_.advance(dice_.chance(8) ? Duration::seconds(dice_.one_of(kJumps))
                                 : Duration::millis(1 + static_cast<std::int64_t>(dice_.below(20))));
}

void Workload::deposit_more(std::vector<Step>& steps) {
  const std::string requester = requesters_[dice_.index(requesters_.size())];
  const Money amount = Money::cents(1 + static_cast<std::int64_t>(dice_.below(10'000)));
  add(steps, "deposit",
      write_command({},
                    [requester, amount](actions::WriteContext& ctx) -> Result<Done> {
                      const domain::Posting posting{domain::Account::outside(),
                                                    domain::Account::requester({requester}), amount,
                                                    domain::Reason::Deposit, requester};
                      store::post(ctx.tx, std::span(&posting, 1), ctx.ids, ctx.now);
                      return Done{};
                    }),
      [this, requester, amount](const std::string&) {
        record_.deposits[requester] = record_.deposits[requester] + amount;
      });
}

void Workload::create_type(std::vector<Step>& steps) {
  const Marketplace marketplace = dice_.chance(50) ? Marketplace::Live : Marketplace::Sandbox;
  const std::string requester = requesters_[dice_.index(requesters_.size())];
  std::string body;
  json::Writer writer(body);
  writer.begin_object();
  write_type(writer, dice_);
  writer.end_object();
  const actions::Caller caller{.marketplace = marketplace, .requester = {requester}};
  add(steps, "CreateHITType", requester_command(caller, "CreateHITType", body),
      [this, marketplace, requester](const std::string& answer) {
        const std::string id = id_in(answer, {}, "HITTypeId");
        if (record_.types.emplace(id, KnownType{marketplace, requester}).second) type_ids_.push_back(id);
      });
}

void Workload::publish(std::vector<Step>& steps) {
  constexpr std::int64_t kPlaces[] = {1, 2, 3, 10, 12};
  constexpr std::int64_t kLifetimes[] = {60, 3600, 86'400, 2'592'000};
  const bool with_type = !type_ids_.empty() && dice_.chance(40);
  KnownHit known{.marketplace = dice_.chance(50) ? Marketplace::Live : Marketplace::Sandbox,
                 .requester = requesters_[dice_.index(requesters_.size())]};
  std::string body;
  json::Writer writer(body);
  writer.begin_object();
  if (with_type) {
    known.type = type_ids_[dice_.index(type_ids_.size())];
    known.marketplace = record_.types[known.type].marketplace;
    known.requester = record_.types[known.type].requester;
    writer.member("HITTypeId", known.type);
  } else {
    write_type(writer, dice_);
  }
  known.places = dice_.one_of(kPlaces);
  writer.key("MaxAssignments").integer(known.places);
  writer.key("LifetimeInSeconds").integer(dice_.one_of(kLifetimes));
  writer.member("Question", question(dice_.chance(20) ? dice_.index(20'000) : dice_.index(500)));
  if (dice_.chance(50)) {
    known.token = fmt::format("token-{:x}", dice_.next());
    writer.member("UniqueRequestToken", *known.token);
  }
  writer.end_object();
  body.pop_back();
  body += some_policies() + "}";
  known.token_used_at = clock_.now();
  const std::string operation = with_type ? "CreateHITWithHITType" : "CreateHIT";
  add(steps, operation,
      requester_command({.marketplace = known.marketplace, .requester = {known.requester}}, operation, body),
      [this, known](const std::string& answer) {
        const std::string id = id_in(answer, "HIT", "HITId");
        record_.hits[id] = known;
        record_.hits[id].type = id_in(answer, "HIT", "HITTypeId");
        hit_ids_.push_back(id);
      });
}

/// A client that did not hear the answer: the token has to be refused with the HIT's id.
void Workload::publish_again(std::vector<Step>& steps) {
  const std::string* const id = some_hit();
  if (id == nullptr || !record_.hits[*id].token) return;
  const KnownHit known = record_.hits[*id];
  if (known.token_used_at + Duration::seconds(86'000) < clock_.now()) return;
  std::string body;
  json::Writer writer(body);
  writer.begin_object();
  write_type(writer, dice_);
  writer.key("LifetimeInSeconds").integer(3600);
  writer.member("Question", question(1)).member("UniqueRequestToken", *known.token).end_object();
  auto command = requester_command({.marketplace = known.marketplace, .requester = {known.requester}},
                                   "CreateHIT", body);
  if (!command) return;
  steps.push_back({"CreateHIT again", *std::move(command), [this, id = *id](const Outcome& outcome) {
                     if (outcome.ending == Ending::Failed) return;
                     if (outcome.ending == Ending::Refused && outcome.text.find(id) != std::string::npos) {
                       ++acknowledged_["CreateHIT again"];
                     } else {
                       wrong_.push_back(
                           fmt::format("the token of HIT {} was not refused: {}", id, outcome.text));
                     }
                   }});
}

void Workload::accept(std::vector<Step>& steps) {
  const std::string* const hit = some_hit();
  if (hit == nullptr) return;
  std::vector<std::string> able;
  for (const Person& worker : workers_) {
    if (worker.marketplace == record_.hits[*hit].marketplace) able.push_back(worker.id);
  }
  const std::string worker = able[dice_.index(able.size())];
  const actions::Caller caller{.marketplace = record_.hits[*hit].marketplace, .worker = {worker}};
  add(steps, "AcceptHIT", worker_command(caller, "AcceptHIT", object("HITId", *hit)),
      [this, hit = *hit, worker](const std::string& answer) {
        const std::string id = id_in(answer, "Assignment", "AssignmentId");
        record_.assignments[id] = {.hit = hit, .worker = worker};
        assignment_ids_.push_back(id);
      });
}

void Workload::submit(std::vector<Step>& steps) {
  const std::string* const id = some_assignment(AssignmentStatus::Accepted);
  if (id == nullptr) return;
  // "right" is what policies look for.
  const std::string text =
      dice_.chance(30)
          ? "right"
          : fmt::format("{:x}{}", dice_.next(), std::string(dice_.chance(20) ? dice_.index(9'000) : 0, 'a'));
  const domain::AnswerField field{.name = "comment", .values = {text}};
  add(steps, "SubmitAssignment",
      worker_command(worker_of(record_.assignments[*id]), "SubmitAssignment",
                     fmt::format(R"({{"AssignmentId":"{}","Answers":{{"comment":"{}"}}}})", *id, text)),
      [this, id = *id, xml = domain::answers_xml(std::span(&field, 1))](const std::string&) {
        record_.assignments[id].status = AssignmentStatus::Submitted;
        record_.assignments[id].answer = xml;
      });
}

void Workload::give_back(std::vector<Step>& steps) {
  const std::string* const id = some_assignment(AssignmentStatus::Accepted);
  if (id == nullptr) return;
  add(steps, "ReturnAssignment",
      worker_command(worker_of(record_.assignments[*id]), "ReturnAssignment", object("AssignmentId", *id)),
      [this, id = *id](const std::string&) { record_.assignments[id].status = AssignmentStatus::Returned; });
}

void Workload::keep_draft(std::vector<Step>& steps) {
  const std::string* const id = some_assignment(AssignmentStatus::Accepted);
  if (id == nullptr) return;
  const domain::AnswerField field{.name = "comment", .values = {fmt::format("{:x}", dice_.next())}};
  const std::string xml = domain::answers_xml(std::span(&field, 1));
  add(steps, "draft",
      write_command(worker_of(record_.assignments[*id]),
                    [id = *id, xml](actions::WriteContext& ctx) -> Result<Done> {
                      if (const auto stored = actions::store_draft(ctx, {id}, xml); !stored)
                        return refuse(stored);
                      return Done{};
                    }));
}

void Workload::approve(std::vector<Step>& steps) {
  const std::string* const id = some_assignment(AssignmentStatus::Submitted);
  if (id == nullptr) return;
  add(steps, "ApproveAssignment",
      requester_command(owner_of(record_.hits[record_.assignments[*id].hit]), "ApproveAssignment",
                        object("AssignmentId", *id)),
      [this, id = *id](const std::string&) { record_.assignments[id].status = AssignmentStatus::Approved; });
}

void Workload::reject(std::vector<Step>& steps) {
  const std::string* const id = some_assignment(AssignmentStatus::Submitted);
  if (id == nullptr) return;
  add(steps, "RejectAssignment",
      requester_command(owner_of(record_.hits[record_.assignments[*id].hit]), "RejectAssignment",
                        fmt::format(R"({{"AssignmentId":"{}","RequesterFeedback":"No."}})", *id)),
      [this, id = *id](const std::string&) { record_.assignments[id].status = AssignmentStatus::Rejected; });
}

void Workload::pay_bonus(std::vector<Step>& steps) {
  const std::string* const id = some_assignment(AssignmentStatus::Approved);
  if (id == nullptr) return;
  const Money amount = Money::cents(1 + static_cast<std::int64_t>(dice_.below(200)));
  const std::string token = fmt::format("bonus-{:x}", dice_.next());
  const KnownAssignment& known = record_.assignments[*id];
  std::string body;
  json::Writer writer(body);
  writer.begin_object().member("WorkerId", known.worker).member("AssignmentId", *id);
  writer.member("BonusAmount", format_money(amount)).member("Reason", "Thanks.");
  writer.member("UniqueRequestToken", token).end_object();
  add(steps, "SendBonus", requester_command(owner_of(record_.hits[known.hit]), "SendBonus", body),
      [this, id = *id, token, amount](const std::string&) {
        record_.assignments[id].bonuses[token] = amount;
      });
}

void Workload::change_expiration(std::vector<Step>& steps) {
  const std::string* const id = some_hit();
  if (id == nullptr) return;
  constexpr std::int64_t kFromNow[] = {-3600, 60, 3600, 5 * 86'400};
  add(steps, "UpdateExpirationForHIT",
      requester_command(owner_of(record_.hits[*id]), "UpdateExpirationForHIT",
                        fmt::format(R"({{"HITId":"{}","ExpireAt":{}}})", *id,
                                    clock_.now().epoch_seconds() + dice_.one_of(kFromNow))));
}

void Workload::add_places(std::vector<Step>& steps) {
  const std::string* const id = some_hit();
  if (id == nullptr) return;
  const std::int64_t more = 1 + static_cast<std::int64_t>(dice_.below(3));
  add(steps, "CreateAdditionalAssignmentsForHIT",
      requester_command(owner_of(record_.hits[*id]), "CreateAdditionalAssignmentsForHIT",
                        fmt::format(R"({{"HITId":"{}","NumberOfAdditionalAssignments":{}}})", *id, more)),
      [this, id = *id, more](const std::string&) { record_.hits[id].places += more; });
}

void Workload::remove_hit(std::vector<Step>& steps) {
  const std::string* const id = some_hit();
  if (id == nullptr) return;
  add(steps, "DeleteHIT", requester_command(owner_of(record_.hits[*id]), "DeleteHIT", object("HITId", *id)),
      [this, id = *id](const std::string&) { record_.hits[id].deleted = true; });
}

void Workload::mark_reviewing(std::vector<Step>& steps) {
  const std::string* const id = some_hit();
  if (id == nullptr) return;
  add(steps, "UpdateHITReviewStatus",
      requester_command(
          owner_of(record_.hits[*id]), "UpdateHITReviewStatus",
          fmt::format(R"({{"HITId":"{}","Revert":{}}})", *id, dice_.chance(30) ? "true" : "false")));
}

void Workload::change_type(std::vector<Step>& steps) {
  const std::string* const id = some_hit();
  if (id == nullptr || type_ids_.empty()) return;
  const std::string type = type_ids_[dice_.index(type_ids_.size())];
  add(steps, "UpdateHITTypeOfHIT",
      requester_command(owner_of(record_.hits[*id]), "UpdateHITTypeOfHIT",
                        fmt::format(R"({{"HITId":"{}","HITTypeId":"{}"}})", *id, type)));
}

const std::string* Workload::some_hit() {
  if (hit_ids_.empty()) return nullptr;
  return &hit_ids_[hit_ids_.size() - 1 - dice_.index(std::min(kRecent, hit_ids_.size()))];
}

const std::string* Workload::some_assignment(AssignmentStatus status) {
  std::vector<const std::string*> found;
  for (std::size_t i = assignment_ids_.size(); i > 0 && found.size() < kRecent; --i) {
    const std::string& id = assignment_ids_[i - 1];
    if (record_.assignments[id].status == status) found.push_back(&id);
  }
  return found.empty() ? nullptr : found[dice_.index(found.size())];
}

actions::Caller Workload::owner_of(const KnownHit& hit) const {
  return {.marketplace = hit.marketplace, .requester = {hit.requester}};
}

actions::Caller Workload::worker_of(const KnownAssignment& assignment) const {
  return {.marketplace = record_.hits.at(assignment.hit).marketplace, .worker = {assignment.worker}};
}

}  // namespace kempelen::faults
