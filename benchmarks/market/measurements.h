// The measurements of market_bench. Each prints lines of `name value`: figures of one round, or a median.
#pragma once

#include <cstdint>

#include "benchmarks/market/house.h"

namespace kempelen::market {

/// Durable submissions a second, in rounds in which the kinds of orders.h take turns.
void measure_submits(House& house, int submissions, int rounds);
/// The same submissions left to a server. Prints `kind operation token body` for each, round after round, and
/// `destination id` for where their events go, which is paused; tabs stand between.
void prepare_submits(House& house, int submissions, int rounds, const std::string& webhook);

/// Microseconds of a page of 100 of ListWorkersWithQualificationType and ListQualificationTypes with so many
/// rows in the store.
void measure_pages(House& house, std::int64_t rows);

}  // namespace kempelen::market
