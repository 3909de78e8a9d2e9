# Publishes a HIT of each kind of question, for workers in two countries whose work is mostly approved.
require "securerandom"

require_relative "connection"

REQUIREMENTS = [
  {
    qualification_type_id: "00000000000000000071", # Worker_Locale
    comparator: "In",
    locale_values: [{ country: "DE" }, { country: "US" }]
  },
  {
    qualification_type_id: "000000000000000000L0", # Worker_PercentAssignmentsApproved
    comparator: "GreaterThanOrEqualTo",
    integer_values: [95]
  }
].freeze
KINDS = {
  "HTMLQuestion" => "html_question",
  "ExternalQuestion" => "external_question",
  "QuestionForm" => "question_form"
}.freeze

mturk = connect
KINDS.each do |kind, name|
  hit = mturk.create_hit(
    title: "Look out of the window (#{kind})",
    description: "Say what you see.",
    keywords: "window, animals",
    reward: "0.10",
    max_assignments: 1,
    lifetime_in_seconds: 3600,
    assignment_duration_in_seconds: 600,
    qualification_requirements: REQUIREMENTS,
    question: question(name),
    unique_request_token: SecureRandom.uuid # a repeated call publishes nothing twice
  ).hit
  puts "HIT: #{hit.hit_id} #{kind}"
end
puts "published: #{KINDS.size}"
