// How a question is put into a worker's frame: addresses with the original's parameters, old templates led to
// this server, and which frames may keep their own origin.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/ids.h"

namespace kempelen::domain {

/// The parts of an http or https address that decide where it leads.
struct WebAddress {
  std::string scheme;  // `http` or `https`
  std::string host;  // lower case; IPv4 in dotted form whatever was written; IPv6 with brackets; no final dot
  std::uint16_t port = 0;  // the scheme's own if none is written
  std::string query;       // between `?` and `#`, as written

  friend bool operator==(const WebAddress&, const WebAddress&) = default;
};

/// Nothing for anything else than an absolute http or https address with a host, or where browsers and
/// servers might read it differently: backslashes, blanks and control characters, percent signs in the host.
std::optional<WebAddress> parse_web_address(std::string_view url);

/// `localhost`, names below it, 127.0.0.0/8 and ::1.
bool is_loopback(const WebAddress& address);

/// Same scheme, host and port; false where either is not a web address.
bool same_origin(std::string_view url, std::string_view other);

/// Whether the frame of an ExternalQuestion may keep its own origin (`allow-same-origin`).
enum class FrameOrigin { Kept, Opaque };

/// Kept only if `url` surely leads to none of our own origins: another host or port than each of them. All
/// names of the loopback count as one host; a host name outside ASCII is Opaque, since only a browser knows
/// what it maps to.
FrameOrigin frame_origin(std::string_view url, std::span<const std::string> our_origins);

/// Who looks at which HIT. Assignment and worker are empty in a preview.
struct FrameVisit {
  HitId hit;
  AssignmentId assignment{};
  WorkerId worker{};
  std::string submit_to;  // our content origin, without a slash at the end
};

/// `assignmentId=…&hitId=…&workerId=…&turkSubmitTo=…`, percent-encoded; in a preview with the literal
/// ASSIGNMENT_ID_NOT_AVAILABLE and without workerId.
std::string frame_query(const FrameVisit& visit);

/// `url` with the query of the visit joined by `?` or `&` in front of its fragment.
std::string frame_url(std::string_view url, const FrameVisit& visit);

/// Where the dead addresses of old templates lead now.
struct HostAddresses {
  std::string submit_to;        // our content origin, without a slash at the end
  std::string helper_script;    // our externalHIT_v1.js
  std::string stand_in_script;  // the stand-in for localStorage and document.cookie
};

/// The HTML as it is served: the original's submit addresses and helper script replaced, the stand-in's
/// script tag put in front of everything a template runs, and every other byte as it was.
std::string host_html(std::string_view html, const HostAddresses& addresses);

}  // namespace kempelen::domain
