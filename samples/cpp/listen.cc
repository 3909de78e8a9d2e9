// Hears from a queue what happens to a HIT, and approves its assignment as soon as it is submitted. C++ has
// no web server at hand, so this one listens by SQS.
#include <aws/core/utils/json/JsonSerializer.h>
#include <aws/mturk-requester/model/ApproveAssignmentRequest.h>
#include <aws/mturk-requester/model/CreateHITTypeRequest.h>
#include <aws/mturk-requester/model/CreateHITWithHITTypeRequest.h>
#include <aws/mturk-requester/model/DeleteHITRequest.h>
#include <aws/mturk-requester/model/SendTestEventNotificationRequest.h>
#include <aws/mturk-requester/model/UpdateNotificationSettingsRequest.h>
#include <aws/sqs/SQSClient.h>
#include <aws/sqs/model/DeleteMessageRequest.h>
#include <aws/sqs/model/ReceiveMessageRequest.h>

#include <set>

#include "connection.h"

namespace {

using namespace Aws::MTurk::Model;
using Aws::MTurk::MTurkClient;
using Aws::SQS::SQSClient;
using Aws::Utils::Json::JsonValue;

constexpr int seconds_of_waiting = 5;  // of one question to the queue

SQSClient connect_to_queues() {
  Aws::SQS::SQSClientConfiguration configuration;
  configuration.endpointOverride = samples::environment("AWS_ENDPOINT_URL_SQS");
  configuration.region = "us-east-1";
  configuration.requestTimeoutMs = 4 * 1000 * seconds_of_waiting;  // by default 3000: shorter than the wait
  return SQSClient(configuration);
}

/// The id of a HIT whose events are sent to the queue.
Aws::String publish(const MTurkClient& mturk, const Aws::String& queue) {
  const auto type = CreateHITTypeRequest()
                        .WithTitle("Look out of the window")
                        .WithDescription("Say what you see.")
                        .WithReward("0.10")
                        .WithAssignmentDurationInSeconds(600);
  const auto hit_type_id = samples::result_of(mturk.CreateHITType(type)).GetHITTypeId();
  const auto notification = NotificationSpecification()
                                .WithDestination(queue)
                                .WithTransport(NotificationTransport::SQS)
                                .WithVersion("2014-08-15")
                                .AddEventTypes(EventType::AssignmentAccepted)
                                .AddEventTypes(EventType::AssignmentSubmitted)
                                .AddEventTypes(EventType::AssignmentApproved);
  // A Ping comes at once if the destination can be reached.
  samples::result_of(mturk.SendTestEventNotification(
      SendTestEventNotificationRequest().WithNotification(notification).WithTestEventType(EventType::Ping)));
  samples::result_of(mturk.UpdateNotificationSettings(UpdateNotificationSettingsRequest()
                                                          .WithHITTypeId(hit_type_id)
                                                          .WithNotification(notification)
                                                          .WithActive(true)));
  const auto hit = CreateHITWithHITTypeRequest()
                       .WithHITTypeId(hit_type_id)
                       .WithMaxAssignments(1)
                       .WithLifetimeInSeconds(3600)
                       .WithQuestion(samples::question("question_form"));
  return samples::result_of(mturk.CreateHITWithHITType(hit)).GetHIT().GetHITId();
}

/// What has come, taken from the queue.
Aws::Vector<JsonValue> receive(const SQSClient& sqs, const Aws::String& queue) {
  const auto request = Aws::SQS::Model::ReceiveMessageRequest()
                           .WithQueueUrl(queue)
                           .WithMaxNumberOfMessages(10)
                           .WithWaitTimeSeconds(seconds_of_waiting);
  const auto received = samples::result_of(sqs.ReceiveMessage(request));
  Aws::Vector<JsonValue> documents;
  for (const auto& message : received.GetMessages()) {
    documents.emplace_back(message.GetBody());
    samples::result_of(
        sqs.DeleteMessage(Aws::SQS::Model::DeleteMessageRequest().WithQueueUrl(queue).WithReceiptHandle(
            message.GetReceiptHandle())));
  }
  return documents;
}

/// Prints the events of a document and approves what was submitted; whether the work is approved by now.
bool hear(const MTurkClient& mturk, const JsonValue& document) {
  bool approved = false;
  const auto events = document.View().GetArray("Events");
  for (std::size_t index = 0; index < events.GetLength(); ++index) {
    const auto type = events[index].GetString("EventType");
    samples::say("event: ", type);
    if (type == "AssignmentSubmitted") {
      const auto assignment_id = events[index].GetString("AssignmentId");
      samples::result_of(mturk.ApproveAssignment(ApproveAssignmentRequest().WithAssignmentId(assignment_id)));
    }
    approved = approved || type == "AssignmentApproved";
  }
  return approved;
}

void listen_to_queue() {
  const auto queue = samples::environment("KEMPELEN_QUEUE_URL");
  const auto sqs = connect_to_queues();
  const auto mturk = samples::connect();
  const auto hit_id = publish(mturk, queue);
  samples::say("HIT: ", hit_id);

  std::set<Aws::String> known;  // a document may come twice
  for (bool approved = false; !approved;) {
    for (const auto& document : receive(sqs, queue)) {
      if (known.insert(document.View().GetString("EventDocId")).second) {
        approved = hear(mturk, document) || approved;
      }
    }
  }
  samples::result_of(mturk.DeleteHIT(DeleteHITRequest().WithHITId(hit_id)));
  samples::say("heard: everything");
}

}  // namespace

int main() {
  return samples::run(listen_to_queue);
}
