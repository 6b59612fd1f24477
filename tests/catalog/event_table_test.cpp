#include "amilocal/catalog/event_table.h"

#include "catalog_fixture.h"

namespace amilocal {
namespace {

using domain::Event;

class EventTableTest : public CatalogTest {
 protected:
  Event append(const std::string& region, const std::string& arn,
               const std::string& type = "EC2 AMI State Change") {
    Event event{.uuid = "00000000-0000-4000-8000-000000000000",
                .at = at(1'700'000'000'000),
                .account = "111111111111",
                .region = region,
                .detailType = type,
                .resources = {arn, "arn:aws:ec2:x::snapshot/snap-9"},
                .detail = R"({"b":1,"a":2})"};
    event.id = events_.append(event);
    return event;
  }
  std::vector<std::int64_t> ids(const EventFilter& filter) {
    std::vector<std::int64_t> found;
    for (const auto& event : events_.list(filter)) found.push_back(event.id);
    return found;
  }
  using Ids = std::vector<std::int64_t>;

  EventTable& events_ = catalog_.events();
};

TEST_F(EventTableTest, KeepsEveryMember) {
  const auto filled = append("us-east-1", "arn:aws:ec2:us-east-1::image/ami-1");
  Event bare;
  bare.id = events_.append(bare);
  EXPECT_EQ(events_.list({}), (std::vector{filled, bare}));
}

TEST_F(EventTableTest, ListsWhatTheFilterSays) {
  append("us-east-1", "arn:aws:ec2:us-east-1::image/ami-1");
  append("eu-west-1", "arn:aws:ec2:eu-west-1::image/ami-12", "Other");
  EXPECT_EQ(ids({.after = 1}), Ids{2});
  EXPECT_EQ(ids({.region = "eu-west-1"}), Ids{2});
  EXPECT_EQ(ids({.account = "222222222222"}), Ids{});
  EXPECT_EQ(ids({.detailType = "EC2 AMI State Change"}), Ids{1});
  EXPECT_EQ(ids({.resource = "ami-1"}), Ids{1});
  EXPECT_EQ(ids({.resource = "arn:aws:ec2:eu-west-1::image/ami-12"}), Ids{2});
  EXPECT_EQ(ids({.resource = "snap-9"}), (Ids{1, 2}));
  EXPECT_EQ(ids({.limit = 1}), Ids{1});
}

TEST_F(EventTableTest, ForgetsTheOldest) {
  for (int i = 0; i < 5; ++i) append("us-east-1", "arn");
  events_.keepLatest(2);
  EXPECT_EQ(ids({}), (Ids{4, 5}));
}

// A follower that has seen event 3 must not miss the first one after a reset.
TEST_F(EventTableTest, NeverGivesAnIdTwice) {
  for (int i = 0; i < 3; ++i) append("us-east-1", "arn");
  catalog_.reset();
  EXPECT_EQ(events_.lastId(), 3);
  EXPECT_EQ(append("us-east-1", "arn").id, 4);
}

TEST_F(EventTableTest, GoesOnFromWhereItIsTold) {
  EXPECT_EQ(events_.lastId(), 0);
  events_.continueAfter(10);
  EXPECT_EQ(append("us-east-1", "arn").id, 11);
  events_.continueAfter(5);
  EXPECT_EQ(append("us-east-1", "arn").id, 12);
}

}  // namespace
}  // namespace amilocal
