// Finding an operation by its name.
#include "actions/binding.h"

#include <algorithm>

namespace kempelen::actions {

const Binding* find_binding(std::span<const Binding> bindings, std::string_view name) {
  const auto found = std::ranges::lower_bound(bindings, name, {}, &Binding::name);
  return found != bindings.end() && found->name == name ? &*found : nullptr;
}

}  // namespace kempelen::actions
