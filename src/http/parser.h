// Reading a request's header and a chunked body. Beast's parser does it, behind these types so that only one
// file pays for including it. What Beast accepts and we do not is refused by http/head.h before.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/head.h"

namespace kempelen::http {

/// A header as views into the text it was read from.
struct ParsedHead {
  RequestLine line{};
  std::vector<Header> headers{};
};

/// Keeps its list of fields from one request to the next. One per thread.
class HeadReader {
 public:
  /// `head` is a whole header that HeadScanner accepted. The result is valid until the next call.
  std::optional<Rejection> read(std::string_view head, const Limits& limits);
  const ParsedHead& parsed() const { return parsed_; }

 private:
  ParsedHead parsed_;
};

/// Takes a chunked body apart. Chunk extensions and trailers are read past and forgotten.
class ChunkedBody {
 public:
  /// `head` is the request's header; a copy is kept.
  ChunkedBody(std::string_view head, const Limits& limits);
  ~ChunkedBody();

  /// Reads on; returns how many bytes of `input` are done with. What is left must come first in the next
  /// call.
  std::size_t feed(std::string_view input);
  bool done() const;
  const std::optional<Rejection>& rejection() const { return rejection_; }
  const std::string& head() const { return head_; }
  const std::string& body() const;

 private:
  class Parser;
  std::string head_;
  const Limits& limits_;
  std::size_t wire_bytes_ = 0;
  std::optional<Rejection> rejection_;
  std::unique_ptr<Parser> parser_;
};

}  // namespace kempelen::http
