// The declared refusals beside the declared model: none forgotten, none without advice.
#include "api/refusals.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "api/services.h"
#include "model/describe.h"

namespace kempelen::api {
namespace {

bool declares(std::string_view operation, Code code) {
  const auto codes = refusals_of(operation);
  return std::ranges::find(codes, code) != codes.end();
}

/// Codes that the limits of an input lead to, whatever the operation does.
std::set<Code> codes_of_limits(const model::Shape& shape) {
  std::set<Code> codes;
  for (const model::Field& field : shape.fields) {
    const model::Limits& limits = field.limits;
    // What the model forbids by itself is refused by the model.
    const bool may_be_empty = field.constraints.length.low < 1;
    if (may_be_empty && std::max(limits.characters.has_low() ? limits.characters.low : 0,
                                 limits.bytes.has_low() ? limits.bytes.low : 0) > 0) {
      codes.insert(Code::ParameterTooShort);
    }
    if (limits.characters.has_high() || limits.bytes.has_high() ||
        limits.audience == model::Audience::People || field.kind == model::Kind::Timestamp ||
        field.kind == model::Kind::Money) {
      codes.insert(Code::InvalidParameterValueBecause);
    }
    if (limits.value.given()) codes.insert(Code::ParameterOutOfRange);
    if (field.shape != nullptr) codes.merge(codes_of_limits(*field.shape));
  }
  return codes;
}

TEST(Refusals, LimitsOfAnInputAreDeclared) {
  std::size_t found = 0;
  for (const model::OperationRecord& operation : requester_service().operations) {
    for (const Code code : codes_of_limits(*operation.input)) {
      EXPECT_TRUE(declares(operation.name, code)) << operation.name << " " << static_cast<int>(code);
      ++found;
    }
  }
  EXPECT_GT(found, 20u);
}

TEST(Refusals, WhateverTakesAPageTokenCanRefuseIt) {
  for (const model::OperationRecord& operation : requester_service().operations) {
    const bool pages = std::ranges::any_of(
        operation.input->fields, [](const model::Field& field) { return field.name == "NextToken"; });
    if (!pages) continue;
    EXPECT_TRUE(declares(operation.name, Code::InvalidParameterValue)) << operation.name;
  }
}

TEST(Refusals, EachHasAdvice) {
  for (const Code code : shared_refusals()) EXPECT_FALSE(advice(code).empty()) << static_cast<int>(code);
  for (const model::OperationRecord& operation : requester_service().operations) {
    for (const Code code : refusals_of(operation.name)) {
      EXPECT_FALSE(advice(code).empty()) << operation.name << " " << static_cast<int>(code);
    }
  }
  EXPECT_TRUE(advice(Code::UsernameTaken).empty());
}

TEST(Refusals, SharedOnesAreNotRepeated) {
  for (const Code code : shared_refusals()) {
    for (const model::OperationRecord& operation : requester_service().operations) {
      EXPECT_FALSE(declares(operation.name, code)) << operation.name << " " << static_cast<int>(code);
    }
  }
  EXPECT_TRUE(refusals_of("Sing").empty());
}

}  // namespace
}  // namespace kempelen::api
