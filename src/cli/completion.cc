// Each script is a table from the words before the cursor to what may follow, with a little of the shell
// around it. The table's key is the path of commands (`kempelen api create-hit`).
#include "cli/completion.h"

#include <fmt/format.h>

#include "base/text.h"

namespace kempelen::cli {
namespace {

/// The words that a flag's value may be, from `{a,b}`; empty if it may be anything.
std::string choices(const Flag& flag) {
  if (!flag.value.starts_with('{')) return {};
  std::string words = flag.value.substr(1, flag.value.size() - 2);
  for (char& c : words) {
    if (c == ',') c = ' ';
  }
  return words;
}

bool takes_file(const Flag& flag) {
  return flag.value == "FILE" || flag.value == "DIRECTORY" || flag.value.find(".csv") != std::string::npos;
}

bool takes_files(const Node& node) {
  for (const Flag& flag : node.flags) {
    if (flag.place == Flag::Place::Positional && takes_file(flag)) return true;
  }
  return false;
}

/// In single quotes of a shell.
std::string shell_quoted(std::string_view text) {
  std::string made = "'";
  for (const char c : text) made += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return made + "'";
}

std::string first_sentence(std::string_view text) {
  const std::size_t end = text.find(". ");
  return std::string(end == std::string_view::npos ? text : text.substr(0, end + 1));
}

template <typename Visit>
void for_each_node(const Node& node, const std::string& path, const Visit& visit) {
  visit(node, path);
  for (const Node& inner : node.nodes) for_each_node(inner, path + " " + inner.name, visit);
}

/// What may stand at the cursor: subcommands, or flags.
std::string words_of(const Node& node) {
  std::string words;
  for (const Node& inner : node.nodes) words += inner.name + " ";
  for (const Flag& flag : node.flags) words += "--" + flag.name + " ";
  if (!words.empty()) words.pop_back();
  return words;
}

constexpr std::string_view kBashFrame =
    R"(# Completion for bash. Load it with:  source <(kempelen completion bash)
_kempelen() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} path=kempelen i
  local words= values= files=
  for ((i = 1; i < COMP_CWORD; i++)); do
    case " $(_kempelen_nodes "$path") " in *" ${COMP_WORDS[i]} "*) path="$path ${COMP_WORDS[i]}" ;; esac
  done
  _kempelen_at "$path" "$before"
  if [ -n "$values" ]; then
    COMPREPLY=($(compgen -W "$values" -- "$word"))
  elif [ -n "$files" ]; then
    compopt -o filenames 2>/dev/null
    COMPREPLY=($(compgen -f -- "$word"))
  else
    COMPREPLY=($(compgen -W "$words" -- "$word"))
    case $word in -*) ;; *) [ -n "$takes" ] && compopt -o default 2>/dev/null ;; esac
  fi
}
complete -F _kempelen kempelen
)";

std::string bash(const Node& program) {
  std::string nodes = "_kempelen_nodes() {\n  case $1 in\n";
  std::string at = "_kempelen_at() {\n  takes=\n  case $1 in\n";
  for_each_node(program, program.name, [&](const Node& node, const std::string& path) {
    if (!node.nodes.empty()) {
      std::string names;
      for (const Node& inner : node.nodes) names += (names.empty() ? "" : " ") + inner.name;
      nodes += fmt::format("    {}) echo {} ;;\n", shell_quoted(path), shell_quoted(names));
    }
    at += fmt::format("    {})\n      words={}\n", shell_quoted(path), shell_quoted(words_of(node)));
    if (takes_files(node)) at += "      takes=yes\n";
    std::string cases;
    for (const Flag& flag : node.flags) {
      if (const std::string words = choices(flag); !words.empty()) {
        cases += fmt::format("        --{}) values={} ;;\n", flag.name, shell_quoted(words));
      } else if (takes_file(flag)) {
        cases += fmt::format("        --{}) files=yes ;;\n", flag.name);
      }
    }
    if (!cases.empty()) at += "      case $2 in\n" + cases + "      esac\n";
    at += "      ;;\n";
  });
  return nodes + "  esac\n}\n" + at + "  esac\n}\n" + std::string(kBashFrame);
}

/// zsh shows a description beside each word, so that `_describe` and `_arguments` get one.
std::string zsh_text(std::string_view text) {
  std::string made;
  for (const char c : first_sentence(text)) {
    if (c == '[' || c == ']' || c == ':' || c == '\\') made.push_back('\\');
    made.push_back(c);
  }
  return made;
}

std::string zsh_function(std::string_view path) {
  std::string name = "_";
  for (const char c : path) name.push_back(c == ' ' || c == '-' ? '_' : c);
  return name;
}

