// Works on words and signs rather than on a grammar: each rule is about a word, or about a few in a row.
#include "tests/storage/portability.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <optional>
#include <set>

#include "base/fault.h"
#include "db/sqlite/connection.h"

namespace kempelen::db {
namespace {

enum class Where { Anywhere, AsFunction };  // some function names are fine names of columns

struct ForbiddenWord {
  std::string_view word;
  std::string_view why;
  Where where = Where::Anywhere;
};

constexpr std::string_view kDates = "instants come from the program";
constexpr std::string_view kTypes = "the types are TEXT, BIGINT and SMALLINT";
constexpr std::string_view kDialect = "only one of the engines has it";

constexpr ForbiddenWord kForbidden[] = {
    {"AUTOINCREMENT", "ids come from the program"},
    {"SERIAL", "ids come from the program"},
    {"BIGSERIAL", "ids come from the program"},
    {"ROWID", kDialect},
    {"STRICT", "SQLite's strict tables refuse BIGINT"},
    {"OFFSET", "pages continue from the last key"},
    {"DATE", kDates},
    {"TIME", kDates, Where::AsFunction},
    {"DATETIME", kDates},
    {"JULIANDAY", kDates, Where::AsFunction},
    {"STRFTIME", kDates, Where::AsFunction},
    {"UNIXEPOCH", kDates, Where::AsFunction},
    {"NOW", kDates, Where::AsFunction},
    {"CURRENT_DATE", kDates},
    {"CURRENT_TIME", kDates},
    {"CURRENT_TIMESTAMP", kDates},
    {"TIMESTAMP", kTypes},
    {"TIMESTAMPTZ", kTypes},
    {"INT", kTypes},
    {"INTEGER", kTypes},
    {"REAL", kTypes},
    {"DOUBLE", kTypes},
    {"FLOAT", kTypes},
    {"NUMERIC", kTypes},
    {"DECIMAL", kTypes},
    {"BLOB", kTypes},
    {"BYTEA", kTypes},
    {"BOOLEAN", kTypes},
    {"VARCHAR", kTypes},
    {"CHAR", kTypes},
    {"TRUE", "booleans are SMALLINT: 1"},
    {"FALSE", "booleans are SMALLINT: 0"},
    {"GLOB", kDialect},
    {"REGEXP", kDialect},
    {"ILIKE", kDialect},
    {"IFNULL", "COALESCE is on both engines", Where::AsFunction},
    {"TOTAL", kDialect, Where::AsFunction},
    {"AVG", "its result differs: divide a sum", Where::AsFunction},
    {"PRAGMA", kDialect},
    {"COLLATE", "text is compared by bytes"},
    {"RANDOM", "randomness comes from the program", Where::AsFunction},
};

enum class TokenKind { Word, Placeholder, Text, Number, Sign };

struct Token {
  TokenKind kind;
  std::string text;  // words in upper case
};

bool is_word_character(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

/// The end of what a quote at `at` opens; doubled quotes inside belong to it.
std::size_t end_of_quoted(std::string_view text, std::size_t at) {
  const char quote = text[at];
  for (std::size_t i = at + 1; i < text.size(); ++i) {
    if (text[i] != quote) continue;
    if (i + 1 < text.size() && text[i + 1] == quote) {
      ++i;
    } else {
      return i + 1;
    }
  }
  return text.size();
}

std::size_t end_of_word(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && is_word_character(text[end])) ++end;
  return end;
}

Token word_token(std::string_view text) {
  std::string upper(text);
  std::transform(upper.begin(), upper.end(), upper.begin(),
                 [](char c) { return static_cast<char>(std::toupper(static_cast<unsigned char>(c))); });
  const bool number = std::isdigit(static_cast<unsigned char>(text[0])) != 0;
  return {number ? TokenKind::Number : TokenKind::Word, upper};
}

std::vector<Token> tokens_of(std::string_view text) {
  std::vector<Token> tokens;
  std::size_t at = 0;
  while (at < text.size()) {
    const char c = text[at];
    std::size_t end = at + 1;
    if (std::isspace(static_cast<unsigned char>(c)) != 0) {
      at = end;
      continue;
    }
    if (text.substr(at, 2) == "--") {
      at = std::min(text.size(), text.find('\n', at));
      continue;
    }
    if (c == '\'' || c == '"') {
      end = end_of_quoted(text, at);
      tokens.push_back({TokenKind::Text, std::string(text.substr(at, end - at))});
    } else if (c == '$') {
      end = end_of_word(text, at + 1);
      tokens.push_back({TokenKind::Placeholder, std::string(text.substr(at, end - at))});
    } else if (is_word_character(c)) {
      end = end_of_word(text, at);
      tokens.push_back(word_token(text.substr(at, end - at)));
    } else {
      tokens.push_back({TokenKind::Sign, std::string(1, c)});
    }
    at = end;
  }
  return tokens;
}

bool is(const std::vector<Token>& tokens, std::size_t at, std::string_view text) {
  return at < tokens.size() && tokens[at].text == text && tokens[at].kind != TokenKind::Text;
}

void check_words(const std::vector<Token>& tokens, std::vector<std::string>& breaches) {
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].kind != TokenKind::Word) continue;
    for (const ForbiddenWord& forbidden : kForbidden) {
      const bool matters = forbidden.where == Where::Anywhere || is(tokens, i + 1, "(");
      if (tokens[i].text == forbidden.word && matters) {
        breaches.push_back(fmt::format("{} is not allowed: {}", forbidden.word, forbidden.why));
      }
    }
    if (is(tokens, i, "COUNT") && is(tokens, i + 1, "(") && is(tokens, i + 2, "*")) {
      breaches.emplace_back("COUNT(*) is not allowed: counters are kept where they are needed");
    }
    if ((is(tokens, i, "INSERT") && is(tokens, i + 1, "OR")) ||
        (is(tokens, i, "REPLACE") && is(tokens, i + 1, "INTO"))) {
      breaches.emplace_back(
          "INSERT OR … and REPLACE INTO are not allowed: INSERT … ON CONFLICT is on both engines");
    }
  }
}

