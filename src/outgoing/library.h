// Inside this module only: libcurl, which is opened when the first connection goes out, and not when a
// program starts. It brings thirty libraries along, more than all else together, and most commands connect
// nowhere.
#pragma once

#include <curl/curl.h>

namespace kempelen::outgoing {

/// The functions of libcurl that are used, by their names there without `curl_`.
class Library {
 public:
  Library(const Library&) = delete;
  Library& operator=(const Library&) = delete;

  /// Opened and set up once in the process, by whoever comes first. Faults where there is no libcurl.
  static const Library& get();

 private:
  /// The address of a function, whatever its type.
  struct Symbol {
    template <typename Function>
    operator Function*() const {
      return reinterpret_cast<Function*>(address);
    }
    void* address;
  };

  Library();
  Symbol find(const char* name) const;

  void* library_;

 public:
  decltype(&curl_easy_cleanup) easy_cleanup = find("curl_easy_cleanup");
  decltype(&curl_easy_getinfo) easy_getinfo = find("curl_easy_getinfo");
  decltype(&curl_easy_header) easy_header = find("curl_easy_header");
  decltype(&curl_easy_init) easy_init = find("curl_easy_init");
  decltype(&curl_easy_perform) easy_perform = find("curl_easy_perform");
  decltype(&curl_easy_reset) easy_reset = find("curl_easy_reset");
  decltype(&curl_easy_setopt) easy_setopt = find("curl_easy_setopt");
  decltype(&curl_easy_strerror) easy_strerror = find("curl_easy_strerror");
  decltype(&curl_free) free = find("curl_free");
  decltype(&curl_getdate) getdate = find("curl_getdate");
  decltype(&curl_multi_add_handle) multi_add_handle = find("curl_multi_add_handle");
  decltype(&curl_multi_cleanup) multi_cleanup = find("curl_multi_cleanup");
  decltype(&curl_multi_info_read) multi_info_read = find("curl_multi_info_read");
  decltype(&curl_multi_init) multi_init = find("curl_multi_init");
  decltype(&curl_multi_perform) multi_perform = find("curl_multi_perform");
  decltype(&curl_multi_poll) multi_poll = find("curl_multi_poll");
  decltype(&curl_multi_remove_handle) multi_remove_handle = find("curl_multi_remove_handle");
  decltype(&curl_multi_setopt) multi_setopt = find("curl_multi_setopt");
  decltype(&curl_multi_wakeup) multi_wakeup = find("curl_multi_wakeup");
  decltype(&curl_slist_append) slist_append = find("curl_slist_append");
  decltype(&curl_slist_free_all) slist_free_all = find("curl_slist_free_all");
  decltype(&curl_url) url = find("curl_url");
  decltype(&curl_url_cleanup) url_cleanup = find("curl_url_cleanup");
  decltype(&curl_url_get) url_get = find("curl_url_get");
  decltype(&curl_url_set) url_set = find("curl_url_set");
};

inline const Library& curl() {
  return Library::get();
}

}  // namespace kempelen::outgoing
