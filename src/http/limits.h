// What a client may ask of the server before anything is known about it. Each number says which incident it
// answers; the values are defaults that the configuration may replace.
#pragma once

#include <chrono>
#include <cstddef>

namespace kempelen::http {

struct Limits {
  /// Request line and fields together. A signed SDK request has about 1 KiB; session tokens and cookies may
  /// add 8. Without a bound one client fills the memory with a header that never ends.
  std::size_t header_bytes_max = 16 * 1024;
  /// SDKs send 8 to 14 fields, browsers 20. Answers clients that make the server look through thousands.
  std::size_t headers_max = 64;
  /// The largest legal API request is two XML texts of 64 KiB; some clients escape every character sixfold.
  /// Decoded chunks count against the same bound.
  std::size_t body_bytes_max = 2 * 1024 * 1024;
  /// From the first byte of a request to the end of its header, and for a TLS handshake. Answers the clients
  /// that send one byte every few seconds to hold a connection (Slowloris).
  std::chrono::milliseconds header_time_max{10'000};
  /// From the end of the header to the end of the body: the same attack one step later (R-U-Dead-Yet). Two
  /// MiB in this time need 70 KiB/s.
  std::chrono::milliseconds body_time_max{30'000};
  /// Between requests. SDKs keep connections for minutes; five of them outlast the pools we know, so that the
  /// client closes first and never writes into a connection that is going away.
  std::chrono::milliseconds idle_time_max{300'000};
  /// For each 64 KiB of an answer: answers readers that take a large answer at a byte per minute and so hold
  /// it in our memory, without punishing a slow but honest line.
  std::chrono::milliseconds write_time_max{30'000};
  /// All listeners together. Bounds memory (10 KiB each when idle) and stays below the usual limit of
  /// descriptors once the operator has raised it as the manual says.
  std::size_t connections_max = 20'000;
  /// Of one IPv4 address or one IPv6 /64, so that one machine cannot take all. High, since a proxy or a
  /// campus looks like one machine.
  std::size_t connections_per_address_max = 5'000;
};

/// One read of a socket. Larger reads were not faster for API requests, and the buffer exists once per
/// thread.
inline constexpr std::size_t kReadBytes = 8 * 1024;
/// How often the deadlines of a thread's connections are looked at. A deadline is kept at most this much too
/// late.
inline constexpr std::chrono::milliseconds kSweepEvery{200};
/// How long a connection is drained after its last answer, so that input still under way does not make the
/// kernel reset the connection and with it the answer. After a time-out the peer has shown that it sends
/// little.
inline constexpr std::chrono::milliseconds kLingerTime{2'000};
inline constexpr std::chrono::milliseconds kLingerTimeAfterTimeout{300};
inline constexpr std::size_t kLingerBytesMax = 16 * 1024 * 1024;
/// How many refused connections a thread drains at once; what comes on top is closed without an answer.
inline constexpr std::size_t kRefusedLingeringMax = 64;
/// The part of an answer for which Limits::write_time_max is granted.
inline constexpr std::size_t kWriteProgressBytes = 64 * 1024;
/// What chunked encoding may cost beyond the data: one-byte chunks cost six bytes each. Answers bodies that
/// consist of chunk extensions.
inline constexpr std::size_t kChunkedOverheadFactor = 8;

}  // namespace kempelen::http
