// What clients were told, kept apart from the server: a row for each effect that was acknowledged, and the
// check that the database still has it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/ids.h"
#include "base/instant.h"
#include "base/money.h"
#include "db/database.h"
#include "domain/assignment.h"
#include "domain/marketplace.h"

namespace kempelen::faults {

struct KnownHit {
  domain::Marketplace marketplace = domain::Marketplace::Sandbox;
  std::string requester;
  std::string type{};
  std::int64_t places = 1;
  std::optional<std::string> token{};
  Instant token_used_at{};
  bool deleted = false;
};

struct KnownType {
  domain::Marketplace marketplace = domain::Marketplace::Sandbox;
  std::string requester;
};

struct KnownAssignment {
  std::string hit;
  std::string worker;
  domain::AssignmentStatus status = domain::AssignmentStatus::Accepted;
  std::optional<std::string> answer{};     // the document, byte for byte
  std::map<std::string, Money> bonuses{};  // by request token
};

struct Record {
  std::map<std::string, KnownHit> hits;
  std::map<std::string, KnownAssignment> assignments;
  std::map<std::string, KnownType> types;
  std::map<std::string, Money> deposits;  // by requester

  /// How many effects losses() looks for.
  std::size_t size() const;
  /// One sentence for each effect that is not there, or not whole. A later state than the acknowledged one
  /// is fine where time or a call in doubt leads to it.
  std::vector<std::string> losses(db::Reader& db, Instant now) const;
};

}  // namespace kempelen::faults
