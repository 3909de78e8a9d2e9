// Inside this module only: what both clients share of libcurl, with owners for its handles.
#pragma once

#include <memory>
#include <string>

#include "base/fault.h"
#include "base/instant.h"
#include "outgoing/library.h"

namespace kempelen::outgoing {

struct FreeEasy {
  void operator()(CURL* easy) const { curl().easy_cleanup(easy); }
};
struct FreeList {
  void operator()(curl_slist* list) const { curl().slist_free_all(list); }
};
using Easy = std::unique_ptr<CURL, FreeEasy>;
using List = std::unique_ptr<curl_slist, FreeList>;

inline void append(List& list, const std::string& line) {
  curl_slist* longer = curl().slist_append(list.get(), line.c_str());
  if (longer == nullptr) throw Fault("libcurl has no memory for a header");
  static_cast<void>(list.release());
  list.reset(longer);
}

template <typename Value>
void set(CURL* easy, CURLoption option, Value value) {
  if (curl().easy_setopt(easy, option, value) != CURLE_OK) {
    throw Fault("libcurl does not know an option: " + std::to_string(option));
  }
}

inline long millis(Duration d) {
  return static_cast<long>(d.micros / 1000);
}

}  // namespace kempelen::outgoing
