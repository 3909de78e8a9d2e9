// Compiling a page of a statement, and printing it.
#include "server/admin_statement.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <tuple>
#include <vector>

#include "base/fault.h"
#include "json/value.h"
#include "store/ledger.h"

namespace kempelen::server::admin {
namespace {

constexpr std::int64_t kEntriesAtOnce = 1'000;
constexpr std::size_t kLinesPerPage = 5'000;
/// Ids of entries made in one millisecond begin alike: `3` and nine characters.
constexpr std::size_t kMillisecondCharacters = 10;

struct Period {
  Instant from{std::numeric_limits<std::int64_t>::min()};
  Instant to{std::numeric_limits<std::int64_t>::max()};
};

/// Where a page begins: after this entry, which left this balance.
struct Position {
  std::string entry;
  Money balance;
};

struct Line {
  store::LedgerEntry entry;
  Money balance;
};

struct Page {
  Money opening, closing;
  std::vector<Line> lines{};
  std::optional<Position> next{};
};

/// Entries in the order in which they count. Ids say the millisecond and are random within it; what came in
/// at an instant stands before what went out, so that no balance is negative in between.
std::vector<store::LedgerEntry> entries_after(db::Reader& db, const domain::Account& account,
                                              const std::string& after) {
  auto entries = store::list_entries(db, account, after, kEntriesAtOnce);
  if (entries.size() == kEntriesAtOnce) {
    // The last millisecond may go on behind the end.
    const std::string last = entries.back().id.substr(0, kMillisecondCharacters);
    const auto from = std::ranges::find_if(
        entries, [&](const store::LedgerEntry& entry) { return entry.id.starts_with(last); });
    if (from != entries.begin()) entries.erase(from, entries.end());
  }
  std::ranges::sort(entries, {}, [](const store::LedgerEntry& entry) {
    return std::tuple(entry.id.substr(0, kMillisecondCharacters), entry.at, entry.change < Money{}, entry.id);
  });
  return entries;
}

Page compile(db::Reader& db, const domain::Account& account, const Period& period, Position position) {
  Page page{.opening = position.balance, .closing = position.balance};
  for (;;) {
    const auto entries = entries_after(db, account, position.entry);
    if (entries.empty()) return page;
    for (const store::LedgerEntry& entry : entries) {
      position.balance = position.balance + entry.change;
      position.entry = std::max(position.entry, entry.id);
      if (entry.at >= period.to) continue;
      page.closing = position.balance;
      if (entry.at < period.from) {
        page.opening = position.balance;
      } else {
        page.lines.push_back({entry, position.balance});
      }
    }
    if (page.lines.size() >= kLinesPerPage) {
      page.next = position;
      return page;
    }
  }
}

std::string written(const domain::Account& account, const Page& page) {
  return object([&](json::Writer& w) {
    w.member("Account", account.name).member("OpeningBalance", format_exact(page.opening));
    w.key("Entries").begin_array();
    for (const auto& [entry, balance] : page.lines) {
      w.begin_object().member("Time", format_iso(entry.at)).member("EntryId", entry.id);
      w.member("Reason", entry.reason);
      if (entry.hit) w.member("HITId", entry.hit->text);
      if (entry.assignment) w.member("AssignmentId", entry.assignment->text);
      w.member("CounterAccount", entry.counter_account)
          .member("Amount", format_exact(entry.change))
          .member("Balance", format_exact(balance))
          .end_object();
    }
    w.end_array().member("ClosingBalance", format_exact(page.closing));
    if (page.next) {
      w.member("Next", fmt::format("{} {}", page.next->entry, page.next->balance.micros));
    }
  });
}

Result<Position> position_of(const Arguments& arguments) {
  const std::string text = text_or(arguments, "after", "");
  Position position;
  if (text.empty()) return position;
  const std::size_t blank = text.find(' ');
  position.entry = text.substr(0, blank);
  const char* begin = text.data() + std::min(text.size(), position.entry.size() + 1);
  const auto read = std::from_chars(begin, text.data() + text.size(), position.balance.micros);
  if (read.ec != std::errc() || read.ptr != text.data() + text.size()) {
    return sorry(fmt::format("'{}' is no place in a statement.", text));
  }
  return position;
}

Result<Instant> instant_of(const Arguments& arguments, const std::string& flag, Instant otherwise) {
  const std::string text = text_or(arguments, flag, "");
  if (text.empty()) return otherwise;
  const auto instant = parse_iso(text.find('T') == std::string::npos ? text + "T00:00:00Z" : text);
  if (!instant) {
    return sorry(
        fmt::format("--{} is a date such as 2026-11-01 or an instant such as 2026-11-01T12:00:00Z, not '{}'.",
                    flag, text));
  }
  return *instant;
}

Result<domain::Account> house_account(const std::string& name) {
  for (const auto& account : {domain::Account::fees(), domain::Account::outside(), domain::Account::play()}) {
    if (account.name == name) return account;
  }
  return sorry(fmt::format("--account is fees, outside or play, not '{}'.", name));
}

struct Owner {
  domain::Account account;
  domain::Marketplace marketplace;
};

Result<Owner> owner_of(const AdminParts& parts, const Arguments& arguments) {
  using domain::Marketplace;
  const auto named =
      std::ranges::count_if(std::array{"requester", "worker", "account"},
                            [&](const char* flag) { return !text_or(arguments, flag, "").empty(); });
  if (named != 1) return sorry("A statement is of one of --requester, --worker and --account.");
  const bool held = arguments.contains("held");
  if (held && !arguments.contains("requester")) return sorry("--held goes with --requester.");
  if (arguments.contains("requester")) {
    KEMPELEN_TRY(const auto id, existing_requester(parts, arguments));
    return Owner{held ? domain::Account::held(id) : domain::Account::requester(id), Marketplace::Live};
  }
  if (arguments.contains("worker")) {
    KEMPELEN_TRY(const auto worker, existing_worker(parts, arguments));
    return Owner{domain::Account::worker(worker.id), worker.marketplace};
  }
  KEMPELEN_TRY(const auto account, house_account(arguments.at("account")));
  return Owner{account, account == domain::Account::play() ? Marketplace::Sandbox : Marketplace::Live};
}

Result<Owner> wanted_owner(const AdminParts& parts, const Arguments& arguments) {
  KEMPELEN_TRY(const auto owner, owner_of(parts, arguments));
  if (!arguments.contains("marketplace")) return owner;
  KEMPELEN_TRY(const auto marketplace, marketplace_of(arguments));
  if (marketplace != owner.marketplace) {
    return sorry(fmt::format("The account {} belongs to the {} marketplace only.", owner.account.name,
                             domain::name(owner.marketplace)));
  }
  return owner;
}

/// A field of RFC 4180. Spreadsheets take a text that begins like a formula for one, so it gets an
/// apostrophe.
std::string csv_text(std::string text) {
  if (!text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos) {
    text.insert(text.begin(), '\'');
  }
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? "\"\"" : std::string(1, c);
  return quoted + "\"";
}

std::string member(const json::Value& object, std::string_view name) {
  const auto found = object.find(name);
  return found ? std::string(found->string()) : std::string();
}

struct Layout {
  /// A line of an entry; the balance lines before the first and after the last.
  std::string (*entry)(const json::Value& entry);
  std::string (*opening)(const json::Value& page);
  std::string (*closing)(const json::Value& page);
};

constexpr Layout kCsv = {
    [](const json::Value& e) {
      return fmt::format("{},{},{},{},{},{},{},{}\r\n", csv_text(member(e, "Time")),
                         csv_text(member(e, "EntryId")), csv_text(member(e, "Reason")),
                         csv_text(member(e, "HITId")), csv_text(member(e, "AssignmentId")),
                         csv_text(member(e, "CounterAccount")), member(e, "Amount"), member(e, "Balance"));
    },
    [](const json::Value& page) {
      return fmt::format(
          "time,entry_id,reason,hit_id,assignment_id,counter_account,amount,balance\r\n"
          ",,opening balance,,,,,{}\r\n",
          member(page, "OpeningBalance"));
    },
    [](const json::Value& page) {
      return fmt::format(",,closing balance,,,,,{}\r\n", member(page, "ClosingBalance"));
    }};

constexpr Layout kTable = {
    [](const json::Value& e) {
      const std::string assignment = member(e, "AssignmentId"), hit = member(e, "HITId");
      const std::string about = !assignment.empty() ? "assignment " + assignment
                                : hit.empty()       ? ""
                                                    : "HIT " + hit;
      const std::string counter = member(e, "CounterAccount");
      return fmt::format("{:20}  {:10}  {:>16}  {:>16}  {:{}}{}\n", member(e, "Time"), member(e, "Reason"),
                         member(e, "Amount"), member(e, "Balance"), counter,
                         about.empty() ? counter.size() : 26, about);
    },
    [](const json::Value& page) {
      return fmt::format("Account {}\n{:20}  {:10}  {:>16}  {:>16}  {}\n{:20}  {:10}  {:>16}  {:>16}\n",
                         member(page, "Account"), "Time", "Reason", "Amount", "Balance", "From or to",
                         "Opening balance", "", "", member(page, "OpeningBalance"));
    },
    [](const json::Value& page) {
      return fmt::format("{:20}  {:10}  {:>16}  {:>16}\n", "Closing balance", "", "",
                         member(page, "ClosingBalance"));
    }};

std::string laid_out(const json::Value& page, const Layout& layout, const Arguments& arguments) {
  std::string text;
  if (!arguments.contains("after")) text += layout.opening(page);
  for (const json::Value& entry : page.find("Entries")->items()) text += layout.entry(entry);
  if (!page.find("Next")) text += layout.closing(page);
  return text;
}

}  // namespace

Answer statement(const AdminParts& parts, const Arguments& arguments) {
  KEMPELEN_TRY(const auto owner, wanted_owner(parts, arguments));
  KEMPELEN_TRY(const auto from, instant_of(arguments, "from", Period{}.from));
  KEMPELEN_TRY(const auto to, instant_of(arguments, "to", Period{}.to));
  KEMPELEN_TRY(const auto position, position_of(arguments));
  // An empty write: what is due has been settled when it runs.
  const auto settled = write(parts, [](actions::WriteContext&) -> Answer { return std::string(); });
  if (!settled) return refuse(settled);
  Page page;
  parts.database.read([&](db::Reader& db) { page = compile(db, owner.account, {from, to}, position); });
  return written(owner.account, page);
}

Printed print_statement(const std::string& answer, const Arguments& arguments) {
  const auto page = json::parse(answer);
  KEMPELEN_INVARIANT(page.has_value(), "an answer is JSON");
  Printed printed{answer + "\n"};
  if (!arguments.contains("json")) {
    printed.text = laid_out(*page, arguments.contains("csv") ? kCsv : kTable, arguments);
  }
  if (const std::string next = member(*page, "Next"); !next.empty()) {
    printed.again = arguments;
    printed.again->insert_or_assign("after", next);
  }
  return printed;
}

}  // namespace kempelen::server::admin
