# Publishes three HITs, waits until they are done, reads the answers as plain values and approves them.
require "rexml/document"

require_relative "connection"

HITS = 3
PAGE_SIZE = 2

# Identifier to the text or, of what was chosen from a list, to the identifiers.
def answers(xml)
  REXML::Document.new(xml).root.get_elements("Answer").to_h do |answer|
    values = answer.get_elements("FreeText") + answer.get_elements("SelectionIdentifier")
    [answer.elements["QuestionIdentifier"].text, values.map(&:text)]
  end
end

mturk = connect
hit_type_id = mturk.create_hit_type(
  title: "Look out of the window",
  description: "Say what you see.",
  keywords: "window, animals",
  reward: "0.10",
  assignment_duration_in_seconds: 600
).hit_type_id
HITS.times do
  hit = mturk.create_hit_with_hit_type(
    hit_type_id: hit_type_id,
    max_assignments: 1,
    lifetime_in_seconds: 3600,
    question: question("question_form")
  ).hit
  puts "HIT: #{hit.hit_id}"
end

# A response enumerates the pages that follow it: the SDK follows NextToken.
done = []
until done.size == HITS
  sleep 1
  done = mturk.list_reviewable_hits(hit_type_id: hit_type_id, max_results: PAGE_SIZE).flat_map(&:hits)
end

approved = 0
done.map(&:hit_id).each do |hit_id|
  pages = mturk.list_assignments_for_hit(hit_id: hit_id, max_results: PAGE_SIZE)
  pages.flat_map(&:assignments).each do |assignment|
    answers(assignment.answer).each do |identifier, values|
      puts "answer: #{identifier} = #{values.join(', ')}"
    end
    mturk.approve_assignment(assignment_id: assignment.assignment_id, requester_feedback: "Thank you")
    approved += 1
  end
  mturk.delete_hit(hit_id: hit_id)
end
puts "approved: #{approved}"
