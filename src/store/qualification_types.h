// Qualification types that requesters made, their tests, and the words they are found by.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/qualification.h"
#include "store/statements.h"

namespace kempelen::store {

/// Whether the requester had no other type of that name.
bool insert_qualification_type(db::Transaction& db, const domain::QualificationType& type);
/// Writes everything but what never changes, such as the name and the keywords.
void save_qualification_type(db::Transaction& db, const domain::QualificationType& type);
/// The words a type is found by, both times in order; a type that is not listed has none.
void change_words(db::Transaction& db, const domain::QualificationType& type,
                  const std::vector<std::string>& before, const std::vector<std::string>& after);
/// Also one that is gone.
std::optional<domain::QualificationType> find_qualification_type(db::Reader& db,
                                                                 const QualificationTypeId& id);

struct TestDocuments {
  std::string test;
  std::optional<std::string> answer_key{};
};
void insert_test(db::Transaction& db, const QualificationTestId& id, const TestDocuments& documents);
std::optional<TestDocuments> find_test(db::Reader& db, const QualificationTestId& id);
/// Unless a type or a request still has it.
void delete_unused_test(db::Transaction& db, const QualificationTestId& id);

/// Lists of types are ordered by name, and by id where types of several requesters share one.
struct TypePosition {
  std::string name{};
  std::string id{};

  friend auto operator<=>(const TypePosition&, const TypePosition&) = default;
};
/// Up to `count` active types of the marketplace behind a position.
std::vector<domain::QualificationType> list_active_types(db::Reader& db, domain::Marketplace marketplace,
                                                         const TypePosition& after, std::int64_t count);
/// Up to `count` inactive types of the requester behind a position.
std::vector<domain::QualificationType> list_inactive_types(db::Reader& db, const RequesterId& requester,
                                                           domain::Marketplace marketplace,
                                                           const TypePosition& after, std::int64_t count);
/// Up to `count` types of the requester behind a position: active, inactive or being disposed of.
std::vector<domain::QualificationType> list_own_types(db::Reader& db, const RequesterId& requester,
                                                      domain::Marketplace marketplace,
                                                      const TypePosition& after, std::int64_t count);

/// The first word of a listed type that begins with `prefix` and stands behind `after` (empty: any).
std::optional<std::string> next_word(db::Reader& db, domain::Marketplace marketplace, std::string_view prefix,
                                     std::string_view after);
/// Up to `count` types that have exactly the word, behind a position, in the order of lists.
std::vector<TypePosition> types_with_word(db::Reader& db, domain::Marketplace marketplace,
                                          std::string_view word, const TypePosition& after,
                                          std::int64_t count);
/// All types with a word that begins with `prefix`, in no useful order; one may come several times.
std::vector<TypePosition> types_with_prefix(db::Reader& db, domain::Marketplace marketplace,
                                            std::string_view prefix);
/// How many those are; `at_most` if there are more.
std::int64_t count_with_prefix(db::Reader& db, domain::Marketplace marketplace, std::string_view prefix,
                               std::int64_t at_most);

Statements qualification_type_statements();

}  // namespace kempelen::store
