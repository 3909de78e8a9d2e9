# Changes a HIT while it is worked on: its type, how many may do it, when it ends, how its review stands.
require_relative "connection"

REVIEW_POLICY = {
  policy_name: "SimplePlurality/2011-09-01",
  parameters: [
    { key: "QuestionIds", values: ["seen"] },
    { key: "QuestionAgreementThreshold", values: ["50"] }
  ]
}.freeze

def create_hit_type(mturk, title)
  mturk.create_hit_type(
    title: title,
    description: "Say what you see.",
    reward: "0.10",
    assignment_duration_in_seconds: 600
  ).hit_type_id
end

mturk = connect
first = create_hit_type(mturk, "Look out of the window")
second = create_hit_type(mturk, "Look out of the window, with patience")
hit_id = mturk.create_hit_with_hit_type(
  hit_type_id: first,
  max_assignments: 1,
  lifetime_in_seconds: 3600,
  question: question("question_form"),
  hit_review_policy: REVIEW_POLICY
).hit.hit_id

current = -> { mturk.get_hit(hit_id: hit_id).hit }
assignments = -> { mturk.list_assignments_for_hit(hit_id: hit_id).assignments }

mturk.update_hit_type_of_hit(hit_id: hit_id, hit_type_id: second)
puts "title: #{current.call.title}"
mturk.create_additional_assignments_for_hit(hit_id: hit_id, number_of_additional_assignments: 1)
puts "assignments: #{current.call.max_assignments}"
# A response enumerates the pages that follow it: the SDK follows NextToken.
listed = mturk.list_hits.flat_map(&:hits)
puts "HITs of this type: #{listed.count { |hit| hit.hit_type_id == second }}"

puts "HIT: #{hit_id}"
sleep 1 while assignments.call.empty?
# One of two assignments is done; a time that has passed ends the HIT at once.
mturk.update_expiration_for_hit(hit_id: hit_id, expire_at: Time.at(0))
puts "status: #{current.call.hit_status}"
mturk.update_hit_review_status(hit_id: hit_id, revert: false)
puts "status: #{current.call.hit_status}"

report = mturk.list_review_policy_results_for_hit(hit_id: hit_id, policy_levels: ["HIT"]).hit_review_report
report.review_results.select(&:question_id).each do |result|
  puts "review: #{result.question_id} #{result.key} = #{result.value}"
end

assignments.call.each do |assignment|
  mturk.approve_assignment(assignment_id: assignment.assignment_id)
end
mturk.delete_hit(hit_id: hit_id)
puts "deleted: #{hit_id}"