std::string zsh_value(const Flag& flag) {
  if (const std::string words = choices(flag); !words.empty()) return fmt::format("({})", words);
  if (flag.value == "DIRECTORY") return "_files -/";
  return takes_file(flag) ? "_files" : " ";
}

std::string zsh_flag(const Flag& flag) {
  if (flag.place == Flag::Place::Positional) {
    return fmt::format("{}:{}:{}", flag.count == Flag::Count::Many ? "*" : "", flag.name, zsh_value(flag));
  }
  const std::string head = fmt::format("--{}[{}]", flag.name, zsh_text(flag.doc));
  return flag.value.empty()
             ? head
             : fmt::format("{}:{}:{}", head, lower(flag.value[0] == '{' ? "value" : flag.value),
                           zsh_value(flag));
}

std::string zsh(const Node& program) {
  std::string text =
      "#compdef kempelen\n# Completion for zsh. Put it in a folder of $fpath under the name _kempelen.\n";
  for_each_node(program, program.name, [&text](const Node& node, const std::string& path) {
    text += fmt::format("{}() {{\n", zsh_function(path));
    if (node.nodes.empty()) {
      text += "  _arguments";
      for (const Flag& flag : node.flags) text += fmt::format(" \\\n    {}", shell_quoted(zsh_flag(flag)));
      text += "\n}\n";
      return;
    }
    text += "  local line state\n  local -a commands=(\n";
    for (const Node& inner : node.nodes) {
      text += fmt::format("    {}\n", shell_quoted(inner.name + ":" + zsh_text(inner.doc)));
    }
    text += "  )\n  _arguments -C";
    for (const Flag& flag : node.flags) text += fmt::format(" \\\n    {}", shell_quoted(zsh_flag(flag)));
    text += " \\\n    '1:command:->command' '*::argument:->argument'\n  case $state in\n";
    text += "    command) _describe command commands ;;\n    argument)\n      case $line[1] in\n";
    for (const Node& inner : node.nodes) {
      text += fmt::format("        {}) {} ;;\n", inner.name, zsh_function(path + " " + inner.name));
    }
    text += "      esac ;;\n  esac\n}\n";
  });
  return text + fmt::format("compdef {0} kempelen\n", zsh_function(program.name));
}

/// fish asks a condition for each word: which commands are on the line already.
std::string fish_condition(std::string_view path) {
  const std::size_t first = path.find(' ');
  if (first == std::string_view::npos) return "__fish_use_subcommand";
  std::string condition;
  for (std::string_view rest = path.substr(first + 1); !rest.empty();) {
    const std::size_t end = rest.find(' ');
    if (!condition.empty()) condition += "; and ";
    condition += fmt::format("__fish_seen_subcommand_from {}", rest.substr(0, end));
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
  }
  return condition;
}

/// In single quotes of fish, where a backslash escapes.
std::string fish_quoted(std::string_view text) {
  std::string made = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') made.push_back('\\');
    made.push_back(c);
  }
  return made + "'";
}

std::string fish_flag(const Flag& flag, const std::string& condition) {
  std::string line = fmt::format("complete -c kempelen -n {} -l {} -d {}", fish_quoted(condition), flag.name,
                                 fish_quoted(first_sentence(flag.doc)));
  if (flag.value.empty()) return line + "\n";
  line += takes_file(flag) ? " -r -F" : " -x";
  if (const std::string words = choices(flag); !words.empty()) line += " -a " + fish_quoted(words);
  return line + "\n";
}

std::string fish(const Node& program) {
  std::string text =
      "# Completion for fish. Put it into ~/.config/fish/completions/kempelen.fish.\n"
      "complete -c kempelen -f\n";
  for_each_node(program, program.name, [&text](const Node& node, const std::string& path) {
    const std::string here = fish_condition(path);
    std::string names;
    for (const Node& inner : node.nodes) names += (names.empty() ? "" : " ") + inner.name;
    const std::string no_inner = names.empty() || here == "__fish_use_subcommand"
                                     ? here
                                     : fmt::format("{}; and not __fish_seen_subcommand_from {}", here, names);
    for (const Node& inner : node.nodes) {
      text += fmt::format("complete -c kempelen -n {} -a {} -d {}\n", fish_quoted(no_inner), inner.name,
                          fish_quoted(first_sentence(inner.doc)));
    }
    if (takes_files(node)) text += fmt::format("complete -c kempelen -n {} -F\n", fish_quoted(here));
    for (const Flag& flag : node.flags) {
      if (flag.place != Flag::Place::Positional) text += fish_flag(flag, here);
    }
  });
  return text;
}

}  // namespace

std::optional<std::string> completion_script(const Node& program, std::string_view shell) {
  if (shell == "bash") return bash(program);
  if (shell == "zsh") return zsh(program);
  if (shell == "fish") return fish(program);
  return std::nullopt;
}

}  // namespace kempelen::cli
