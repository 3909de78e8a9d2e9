// The state machine. Every path ends in arm(), which waits for what the new state needs.
#include "http/connection.h"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace kempelen::http {

void Inbox::put(Letter letter) {
  const std::lock_guard lock(mutex_);
  if (!open_) return;
  letters_.push_back(std::move(letter));
  if (letters_.size() == 1) wake_();
}

std::vector<Inbox::Letter> Inbox::take() {
  const std::lock_guard lock(mutex_);
  return std::exchange(letters_, {});
}

void Inbox::close() {
  std::vector<Letter>
      unread;  // destroyed after the lock is released: the last hold on a connection may be in here
  const std::lock_guard lock(mutex_);
  open_ = false;
  unread.swap(letters_);
}

Connection::Connection(Loop& loop, Origin origin, int socket, TlsSession tls)
    : loop_(loop),
      inbox_(loop.inbox),
      owner_(loop.owner),
      origin_(std::move(origin)),
      transport_(socket, std::move(tls)) {}

void Connection::start() {
  const auto now = std::chrono::steady_clock::now();
  if (transport_.is_tls()) {
    state_ = State::Handshaking;
    deadline_ = now + loop_.limits.header_time_max;
  } else {
    deadline_ = now + loop_.limits.idle_time_max;
  }
  loop_.await_readable(*this);
}

void Connection::start_refused(std::string_view reason) {
  timed_out_ = true;  // drained only briefly: whoever comes in numbers waits in numbers
  reject({503, reason});
  if (state_ != State::Lingering) return close();
  arm();
}

void Connection::readable() {
  switch (state_) {
    case State::Handshaking:
      return shake_hands();
    case State::Reading:
      return read_on();
    case State::Lingering:
      return drain();
    case State::Writing:
      return writable();
    case State::Handling:
    case State::Closed:
      return;
  }
}

void Connection::writable() {
  if (state_ == State::Handshaking) return shake_hands();
  if (state_ == State::Reading) return read_on();
  if (state_ != State::Writing) return;
  transmit_rest();
  if (state_ == State::Reading) take_in({});
  arm();
}

void Connection::shake_hands() {
  switch (transport_.handshake().kind) {
    case IoKind::Moved:
      state_ = State::Reading;
      deadline_ = std::chrono::steady_clock::now() + loop_.limits.idle_time_max;
      return transport_.has_unread() ? read_on() : arm();
    case IoKind::WantsRead:
      return loop_.await_readable(*this);
    case IoKind::WantsWrite:
      return loop_.await_writable(*this);
    case IoKind::Ended:
    case IoKind::Broken:
      return close();
  }
}

void Connection::read_on() {
  do {
    const IoResult result = transport_.read(loop_.input);
    switch (result.kind) {
      case IoKind::Moved:
        take_in({loop_.input.data(), result.bytes});
        break;
      case IoKind::WantsRead:
        return arm();
      case IoKind::WantsWrite:
        return loop_.await_writable(*this);
      case IoKind::Ended:
      case IoKind::Broken:
        return close();
    }
  } while (state_ == State::Reading && transport_.has_unread());
  arm();
}

/// Uses up what has arrived, request by request, and keeps the rest. `fresh` lies in the loop's buffer; only
/// what is unfinished is copied, so an idle connection holds no input.
void Connection::take_in(std::string_view fresh) {
  const bool joined = !input_.empty();
  if (joined) input_.append(fresh);
  const std::string_view data = joined ? std::string_view(input_) : fresh;
  std::size_t used = 0;
  while (state_ == State::Reading && used < data.size()) {
    const std::size_t step = take_request(data.substr(used));
    if (step == 0) break;
    used += step;
  }
  if (state_ == State::Lingering || state_ == State::Closed || used == data.size()) {
    std::string().swap(input_);
  } else if (joined) {
    input_.erase(0, used);
  } else {
    input_.assign(data.substr(used));
  }
  if (state_ == State::Reading) set_phase();
}

/// Handles what `data` starts with and returns how much of it is done with; 0 means that more must come
/// first.
std::size_t Connection::take_request(std::string_view data) {
  if (chunks_) return take_chunks(data);
  if (head_size_ == 0) {
    // Some old clients end a body with an empty line that belongs to nothing (RFC 9112, 2.2).
    if (!skipped_empty_line_ && data.starts_with("\r\n")) {
      skipped_empty_line_ = true;
      return 2;
    }
    if (data == "\r" && !skipped_empty_line_) return 0;
    return take_head(data);
  }
  const std::size_t whole = head_size_ + framing_.content_length;
  if (data.size() < whole) return 0;
  // The views of the first reading are stale: the text has moved. The same text gives the same result.
  if (const auto rejection = loop_.head_reader.read(data.substr(0, head_size_), loop_.limits)) {
    return reject(*rejection);
  }
  const std::size_t head_size = head_size_;
  dispatch(data.substr(head_size, whole - head_size));
  return whole;
}

