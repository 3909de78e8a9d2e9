// The JSON of each call.
#include "tests/simulation/requests.h"

#include <fmt/format.h>

#include "tests/simulation/predict.h"

namespace kempelen::simulation {
namespace {

const std::string kNothing = "3NOTHINGHASTHISID0000000000000";

void put(std::vector<std::string>& table, int symbol, std::string value) {
  if (symbol <= 0) return;
  if (table.size() <= static_cast<std::size_t>(symbol)) table.resize(static_cast<std::size_t>(symbol) + 1);
  table[static_cast<std::size_t>(symbol)] = std::move(value);
}

/// The text of a member, which stands somewhere in the answer.
std::string member(const std::string& answer, std::string_view name) {
  const std::string key = fmt::format("\"{}\":\"", name);
  const auto at = answer.find(key);
  if (at == std::string::npos) return {};
  const auto begin = at + key.size();
  return answer.substr(begin, answer.find('"', begin) - begin);
}

/// Members one after the other, in one object.
class Body {
 public:
  Body& text(std::string_view name, std::string_view value) {
    begin(name);
    text_ += '"';
    for (const char c : value) {
      if (c == '"' || c == '\\') text_ += '\\';
      text_ += c;
    }
    text_ += '"';
    return *this;
  }
  Body& number(std::string_view name, std::int64_t value) {
    begin(name);
    text_ += std::to_string(value);
    return *this;
  }
  Body& json(std::string_view name, std::string_view value) {
    begin(name);
    text_ += value;
    return *this;
  }
  std::string take() {
    if (text_.empty()) return "{}";
    text_ += '}';
    return std::move(text_);
  }

