// The words by which kinds and attributes appear in descriptions.
#pragma once

#include <string_view>

#include "model/operation.h"
#include "model/shape.h"

namespace kempelen::model {

constexpr std::string_view name(Kind kind) {
  switch (kind) {
    case Kind::String:
      return "String";
    case Kind::Enum:
      return "Enum";
    case Kind::Integer:
      return "Integer";
    case Kind::Long:
      return "Long";
    case Kind::Boolean:
      return "Boolean";
    case Kind::Money:
      return "Money";
    case Kind::Timestamp:
      return "Timestamp";
    case Kind::Structure:
      return "Structure";
    case Kind::Fields:
      return "Fields";
  }
  return "";
}

constexpr std::string_view name(Access access) {
  return access == Access::Read ? "Read" : "Write";
}

constexpr std::string_view name(Repeat repeat) {
  switch (repeat) {
    case Repeat::Safe:
      return "Safe";
    case Repeat::ByToken:
      return "ByToken";
    case Repeat::Unsafe:
      return "Unsafe";
  }
  return "";
}

constexpr std::string_view name(Authentication authentication) {
  switch (authentication) {
    case Authentication::Signature:
      return "Signature";
    case Authentication::Session:
      return "Session";
    case Authentication::None:
      return "None";
  }
  return "";
}

}  // namespace kempelen::model