void check_signs(const std::vector<Token>& tokens, std::vector<std::string>& breaches) {
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const Token& token = tokens[i];
    if (token.kind == TokenKind::Sign &&
        std::string_view("?:@`[]").find(token.text) != std::string_view::npos) {
      breaches.push_back(
          fmt::format("\"{}\" is not allowed: placeholders are $1 … $n, casts are CAST", token.text));
    }
    if (token.kind == TokenKind::Text && token.text[0] == '"') {
      breaches.push_back(
          fmt::format("{} is not allowed: texts have single quotes, names have none", token.text));
    }
    if (is(tokens, i, "=") && is(tokens, i + 1, "=")) {
      breaches.emplace_back("== is not allowed: = is on both engines");
    }
    if (token.kind == TokenKind::Placeholder && is(tokens, i + 1, "IS")) {
      breaches.push_back(
          fmt::format("{} IS … is not allowed: PostgreSQL cannot tell its type; CAST it, or use two "
                      "statements",
                      token.text));
    }
    const std::size_t compared = is(tokens, i + 1, "NOT") ? i + 2 : i + 1;
    if (is(tokens, i, "IS") && compared < tokens.size() && !is(tokens, compared, "NULL") &&
        !is(tokens, compared, "DISTINCT")) {
      breaches.emplace_back("IS is for NULL only");
    }
    if (is(tokens, i, "LIMIT") && is(tokens, i + 2, ",")) {
      breaches.emplace_back("LIMIT takes one number");
    }
  }
}

/// `SUM(BIGINT)` is NUMERIC on PostgreSQL, so a sum stands within `CAST(… AS BIGINT)`.
void check_sums(const std::vector<Token>& tokens, std::vector<std::string>& breaches) {
  std::vector<std::string> open;  // the word before each open parenthesis
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (is(tokens, i, "(")) {
      open.push_back(i > 0 && tokens[i - 1].kind == TokenKind::Word ? tokens[i - 1].text : "");
    } else if (is(tokens, i, ")") && !open.empty()) {
      open.pop_back();
    } else if (is(tokens, i, "SUM") && std::find(open.begin(), open.end(), "CAST") == open.end()) {
      breaches.emplace_back("SUM stands within CAST(… AS BIGINT)");
    }
  }
}

void check_placeholders(const std::vector<Token>& tokens, std::vector<std::string>& breaches) {
  std::set<std::string> seen;
  for (const Token& token : tokens) {
    if (token.kind == TokenKind::Placeholder) seen.insert(token.text);
  }
  for (std::size_t n = 1; n <= seen.size(); ++n) {
    if (seen.count(fmt::format("${}", n)) == 0) {
      breaches.push_back(
          fmt::format("placeholders are $1 … ${} without gaps, but ${} is missing", seen.size(), n));
    }
  }
}

/// A new database in memory with the schema that the migrations make.
class Schema {
 public:
  explicit Schema(std::span<const Migration> migrations)
      : connection_(":memory:", sqlite::Access::ReadWrite, nullptr, 1024) {
    for (const Migration& migration : migrations) connection_.run(std::string(migration.text));
  }
  /// What is wrong with the statement; nothing when SQLite prepares it.
  std::optional<std::string> problem_of(const Sql& sql) const {
    try {
      const sqlite::Statement prepared(connection_.handle(), sql.text);
      return std::nullopt;
    } catch (const Fault& fault) {
      return fault.what();
    }
  }

 private:
  sqlite::Connection connection_;
};

}  // namespace

std::vector<std::string> breaches_of_portability(std::string_view text) {
  const std::vector<Token> tokens = tokens_of(text);
  std::vector<std::string> breaches;
  check_words(tokens, breaches);
  check_signs(tokens, breaches);
  check_sums(tokens, breaches);
  check_placeholders(tokens, breaches);
  return breaches;
}

std::vector<std::string> check_statements(std::span<const NamedStatement> statements,
                                          std::span<const Migration> migrations) {
  std::vector<std::string> found;
  for (const Migration& migration : migrations) {
    for (const auto& breach : breaches_of_portability(migration.text)) {
      found.push_back(fmt::format("migration {} ({}): {}", migration.number, migration.name, breach));
    }
  }
  const Schema schema(migrations);
  std::set<std::string_view> names;
  for (const auto& [name, sql] : statements) {
    if (!names.insert(name).second) found.push_back(fmt::format("{}: this name is given twice", name));
    for (const auto& breach : breaches_of_portability(sql->text))
      found.push_back(fmt::format("{}: {}", name, breach));
    if (const auto problem = schema.problem_of(*sql)) found.push_back(fmt::format("{}: {}", name, *problem));
  }
  return found;
}

}  // namespace kempelen::db
