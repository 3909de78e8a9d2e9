// The text of a scenario: one action or check a line, `#` begins a comment, `"` keeps blanks together, and
// `->` stands before the refusal a line expects.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace kempelen::scenarios {

/// What a line expected and what came instead. The test adds file and line.
class Mismatch : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

struct Line {
  int number = 0;
  std::vector<std::string> words;     // the verb first
  std::vector<std::string> expected;  // behind `->`: a code, perhaps `naming X`
};

/// The lines that say something. Throws Mismatch for a quotation that does not end.
std::vector<Line> read_script(std::string_view text);

/// The words behind a verb, taken one after the other.
class Words {
 public:
  explicit Words(const Line& line) : words_(line.words) {}

  bool empty() const { return at_ == words_.size(); }
  /// The next word; `what` says in the Mismatch what is missing.
  std::string take(std::string_view what);
  /// Takes the next word if it is this one.
  bool take_if(std::string_view word);
  /// Takes a word that has to stand here.
  void expect(std::string_view word);

 private:
  const std::vector<std::string>& words_;
  std::size_t at_ = 1;
};

/// `90`, `90s`, `15m`, `2h`, `3d`, and sums such as `1d2h`, in seconds.
std::int64_t read_seconds(const std::string& text);
std::int64_t read_number(const std::string& text);
std::vector<std::string> split(std::string_view whole, char by);

/// Throws a Mismatch unless the two are equal.
void must_equal(std::string_view what, std::string_view expected, std::string_view got);

}  // namespace kempelen::scenarios
