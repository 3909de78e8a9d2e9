# Rejects an assignment, thinks better of it, pays a bonus, and writes to, blocks and unblocks its worker.
require "securerandom"

require_relative "connection"

mturk = connect
hit_id = mturk.create_hit(
  title: "Look out of the window",
  description: "Say what you see.",
  reward: "0.10",
  max_assignments: 1,
  lifetime_in_seconds: 3600,
  assignment_duration_in_seconds: 600,
  question: question("question_form")
).hit.hit_id
puts "HIT: #{hit_id}"
await_reviewable(mturk, hit_id)

submitted = mturk.list_assignments_for_hit(hit_id: hit_id, assignment_statuses: ["Submitted"]).assignments
work, worker = submitted.first.to_h.values_at(:assignment_id, :worker_id)

status = -> { mturk.get_assignment(assignment_id: work).assignment.assignment_status }
mturk.reject_assignment(assignment_id: work, requester_feedback: "There is no such animal.")
puts "after the rejection: #{status.call}"
mturk.approve_assignment(assignment_id: work, requester_feedback: "There is one.", override_rejection: true)
puts "after the override: #{status.call}"

mturk.send_bonus(
  worker_id: worker,
  assignment_id: work,
  bonus_amount: "0.50",
  reason: "Sorry for the rejection.",
  unique_request_token: SecureRandom.uuid # a repeated call pays nothing twice
)
mturk.list_bonus_payments(assignment_id: work).bonus_payments.each do |bonus|
  puts "bonus: #{bonus.bonus_amount}"
end

failures = mturk.notify_workers(
  subject: "Your animal",
  message_text: "It does exist. We have paid you.",
  worker_ids: [worker]
).notify_workers_failure_statuses
puts "messages that failed: #{failures.size}"

count_blocked = -> { mturk.list_worker_blocks.worker_blocks.size }
mturk.create_worker_block(worker_id: worker, reason: "Only to show how it is done.")
puts "blocked workers: #{count_blocked.call}"
mturk.delete_worker_block(worker_id: worker, reason: "It was only to show how it is done.")
puts "blocked workers: #{count_blocked.call}"
mturk.delete_hit(hit_id: hit_id)
