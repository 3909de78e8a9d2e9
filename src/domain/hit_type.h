// HIT types: the seven properties that make HITs the same kind of work, and their identity.
#pragma once

#include <string>

#include "base/ids.h"
#include "base/instant.h"
#include "base/money.h"
#include "domain/marketplace.h"
#include "domain/requirement.h"

namespace kempelen::domain {

/// The seven properties. Equal properties of one requester are one HIT type (dossier, section 6).
struct HitTypeProperties {
  std::string title;
  std::string description;
  std::string keywords;  // empty: none
  Money reward;
  Duration assignment_duration;
  Duration auto_approval_delay = Duration::seconds(2'592'000);
  Requirements requirements{};
};

struct HitType {
  HitTypeId id;
  HitGroupId group;  // what workers see; one per HIT type
  Marketplace marketplace = Marketplace::Sandbox;
  RequesterId requester;
  Instant created_at;
  HitTypeProperties properties;
};

/// A text that is equal for equal properties: strings exactly, money by value, requirements as a set.
std::string identity(const HitTypeProperties& properties);

}  // namespace kempelen::domain
