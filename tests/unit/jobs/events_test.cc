// What a command writes into the outbox when it decides more than once, as review policies make it.
#include <gtest/gtest.h>

#include "actions/save.h"
#include "store/notifications.h"
#include "store/outbox.h"
#include "tests/unit/jobs/workshop.h"

namespace kempelen::jobs {
namespace {

using domain::EventType;
using Types = std::vector<EventType>;

class Events : public testing::Test {
 protected:
  /// All events of the HIT's type go to one destination.
  void tell_of(const HitId& hit) {
    const HitTypeId type = workshop_.hit(hit).type;
    workshop_.database().write_and_wait([&](db::Transaction& tx) {
      destination_ = store::find_or_insert_destination(tx,
                                                       {.owner = workshop_.requester(),
                                                        .transport = domain::Transport::Webhook,
                                                        .text = "https://hook.test/"},
                                                       "3DESTINATION");
      store::save_notification_settings(tx, type, {destination_, {.bits = 4095}, true});
      return db::Verdict::Keep;
    });
  }
  Types told() {
    Types types;
    workshop_.database().read([&](db::Reader& db) {
      for (const store::Event& event : store::first_events(db, destination_, 100))
        types.push_back(event.type);
    });
    return types;
  }
  enum class Then { Nothing, Extend };
  /// One command that lets the HIT expire, and then perhaps extends it.
  void expire(const HitId& hit, Then then) {
    const auto done = workshop_
                          .send({.requester = workshop_.requester()},
                                [&](actions::WriteContext& ctx) -> actions::Reply {
                                  auto found = store::find_hit(ctx.db, hit);
                                  actions::save(ctx, *domain::move_expiration(*found, ctx.now, {}, ctx.now));
                                  found = store::find_hit(ctx.db, hit);
                                  if (then == Then::Extend) {
                                    const Instant later = ctx.now + Duration::days(1);
                                    actions::save(ctx, *domain::move_expiration(*found, later, {}, ctx.now));
                                  }
                                  return std::string();
                                })
                          .get();
    EXPECT_TRUE(done.has_value());
  }

  Workshop workshop_;
  std::string destination_;
};

TEST_F(Events, AHitExtendedInTheSameCommandWasNeverReviewable) {
  const HitId hit = workshop_.publish({});
  tell_of(hit);
  expire(hit, Then::Extend);
  EXPECT_EQ(told(), (Types{EventType::HITExpired, EventType::HITExtended}));
}

TEST_F(Events, OneExtendedByALaterCommandWas) {
  const HitId hit = workshop_.publish({});
  tell_of(hit);
  expire(hit, Then::Nothing);
  expire(hit, Then::Extend);
  // The second command finds it expired, so only its extension happens.
  EXPECT_EQ(told(), (Types{EventType::HITExpired, EventType::HITReviewable, EventType::HITExtended}));
}

}  // namespace
}  // namespace kempelen::jobs