 private:
  void begin(std::string_view name) {
    text_ += text_.empty() ? "{\"" : ",\"";
    text_ += name;
    text_ += "\":";
  }
  std::string text_;
};

/// An id, or what no id looks like.
void put_id(Body& body, std::string_view name, const Step& s, const std::string& id) {
  body.text(name, s.get(Arg::Bad) == 1 ? "no-id" : id);
}

void put_type(Body& body, const Step& s, const Names& names) {
  const std::int64_t title = s.get(Arg::Title);
  body.text("Title", title_text(title)).text("Description", "What to do.");
  if (title % 2 == 0) body.text("Keywords", "words, pictures");
  body.text("Reward", dollars(s.get(Arg::Reward)));
  body.number("AssignmentDurationInSeconds", s.get(Arg::Bad) == 1 ? 29 : s.get(Arg::Duration));
  if (s.has(Arg::Delay)) body.number("AutoApprovalDelayInSeconds", s.get(Arg::Delay));
  if (s.get(Arg::Bad) == 6) {
    body.json("QualificationRequirements",
              R"([{"QualificationTypeId":"00000000000000000060","Comparator":"EqualTo","IntegerValues":[1],)"
              R"("ActionsGuarded":"Accept","RequiredToPreview":true}])");
  } else if (s.get(Arg::Require) != 0) {
    body.json("QualificationRequirements",
              requirements_json(s.get(Arg::Require), s.live, names.id(s.symbol(Arg::Qualification))));
  }
}

void put_token(Body& body, const Step& s) {
  if (s.get(Arg::Token) != 0) body.text("UniqueRequestToken", fmt::format("token-{}", s.get(Arg::Token)));
}

/// Alter: 1 gives the place no value, 2 gives one to a place that is none.
void put_layout(Body& body, const Step& s, const Names& names) {
  constexpr std::string_view kEntry = R"({{"Name":"{}","Value":"{}"}})";
  std::string list;
  if (s.get(Arg::Alter) != 1) list = fmt::format(kEntry, "word", note_text(s.get(Arg::Value)));
  if (s.get(Arg::Alter) == 2) list += "," + fmt::format(kEntry, "more", "nothing");
  body.text("HITLayoutId", names.id(s.symbol(Arg::Layout))).json("HITLayoutParameters", "[" + list + "]");
}

void put_hit(Body& body, const Step& s, const Names& names) {
  if (s.has(Arg::Places)) body.number("MaxAssignments", s.get(Arg::Places));
  body.number("LifetimeInSeconds", s.get(Arg::Bad) == 1 ? 29 : s.get(Arg::Lifetime));
  if (s.get(Arg::Bad) == 5) {
    body.text("Question", "<HTMLQuestion>");
  } else if (s.has(Arg::Layout) && s.get(Arg::Bad) != 4) {
    put_layout(body, s, names);
  } else if (s.get(Arg::Bad) != 4) {
    body.text("Question", question_text(s.get(Arg::Question)));
  }
  if (s.get(Arg::Policy) != 0) body.json("AssignmentReviewPolicy", policy_json(s.get(Arg::Policy)));
  if (s.get(Arg::Plurality) != 0) body.json("HITReviewPolicy", plurality_json(s.get(Arg::Plurality)));
  if (s.get(Arg::Note) != 0) body.text("RequesterAnnotation", note_text(s.get(Arg::Note)));
  put_token(body, s);
}

void put_page(Body& body, const Step& s, const Names& names) {
  if (s.get(Arg::Bad) == 1) {
    body.number("MaxResults", 101);
  } else if (s.has(Arg::Size)) {
    body.number("MaxResults", s.get(Arg::Size));
  }
  std::string token = names.token(s.symbol(Arg::Walk));
  if (token.empty()) return;
  if (s.get(Arg::Alter) == 1) {
    char& c = token[token.size() / 2];
    c = c == 'A' ? 'B' : 'A';
  }
  body.text("NextToken", token);
}

void put_statuses(Body& body, const Step& s) {
  const std::int64_t wanted = s.get(Arg::Status);
  if (wanted == 0) return;
  std::string list;
  constexpr std::string_view kStatuses[] = {"Submitted", "Approved", "Rejected"};
  for (int i = 0; i < 3; ++i) {
    if ((wanted >> i & 1) != 0) list += fmt::format("{}\"{}\"", list.empty() ? "" : ",", kStatuses[i]);
  }
  body.json("AssignmentStatuses", "[" + list + "]");
}

void put_qualification_type(Body& body, const Step& s) {
  if (s.has(Arg::Note)) body.text("Description", note_text(s.get(Arg::Note)));
  if (s.has(Arg::Status))
    body.text("QualificationTypeStatus", s.get(Arg::Status) == 1 ? "Inactive" : "Active");
  if (s.has(Arg::Retry)) body.number("RetryDelayInSeconds", s.get(Arg::Retry));
  if (s.get(Arg::Test) != 0) body.text("Test", test_text(s.get(Arg::Test)));
  if (s.get(Arg::Key) != 0) body.text("AnswerKey", answer_key_text(s.get(Arg::Key)));
  if (s.has(Arg::Duration)) body.number("TestDurationInSeconds", s.get(Arg::Duration));
  if (s.has(Arg::Auto)) body.json("AutoGranted", s.get(Arg::Auto) == 1 ? "true" : "false");
  if (s.has(Arg::Value)) body.number("AutoGrantedValue", s.get(Arg::Value));
}

void put_workers(Body& body, const Step& s, const Names& names) {
  std::string list;
  for (int w = 0; w < kWorkers; ++w) {
    if ((s.get(Arg::Worker) >> w & 1) == 0) continue;
    list += fmt::format("{}\"{}\"", list.empty() ? "" : ",", names.workers[static_cast<std::size_t>(w)]);
  }
  body.json("WorkerIds", "[" + list + "]");
}

void put_specification(Body& body, std::int64_t queue, std::int64_t bits) {
  std::string events;
  for (int i = 0; i < kEvents; ++i) {
    if ((bits >> i & 1) == 0) continue;
    events += fmt::format("{}\"{}\"", events.empty() ? "" : ",", name(static_cast<Event>(i)));
  }
  body.json(
      "Notification",
      fmt::format(R"({{"Destination":"{}","Transport":"SQS","Version":"2006-05-05","EventTypes":[{}]}})",
                  queue_text(queue), events));
}

void put_subscription(Body& body, const Step& s, const Names& names) {
  body.text("HITTypeId", names.type(s.symbol(Arg::Type)));
  if (s.has(Arg::Active)) body.json("Active", s.get(Arg::Active) == 1 ? "true" : "false");
  if (!s.has(Arg::Queue)) return;
  put_specification(body, s.get(Arg::Queue), s.get(Arg::Events));
}

void put_test_event(Body& body, const Step& s) {
  put_specification(body, s.get(Arg::Queue), 1);
  body.text("TestEventType", name(static_cast<Event>(s.get(Arg::Status))));
}

/// Qualifications, blocks, letters and notifications.
void put_people_call(Body& body, const Step& s, const Names& names) {
  const auto type = [&] { put_id(body, "QualificationTypeId", s, names.id(s.symbol(Arg::Qualification))); };
  const auto worker = [&] {
    body.text("WorkerId", names.workers[static_cast<std::size_t>(s.get(Arg::Worker))]);
  };
  const auto reason = [&] {
    if (s.has(Arg::Note)) body.text("Reason", note_text(s.get(Arg::Note)));
  };
  switch (s.op) {
    case Op::CreateQualificationType:
      body.text("Name", qualification_name(s.get(Arg::Title)));
      return put_qualification_type(body, s);
    case Op::UpdateQualificationType:
      type();
      return put_qualification_type(body, s);
    case Op::DeleteQualificationType:
    case Op::GetQualificationType:
      return type();
    case Op::ListQualificationTypes:
      body.json("MustBeRequestable", s.get(Arg::Auto) == 1 ? "true" : "false");
      if (s.has(Arg::Own)) body.json("MustBeOwnedByCaller", s.get(Arg::Own) == 1 ? "true" : "false");
      if (s.get(Arg::Term) != 0) body.text("Query", term_text(s.get(Arg::Term)));
      return put_page(body, s, names);
    case Op::ListHITsForQualificationType:
    case Op::ListWorkersWithQualificationType:
      body.text("QualificationTypeId", names.id(s.symbol(Arg::Qualification)));
      if (s.has(Arg::Status)) body.text("Status", s.get(Arg::Status) == 1 ? "Revoked" : "Granted");
      return put_page(body, s, names);
    case Op::ListQualificationRequests:
      if (s.has(Arg::Qualification)) body.text("QualificationTypeId", names.id(s.symbol(Arg::Qualification)));
      return put_page(body, s, names);
    case Op::AssociateQualificationWithWorker:
      type();
      worker();
      if (s.has(Arg::Value)) body.number("IntegerValue", s.get(Arg::Value));
      if (s.get(Arg::Alter) == 1) body.json("SendNotification", "false");
      return;
    case Op::DisassociateQualificationFromWorker:
      type();
      worker();
      return reason();
    case Op::GetQualificationScore:
      type();
      return worker();
    case Op::AcceptQualificationRequest:
    case Op::RejectQualificationRequest:
      body.text("QualificationRequestId", names.id(s.symbol(Arg::Request)));
      if (s.has(Arg::Value)) body.number("IntegerValue", s.get(Arg::Value));
      return reason();
    case Op::CreateWorkerBlock:
    case Op::DeleteWorkerBlock:
      worker();
      return reason();
    case Op::ListReviewPolicyResultsForHIT:
      body.text("HITId", names.id(s.symbol(Arg::Hit))).number("MaxResults", 100);
      return;
    case Op::ListWorkerBlocks:
      return put_page(body, s, names);
    case Op::NotifyWorkers:
      body.text("Subject", note_text(s.get(Arg::Note))).text("MessageText", "Hello.");
      return put_workers(body, s, names);
    case Op::UpdateNotificationSettings:
      return put_subscription(body, s, names);
    case Op::SendTestEventNotification:
      return put_test_event(body, s);
    default:
      return;
  }
}

/// The Requester API; a switch that reads like the operations' tables of input.
void put_requester_call(Body& body, const Step& s, const Names& names, std::int64_t now) {
  const auto hit = [&] { put_id(body, "HITId", s, names.id(s.symbol(Arg::Hit))); };
  const auto assignment = [&] { put_id(body, "AssignmentId", s, names.id(s.symbol(Arg::Assignment))); };
  switch (s.op) {
    case Op::CreateHITType:
      return put_type(body, s, names);
    case Op::CreateHIT:
      put_type(body, s, names);
      return put_hit(body, s, names);
    case Op::CreateHITWithHITType:
      body.text("HITTypeId", names.type(s.symbol(Arg::Type)));
      return put_hit(body, s, names);
    case Op::UpdateExpirationForHIT:
      hit();
      body.number("ExpireAt", s.get(Arg::Alter) == 1 ? 0 : seconds(now) + s.get(Arg::At));
      return;
    case Op::CreateAdditionalAssignmentsForHIT:
      hit();
      body.number("NumberOfAdditionalAssignments", s.get(Arg::More));
      return put_token(body, s);
    case Op::UpdateHITReviewStatus:
      hit();
      if (s.has(Arg::Revert)) body.json("Revert", s.get(Arg::Revert) == 1 ? "true" : "false");
      return;
    case Op::UpdateHITTypeOfHIT:
      hit();
      body.text("HITTypeId", names.type(s.symbol(Arg::Type)));
      return;
    case Op::ApproveAssignment:
      assignment();
      if (s.has(Arg::Note)) body.text("RequesterFeedback", note_text(s.get(Arg::Note)));
      if (s.has(Arg::Override)) body.json("OverrideRejection", s.get(Arg::Override) == 1 ? "true" : "false");
      return;
    case Op::RejectAssignment:
      assignment();
      body.text("RequesterFeedback", note_text(s.get(Arg::Note)));
      return;
    case Op::SendBonus:
      assignment();
      body.text("WorkerId", names.workers[static_cast<std::size_t>(s.get(Arg::Worker))]);
      body.text("BonusAmount", dollars(s.get(Arg::Cents))).text("Reason", note_text(s.get(Arg::Note)));
      return put_token(body, s);
    case Op::ListReviewableHITs:
      if (s.has(Arg::Type)) body.text("HITTypeId", names.type(s.symbol(Arg::Type)));
      if (s.has(Arg::Status)) body.text("Status", s.get(Arg::Status) == 1 ? "Reviewing" : "Reviewable");
      return put_page(body, s, names);
    case Op::ListAssignmentsForHIT:
      body.text("HITId", names.id(s.symbol(Arg::Hit)));
      put_statuses(body, s);
      return put_page(body, s, names);
    case Op::ListBonusPayments:
      if (s.has(Arg::Hit)) body.text("HITId", names.id(s.symbol(Arg::Hit)));
      if (s.has(Arg::Assignment)) body.text("AssignmentId", names.id(s.symbol(Arg::Assignment)));
      return put_page(body, s, names);
    case Op::ListHITs:
      return put_page(body, s, names);
    case Op::GetHIT:
    case Op::DeleteHIT:
      return hit();
    case Op::GetAssignment:
      return assignment();
    case Op::GetFileUploadURL:
      assignment();
      body.text("QuestionIdentifier", kFileQuestion);
      return;
    default:
      return put_people_call(body, s, names);
  }
}

void put_search(Body& body, const Step& s, const Names& names) {
  constexpr std::string_view kSorts[] = {"reward_desc",  "reward_asc",   "num_hits_desc",
                                         "num_hits_asc", "updated_desc", "updated_asc"};
  body.text("Sort", kSorts[s.get(Arg::Sort)]);
  if (s.get(Arg::Least) != 0) body.text("MinReward", dollars(s.get(Arg::Least)));
  if (s.get(Arg::Term) != 0) body.text("SearchTerm", term_text(s.get(Arg::Term)));
  put_page(body, s, names);
}

void put_profile(Body& body, const Step& s) {
  constexpr std::string_view kCountries[] = {"", "US", "DE", "FR"};
  constexpr std::string_view kSubdivisions[] = {"", "CA", "NY"};
  if (s.has(Arg::Country)) body.text("Country", kCountries[s.get(Arg::Country)]);
  if (s.has(Arg::Subdivision)) body.text("Subdivision", kSubdivisions[s.get(Arg::Subdivision)]);
  if (s.has(Arg::Adult)) body.json("AdultContent", s.get(Arg::Adult) == 1 ? "true" : "false");
}

/// What workers do beside their work.
void put_other_worker_call(Body& body, const Step& s, const Names& names) {
  switch (s.op) {
    case Op::RequestQualification:
    case Op::GetQualification:
      body.text("QualificationTypeId", names.id(s.symbol(Arg::Qualification)));
      return;
    case Op::GetQualificationTest:
      body.text("QualificationRequestId", names.id(s.symbol(Arg::Request)));
      return;
    case Op::SubmitQualificationTest:
      body.text("QualificationRequestId", names.id(s.symbol(Arg::Request)));
      body.json("Answers", s.get(Arg::Value) == 1 ? R"({"q":"a"})" : R"({"q":"b"})");
      return;
    case Op::GetMessage:
    case Op::MarkMessageRead:
      body.text("MessageId", names.letter(s.symbol(Arg::Message), s.symbol(Arg::Worker)));
      return;
    case Op::UpdateProfile:
      return put_profile(body, s);
    case Op::ListMessages:
      if (s.has(Arg::Unread)) body.json("UnreadOnly", s.get(Arg::Unread) == 1 ? "true" : "false");
      return put_page(body, s, names);
    case Op::ListRequestableQualifications:
      if (s.get(Arg::Term) != 0) body.text("Query", term_text(s.get(Arg::Term)));
      return put_page(body, s, names);
    case Op::ListMyQualificationRequests:
    case Op::ListMyQualifications:
      return put_page(body, s, names);
    default:
      return;
  }
}

void put_worker_call(Body& body, const Step& s, const Names& names) {
  constexpr std::string_view kStates[] = {"",         "Accepted", "Submitted", "Approved",
                                          "Rejected", "Returned", "Abandoned"};
  switch (s.op) {
    case Op::AcceptHIT:
    case Op::PreviewHIT:
    case Op::ExplainHIT:
    case Op::GetHITGroup:
      if (s.has(Arg::Hit)) body.text("HITId", names.id(s.symbol(Arg::Hit)));
      if (s.has(Arg::Group)) {
        body.text(s.op == Op::AcceptHIT && s.get(Arg::Alter) == 1 ? "HITTypeId" : "HITGroupId",
                  names.type(s.symbol(Arg::Group)));
      }
      return;
    case Op::SubmitAssignment:
      body.text("AssignmentId", names.id(s.symbol(Arg::Assignment)));
      if (s.get(Arg::Alter) == 1) {
        body.json("Answers", "{}");
      } else if (s.has(Arg::Note)) {
        body.json("Answers", fmt::format(R"({{"comment":"{}"}})", answer_text(s.get(Arg::Note))));
      }
      return;
    case Op::ReturnAssignment:
    case Op::GetMyAssignment:
      body.text("AssignmentId", names.id(s.symbol(Arg::Assignment)));
      return;
    case Op::ListMyAssignments:
      if (s.get(Arg::Status) != 0) body.text("Status", kStates[s.get(Arg::Status)]);
      return put_page(body, s, names);
    case Op::RequestFileUpload:
      body.text("AssignmentId", names.id(s.symbol(Arg::Assignment)));
      body.text("QuestionIdentifier", kFileQuestion).text("FileName", "a picture.png");
      body.number("FileSizeInBytes", s.get(Arg::Size));
      return;
    case Op::SearchHITGroups:
      return put_search(body, s, names);
    default:
      return put_other_worker_call(body, s, names);
  }
}

}  // namespace

const std::string& Names::at(const std::vector<std::string>& table, int symbol) {
  const auto index = static_cast<std::size_t>(symbol);
  return symbol > 0 && index < table.size() && !table[index].empty() ? table[index] : kNothing;
}

std::string Names::token(int symbol) const {
  const auto index = static_cast<std::size_t>(symbol);
  return symbol > 0 && index < tokens.size() ? tokens[index] : std::string();
}

const std::string& Names::letter(int symbol, int worker) const {
  const auto found = letters.find({symbol, worker});
  return found == letters.end() ? kNothing : found->second;
}

void Names::note(const Step& step, const std::string& answer) {
  switch (step.op) {
    case Op::CreateHITType:
      return put(types, step.makes, member(answer, "HITTypeId"));
    case Op::CreateHIT:
    case Op::CreateHITWithHITType:
      put(ids, step.makes, member(answer, "HITId"));
      return put(types, step.makes, member(answer, "HITTypeId"));
    case Op::AcceptHIT:
      return put(ids, step.makes, member(answer, "AssignmentId"));
    case Op::CreateQualificationType:
      return put(ids, step.makes, member(answer, "QualificationTypeId"));
    case Op::RequestQualification:
      return put(ids, step.makes, member(answer, "QualificationRequestId"));
    case Op::CreateLayout:
      return put(ids, step.makes, member(answer, "HITLayoutId"));
    case Op::RequestFileUpload:
      return put(tokens, step.makes, member(answer, "UploadURL"));
    default:
      if (is_read(step.op)) put(tokens, step.makes, member(answer, "NextToken"));
  }
}

void Names::forget(int symbol) {
  put(ids, symbol, {});
  put(types, symbol, {});
  if (symbol == 0) return;
  for (int w = 0; w < kWorkers; ++w) letters.erase({symbol, w});
}

std::string_view wire_name(Op op) {
  return op == Op::GetMyAssignment ? "GetAssignment" : name(op);
}

std::string body_of(const Step& s, const Names& names, std::int64_t now) {
  if (s.get(Arg::Bad) == 3) return R"({"HITId")";
  if (s.get(Arg::Bad) == 2) return "{}";
  Body body;
  const Side of = side(s.op);
  if (of == Side::WorkerReads || of == Side::WorkerWrites) {
    put_worker_call(body, s, names);
  } else {
    put_requester_call(body, s, names, now);
  }
  return body.take();
}

}  // namespace kempelen::simulation
