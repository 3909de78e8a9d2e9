// Measures, in one process on a real disk, what the operations beyond the core cost. Prints `name value` a
// line; benchmarks/rows.py makes ratios of them.
#include <CLI/CLI.hpp>

#include <iostream>

#include "base/fault.h"
#include "benchmarks/market/measurements.h"

int main(int argc, char** argv) {
  std::string folder;
  int submissions = 2'000;
  int rounds = 5;
  std::int64_t rows = 1'000;
  CLI::App app("Costs of operations, in process");
  app.add_option("--folder", folder, "an empty folder on a real disk, or a data directory")->required();
  auto* const submits = app.add_subcommand("submits", "durable submissions a second, by what follows them");
  submits->add_option("--submissions", submissions, "of one round")->check(CLI::PositiveNumber);
  submits->add_option("--rounds", rounds, "how many")->check(CLI::PositiveNumber);
  std::string webhook;
  auto* const prepare =
      app.add_subcommand("prepare", "a data directory for a server, and what to send to it");
  prepare->add_option("--submissions", submissions, "of one round")->check(CLI::PositiveNumber);
  prepare->add_option("--rounds", rounds, "how many")->check(CLI::PositiveNumber);
  prepare->add_option("--webhook", webhook, "where events go")->required();
  auto* const pages = app.add_subcommand("pages", "lists of qualification types and of their workers");
  pages->add_option("--rows", rows, "in each of the two lists")->check(CLI::PositiveNumber);
  app.require_subcommand(1);
  CLI11_PARSE(app, argc, argv);
  try {
    kempelen::market::House house(folder);
    if (*submits) kempelen::market::measure_submits(house, submissions, rounds);
    if (*prepare) kempelen::market::prepare_submits(house, submissions, rounds, webhook);
    if (*pages) kempelen::market::measure_pages(house, rows);
  } catch (const kempelen::Fault& fault) {
    std::cerr << "market_bench: " << fault.what() << '\n';
    return 1;
  }
  return 0;
}
