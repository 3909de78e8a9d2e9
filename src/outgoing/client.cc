// libcurl's multi interface.
#include "outgoing/client.h"

#include <sys/socket.h>

#include <algorithm>
#include <map>

#include "base/fault.h"
#include "outgoing/curl.h"

namespace kempelen::outgoing {
namespace {

constexpr long kConnectionsKept = 256;

}  // namespace

struct Client::Transfer {
  const ClientSettings& settings;
  Easy easy;
  List headers{};
  List recipients{};
  std::string sent{};  // the body, or what of a mail is left from `at` on
  std::size_t at = 0;
  Answer answer{};
  bool mail = false;
  bool refused_an_address = false;
  bool tried_an_address = false;

  static std::size_t take(char* data, std::size_t size, std::size_t count, void* self);
  static std::size_t give(char* data, std::size_t size, std::size_t count, void* self);
  static curl_socket_t open(void* self, curlsocktype purpose, curl_sockaddr* where);

  void prepare();
  void end(CURLcode code);
};

std::size_t Client::Transfer::take(char* data, std::size_t size, std::size_t count, void* self) {
  auto& t = *static_cast<Transfer*>(self);
  const std::size_t bytes = size * count;
  const std::size_t room = t.settings.answer_bytes_max - t.answer.body.size();
  t.answer.body.append(data, std::min(bytes, room));
  if (bytes <= room) return bytes;
  t.answer.cut_short = true;
  return 0;
}

std::size_t Client::Transfer::give(char* data, std::size_t size, std::size_t count, void* self) {
  auto& t = *static_cast<Transfer*>(self);
  const std::size_t bytes = std::min(size * count, t.sent.size() - t.at);
  std::copy_n(t.sent.data() + t.at, bytes, data);
  t.at += bytes;
  return bytes;
}

curl_socket_t Client::Transfer::open(void* self, curlsocktype, curl_sockaddr* where) {
  auto& t = *static_cast<Transfer*>(self);
  const auto address = address_of(where->addr);
  if (!t.mail && (!address || !t.settings.addresses.allows(*address))) {
    t.refused_an_address = true;
    return CURL_SOCKET_BAD;
  }
  t.tried_an_address = true;
  return ::socket(where->family, where->socktype | SOCK_CLOEXEC, where->protocol);
}

/// What holds for HTTP and mail alike.
void Client::Transfer::prepare() {
  CURL* const e = easy.get();
  curl().easy_reset(e);
  set(e, CURLOPT_PRIVATE, this);
  set(e, CURLOPT_NOSIGNAL, 1L);
  set(e, CURLOPT_PROXY, "");
  set(e, CURLOPT_FOLLOWLOCATION, 0L);
  set(e, CURLOPT_CONNECTTIMEOUT_MS, millis(settings.connect_within));
  set(e, CURLOPT_TIMEOUT_MS, millis(settings.answer_within));
  set(e, CURLOPT_WRITEFUNCTION, &Transfer::take);
  set(e, CURLOPT_WRITEDATA, this);
  set(e, CURLOPT_OPENSOCKETFUNCTION, &Transfer::open);
  set(e, CURLOPT_OPENSOCKETDATA, this);
  set(e, CURLOPT_TCP_NODELAY, 1L);
  if (!settings.ca_file.empty()) set(e, CURLOPT_CAINFO, settings.ca_file.c_str());
}

void Client::Transfer::end(CURLcode code) {
  long status = 0;
  curl().easy_getinfo(easy.get(), CURLINFO_RESPONSE_CODE, &status);
  answer.status = static_cast<int>(status);
  // What is beyond the bound is not needed to know how it went.
  if (code == CURLE_OK || answer.cut_short) return;
  answer.reason = curl().easy_strerror(code);
  if (code == CURLE_URL_MALFORMAT || code == CURLE_UNSUPPORTED_PROTOCOL) {
    answer.trouble = Trouble::Unsendable;
  } else if (refused_an_address && !tried_an_address) {
    answer.trouble = Trouble::AddressRefused;
    answer.reason = "the address of the host is not allowed";
  } else if (mail && status >= 400) {
    // The server answered, with no.
    answer.reason = "the mail server answered " + std::to_string(status);
  } else {
    answer.trouble = Trouble::NotAnswered;
  }
}

struct Client::Multi {
  struct Free {
    void operator()(CURLM* multi) const { curl().multi_cleanup(multi); }
  };

  Multi() {
    handle.reset(curl().multi_init());
    if (!handle) throw Fault("libcurl has no memory");
    curl().multi_setopt(handle.get(), CURLMOPT_MAXCONNECTS, kConnectionsKept);
  }
  ~Multi() {
    for (auto& [easy, transfer] : running) curl().multi_remove_handle(handle.get(), easy);
  }

