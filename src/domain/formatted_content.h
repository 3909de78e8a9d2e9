// FormattedContent of a QuestionForm: a subset of XHTML, checked, and written anew for the worker page. What
// a requester sent is never echoed: only elements and attributes of a list of ours come out, so that the page
// may show the result on its own origin.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace kempelen::domain {

/// Where a FormattedContent stands, for what is said about it.
struct FormattedPlace {
  int line = 0;  // of the document, where its text begins
  std::string_view parameter = "Question";
};

/// The text of a FormattedContent element as harmless HTML: links open a page of their own (`target="_blank"
/// rel="noopener noreferrer"`), images come over the web only and tell no one where they are shown, names and
/// ids are gone but for image maps. Refuses XhtmlParseError; its first word says what is wrong and where in
/// the document, the second is the place's parameter.
Result<std::string> formatted_html(std::string_view text, const FormattedPlace& place);

}  // namespace kempelen::domain
