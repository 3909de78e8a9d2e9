// Shared by the files that hold commands.
#include "server/admin_commands.h"

#include <fmt/format.h>

#include <future>

#include "store/accounts.h"

namespace kempelen::server::admin {

tl::unexpected<Refusal> sorry(std::string text) {
  return refuse(Code::AdminRefused, std::move(text));
}

std::string text_or(const Arguments& arguments, const std::string& name, const std::string& otherwise) {
  const auto found = arguments.find(name);
  return found == arguments.end() ? otherwise : found->second;
}

Answer write(const AdminParts& parts, const actions::Executor::Writing& work) {
  std::promise<Answer> ended;
  parts.executor.write({}, work, [&ended](actions::Reply reply, const std::exception_ptr& fault) {
    if (fault) return ended.set_exception(fault);
    ended.set_value(std::move(reply));
  });
  return ended.get_future().get();
}

Answer read(const AdminParts& parts, const actions::Caller& caller, const actions::Executor::Reading& work) {
  std::promise<Answer> ended;
  parts.executor.read(caller, work, [&ended](actions::Reply reply, const std::exception_ptr& fault) {
    if (fault) return ended.set_exception(fault);
    ended.set_value(std::move(reply));
  });
  return ended.get_future().get();
}

std::string object(const std::function<void(json::Writer&)>& members) {
  std::string out;
  json::Writer writer(out);
  writer.begin_object();
  members(writer);
  writer.end_object();
  return out;
}

Result<RequesterId> existing_requester(const AdminParts& parts, const Arguments& arguments) {
  const RequesterId id{arguments.at("requester")};
  std::optional<store::Requester> found;
  parts.database.read([&](db::Reader& db) { found = store::find_requester(db, id); });
  if (!found)
    return sorry(
        fmt::format("There is no requester {}; `kempelen admin list-requesters` shows all.", id.text));
  return id;
}

Result<store::Worker> existing_worker(const AdminParts& parts, const Arguments& arguments) {
  const WorkerId id{arguments.at("worker")};
  std::optional<store::Worker> found;
  parts.database.read([&](db::Reader& db) { found = store::find_worker(db, id); });
  if (!found)
    return sorry(fmt::format("There is no worker {}; `kempelen admin list-workers` shows all.", id.text));
  return *std::move(found);
}

Result<domain::Marketplace> marketplace_of(const Arguments& arguments) {
  const std::string text = text_or(arguments, "marketplace", "sandbox");
  if (text == "sandbox") return domain::Marketplace::Sandbox;
  if (text == "live") return domain::Marketplace::Live;
  return sorry(fmt::format("The marketplace is sandbox or live, not '{}'.", text));
}

}  // namespace kempelen::server::admin
