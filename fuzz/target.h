// What a fuzz target is: a function that takes any bytes, and aborts when something that must hold does not.
// The same functions run under libFuzzer, which looks for new inputs, and under CTest, which replays those
// that are kept in fuzz/corpus.
#pragma once

#include <string_view>

namespace kempelen::fuzz {

void answer_key(std::string_view input);
void http_request(std::string_view input);
void proxy_connect(std::string_view input);
void json_text(std::string_view input);
void signed_request(std::string_view input);
void question(std::string_view input);
void formatted_content(std::string_view input);
void answers(std::string_view input);
void shapes(std::string_view input);
void page_token(std::string_view input);
void form_post(std::string_view input);
void csv_text(std::string_view input);

/// Says what was violated, and aborts: libFuzzer keeps the input, a test shows it.
void require(bool holds, std::string_view belief);

/// Splits what stands before the first line feed off `rest`; all of it where there is none.
std::string_view take_line(std::string_view& rest);

}  // namespace kempelen::fuzz
