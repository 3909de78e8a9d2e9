# Asks for a file, and says where it can be fetched from for the next minute.
require_relative "connection"

mturk = connect
hit_id = mturk.create_hit(
  title: "Show your window",
  description: "Send a photo.",
  reward: "0.10",
  max_assignments: 1,
  lifetime_in_seconds: 3600,
  assignment_duration_in_seconds: 600,
  question: question("file_form")
).hit.hit_id
puts "HIT: #{hit_id}"
await_reviewable(mturk, hit_id)

mturk.list_assignments_for_hit(hit_id: hit_id).assignments.map(&:assignment_id).each do |assignment|
  address = mturk.get_file_upload_url(assignment_id: assignment, question_identifier: "photo")
  puts "photo: #{address.file_upload_url}"
  mturk.approve_assignment(assignment_id: assignment)
end
puts "collected: 1"
