// The measurements of market_bench. Each prints lines of `name value`: figures of one round, or a median.
#pragma once

#include <cstdint>

#include "benchmarks/market/house.h"

namespace kempelen::market {

/// Durable submissions a second, in rounds that take turns: to HITs with nothing more to do, with a policy of
/// known answers, with a policy of plurality, of a type with notifications; to a QuestionForm, and to a test
/// with an answer key that has the same questions.
void measure_submits(House& house, int submissions, int rounds);

/// Microseconds of a page of 100 of ListWorkersWithQualificationType and ListQualificationTypes with so many
/// rows in the store.
void measure_pages(House& house, std::int64_t rows);

}  // namespace kempelen::market
