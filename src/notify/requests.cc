// The two protocols of the original's cloud, and our own.
#include "notify/requests.h"

#include <fmt/format.h>

#include "aws/hashing.h"
#include "aws/sigv4.h"
#include "base/text.h"
#include "json/writer.h"

namespace kempelen::notify {
namespace {

constexpr std::string_view kForm = "application/x-www-form-urlencoded; charset=utf-8";
constexpr std::string_view kDefaultRegion = "us-east-1";

/// A form body; every value is encoded by RFC 3986.
class Form {
 public:
  Form& add(std::string_view name, std::string_view value) {
    text_.append(text_.empty() ? "" : "&").append(name).append("=").append(percent_encode(value));
    return *this;
  }
  std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

/// `https://host:port/path` in its parts; the endpoint has none of the path.
std::string_view host_of(std::string_view origin) {
  return origin.substr(origin.find("://") + 3);
}

/// Host as clients send it: without the port that its scheme has anyway.
std::string host_header(std::string_view origin) {
  std::string_view host = host_of(origin);
  const std::string_view usual = origin.starts_with("https:") ? ":443" : ":80";
  if (host.ends_with(usual)) host.remove_suffix(usual.size());
  return std::string(host);
}

outgoing::Request signed_post(const std::string& origin, const std::string& path,
                              std::vector<std::pair<std::string, std::string>> headers, std::string body,
                              const aws::SigningIdentity& who, Instant at) {
  const std::string host = host_header(origin);
  std::vector<http::Header> covered{{"Host", host}};
  for (const auto& [name, value] : headers) covered.push_back({name, value});
  const auto signature =
      aws::sign({.method = "POST", .path = path, .query = "", .headers = covered, .body = body}, who, at);
  headers.insert(headers.end(), signature.begin(), signature.end());
  return {.url = origin + path, .headers = std::move(headers), .body = std::move(body)};
}

aws::SigningIdentity identity(const Grant& grant, std::string_view service, std::string_view region) {
  const std::string_view of_destination = region.empty() ? kDefaultRegion : region;
  return {.access_key_id = grant.access_key_id,
          .secret = grant.secret_access_key,
          .session_token = grant.session_token,
          .region = grant.region.empty() ? std::string(of_destination) : grant.region,
          .service = std::string(service)};
}

std::string queue_json(const store::Message& message, const std::string& url, bool fifo) {
  std::string body;
  json::Writer writer(body);
  writer.begin_object().member("QueueUrl", url).member("MessageBody", message.body);
  if (fifo) {
    writer.member("MessageGroupId", message.group).member("MessageDeduplicationId", message.document_id);
  }
  writer.end_object();
  return body;
}

std::string queue_form(const store::Message& message, const std::string& url, bool fifo) {
  Form form;
  form.add("Action", "SendMessage").add("Version", "2012-11-05").add("QueueUrl", url);
  form.add("MessageBody", message.body);
  if (fifo) {
    form.add("MessageGroupId", message.group).add("MessageDeduplicationId", message.document_id);
  }
  return form.take();
}

}  // namespace

const Grant* grant_for(const Settings& settings, std::string_view address, const RequesterId& owner) {
  for (const Grant& grant : settings.grants) {
    if (grant.rule.covers(address, owner)) return &grant;
  }
  return nullptr;
}

outgoing::Request queue_request(const domain::QueueAddress& queue, const store::Message& message,
                                const std::string& url, const Grant& grant, Instant at) {
  const std::string& origin = grant.endpoint.empty() ? queue.origin : grant.endpoint;
  const auto who = identity(grant, "sqs", queue.region);
  if (grant.protocol == Protocol::Query) {
    return signed_post(origin, queue.path, {{"Content-Type", std::string(kForm)}},
                       queue_form(message, url, queue.fifo), who, at);
  }
  return signed_post(origin, "/",
                     {{"Content-Type", "application/x-amz-json-1.0"},
                      {"X-Amz-Target", "AmazonSQS.SendMessage"},
                      {"x-amzn-query-mode", "true"}},
                     queue_json(message, url, queue.fifo), who, at);
}

outgoing::Request topic_request(const domain::TopicArn& topic, const store::Message& message,
                                const std::string& arn, const Grant& grant, Instant at) {
  const std::string cloud = topic.partition == "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
  const std::string origin =
      grant.endpoint.empty() ? fmt::format("https://sns.{}.{}", topic.region, cloud) : grant.endpoint;
  Form form;
  form.add("Action", "Publish").add("Version", "2010-03-31").add("TopicArn", arn);
  form.add("Subject", message.subject).add("Message", message.body);
  if (topic.fifo) {
    form.add("MessageGroupId", message.group).add("MessageDeduplicationId", message.document_id);
  }
  return signed_post(origin, "/", {{"Content-Type", std::string(kForm)}}, form.take(),
                     identity(grant, "sns", topic.region), at);
}

std::string webhook_signature(std::string_view secret, std::string_view body, Instant at) {
  const std::string time = std::to_string(at.epoch_seconds());
  std::string covered = time + ".";
  covered.append(body);
  const auto mac = aws::hex(aws::HmacKey(secret).sign(covered));
  return fmt::format("t={},v1={}", time, aws::view(mac));
}

outgoing::Request webhook_request(const std::string& url, const store::Message& message,
                                  std::string_view secret, Instant at) {
  return {.url = url,
          .headers = {{"Content-Type", "application/json"},
                      {"Kempelen-Signature", webhook_signature(secret, message.body, at)}},
          .body = message.body};
}

}  // namespace kempelen::notify