  std::unique_ptr<Transfer> fresh(const ClientSettings& settings, std::uint64_t ticket) {
    Easy easy;
    if (idle.empty()) {
      easy.reset(curl().easy_init());
      if (!easy) throw Fault("libcurl has no memory");
    } else {
      easy = std::move(idle.back());
      idle.pop_back();
    }
    auto transfer = std::make_unique<Transfer>(Transfer{.settings = settings, .easy = std::move(easy)});
    transfer->answer.ticket = ticket;
    transfer->prepare();
    return transfer;
  }

  void run(std::unique_ptr<Transfer> transfer) {
    CURL* const easy = transfer->easy.get();
    if (curl().multi_add_handle(handle.get(), easy) != CURLM_OK) throw Fault("libcurl takes no transfer");
    running.emplace(easy, std::move(transfer));
  }

  // The connections that are kept belong to the handle, so it goes last.
  std::unique_ptr<CURLM, Free> handle;
  std::vector<Easy> idle;
  std::map<CURL*, std::unique_ptr<Transfer>> running;
};

Client::Client(const ClientSettings& settings) : settings_(settings), multi_(std::make_unique<Multi>()) {}

Client::~Client() = default;

void Client::begin(std::uint64_t ticket, Request request) {
  auto t = multi_->fresh(settings_, ticket);
  CURL* const e = t->easy.get();
  t->sent = std::move(request.body);
  for (const auto& [name, value] : request.headers) {
    append(t->headers, std::string(name).append(": ").append(value));
  }
  append(t->headers, "Expect:");
  append(t->headers, "Accept:");
  set(e, CURLOPT_URL, request.url.c_str());
  set(e, CURLOPT_PROTOCOLS_STR, settings_.plain_http ? "http,https" : "https");
  set(e, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  set(e, CURLOPT_USERAGENT, "Kempelen");
  set(e, CURLOPT_POST, 1L);
  set(e, CURLOPT_POSTFIELDS, t->sent.data());
  set(e, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(t->sent.size()));
  set(e, CURLOPT_HTTPHEADER, t->headers.get());
  multi_->run(std::move(t));
}

void Client::begin(std::uint64_t ticket, Mail mail) {
  auto t = multi_->fresh(settings_, ticket);
  CURL* const e = t->easy.get();
  t->mail = true;
  t->sent = std::move(mail.content);
  append(t->recipients, "<" + mail.to + ">");
  const std::string from = "<" + mail.from + ">";
  set(e, CURLOPT_URL, mail.server.c_str());
  set(e, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  set(e, CURLOPT_USE_SSL, static_cast<long>(mail.user.empty() ? CURLUSESSL_TRY : CURLUSESSL_ALL));
  if (!mail.user.empty()) {
    set(e, CURLOPT_USERNAME, mail.user.c_str());
    set(e, CURLOPT_PASSWORD, mail.password.c_str());
  }
  set(e, CURLOPT_MAIL_FROM, from.c_str());
  set(e, CURLOPT_MAIL_RCPT, t->recipients.get());
  set(e, CURLOPT_UPLOAD, 1L);
  set(e, CURLOPT_READFUNCTION, &Transfer::give);
  set(e, CURLOPT_READDATA, t.get());
  multi_->run(std::move(t));
}

std::vector<Answer> Client::finished() {
  std::vector<Answer> answers;
  int left = 0;
  while (const CURLMsg* message = curl().multi_info_read(multi_->handle.get(), &left)) {
    if (message->msg != CURLMSG_DONE) continue;
    CURL* const easy = message->easy_handle;
    const CURLcode code = message->data.result;
    const auto found = multi_->running.find(easy);
    KEMPELEN_INVARIANT(found != multi_->running.end(), "what ends was begun");
    found->second->end(code);
    answers.push_back(std::move(found->second->answer));
    curl().multi_remove_handle(multi_->handle.get(), easy);
    multi_->idle.push_back(std::move(found->second->easy));
    multi_->running.erase(found);
  }
  return answers;
}

std::vector<Answer> Client::wait(Duration at_most) {
  int running = 0;
  curl().multi_perform(multi_->handle.get(), &running);
  auto answers = finished();
  if (!answers.empty()) return answers;
  curl().multi_poll(multi_->handle.get(), nullptr, 0, static_cast<int>(millis(at_most)), nullptr);
  curl().multi_perform(multi_->handle.get(), &running);
  return finished();
}

void Client::wake() {
  curl().multi_wakeup(multi_->handle.get());
}

}  // namespace kempelen::outgoing
