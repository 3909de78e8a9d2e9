// The identity of HIT types.
#include "domain/hit_type.h"

#include <fmt/format.h>

#include "base/digest.h"

namespace kempelen::domain {

std::string identity(const HitTypeProperties& p) {
  // Lengths stand in front so that no two property lists run together into one text.
  return digest(fmt::format("{}:{}{}:{}{}:{}{} {} {} {}", p.title.size(), p.title, p.description.size(),
                            p.description, p.keywords.size(), p.keywords, p.reward.micros,
                            p.assignment_duration.micros, p.auto_approval_delay.micros,
                            encode(p.requirements)));
}

}  // namespace kempelen::domain
