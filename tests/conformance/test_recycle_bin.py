"""boto3 speaks rest-json to the Recycle Bin, and EC2 follows its rules."""

import os
import unittest

from server import Server

try:
    import boto3
    import botocore.exceptions
    from botocore.config import Config
except ImportError:
    boto3 = None

BINARY = os.environ["AMILOCAL_BINARY"]
WEEK = {"RetentionPeriodValue": 7, "RetentionPeriodUnit": "DAYS"}


@unittest.skipIf(boto3 is None, "boto3 is not installed")
class RecycleBin(unittest.TestCase):
    def setUp(self):
        self.server = Server(BINARY)
        self.server.start()
        self.addCleanup(self.server.stop)
        self.ec2, self.rbin = self.client("ec2"), self.client("rbin")

    def client(self, service):
        return boto3.client(service, endpoint_url=self.server.endpoint, region_name="us-east-1",
                            aws_access_key_id="111111111111", aws_secret_access_key="x",
                            config=Config(retries={"max_attempts": 1}))

    def image(self, name):
        volume = self.ec2.create_volume(AvailabilityZone="us-east-1a", Size=1)["VolumeId"]
        snapshot = self.ec2.create_snapshot(VolumeId=volume)["SnapshotId"]
        return self.ec2.register_image(
            Name=name, RootDeviceName="/dev/xvda", Architecture="x86_64", VirtualizationType="hvm",
            BlockDeviceMappings=[{"DeviceName": "/dev/xvda", "Ebs": {"SnapshotId": snapshot}}])[
                "ImageId"]

    def refusal(self, operation, **arguments):
        with self.assertRaises(botocore.exceptions.ClientError) as caught:
            operation(**arguments)
        return caught.exception.response

    def test_an_image_out_of_the_bin(self):
        self.rbin.create_rule(ResourceType="EC2_IMAGE", RetentionPeriod=WEEK)
        image = self.image("binned")
        self.ec2.deregister_image(ImageId=image)
        binned = self.ec2.list_images_in_recycle_bin()["Images"]
        self.assertEqual([item["ImageId"] for item in binned], [image])
        stay = binned[0]["RecycleBinExitTime"] - binned[0]["RecycleBinEnterTime"]
        self.assertEqual(stay.days, 7)
        self.ec2.restore_image_from_recycle_bin(ImageId=image)
        found = self.ec2.describe_images(ImageIds=[image])["Images"]
        self.assertEqual(found[0]["State"], "available")

    def test_the_life_of_a_rule(self):
        made = self.rbin.create_rule(
            ResourceType="EBS_SNAPSHOT", RetentionPeriod=WEEK, Description="all of them",
            LockConfiguration={"UnlockDelay": {"UnlockDelayValue": 7, "UnlockDelayUnit": "DAYS"}})
        rule, arn = made["Identifier"], made["RuleArn"]
        self.assertEqual(made["ResponseMetadata"]["HTTPStatusCode"], 201)
        self.rbin.tag_resource(ResourceArn=arn, Tags=[{"Key": "a", "Value": "1"},
                                                      {"Key": "b", "Value": "2"}])
        self.rbin.untag_resource(ResourceArn=arn, TagKeys=["a"])
        self.assertEqual(self.rbin.list_tags_for_resource(ResourceArn=arn)["Tags"],
                         [{"Key": "b", "Value": "2"}])
        refused = self.refusal(self.rbin.delete_rule, Identifier=rule)
        self.assertEqual(refused["Error"]["Code"], "ConflictException")
        self.assertEqual(refused["Reason"], "INVALID_RULE_STATE")
        pending = self.rbin.unlock_rule(Identifier=rule)
        self.assertEqual(pending["LockState"], "pending_unlock")
        self.assertGreater(pending["LockEndTime"].year, 2000)
        listed = self.rbin.list_rules(ResourceType="EBS_SNAPSHOT", LockState="pending_unlock")
        self.assertEqual([item["Identifier"] for item in listed["Rules"]], [rule])

    def test_errors_have_their_types(self):
        missing = self.refusal(self.rbin.get_rule, Identifier="abcdefghijk")
        self.assertEqual(missing["ResponseMetadata"]["HTTPStatusCode"], 404)
        self.assertEqual(missing["Error"]["Code"], "ResourceNotFoundException")
        self.assertEqual(missing["Reason"], "RULE_NOT_FOUND")
        bad = self.refusal(self.rbin.create_rule, ResourceType="EC2_KETTLE", RetentionPeriod=WEEK)
        self.assertEqual(bad["Error"]["Code"], "ValidationException")
        self.assertIn("Member must satisfy enum value set", bad["Error"]["Message"])


if __name__ == "__main__":
    unittest.main()
