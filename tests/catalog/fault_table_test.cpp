#include "amilocal/catalog/fault_table.h"

#include "catalog_fixture.h"

namespace amilocal {
namespace {

using domain::Fault;

class FaultTableTest : public CatalogTest {
 protected:
  FaultTable& faults_ = catalog_.faults();
};

TEST_F(FaultTableTest, KeepsEveryMember) {
  Fault filled{.operation = "Copy*",
               .account = "111111111111",
               .region = "us-east-1",
               .resource = "ami-1",
               .hitsDryRuns = true,
               .probabilityMillionths = 5,
               .seed = 6,
               .times = 7,
               .nth = 8,
               .latency = Duration{9},
               .error = domain::FaultError{"Code", "message", 503},
               .taskFailure = domain::StateReason{"Client.X", "why"},
               .met = 10,
               .fired = 11};
  filled.id = faults_.insert(filled);
  Fault bare;
  bare.id = faults_.insert(bare);
  EXPECT_EQ(faults_.list(), (std::vector{filled, bare}));
  EXPECT_EQ(faults_.find(filled.id), filled);
}

TEST_F(FaultTableTest, UpdatesAndRemoves) {
  Fault fault;
  fault.id = faults_.insert(fault);
  fault.met = 3;
  faults_.update(fault);
  EXPECT_EQ(faults_.find(fault.id)->met, 3);
  EXPECT_TRUE(faults_.remove(fault.id));
  EXPECT_FALSE(faults_.remove(fault.id));
}

TEST_F(FaultTableTest, ForgetsAllAtOnceAndWithAReset) {
  faults_.insert({});
  faults_.removeAll();
  EXPECT_TRUE(faults_.list().empty());
  faults_.insert({});
  catalog_.reset();
  EXPECT_TRUE(faults_.list().empty());
}

}  // namespace
}  // namespace amilocal
