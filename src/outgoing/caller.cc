// libcurl's easy interface: everything that is the same for all calls is set once.
#include "outgoing/caller.h"

#include <array>
#include <charconv>

#include "outgoing/curl.h"

namespace kempelen::outgoing {
namespace {

struct FreeUrl {
  void operator()(CURLU* url) const { curl().url_cleanup(url); }
};
struct FreeText {
  void operator()(char* text) const { curl().free(text); }
};

std::optional<std::string> part(CURLU* url, CURLUPart which, unsigned flags) {
  char* text = nullptr;
  if (curl().url_get(url, which, &text, flags) != CURLUE_OK) return std::nullopt;
  const std::unique_ptr<char, FreeText> owned(text);
  return std::string(text);
}

std::string header(CURL* easy, const char* name) {
  curl_header* found = nullptr;
  if (curl().easy_header(easy, name, 0, CURLH_HEADER, -1, &found) != CURLHE_OK) return {};
  return found->value;
}

std::optional<Duration> seconds_in(const std::string& text) {
  std::int32_t seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (error != std::errc{} || end != text.data() + text.size() || seconds < 0) return std::nullopt;
  return Duration::seconds(seconds);
}

std::optional<Instant> date_in(const std::string& text) {
  const time_t seconds = curl().getdate(text.c_str(), nullptr);
  if (seconds < 0) return std::nullopt;
  return Instant::from_seconds(seconds);
}

/// A time-out alone does not say whether the call had left by then.
Contact contact_of(CURL* easy, CURLcode code) {
  curl_off_t ready = 0;  // when connection and TLS stood; 0 if they never did
  switch (code) {
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL:
      return Contact::NoSuchAddress;
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_COULDNT_CONNECT:
    case CURLE_SSL_CONNECT_ERROR:
      return Contact::NotConnected;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
      return Contact::NotTrusted;
    case CURLE_OPERATION_TIMEDOUT:
      curl().easy_getinfo(easy, CURLINFO_PRETRANSFER_TIME_T, &ready);
      return ready == 0 ? Contact::NotConnected : Contact::NotAnswered;
    default:
      return Contact::NotAnswered;
  }
}

}  // namespace

struct Caller::Handle {
  explicit Handle(const CallerSettings& given) : settings(given) {}

  static std::size_t take(char* data, std::size_t size, std::size_t count, void* self);

  const CallerSettings& settings;
  Easy easy{};
  std::array<char, CURL_ERROR_SIZE> reason{};
  std::string body{};
};

std::size_t Caller::Handle::take(char* data, std::size_t size, std::size_t count, void* self) {
  auto& handle = *static_cast<Handle*>(self);
  const std::size_t bytes = size * count;
  if (bytes > handle.settings.answer_bytes_max - handle.body.size()) return 0;
  handle.body.append(data, bytes);
  return bytes;
}

Caller::Caller(const CallerSettings& settings) : handle_(std::make_unique<Handle>(settings)) {
  handle_->easy.reset(curl().easy_init());
  if (!handle_->easy) throw Fault("libcurl has no memory");
  CURL* const e = handle_->easy.get();
  set(e, CURLOPT_URL, settings.url.c_str());
  set(e, CURLOPT_PROTOCOLS_STR, "http,https");
  set(e, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  set(e, CURLOPT_POST, 1L);
  set(e, CURLOPT_NOSIGNAL, 1L);
  set(e, CURLOPT_FOLLOWLOCATION, 0L);
  // A path is signed as it is sent.
  set(e, CURLOPT_PATH_AS_IS, 1L);
  set(e, CURLOPT_MAXCONNECTS, 1L);
  set(e, CURLOPT_CONNECTTIMEOUT_MS, millis(settings.connect_within));
  set(e, CURLOPT_TIMEOUT_MS, millis(settings.answer_within));
  set(e, CURLOPT_ERRORBUFFER, handle_->reason.data());
  set(e, CURLOPT_WRITEFUNCTION, &Handle::take);
  set(e, CURLOPT_WRITEDATA, handle_.get());
  if (!settings.user_agent.empty()) set(e, CURLOPT_USERAGENT, settings.user_agent.c_str());
  if (!settings.ca_file.empty()) set(e, CURLOPT_CAINFO, settings.ca_file.c_str());
}

Caller::~Caller() = default;

CallAnswer Caller::post(const Call& call) {
  CURL* const e = handle_->easy.get();
  List headers;
  for (const auto& [name, value] : call.headers) {
    append(headers, std::string(name).append(": ").append(value));
  }
  append(headers, "Expect:");
  append(headers, "Accept:");
  handle_->body.clear();
  handle_->reason.front() = '\0';
  set(e, CURLOPT_HTTPHEADER, headers.get());
  set(e, CURLOPT_POSTFIELDS, call.body.data());
  set(e, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(call.body.size()));
  // libcurl sends again only on a connection that it had kept.
  set(e, CURLOPT_FRESH_CONNECT, call.resend == Resend::Never ? 1L : 0L);
  const CURLcode code = curl().easy_perform(e);
  CallAnswer answer;
  if (code != CURLE_OK) {
    answer.contact = contact_of(e, code);
    answer.reason = handle_->reason.front() != '\0' ? handle_->reason.data() : curl().easy_strerror(code);
  } else {
    long status = 0;
    curl().easy_getinfo(e, CURLINFO_RESPONSE_CODE, &status);
    answer.status = static_cast<int>(status);
    answer.content_type = header(e, "Content-Type");
    answer.request_id = header(e, "x-amzn-RequestId");
    answer.date = date_in(header(e, "Date"));
    answer.wait_for = seconds_in(header(e, "Retry-After"));
    answer.body = std::move(handle_->body);
  }
  // The list ends with this function.
  set(e, CURLOPT_HTTPHEADER, nullptr);
  return answer;
}

std::optional<Target> target_of(const std::string& url) {
  const std::unique_ptr<CURLU, FreeUrl> parsed(curl().url());
  if (!parsed) throw Fault("libcurl has no memory");
  if (curl().url_set(parsed.get(), CURLUPART_URL, url.c_str(), CURLU_PATH_AS_IS) != CURLUE_OK)
    return std::nullopt;
  const auto scheme = part(parsed.get(), CURLUPART_SCHEME, 0);
  const auto host = part(parsed.get(), CURLUPART_HOST, 0);
  const auto path = part(parsed.get(), CURLUPART_PATH, 0);
  if (!host || !path || (scheme != "http" && scheme != "https")) return std::nullopt;
  if (part(parsed.get(), CURLUPART_QUERY, 0) || part(parsed.get(), CURLUPART_USER, 0)) return std::nullopt;
  const auto port = part(parsed.get(), CURLUPART_PORT, CURLU_NO_DEFAULT_PORT);
  return Target{port ? *host + ":" + *port : *host, *path};
}

}  // namespace kempelen::outgoing
