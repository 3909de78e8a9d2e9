# What all programs share: the client, the questions of samples/questions, and waiting.
require "aws-sdk-mturk"

$stdout.sync = true # also into a pipe: whoever plays the worker waits for each line

# A client for one marketplace; the SDK itself finds the credentials in the environment.
def connect(endpoint = ENV.fetch("AWS_ENDPOINT_URL_MTURK"))
  Aws::MTurk::Client.new(endpoint: endpoint, region: "us-east-1")
end

def question(name)
  File.read(File.join(__dir__, "..", "questions", "#{name}.xml"), encoding: "UTF-8")
end

# Asks once a second until all work on the HIT has been submitted.
def await_reviewable(mturk, hit_id)
  sleep 1 until mturk.get_hit(hit_id: hit_id).hit.hit_status == "Reviewable"
end
