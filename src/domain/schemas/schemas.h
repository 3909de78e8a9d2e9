// The schemas of the original's data structures, compiled into the binary. They are our own writing, from the
// documented grammar; their namespaces are names, never fetched.
#pragma once

#include <string_view>

#include "xml/namespaces.h"
#include "xml/schema.h"

namespace kempelen::domain {

/// Of FormattedContent, as the original wrapped it before it validated it.
inline constexpr std::string_view kXhtmlNamespace = "http://www.w3.org/1999/xhtml";

/// Each compiled on first use.
const xml::Schema& html_question_schema();
const xml::Schema& external_question_schema();
const xml::Schema& question_form_schema();
/// The same in the older namespace: what it had beyond the current one was withdrawn.
const xml::Schema& question_form_2005_schema();
const xml::Schema& question_form_answers_schema();
const xml::Schema& answer_key_schema();
const xml::Schema& formatted_content_schema();

}  // namespace kempelen::domain