std::size_t Connection::take_head(std::string_view data) {
  if (!scanner_.scan(data, loop_.limits)) return scanner_.rejection() ? reject(*scanner_.rejection()) : 0;
  const std::string_view head = data.substr(0, scanner_.size());
  if (const auto rejection = loop_.head_reader.read(head, loop_.limits)) return reject(*rejection);
  const ParsedHead& parsed = loop_.head_reader.parsed();
  omits_body_ = parsed.line.method == "HEAD";
  const FramingVerdict verdict = read_framing(parsed.line.version, parsed.headers, loop_.limits);
  if (verdict.refused()) return reject(verdict.rejection);
  framing_ = verdict.framing;
  if (framing_.chunked) {
    chunks_ = std::make_unique<ChunkedBody>(head, loop_.limits);
    if (data.size() == head.size()) say_continue();
    return head.size();
  }
  const std::size_t whole = head.size() + framing_.content_length;
  if (data.size() < whole) {
    head_size_ = head.size();
    if (data.size() == head.size()) say_continue();
    return 0;
  }
  dispatch(data.substr(head.size(), framing_.content_length));
  return whole;
}

std::size_t Connection::take_chunks(std::string_view data) {
  const std::size_t used = chunks_->feed(data);
  if (chunks_->rejection()) return reject(*chunks_->rejection());
  if (!chunks_->done()) return used;
  if (const auto rejection = loop_.head_reader.read(chunks_->head(), loop_.limits)) return reject(*rejection);
  dispatch(chunks_->body());
  return used;
}

/// Answers for the handler and gives the connection up: what follows a broken request cannot be trusted to be
/// one. Returns 1 so that callers can say `return reject(…)`; the rest of the input is thrown away.
std::size_t Connection::reject(const Rejection& rejection) {
  count(loop_.refused);
  close_after_ = true;
  respond(refusal(rejection.status, rejection.reason));
  return 1;
}

Response Connection::refusal(int status, std::string_view reason) {
  try {
    return loop_.handler.refuse(origin_.listener, status, reason);
  } catch (const std::exception& problem) {
    spdlog::error("the handler failed to word a refusal: {}", problem.what());
    return {.status = status, .content_type = {}};
  }
}

void Connection::dispatch(std::string_view body) {
  const ParsedHead& parsed = loop_.head_reader.parsed();
  const std::string_view target = parsed.line.target;
  const std::size_t mark = target.find('?');
  Request request;
  request.method = parsed.line.method;
  request.target = target;
  request.path = target.substr(0, mark);
  request.query = mark == std::string_view::npos ? std::string_view() : target.substr(mark + 1);
  request.headers = parsed.headers;
  request.body = body;
  request.peer = origin_.peer;
  request.listener = origin_.listener;
  request.thread = loop_.number;
  request.tls = transport_.is_tls();

  close_after_ = framing_.close || loop_.stopping;
  count(loop_.requests);
  Slot slot;
  slot_ = &slot;
  state_ = State::Handling;
  try {
    loop_.handler.handle(request, Responder(shared_from_this()));
  } catch (const std::exception& problem) {
    // The Responder was dropped on the way, which answers 500, unless the handler had passed it on.
    spdlog::error("the handler of {} {} failed: {}", request.method, request.path, problem.what());
  }
  slot_ = nullptr;
  if (slot.filled) respond(std::move(slot.response));
}

void Connection::answered(std::optional<Response> response) {
  if (state_ != State::Handling) return;  // closed while the answer was on its way
  if (loop_.stopping) close_after_ = true;
  respond(std::move(response));
  if (state_ == State::Reading) {
    take_in({});
    if (state_ == State::Reading && transport_.has_unread()) return read_on();
  }
  arm();
}

void Connection::respond(std::optional<Response> response) {
  if (response && !is_sendable(*response)) {
    spdlog::error("an answer with status {} holds a header that cannot be sent", response->status);
    response.reset();
  }
  if (!response) {
    response = refusal(500, "The server did not answer this request.");
    if (!is_sendable(*response)) response = Response{.status = 500, .content_type = {}};
  }
  close_after_ = close_after_ || response->close;
  std::string& head = loop_.output;
  head.clear();
  append_head(head, *response, loop_.date.at(loop_.clock.now()),
              close_after_ ? After::Close : After::KeepAlive);
  const bool with_body = has_body(response->status, omits_body_ ? "HEAD" : "");
  forget_request();
  state_ = State::Writing;
  transmit(head, with_body ? std::string_view(response->body) : std::string_view());
}

