# Decides on requests for a qualification, gives it unasked, looks up who has it, and takes it away.
require "securerandom"

require_relative "connection"

# The request that waits for a decision, once there is one.
def next_request(mturk, qualification)
  loop do
    requests = mturk.list_qualification_requests(qualification_type_id: qualification).qualification_requests
    return requests.first.qualification_request_id if requests.any?

    sleep 1
  end
end

mturk = connect
name = "Watches birds #{SecureRandom.uuid}"
qualification = mturk.create_qualification_type(
  name: name,
  description: "For people who know birds.",
  qualification_type_status: "Active",
  retry_delay_in_seconds: 1
).qualification_type.qualification_type_id
puts "qualification type: #{qualification}"
found = mturk.list_qualification_types(query: name, must_be_requestable: true, must_be_owned_by_caller: true)
puts "found: #{found.qualification_types.size}"
mturk.update_qualification_type(
  qualification_type_id: qualification,
  description: "For people who watch birds."
)
about = mturk.get_qualification_type(qualification_type_id: qualification).qualification_type
puts "description: #{about.description}"

hit_id = mturk.create_hit(
  title: "Look out of the window, if you watch birds",
  description: "Say what you see.",
  reward: "0.10",
  max_assignments: 1,
  lifetime_in_seconds: 3600,
  assignment_duration_in_seconds: 600,
  qualification_requirements: [{ qualification_type_id: qualification, comparator: "Exists" }],
  question: question("question_form")
).hit.hit_id
listed = mturk.list_hits_for_qualification_type(qualification_type_id: qualification).hits
puts "HITs that require it: #{listed.size}"
puts "HIT: #{hit_id}"

mturk.reject_qualification_request(
  qualification_request_id: next_request(mturk, qualification),
  reason: "Please ask again tomorrow."
)
puts "request: rejected"
mturk.accept_qualification_request(
  qualification_request_id: next_request(mturk, qualification),
  integer_value: 80
)
puts "request: accepted"

await_reviewable(mturk, hit_id)
mturk.list_assignments_for_hit(hit_id: hit_id).assignments.each do |assignment|
  mturk.approve_assignment(assignment_id: assignment.assignment_id)
end

holders = lambda do
  mturk.list_workers_with_qualification_type(
    qualification_type_id: qualification,
    status: "Granted"
  ).qualifications
end
worker = holders.call.first.worker_id
mturk.associate_qualification_with_worker(
  qualification_type_id: qualification,
  worker_id: worker,
  integer_value: 95,
  send_notification: false
)
puts "value: #{holders.call.first.integer_value}"
mturk.disassociate_qualification_from_worker(
  qualification_type_id: qualification,
  worker_id: worker,
  reason: "The birds have left."
)
puts "workers who have it: #{holders.call.size}"

mturk.delete_hit(hit_id: hit_id)
mturk.delete_qualification_type(qualification_type_id: qualification)
puts "deleted: #{qualification}"
