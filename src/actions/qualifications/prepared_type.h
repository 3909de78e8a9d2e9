// A qualification type to be made or changed, after everything that can be checked without the database.
#pragma once

#include <optional>
#include <string>

#include "actions/context.h"
#include "api/qualifications.h"
#include "base/instant.h"
#include "domain/qualification.h"
#include "store/qualification_types.h"

namespace kempelen::actions {

/// A test with its key, both checked, and its time.
struct PreparedTest {
  store::TestDocuments documents;
  Duration duration;
};

/// The members that CreateQualificationType and UpdateQualificationType share. Refuses MissingParameters (a
/// test without its time; a key or a time without a test), InvalidParameterCombination (a test that is
/// granted automatically), and what the documents are refused for.
template <typename Request>
Result<std::optional<PreparedTest>> prepare_test(const Request& request);

struct PreparedTypeCreation {
  domain::QualificationType type;  // without ids, owner and times
  std::optional<PreparedTest> test{};
};

struct PreparedTypeUpdate {
  QualificationTypeId type;
  domain::QualificationTypeChanges changes;
  std::optional<PreparedTest> test{};
};

/// Stores the test and gives it to the type, in place of an earlier one.
void set_test(WriteContext& ctx, domain::QualificationType& type, const PreparedTest& test);

}  // namespace kempelen::actions
