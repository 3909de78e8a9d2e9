// Which refusals an operation of the Requester API can answer with, declared once: the reference is made from
// it, and the stories hold it to what really happens (tests/scenarios/coverage_test.cc).
#pragma once

#include <span>
#include <string_view>

#include "base/refusal.h"

namespace kempelen::api {

/// What any operation can be refused with: the signature, the rate, the form of the request, the model.
std::span<const Code> shared_refusals();

/// What this operation can be refused with beside those, in the order of the codes; empty where there is no
/// such operation.
std::span<const Code> refusals_of(std::string_view operation);

/// What a caller does about a refusal, in one or two sentences; empty for codes that no operation of the
/// Requester API has.
std::string_view advice(Code code);

}  // namespace kempelen::api
