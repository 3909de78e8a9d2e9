// Draws the next steps of a world from a seed: mostly what makes sense, some of what does not.
#pragma once

#include <span>
#include <vector>

#include "tests/faults/dice.h"
#include "tests/simulation/book.h"

namespace kempelen::simulation {

class Drawer {
 public:
  explicit Drawer(std::uint64_t seed) : dice_(seed) {}

  /// A round: time passes, some write, some read, sometimes something breaks. `now` is the world's clock.
  std::vector<Step> round(const Book& book, std::int64_t now);

 private:
  struct Row;
  using Rows = std::vector<Step>;

  void let_time_pass(const Book& book, std::int64_t now, Rows& steps);
  void break_something(Rows& steps);
  void send_something(Rows& steps);
  Step drawn(const Book& book, std::span<const Row> rows);
  void make_mistakes(Step& step);

  // What steps are about.
  bool some_hit(const Book& book, Step& step);
  int some_type(const Book& book, const Step& step);
  bool some_assignment(const Book& book, Step& step, State state);
  void for_requester(Step& step, const Hit* hit);
  void for_worker(Step& step, const Hit* hit);
  void a_token(Step& step);
  void a_page(const Book& book, Step& step);
  void a_type(const Book& book, Step& step);
  void a_hit(const Book& book, Step& step);

  void create_type(const Book& book, Step& step);
  void create_hit(const Book& book, Step& step);
  void create_with_type(const Book& book, Step& step);
  void about_hit(const Book& book, Step& step);
  void move_expiration(const Book& book, Step& step);
  void add_places(const Book& book, Step& step);
  void mark_review(const Book& book, Step& step);
  void change_type(const Book& book, Step& step);
  void decide(const Book& book, Step& step);
  void send_bonus(const Book& book, Step& step);
  void accept(const Book& book, Step& step);
  void hand_in(const Book& book, Step& step);
  void give_back(const Book& book, Step& step);
  void keep_draft(const Book& book, Step& step);
  void move_money(const Book& book, Step& step);
  void set_standing(const Book& book, Step& step);
  void look_at_assignment(const Book& book, Step& step);
  void list_of_requester(const Book& book, Step& step);
  void list_assignments(const Book& book, Step& step);
  void list_bonuses(const Book& book, Step& step);
  void balance(const Book& book, Step& step);
  void search(const Book& book, Step& step);
  void look_at_group(const Book& book, Step& step);
  void own_work(const Book& book, Step& step);
  void create_qualification(const Book& book, Step& step);
  void change_qualification(const Book& book, Step& step);
  void about_qualification(const Book& book, Step& step);
  void give_or_take(const Book& book, Step& step);
  void decide_request(const Book& book, Step& step);
  void ask_for_qualification(const Book& book, Step& step);
  void sit_test(const Book& book, Step& step);
  void list_of_qualification(const Book& book, Step& step);
  void block(const Book& book, Step& step);
  void write_letters(const Book& book, Step& step);
  void subscribe(const Book& book, Step& step);
  void page_of_anything(const Book& book, Step& step);
  void send_test(const Book& book, Step& step);
  void read_letter(const Book& book, Step& step);
  void look_for_qualification(const Book& book, Step& step);
  void look_at_test(const Book& book, Step& step);
  void say_of_oneself(const Book& book, Step& step);
  void make_master(const Book& book, Step& step);
  void ask_where_to_send(const Book& book, Step& step);
  void store_file(const Book& book, Step& step);
  void make_layout(const Book& book, Step& step);
  void drop_layout(const Book& book, Step& step);
  void some_layout(const Book& book, Step& step);

  /// Also makes the caller its owner, mostly.
  int some_qualification(const Book& book, Step& step);
  void a_test(Step& step);
  void file_to_look_at(const Book& book, Step& step);
  void file_to_hand_in(const Book& book, Step& step);
  bool to_an_edge(const Book& book, std::int64_t now, Rows& steps);

  static std::span<const Row> writing();
  static std::span<const Row> reading();

  faults::Dice dice_;
  int symbols_ = 9;  // the last one given
  std::int64_t tokens_ = 0;
  std::vector<Step> fresh_{};  // what the round at hand has published
  std::vector<Step> accepted_{};
  std::vector<Step> last_writes_{};
  std::vector<Step> pages_{};   // the last ones asked for
  std::vector<int> uploads_{};  // the last addresses for files
};

}  // namespace kempelen::simulation
