// Lists as ranges. Each step gives a Result, so that a page that cannot be fetched is not taken for the end
// of the list; after an error the range ends.
#pragma once

#include <cstddef>
#include <iterator>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "api/requester_operations.h"
#include "client/error.h"

namespace kempelen::client {

class Client;

namespace detail {

template <typename Op, typename List>
inline constexpr bool kIsIn = false;
template <typename Op, typename... Ops>
inline constexpr bool kIsIn<Op, model::List<Ops...>> = (std::is_same_v<Op, Ops> || ...);

}  // namespace detail

/// One of the 39.
template <typename Op>
concept RequesterOperation = detail::kIsIn<Op, api::Operations>;

namespace detail {

/// `client.call<Op>(input)`, for ranges, which stand before the client.
template <RequesterOperation Op>
Result<typename Op::Output> call(const Client& client, const typename Op::Input& input);

}  // namespace detail

/// One that gives its list in pages.
template <typename Op>
concept ListOperation = RequesterOperation<Op> && requires(typename Op::Input input) { input.next_token; };

/// The member of the answer that holds the entries.
template <typename Op>
struct EntriesOf;
template <>
struct EntriesOf<api::ListAssignmentsForHIT> {
  static constexpr auto member = &api::ListAssignmentsForHITResponse::assignments;
};
template <>
struct EntriesOf<api::ListBonusPayments> {
  static constexpr auto member = &api::ListBonusPaymentsResponse::bonus_payments;
};
template <>
struct EntriesOf<api::ListHITs> {
  static constexpr auto member = &api::ListHITsResponse::hits;
};
template <>
struct EntriesOf<api::ListHITsForQualificationType> {
  static constexpr auto member = &api::ListHITsForQualificationTypeResponse::hits;
};
template <>
struct EntriesOf<api::ListQualificationRequests> {
  static constexpr auto member = &api::ListQualificationRequestsResponse::qualification_requests;
};
template <>
struct EntriesOf<api::ListQualificationTypes> {
  static constexpr auto member = &api::ListQualificationTypesResponse::qualification_types;
};
template <>
struct EntriesOf<api::ListReviewableHITs> {
  static constexpr auto member = &api::ListReviewableHITsResponse::hits;
};
template <>
struct EntriesOf<api::ListWorkerBlocks> {
  static constexpr auto member = &api::ListWorkerBlocksResponse::worker_blocks;
};
template <>
struct EntriesOf<api::ListWorkersWithQualificationType> {
  static constexpr auto member = &api::ListWorkersWithQualificationTypeResponse::qualifications;
};

/// One whose pages hold one kind of entry: all lists but the results of review policies.
template <typename Op>
concept EntryListOperation = ListOperation<Op> && requires { EntriesOf<Op>::member; };

/// The error for a service that gives the token it was asked with: its list would never end.
Error repeated_token_error();

/// An input range of `Result<Op::Output>`, the last empty page left out. May be gone through once.
template <ListOperation Op>
class Pages {
 public:
  using Page = Result<typename Op::Output>;

  Pages(const Client& client, typename Op::Input input) : client_(&client), input_(std::move(input)) {
    if (!input_.max_results) input_.max_results = kLargestPage;
  }

  class Iterator {
   public:
    using value_type = Page;
    using difference_type = std::ptrdiff_t;
    using iterator_concept = std::input_iterator_tag;

    explicit Iterator(Pages* pages) : pages_(pages) {}
    Page& operator*() const { return *pages_->page_; }
    Page* operator->() const { return &*pages_->page_; }
    Iterator& operator++() {
      pages_->advance();
      return *this;
    }
    void operator++(int) { ++*this; }
    bool ended() const { return !pages_->page_; }
    friend bool operator==(const Iterator& at, std::default_sentinel_t) { return at.ended(); }

   private:
    Pages* pages_;
  };

  Iterator begin() {
    if (!begun_) advance();
    begun_ = true;
    return Iterator(this);
  }
  std::default_sentinel_t end() const { return {}; }

 private:
  static constexpr std::int32_t kLargestPage = 100;

  void advance() {
    const bool last = page_ && (!*page_ || (*page_)->next_token.value_or("").empty());
    if (last) {
      page_.reset();
      return;
    }
    if (page_) {
      if (input_.next_token == (*page_)->next_token) {
        page_.emplace(tl::unexpected(repeated_token_error()));
        return;
      }
      input_.next_token = (*page_)->next_token;
    }
    page_.emplace(detail::call<Op>(*client_, input_));
    if (*page_ && is_end(**page_)) page_.reset();
  }

  /// The page that only says that there are no more.
  static bool is_end(const typename Op::Output& page) {
    if constexpr (EntryListOperation<Op>) {
      return (page.*EntriesOf<Op>::member).empty() && page.next_token.value_or("").empty();
    } else {
      return false;
    }
  }

  const Client* client_;
  typename Op::Input input_;
  std::optional<Page> page_{};
  bool begun_ = false;
};

/// An input range of `Result<Entry>`. May be gone through once.
template <EntryListOperation Op>
class Entries {
 public:
  using Entry = typename std::remove_reference_t<decltype(std::declval<typename Op::Output&>().*
                                                          EntriesOf<Op>::member)>::value_type;

  Entries(const Client& client, typename Op::Input input) : pages_(client, std::move(input)) {}

  class Iterator {
   public:
    using value_type = Result<Entry>;
    using difference_type = std::ptrdiff_t;
    using iterator_concept = std::input_iterator_tag;

    explicit Iterator(Entries* entries) : entries_(entries) {}
    value_type& operator*() const { return *entries_->entry_; }
    value_type* operator->() const { return &*entries_->entry_; }
    Iterator& operator++() {
      entries_->advance();
      return *this;
    }
    void operator++(int) { ++*this; }
    bool ended() const { return !entries_->entry_; }
    friend bool operator==(const Iterator& at, std::default_sentinel_t) { return at.ended(); }

   private:
    Entries* entries_;
  };

  Iterator begin() {
    if (!begun_) settle();
    begun_ = true;
    return Iterator(this);
  }
  std::default_sentinel_t end() const { return {}; }

 private:
  void advance() {
    ++next_;
    settle();
  }

  /// Makes `entry_` the one at `next_`, on this page or one after it.
  void settle() {
    entry_.reset();
    for (auto at = pages_.begin(); at != std::default_sentinel; ++at, next_ = 0) {
      auto& page = *at;
      if (!page) {
        // The error stands for one entry.
        if (next_ > 0) continue;
        entry_.emplace(tl::unexpected(page.error()));
        return;
      }
      auto& entries = (*page).*EntriesOf<Op>::member;
      if (next_ >= entries.size()) continue;
      entry_.emplace(std::move(entries[next_]));
      return;
    }
  }

  Pages<Op> pages_;
  std::size_t next_ = 0;
  std::optional<Result<Entry>> entry_{};
  bool begun_ = false;
};

}  // namespace kempelen::client
