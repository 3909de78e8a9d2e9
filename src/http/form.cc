// Form bodies. Multipart is read strictly as RFC 7578 and browsers write it: CR LF everywhere, no preamble.
#include "http/form.h"

#include <algorithm>
#include <optional>

#include "base/text.h"

namespace kempelen::http {
namespace {

tl::unexpected<Refusal> malformed(std::string_view sentence) {
  return refuse(Code::Malformed, sentence);
}

/// `name=value` pairs after a header's main value, split at semicolons outside quotes.
struct Parameters {
  std::string_view main;
  std::vector<std::pair<std::string_view, std::string>> list;

  const std::string* find(std::string_view name) const {
    for (const auto& [candidate, value] : list) {
      if (equals_ignoring_case(candidate, name)) return &value;
    }
    return nullptr;
  }
};

/// A quoted text without its quotes; `\"` and `\\` as other programs than browsers write them.
std::string unquote(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escapes =
        text[i] == '\\' && i + 1 < text.size() && (text[i + 1] == '"' || text[i + 1] == '\\');
    if (escapes) ++i;
    plain.push_back(text[i]);
  }
  return plain;
}

/// Where the quoted text that starts at `open` ends: the place of its closing quote, or npos.
std::size_t closing_quote(std::string_view text, std::size_t open) {
  for (std::size_t i = open + 1; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 1 < text.size() && (text[i + 1] == '"' || text[i + 1] == '\\')) {
      ++i;
    } else if (text[i] == '"') {
      return i;
    }
  }
  return std::string_view::npos;
}

std::optional<Parameters> read_parameters(std::string_view text) {
  Parameters parameters;
  std::size_t at = text.find(';');
  parameters.main = trim(text.substr(0, at));
  while (at != std::string_view::npos) {
    text.remove_prefix(at + 1);
    const std::size_t next = text.find_first_of(";=");
    if (next == std::string_view::npos || text[next] == ';') {
      if (!trim(text.substr(0, next)).empty()) return std::nullopt;
      at = next;
      continue;
    }
    const std::string_view name = trim(text.substr(0, next));
    text.remove_prefix(next + 1);
    const std::size_t first = text.find_first_not_of(" \t");
    if (first != std::string_view::npos && text[first] == '"') {
      const std::size_t close = closing_quote(text, first);
      if (close == std::string_view::npos) return std::nullopt;
      parameters.list.emplace_back(name, unquote(text.substr(first + 1, close - first - 1)));
      text.remove_prefix(close + 1);
      at = text.find(';');
      if (!trim(text.substr(0, at)).empty()) return std::nullopt;
    } else {
      at = text.find(';');
      parameters.list.emplace_back(name, std::string(trim(text.substr(0, at))));
    }
  }
  return parameters;
}

/// Browsers write `"`, CR and LF in names as %22, %0D and %0A, and nothing else so (HTML,
/// "multipart/form-data").
std::string browser_name(std::string_view text) {
  std::string name;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view three = text.substr(i, 3);
    const char plain = three == "%22" ? '"' : three == "%0D" ? '\r' : three == "%0A" ? '\n' : '\0';
    name.push_back(plain == '\0' ? text[i] : plain);
    if (plain != '\0') i += 2;
  }
  return name;
}

struct PartHead {
  std::string name;
  std::optional<std::string> file_name;
  std::string content_type;
};

Result<PartHead> read_part_head(std::string_view head, const FormLimits& limits) {
  if (head.size() > limits.part_header_bytes_max) return malformed("The header of a form part is too long.");
  PartHead part;
  bool has_name = false;
  while (!head.empty()) {
    const std::size_t end = head.find("\r\n");
    const std::string_view line = head.substr(0, end);
    head.remove_prefix(end == std::string_view::npos ? head.size() : end + 2);
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) return malformed("A header line of a form part has no ':'.");
    const std::string_view name = trim(line.substr(0, colon));
    const std::string_view value = trim(line.substr(colon + 1));
    if (equals_ignoring_case(name, "content-type")) part.content_type = value;
    if (!equals_ignoring_case(name, "content-disposition")) continue;
    const auto disposition = read_parameters(value);
    const std::string* field = disposition ? disposition->find("name") : nullptr;
    if (has_name || field == nullptr || !equals_ignoring_case(disposition->main, "form-data")) {
      return malformed("A form part must have one Content-Disposition: form-data with a name.");
    }
    has_name = true;
    part.name = browser_name(*field);
    if (const std::string* file = disposition->find("filename")) part.file_name = browser_name(*file);
  }
  if (!has_name) return malformed("A form part must have one Content-Disposition: form-data with a name.");
  return part;
}

