// Where notifications go in a simulated world: targets that answer, fail, lose their answers, refuse and are
// slow; and whether what arrived, together with what still waits, is what had to be told.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "notify/transport.h"
#include "tests/simulation/book.h"

namespace kempelen::simulation {

/// LosesAnswers takes what it is sent, and nobody hears of it. IsSlow answers some turns later. Stumbles
/// fails every other time.
enum class Behaviour { Answers, Fails, LosesAnswers, Refuses, IsSlow, Stumbles };
inline constexpr int kBehaviours = 6, kQueues = 3;

/// A message as it is sent, or as it waits to be.
struct Document {
  std::string id{}, body{};
  std::string to{};                  // requester, marketplace and address
  bool is_test = false;              // goes before all others
  std::vector<std::string> lines{};  // what it tells of, as event_line() has it
};

Document document_of(const store::Message& message, const std::string& to);

struct Arrival {
  Document document{};
  int life = 0;  // of the sender that brought it
  bool acknowledged = false;
};

/// What has not left: events that are in no message, as lines, and messages, dead ones among them.
struct Outbox {
  std::vector<std::string> events{};
  std::vector<Document> documents{};
  std::size_t alive = 0;  // events and messages that are still to be sent
};

std::string destination_text(std::string_view requester, bool live, std::string_view address);
/// What happened, as one line. At an instant in micros, or as a document has it.
std::string event_line(std::string_view when, std::string_view to, std::string_view event,
                       std::string_view hit, std::string_view type, std::string_view assignment);

class Targets final : public notify::Transport {
 public:
  void behave(int queue, Behaviour behaviour) { behaviours_[queue] = behaviour; }
  /// Another sender begins; what the one before had under way is nobody's.
  void begin_life();
  const std::vector<Arrival>& arrived() const { return arrived_; }

  void begin(std::uint64_t ticket, const store::Destination& to, const store::Message& message) override;
  /// Never waits: time is turned by whoever has the sender's turn().
  std::vector<notify::Ended> wait(Duration at_most) override;
  void wake() override {}

 private:
  struct Flight {
    std::uint64_t ticket = 0;
    std::size_t arrival = 0;
    int turns = 0;  // until it is answered
  };

  std::map<int, Behaviour> behaviours_{};
  std::vector<Arrival> arrived_{};
  std::vector<Flight> slow_{};
  std::vector<notify::Ended> ended_{};
  int life_ = 0;
  bool stumbles_ = false;  // the next time
};

/// Everything told is in the outbox or has arrived, and nothing else; a document always says the same; those
/// of a destination arrive in order; none comes again from a sender who knows that it was taken.
std::optional<std::string> delivery_differs(const Book& book, const Outbox& outbox,
                                            const std::vector<Arrival>& arrived);

}  // namespace kempelen::simulation
