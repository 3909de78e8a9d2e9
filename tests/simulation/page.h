// Pages of lists as the bookkeeper predicts them: the whole list in order, from where the walk stands.
#pragma once

#include <algorithm>
#include <functional>

#include "tests/simulation/predict.h"

namespace kempelen::simulation {

struct Entry {
  std::int64_t key = 0;  // what the list goes by, then the id
  std::string id{};
  int index = 0;
};

enum class Direction { Ascending, Descending };
/// When a page names the next one: the Requester API always, unless it is empty; the Worker API when there is
/// more.
enum class Next { UnlessEmpty, WhenMore };

struct ListOf {
  std::string_view member;
  std::string filter{};
  Direction direction = Direction::Descending;
  Next next = Next::UnlessEmpty;
  std::int64_t usual_size = 10;
};

/// The refusal of a token that was made for another list or altered.
std::optional<Prediction> check_walk(const Book& book, const Step& step, const ListOf& list);
/// The page, after check_walk() found nothing.
Prediction page(Book& book, const Step& step, const ListOf& list, std::vector<Entry> entries,
                const std::function<Want(const Entry&)>& view);

}  // namespace kempelen::simulation