Result<Done> add_part(Form& form, std::string_view part, const FormLimits& limits) {
  const std::size_t head_end = part.starts_with("\r\n") ? 0 : part.find("\r\n\r\n");
  if (head_end == std::string_view::npos) return malformed("A form part has no empty line after its header.");
  const std::string_view content = part.substr(head_end == 0 ? 2 : head_end + 4);
  KEMPELEN_TRY(PartHead head, read_part_head(part.substr(0, head_end), limits));
  if (head.name.size() > limits.name_bytes_max) return malformed("The name of a form field is too long.");
  if (!is_utf8(head.name) || (head.file_name && !is_utf8(*head.file_name))) {
    return malformed("The name of a form field is not UTF-8.");
  }
  if (form.fields.size() + form.files.size() >= limits.parts_max)
    return malformed("The form has too many fields.");
  if (head.file_name) {
    form.files.push_back({std::move(head.name), *std::move(head.file_name), std::move(head.content_type),
                          std::string(content)});
    return Done{};
  }
  if (!is_utf8(content)) return malformed("The value of a form field is not UTF-8.");
  form.fields.push_back({std::move(head.name), std::string(content)});
  return Done{};
}

Result<Form> parse_multipart(std::string_view boundary, std::string_view body, const FormLimits& limits) {
  if (boundary.empty() || boundary.size() > 70) return malformed("multipart/form-data needs a boundary.");
  const std::string first = "--" + std::string(boundary);
  const std::string delimiter = "\r\n" + first;
  if (!body.starts_with(first)) return malformed("The form does not start with its boundary.");
  body.remove_prefix(first.size());
  Form form;
  while (!body.starts_with("--")) {
    if (!body.starts_with("\r\n"))
      return malformed("A boundary of the form is followed by something else than CR LF.");
    body.remove_prefix(2);
    const std::size_t end = body.find(delimiter);
    if (end == std::string_view::npos) return malformed("The form ends without its last boundary.");
    KEMPELEN_TRY([[maybe_unused]] const Done added, add_part(form, body.substr(0, end), limits));
    body.remove_prefix(end + delimiter.size());
  }
  const std::string_view epilogue = body.substr(2);
  if (!epilogue.empty() && epilogue != "\r\n")
    return malformed("Something follows the last boundary of the form.");
  return form;
}

Result<Form> parse_urlencoded(std::string_view body, const FormLimits& limits) {
  // Counted before decoding, since each two bytes of `&a&a` would become a field of its own.
  const auto separators = static_cast<std::size_t>(std::count(body.begin(), body.end(), '&'));
  if (separators >= limits.parts_max) return malformed("The form has too many fields.");
  Form form{parse_query(body), {}};
  for (const NameValue& field : form.fields) {
    if (field.name.size() > limits.name_bytes_max) return malformed("The name of a form field is too long.");
    if (!is_utf8(field.name)) return malformed("The name of a form field is not UTF-8.");
    if (!is_utf8(field.value)) return malformed("The value of a form field is not UTF-8.");
  }
  return form;
}

}  // namespace

Result<Form> parse_form(std::string_view content_type, std::string_view body, const FormLimits& limits) {
  const auto type = read_parameters(content_type);
  if (!type) return malformed("The Content-Type of the form is malformed.");
  if (equals_ignoring_case(type->main, "application/x-www-form-urlencoded"))
    return parse_urlencoded(body, limits);
  if (!equals_ignoring_case(type->main, "multipart/form-data")) {
    return malformed("A form is application/x-www-form-urlencoded or multipart/form-data.");
  }
  const std::string* boundary = type->find("boundary");
  return parse_multipart(boundary != nullptr ? *boundary : "", body, limits);
}

}  // namespace kempelen::http
