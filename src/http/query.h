// Query strings, and the form encoding that looks like them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kempelen::http {

struct NameValue {
  std::string name;
  std::string value;
  friend bool operator==(const NameValue&, const NameValue&) = default;
};

/// `a=1&b=x+y` as pairs in their order, decoded as browsers do: `+` is a blank, a stray `%` stays. Empty
/// pieces are left out; a piece without `=` is a name with an empty value.
std::vector<NameValue> parse_query(std::string_view query);

/// The first value of that name (case matters), or null.
const std::string* find_value(const std::vector<NameValue>& pairs, std::string_view name);

}  // namespace kempelen::http
