// Page tokens: ours are read back, and nothing else is, however little it differs.
//
// Input: a line with a position, a line with a number, and any token. The number says which bit of our token
// is changed.
#include "actions/page_token.h"

#include <charconv>
#include <string>

#include "fuzz/target.h"

namespace kempelen::fuzz {
namespace {

/// Page tokens need no rows.
class NoRows final : public db::Reader {
 public:
  std::vector<std::string> damage(std::size_t) override { return {}; }

 protected:
  void visit(const db::Sql&, std::span<const db::Value>,
             const std::function<bool(const db::Row&)>&) override {}
};

const actions::Settings kSettings{
    .page_token_key = std::string(32, 'k'), .content_url = {}, .sandbox_url = {}, .live_url = {}};

}  // namespace

void page_token(std::string_view input) {
  const std::string_view position = take_line(input);
  const std::string_view number = take_line(input);
  std::uint32_t bit = 0;
  std::from_chars(number.data(), number.data() + number.size(), bit);
  NoRows rows;
  const actions::Caller caller{.requester = {"AACME"}};
  const actions::ReadContext ctx{rows, caller, Instant{}, kSettings};
  const actions::PageOf list{"ListHITs", "Submitted"};
  const auto opens = [&](const actions::ReadContext& by, const actions::PageOf& of,
                         const std::string& token) {
    return actions::page_position(by, of, token).has_value();
  };
  require(!opens(ctx, list, std::string(input)), "nobody makes a token up");
  if (position.find('~') != std::string_view::npos || position.size() > 64) return;

  const std::string token = actions::page_token(ctx, list, position);
  require(token.size() <= 255, "a token has at most 255 characters");
  const auto read = actions::page_position(ctx, list, token);
  require(read.has_value() && *read == position, "a token is read back");
  std::string altered = token;
  const std::size_t byte = (bit / 8) % altered.size();
  altered[byte] = static_cast<char>(static_cast<unsigned char>(altered[byte]) ^ (1U << (bit % 8)));
  require(!opens(ctx, list, altered), "an altered token is refused");
  require(!opens(ctx, list, token.substr(0, byte)), "a part of a token is refused");
  require(!opens(ctx, list, token + token[byte]), "a longer token is refused");
  require(!opens(ctx, {"ListHITs", "Approved"}, token), "a token is for its filter");
  require(!opens(ctx, {"ListReviewableHITs", "Submitted"}, token), "a token is for its operation");
  const actions::Caller other{.marketplace = domain::Marketplace::Live, .requester = {"AACME"}};
  require(!opens({rows, other, Instant{}, kSettings}, list, token), "a token is for its marketplace");
}

}  // namespace kempelen::fuzz
