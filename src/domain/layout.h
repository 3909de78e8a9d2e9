// HIT layouts: HTML with placeholders `${name}`. A HIT made from one gives each placeholder a value; the
// outcome is an HTMLQuestion like any other.
//
// A name is made of letters, digits, `_`, `-` and `.`; every character outside ASCII counts as a letter.
// Anything else behind `${`, such as `${}`, `${a b}` or a `${` that nothing closes, is text of the page.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/instant.h"
#include "base/result.h"
#include "domain/marketplace.h"

namespace kempelen::domain {

struct Layout {
  HitLayoutId id;
  RequesterId requester;
  Marketplace marketplace = Marketplace::Sandbox;
  std::string name;
  std::string html;                       // byte for byte as given
  std::vector<std::string> parameters{};  // see `placeholders`
  Instant created_at;
};

/// A placeholder's name and what is put in its place.
struct LayoutValue {
  std::string name;
  std::string value;
};

/// Text, and the name of the placeholder behind it. Views into the layout.
struct LayoutPiece {
  std::string_view text;
  std::string_view name;  // empty in the last piece only, behind which there is none
};

/// The layout cut at its placeholders; at least one piece.
std::vector<LayoutPiece> layout_pieces(std::string_view html);

/// The names of all placeholders, each once, in the order of their first use.
std::vector<std::string> placeholders(std::string_view html);

/// What keeps `html` from being a layout, as a sentence with a full stop: it is blank, is not text that XML
/// can carry, or is too long for any HIT. Nothing when it is fine.
std::optional<std::string> layout_problem(std::string_view html);

/// What can be said of the values before their layout is known. Refuses InvalidParameterValueBecause for
/// HITLayoutParameters, naming the variable, if a name stands twice or a value holds what XML cannot carry.
Result<Done> check_values(std::span<const LayoutValue> values);

/// The Question of a HIT: `html` with every placeholder replaced, as an HTMLQuestion whose frame has so many
/// pixels; with 0 it fills the worker's window. Values go in as they are, markup and all (the original
/// escaped nothing, and requesters pass HTML); what looks like a placeholder inside a value stays as it is.
/// `html` and `values` have passed `layout_problem` and `check_values`. Refuses InvalidParameterValueBecause:
/// for HITLayoutParameters, naming the variable, if a value is missing or belongs to no placeholder; for
/// Question if the outcome is too long or blank.
Result<std::string> make_question(std::string_view html, std::span<const LayoutValue> values,
                                  int frame_height = 0);

}  // namespace kempelen::domain
