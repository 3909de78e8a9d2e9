// Long lists of qualification types and of workers who hold one.
#include <fmt/format.h>

#include <algorithm>
#include <iostream>

#include "benchmarks/market/measurements.h"
#include "domain/type_words.h"
#include "store/qualification_types.h"
#include "store/qualifications.h"

namespace kempelen::market {
namespace {

constexpr std::int64_t kInOneTransaction = 20'000;
constexpr int kCalls = 200;

template <typename Insert>
void many_times(House& house, std::int64_t times, const Insert& insert) {
  for (std::int64_t from = 0; from < times; from += kInOneTransaction) {
    const std::int64_t to = std::min(times, from + kInOneTransaction);
    house.database().write_and_wait([&](db::Transaction& tx) {
      for (std::int64_t number = from; number < to; ++number) insert(tx, number);
      return db::Verdict::Keep;
    });
  }
}

/// A type with a name of its own and some words that all of them have.
void insert_type(House& house, db::Transaction& tx, std::int64_t number, Instant at) {
  domain::QualificationType type;
  type.id = house.ids().qualification_type(at);
  type.requester = house.requester().requester;
  type.created_at = at;
  type.name = fmt::format("Type {:07}", number);
  type.description = "Can tell a cat from a dog";
  type.keywords = "animals, pictures";
  store::insert_qualification_type(tx, type);
  store::change_words(tx, type, {}, domain::words_of(type));
}

void print(House& house, const std::string& name, const Order& order) {
  std::cout << fmt::format("{} {:.1f}\n", name, house.median_micros(order, kCalls)) << std::flush;
}

}  // namespace

void measure_pages(House& house, std::int64_t rows) {
  const Instant at = house.now();
  const std::string busy =
      member(house.call({house.requester(), "CreateQualificationType",
                         R"({"Name":"Busy","Description":"d","QualificationTypeStatus":"Active"})"}),
             "QualificationType.QualificationTypeId");
  many_times(house, rows,
             [&](db::Transaction& tx, std::int64_t number) { insert_type(house, tx, number, at); });
  for (std::int64_t from = 0; from < rows; from += kInOneTransaction) {
    const auto workers = house.workers(static_cast<int>(std::min(rows - from, kInOneTransaction)));
    house.database().write_and_wait([&](db::Transaction& tx) {
      for (const actions::Caller& worker : workers) {
        store::save_qualification(tx, {.type = QualificationTypeId{busy},
                                       .worker = worker.worker,
                                       .value = 1,
                                       .granted_at = at + Duration{from}});
      }
      return db::Verdict::Keep;
    });
  }
  const auto call = [&](const char* operation, const std::string& members) {
    return Order{house.requester(), operation, fmt::format(R"({{"MaxResults":100,{}}})", members)};
  };
  print(house, "workers",
        call("ListWorkersWithQualificationType", fmt::format(R"("QualificationTypeId":"{}")", busy)));
  print(house, "types", call("ListQualificationTypes", R"("MustBeRequestable":true)"));
  print(house, "own-types",
        call("ListQualificationTypes", R"("MustBeRequestable":true,"MustBeOwnedByCaller":true)"));
  print(house, "types-with-words",
        call("ListQualificationTypes", R"("MustBeRequestable":true,"Query":"cat pict")"));
}

}  // namespace kempelen::market
