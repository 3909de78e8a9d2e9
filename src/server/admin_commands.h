// What the commands of `kempelen admin` are written with: their answers, and the arguments that many share.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "json/writer.h"
#include "server/admin.h"
#include "store/workers.h"

namespace kempelen::server::admin {

/// JSON, or the refusal AdminRefused with a sentence.
using Answer = Result<std::string>;

tl::unexpected<Refusal> sorry(std::string text);

std::string text_or(const Arguments& arguments, const std::string& name, const std::string& otherwise);
/// The requester that `--requester` names; refuses if there is none.
Result<RequesterId> existing_requester(const AdminParts& parts, const Arguments& arguments);
/// The worker that `--worker` names; refuses if there is none.
Result<store::Worker> existing_worker(const AdminParts& parts, const Arguments& arguments);
/// `--marketplace`, the sandbox when absent.
Result<domain::Marketplace> marketplace_of(const Arguments& arguments);

/// Runs a write job and waits for its commit.
Answer write(const AdminParts& parts, const actions::Executor::Writing& work);

/// Reads in one snapshot, after what is due has happened.
Answer read(const AdminParts& parts, const actions::Caller& caller, const actions::Executor::Reading& work);

/// An object with what `members` writes.
std::string object(const std::function<void(json::Writer&)>& members);

/// An object with one list, of an object for each item.
template <typename Items>
std::string list(std::string_view name, const Items& items,
                 const std::function<void(json::Writer&, const typename Items::value_type&)>& members) {
  return object([&](json::Writer& writer) {
    writer.key(name).begin_array();
    for (const auto& item : items) {
      writer.begin_object();
      members(writer, item);
      writer.end_object();
    }
    writer.end_array();
  });
}

}  // namespace kempelen::server::admin
