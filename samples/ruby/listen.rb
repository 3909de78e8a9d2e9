# Hears by webhook what happens to a HIT, and approves its assignment as soon as it is submitted.
require "json"
require "openssl"
require "set"
require "webrick"

require_relative "connection"

SECRET = ENV.fetch("KEMPELEN_WEBHOOK_SECRET")

# `header` is t=<epoch seconds>,v1=<hex>: who knows the address but not the secret cannot write it.
def genuine?(header, body)
  time, signature = header.to_s.match(/\At=(\d+),v1=(\h+)\z/)&.captures
  return false unless time

  expected = OpenSSL::HMAC.hexdigest("SHA256", SECRET, "#{time}.#{body}")
  OpenSSL.secure_compare(expected, signature) && (Time.now.to_i - time.to_i).abs < 300
end

# Yields each event once, although a document may come twice.
def each_event(documents)
  known = Set.new
  loop do
    document = documents.pop
    document["Events"].each { |event| yield event } if known.add?(document["EventDocId"])
  end
end

documents = Queue.new
webhook = WEBrick::HTTPServer.new(
  BindAddress: "127.0.0.1",
  Port: 0,
  Logger: WEBrick::Log.new($stderr, WEBrick::Log::WARN),
  AccessLog: []
)
webhook.mount_proc("/") do |request, response|
  genuine = genuine?(request["Kempelen-Signature"], request.body)
  documents << JSON.parse(request.body) if genuine
  response.status = genuine ? 204 : 403
end
Thread.new { webhook.start }

mturk = connect
hit_type_id = mturk.create_hit_type(
  title: "Look out of the window",
  description: "Say what you see.",
  reward: "0.10",
  assignment_duration_in_seconds: 600
).hit_type_id
notification = {
  destination: "http://127.0.0.1:#{webhook.listeners.first.addr[1]}/",
  transport: "Webhook",
  version: "2014-08-15",
  event_types: %w[AssignmentAccepted AssignmentSubmitted AssignmentApproved]
}
# A Ping comes at once if the destination can be reached.
mturk.send_test_event_notification(notification: notification, test_event_type: "Ping")
mturk.update_notification_settings(hit_type_id: hit_type_id, notification: notification, active: true)
hit_id = mturk.create_hit_with_hit_type(
  hit_type_id: hit_type_id,
  max_assignments: 1,
  lifetime_in_seconds: 3600,
  question: question("question_form")
).hit.hit_id
puts "HIT: #{hit_id}"

each_event(documents) do |event|
  type, assignment = event.values_at("EventType", "AssignmentId")
  puts "event: #{type}"
  mturk.approve_assignment(assignment_id: assignment) if type == "AssignmentSubmitted"
  break if type == "AssignmentApproved"
end
webhook.shutdown
mturk.delete_hit(hit_id: hit_id)
puts "heard: everything"
