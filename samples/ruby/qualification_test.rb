# Makes a qualification with a test that is graded at once, and a HIT for those who pass it.
require "securerandom"

require_relative "connection"

mturk = connect
qualification = mturk.create_qualification_type(
  name: "Knows animals #{SecureRandom.uuid}",
  description: "Two questions about animals.",
  qualification_type_status: "Active",
  test: question("test"),
  test_duration_in_seconds: 600,
  answer_key: question("answer_key")
).qualification_type.qualification_type_id
puts "qualification type: #{qualification}"

hit_id = mturk.create_hit(
  title: "Look out of the window, if you know animals",
  description: "Say what you see.",
  reward: "0.10",
  max_assignments: 1,
  lifetime_in_seconds: 3600,
  assignment_duration_in_seconds: 600,
  qualification_requirements: [
    { qualification_type_id: qualification, comparator: "GreaterThanOrEqualTo", integer_values: [80] }
  ],
  question: question("question_form")
).hit.hit_id
puts "HIT: #{hit_id}"
await_reviewable(mturk, hit_id)

mturk.list_assignments_for_hit(hit_id: hit_id).assignments.each do |assignment|
  score = mturk.get_qualification_score(qualification_type_id: qualification, worker_id: assignment.worker_id)
  puts "score: #{score.qualification.integer_value}"
  mturk.approve_assignment(assignment_id: assignment.assignment_id)
end
mturk.delete_hit(hit_id: hit_id)
mturk.delete_qualification_type(qualification_type_id: qualification)
puts "deleted: #{qualification}"