/// Sends, or keeps what the socket has no room for.
void Connection::transmit(std::string_view head, std::string_view body) {
  const IoResult result = transport_.write(head, body);
  if (result.kind == IoKind::Broken || result.kind == IoKind::Ended) return close();
  const std::size_t sent = result.kind == IoKind::Moved ? result.bytes : 0;
  if (sent == head.size() + body.size()) return transmitted();
  const std::size_t from_head = std::min(sent, head.size());
  output_.assign(head.substr(from_head));
  output_.append(body.substr(sent - from_head));
  output_sent_ = progress_ = 0;
  deadline_ = std::chrono::steady_clock::now() + loop_.limits.write_time_max;
  state_ = State::Writing;
}

void Connection::transmit_rest() {
  const IoResult result = transport_.write(std::string_view(output_).substr(output_sent_), {});
  if (result.kind == IoKind::Broken || result.kind == IoKind::Ended) return close();
  const std::size_t sent = result.kind == IoKind::Moved ? result.bytes : 0;
  output_sent_ += sent;
  progress_ += sent;
  if (progress_ >= kWriteProgressBytes) {
    progress_ = 0;
    deadline_ = std::chrono::steady_clock::now() + loop_.limits.write_time_max;
  }
  if (output_sent_ < output_.size()) return;
  std::string().swap(output_);
  transmitted();
}

void Connection::transmitted() {
  if (std::exchange(interim_, false)) {
    state_ = State::Reading;
    phase_ = Phase::Idle;  // so that set_phase() gives the body its time from now
    return;
  }
  if (close_after_) return linger();
  state_ = State::Reading;
  phase_ = Phase::Idle;
  deadline_ = std::chrono::steady_clock::now() + loop_.limits.idle_time_max;
}

/// The client waits with its body until it is told to go on.
void Connection::say_continue() {
  if (!framing_.expects_continue || said_continue_) return;
  said_continue_ = interim_ = true;
  transmit(kContinue, {});
}

/// Ends our half and waits for the peer to end its own. Closing at once would reset the connection if input
/// is still under way, and the reset may overtake the answer.
void Connection::linger() {
  transport_.finish_writing();
  state_ = State::Lingering;
  deadline_ = std::chrono::steady_clock::now() + (timed_out_ ? kLingerTimeAfterTimeout : kLingerTime);
}

void Connection::drain() {
  for (;;) {
    const IoResult result = transport_.discard(loop_.input);
    if (result.kind == IoKind::WantsRead) return arm();
    lingered_ += result.bytes;
    if (result.kind != IoKind::Moved || lingered_ > kLingerBytesMax) return close();
  }
}

void Connection::arm() {
  switch (state_) {
    case State::Handshaking:
    case State::Reading:
    case State::Lingering:
      return loop_.await_readable(*this);
    case State::Writing:
      return loop_.await_writable(*this);
    case State::Handling:  // the next request waits in the socket
    case State::Closed:
      return;
  }
}

/// Starts the clock of the part of a request that has begun.
void Connection::set_phase() {
  const bool in_body = head_size_ != 0 || chunks_ != nullptr;
  const Phase phase = in_body ? Phase::Body : input_.empty() ? Phase::Idle : Phase::Head;
  if (phase == phase_) return;
  phase_ = phase;
  const Limits& limits = loop_.limits;
  deadline_ = std::chrono::steady_clock::now() + (phase == Phase::Body   ? limits.body_time_max
                                                  : phase == Phase::Head ? limits.header_time_max
                                                                         : limits.idle_time_max);
}

void Connection::forget_request() {
  scanner_ = HeadScanner();
  head_size_ = 0;
  framing_ = Framing();
  chunks_.reset();
  skipped_empty_line_ = said_continue_ = omits_body_ = false;
}

void Connection::sweep() {
  if (state_ != State::Reading || phase_ == Phase::Idle) return close();
  timed_out_ = true;
  reject({408, phase_ == Phase::Head ? "The request header took longer than the server waits."
                                     : "The request body took longer than the server waits."});
  std::string().swap(input_);
  arm();
}

void Connection::finish_soon() {
  close_after_ = true;
  if (state_ == State::Handshaking) return close();
  if (state_ != State::Reading || phase_ != Phase::Idle) return;
  // A request may have arrived that nobody has looked at yet.
  read_on();
  if (state_ == State::Reading && phase_ == Phase::Idle) {
    linger();
    close();
  }
}

void Connection::close() {
  if (state_ == State::Closed) return;
  state_ = State::Closed;
  std::string().swap(input_);
  std::string().swap(output_);
  loop_.forget(*this);
}

void Connection::answer(Response response) {
  deliver(std::move(response));
}

void Connection::abandon() noexcept {
  try {
    deliver(std::nullopt);
  } catch (const std::exception& problem) {
    spdlog::error("a dropped request could not be answered: {}", problem.what());
  }
}

void Connection::deliver(std::optional<Response> response) {
  if (std::this_thread::get_id() == owner_ && slot_ != nullptr) {
    slot_->filled = true;
    slot_->response = std::move(response);
    return;
  }
  inbox_->put({shared_from_this(), std::move(response)});
}

}  // namespace kempelen::http
