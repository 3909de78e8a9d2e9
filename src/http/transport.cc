// System calls and OpenSSL calls of a connection.
#include "http/transport.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

namespace kempelen::http {
namespace {

/// The most that one TLS record carries, so that a small answer is one record and one system call.
constexpr std::size_t kRecordBytes = 16 * 1024;

bool may_retry(int error) {
  return error == EAGAIN || error == EWOULDBLOCK || error == EINTR;
}

IoResult receive(int socket, std::span<char> into) {
  const auto received = ::recv(socket, into.data(), into.size(), 0);
  if (received > 0) return {IoKind::Moved, static_cast<std::size_t>(received)};
  if (received == 0) return {IoKind::Ended};
  return {may_retry(errno) ? IoKind::WantsRead : IoKind::Broken};
}

}  // namespace

IoResult Transport::handshake() {
  if (!tls_) return {IoKind::Moved};
  ERR_clear_error();
  return tls_outcome(SSL_do_handshake(tls_.get()));
}

IoResult Transport::read(std::span<char> into) {
  if (!tls_) return receive(socket_, into);
  ERR_clear_error();
  const IoResult result = tls_outcome(SSL_read(tls_.get(), into.data(), static_cast<int>(into.size())));
  if (result.kind == IoKind::Broken) tls_failed_ = true;
  return result;
}

IoResult Transport::write(std::string_view head, std::string_view body) {
  if (tls_) return write_tls(head, body);
  std::array<iovec, 2> parts{
      {{const_cast<char*>(head.data()), head.size()}, {const_cast<char*>(body.data()), body.size()}}};
  msghdr message{};
  message.msg_iov = parts.data();
  message.msg_iovlen = body.empty() ? 1 : 2;
  const auto sent = ::sendmsg(socket_, &message, MSG_NOSIGNAL);
  if (sent >= 0) return {IoKind::Moved, static_cast<std::size_t>(sent)};
  return {may_retry(errno) ? IoKind::WantsWrite : IoKind::Broken};
}

IoResult Transport::write_tls(std::string_view head, std::string_view body) {
  std::size_t taken = 0;
  std::array<char, kRecordBytes> record;
  while (!head.empty() || !body.empty()) {
    const std::size_t from_head = std::min(head.size(), record.size());
    const std::size_t from_body = std::min(body.size(), record.size() - from_head);
    if (from_head > 0) std::memcpy(record.data(), head.data(), from_head);
    if (from_body > 0) std::memcpy(record.data() + from_head, body.data(), from_body);
    ERR_clear_error();
    const IoResult result =
        tls_outcome(SSL_write(tls_.get(), record.data(), static_cast<int>(from_head + from_body)));
    if (result.kind == IoKind::Broken) tls_failed_ = true;
    if (result.kind != IoKind::Moved) return taken > 0 ? IoResult{IoKind::Moved, taken} : result;
    const std::size_t head_part = std::min(result.bytes, head.size());
    head.remove_prefix(head_part);
    body.remove_prefix(result.bytes - head_part);
    taken += result.bytes;
  }
  return {IoKind::Moved, taken};
}

bool Transport::has_unread() const {
  return tls_ && SSL_has_pending(tls_.get()) == 1;
}

void Transport::finish_writing() {
  if (tls_ && !tls_failed_ && SSL_is_init_finished(tls_.get()) == 1) {
    ERR_clear_error();
    SSL_shutdown(tls_.get());
    ERR_clear_error();
  }
  ::shutdown(socket_, SHUT_WR);
}

IoResult Transport::discard(std::span<char> scratch) {
  return receive(socket_, scratch);
}

IoResult Transport::tls_outcome(int returned) const {
  if (returned > 0) return {IoKind::Moved, static_cast<std::size_t>(returned)};
  switch (SSL_get_error(tls_.get(), returned)) {
    case SSL_ERROR_WANT_READ:
      return {IoKind::WantsRead};
    case SSL_ERROR_WANT_WRITE:
      return {IoKind::WantsWrite};
    case SSL_ERROR_ZERO_RETURN:
      return {IoKind::Ended};
    default:
      return {IoKind::Broken};
  }
}

}  // namespace kempelen::http
