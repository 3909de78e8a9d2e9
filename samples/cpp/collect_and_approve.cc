// Publishes three HITs, waits until they are done, reads the answers as plain values and approves them.
#include <aws/core/utils/xml/XmlSerializer.h>
#include <aws/mturk-requester/model/ApproveAssignmentRequest.h>
#include <aws/mturk-requester/model/CreateHITTypeRequest.h>
#include <aws/mturk-requester/model/CreateHITWithHITTypeRequest.h>
#include <aws/mturk-requester/model/DeleteHITRequest.h>
#include <aws/mturk-requester/model/ListAssignmentsForHITRequest.h>
#include <aws/mturk-requester/model/ListReviewableHITsRequest.h>

#include "connection.h"

namespace {

using namespace Aws::MTurk::Model;
using Aws::MTurk::MTurkClient;
using Aws::Utils::Xml::XmlNode;

constexpr std::size_t hits = 3;
constexpr int page_size = 2;

/// The id of a new HIT type with three HITs.
Aws::String publish(const MTurkClient& mturk) {
  const auto type = CreateHITTypeRequest()
                        .WithTitle("Look out of the window")
                        .WithDescription("Say what you see.")
                        .WithKeywords("window, animals")
                        .WithReward("0.10")
                        .WithAssignmentDurationInSeconds(600);
  const auto hit_type_id = samples::result_of(mturk.CreateHITType(type)).GetHITTypeId();
  const auto hit = CreateHITWithHITTypeRequest()
                       .WithHITTypeId(hit_type_id)
                       .WithMaxAssignments(1)
                       .WithLifetimeInSeconds(3600)
                       .WithQuestion(samples::question("question_form"));
  for (std::size_t number = 0; number < hits; ++number) {
    samples::say("HIT: ", samples::result_of(mturk.CreateHITWithHITType(hit)).GetHIT().GetHITId());
  }
  return hit_type_id;
}

/// Those of all pages: a page says with NextToken that another follows.
Aws::Vector<HIT> reviewable(const MTurkClient& mturk, const Aws::String& hit_type_id) {
  Aws::Vector<HIT> found;
  auto request = ListReviewableHITsRequest().WithHITTypeId(hit_type_id).WithMaxResults(page_size);
  Aws::String next;
  do {
    const auto page = samples::result_of(mturk.ListReviewableHITs(request));
    found.insert(found.end(), page.GetHITs().begin(), page.GetHITs().end());
    next = page.GetNextToken();
    request.SetNextToken(next);
  } while (!next.empty());
  return found;
}

Aws::Vector<Assignment> assignments(const MTurkClient& mturk, const Aws::String& hit_id) {
  Aws::Vector<Assignment> found;
  auto request = ListAssignmentsForHITRequest().WithHITId(hit_id).WithMaxResults(page_size);
  Aws::String next;
  do {
    const auto page = samples::result_of(mturk.ListAssignmentsForHIT(request));
    found.insert(found.end(), page.GetAssignments().begin(), page.GetAssignments().end());
    next = page.GetNextToken();
    request.SetNextToken(next);
  } while (!next.empty());
  return found;
}

/// The text of a child, joined with those of its namesakes.
Aws::String texts(const XmlNode& parent, const char* name) {
  Aws::String joined;
  for (XmlNode child = parent.FirstChild(name); !child.IsNull(); child = child.NextNode(name)) {
    joined += (joined.empty() ? "" : ", ") + Aws::Utils::Xml::DecodeEscapedXmlText(child.GetText());
  }
  return joined;
}

/// Each as its text or, for what was chosen from a list, as the identifiers.
void print_answers(const Aws::String& xml) {
  const auto document = Aws::Utils::Xml::XmlDocument::CreateFromXmlString(xml);
  const XmlNode root = document.GetRootElement();
  for (XmlNode answer = root.FirstChild("Answer"); !answer.IsNull(); answer = answer.NextNode("Answer")) {
    samples::say("answer: ", texts(answer, "QuestionIdentifier"), " = ", texts(answer, "FreeText"),
                 texts(answer, "SelectionIdentifier"));
  }
}

void collect_and_approve() {
  const auto mturk = samples::connect();
  const auto hit_type_id = publish(mturk);
  auto done = reviewable(mturk, hit_type_id);
  while (done.size() < hits) {
    samples::wait_a_second();
    done = reviewable(mturk, hit_type_id);
  }
  int approved = 0;
  for (const auto& hit : done) {
    for (const auto& assignment : assignments(mturk, hit.GetHITId())) {
      print_answers(assignment.GetAnswer());
      samples::result_of(mturk.ApproveAssignment(ApproveAssignmentRequest()
                                                     .WithAssignmentId(assignment.GetAssignmentId())
                                                     .WithRequesterFeedback("Thank you")));
      ++approved;
    }
    samples::result_of(mturk.DeleteHIT(DeleteHITRequest().WithHITId(hit.GetHITId())));
  }
  samples::say("approved: ", approved);
}

}  // namespace

int main() {
  return samples::run(collect_and_approve);
}
