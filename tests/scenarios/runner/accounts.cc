// Verbs that set the stage: people, money, standing, layouts.
#include <fmt/format.h>

#include "actions/account/move_money.h"
#include "store/accounts.h"
#include "store/layouts.h"
#include "store/ledger.h"
#include "store/workers.h"
#include "tests/scenarios/runner/play.h"

namespace kempelen::scenarios {
namespace {

Money read_money(const std::string& text) {
  const auto amount = parse_money(text);
  if (!amount) throw Mismatch(fmt::format("'{}' is no amount of money", text));
  return *amount;
}

Result<Done> deposit(World& world, const std::string& requester, Money amount) {
  const RequesterId id{world.id(requester)};
  return world.write([&](actions::WriteContext& ctx) -> Result<Done> {
    KEMPELEN_TRY([[maybe_unused]] const auto balance, actions::deposit(ctx, id, amount));
    return Done{};
  });
}

Result<Done> withdraw(World& world, const std::string& requester, Money amount) {
  const RequesterId id{world.id(requester)};
  return world.write([&](actions::WriteContext& ctx) -> Result<Done> {
    KEMPELEN_TRY([[maybe_unused]] const auto balance, actions::withdraw(ctx, id, amount));
    return Done{};
  });
}

Result<Done> pay_out(World& world, const std::string& worker, Money amount) {
  const WorkerId id{world.id(worker)};
  return world.write([&](actions::WriteContext& ctx) -> Result<Done> {
    KEMPELEN_TRY([[maybe_unused]] const auto balance, actions::pay_out(ctx, id, amount));
    return Done{};
  });
}

/// `requester acme [balance 10.00]`
void add_requester(World& world, Words& words) {
  const std::string name = words.take("a name");
  std::string id;
  world.write([&](actions::WriteContext& ctx) -> Result<Done> {
    const RequesterId made = ctx.ids.requester();
    store::insert_requester(ctx.tx, {.id = made, .name = name, .created_at = ctx.now});
    id = made.text;
    return Done{};
  });
  world.name_requester(name, id);
  if (words.take_if("balance") && !deposit(world, name, read_money(words.take("an amount")))) {
    throw Mismatch("a deposit was refused");
  }
}

domain::Locale read_locale(const std::string& text) {
  const auto parts = split(text, '-');
  return {parts[0], parts.size() > 1 ? parts[1] : ""};
}

/// `worker ann [country US-CA] [adult] [masters] [submitted 120] [approved 90] [rejected 10]`: what she did
/// elsewhere before.
void add_worker(World& world, Words& words) {
  store::Worker worker;
  worker.marketplace = world.marketplace;
  worker.username = words.take("a name");
  worker.created_at = world.now();
  while (!words.empty()) {
    const std::string key = words.take("a word");
    if (key == "country")
      worker.profile.locale = read_locale(words.take("a country"));
    else if (key == "adult")
      worker.profile.adult = true;
    else if (key == "masters")
      worker.profile.masters = true;
    else if (key == "submitted")
      worker.record.submitted = read_number(words.take("a number"));
    else if (key == "approved")
      worker.record.approved = read_number(words.take("a number"));
    else if (key == "rejected")
      worker.record.rejected = read_number(words.take("a number"));
    else
      throw Mismatch(fmt::format("a worker has no '{}'", key));
  }
  world.write([&](actions::WriteContext& ctx) -> Result<Done> {
    worker.id = ctx.ids.worker();
    if (!store::insert_worker(ctx.tx, worker)) throw Mismatch("two workers have one name");
    store::save_worker_record(ctx.tx, worker.id, worker.record);
    return Done{};
  });
  world.name(worker.username, worker.id.text);
  world.earlier_records[worker.id.text] = worker.record;
}

void set_standing(World& world, const std::string& requester, store::Standing standing) {
  const RequesterId id{world.id(requester)};
  world.write([&](actions::WriteContext& ctx) -> Result<Done> {
    store::set_requester_standing(ctx.tx, id, standing);
    return Done{};
  });
}

/// `create-layout L by acme html "<p>${what}</p>"`, as `kempelen admin` does it.
void create_layout(World& world, Words& words) {
  const std::string name = words.take("a name");
  words.expect("by");
  domain::Layout layout;
  layout.requester = {world.id(words.take("a requester"))};
  layout.marketplace = world.marketplace;
  words.expect("html");
  layout.html = words.take("HTML");
  if (const auto problem = domain::layout_problem(layout.html)) throw Mismatch(*problem);
  layout.name = name;
  layout.parameters = domain::placeholders(layout.html);
  world.write([&](actions::WriteContext& ctx) -> Result<Done> {
    layout.id = ctx.ids.hit_layout(ctx.now);
    layout.created_at = ctx.now;
    store::insert_layout(ctx.tx, layout);
    return Done{};
  });
  world.name(name, layout.id.text);
}

void delete_layout(World& world, const std::string& layout) {
  const HitLayoutId id{world.id(layout)};
  world.write([&](actions::WriteContext& ctx) -> Result<Done> {
    if (!store::delete_layout(ctx.tx, id)) throw Mismatch("there is no such layout");
    return Done{};
  });
}

}  // namespace

bool play_account(World& world, const std::string& verb, Words& words) {
  if (verb == "marketplace") {
    const std::string name = words.take("live or sandbox");
    if (name != "live" && name != "sandbox")
      throw Mismatch(fmt::format("no marketplace is called '{}'", name));
    world.marketplace = name == "live" ? domain::Marketplace::Live : domain::Marketplace::Sandbox;
  } else if (verb == "requester") {
    add_requester(world, words);
  } else if (verb == "worker") {
    add_worker(world, words);
  } else if (verb == "create-layout") {
    create_layout(world, words);
  } else if (verb == "delete-layout") {
    delete_layout(world, words.take("a layout"));
  } else if (verb == "suspend") {
    set_standing(world, words.take("a requester"), store::Standing::Suspended);
  } else if (verb == "restore") {
    set_standing(world, words.take("a requester"), store::Standing::Good);
  } else {
    return false;
  }
  return true;
}

/// `deposit acme 5`, `withdraw acme 5`, `pay-out ann 0.50`
Played play_money(World& world, const std::string& verb, Words& words) {
  if (verb != "deposit" && verb != "withdraw" && verb != "pay-out") return std::nullopt;
  const std::string who = words.take("a name");
  const Money amount = read_money(words.take("an amount"));
  if (verb == "deposit") return deposit(world, who, amount);
  return verb == "withdraw" ? withdraw(world, who, amount) : pay_out(world, who, amount);
}

}  // namespace kempelen::scenarios
