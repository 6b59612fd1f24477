"""boto3: waiters end, paginators see everything once, tokens repeat, time is under control."""

import os
import unittest

from server import Server, Wire

try:
    import boto3
    import botocore.exceptions
    from botocore.config import Config
except ImportError:
    boto3 = None

BINARY = os.environ["AMILOCAL_BINARY"]


@unittest.skipIf(boto3 is None, "boto3 is not installed")
class Boto3(unittest.TestCase):
    arguments = ()

    def setUp(self):
        self.server = Server(BINARY, *self.arguments)
        self.server.start()
        self.addCleanup(self.server.stop)

    def client(self, account="111111111111", region="us-east-1", service="ec2"):
        return boto3.client(service, endpoint_url=self.server.endpoint, region_name=region,
                            aws_access_key_id=account, aws_secret_access_key="x",
                            config=Config(retries={"max_attempts": 1}))

    def image(self, ec2, name):
        volume = ec2.create_volume(AvailabilityZone="us-east-1a", Size=1)["VolumeId"]
        snapshot = ec2.create_snapshot(VolumeId=volume)["SnapshotId"]
        return ec2.register_image(
            Name=name, RootDeviceName="/dev/xvda", Architecture="x86_64", VirtualizationType="hvm",
            BlockDeviceMappings=[{"DeviceName": "/dev/xvda", "Ebs": {"SnapshotId": snapshot}}])[
                "ImageId"]

    def test_waiters_end_at_their_first_look(self):
        ec2 = self.client()
        image = self.image(ec2, "waited")
        ec2.get_waiter("image_exists").wait(ImageIds=[image])
        ec2.get_waiter("image_available").wait(ImageIds=[image])
        instance = ec2.run_instances(ImageId=image, InstanceType="t3.micro", MinCount=1,
                                     MaxCount=1)["Instances"][0]["InstanceId"]
        ids = {"InstanceIds": [instance]}
        for name in ("instance_exists", "instance_running", "instance_status_ok",
                     "system_status_ok"):
            ec2.get_waiter(name).wait(**ids)
        ec2.stop_instances(**ids)
        ec2.get_waiter("instance_stopped").wait(**ids)
        ec2.start_instances(**ids)
        ec2.get_waiter("instance_running").wait(**ids)
        ec2.terminate_instances(**ids)
        ec2.get_waiter("instance_terminated").wait(**ids)
        volume = ec2.create_volume(AvailabilityZone="us-east-1a", Size=1)["VolumeId"]
        ec2.get_waiter("volume_available").wait(VolumeIds=[volume])
        ec2.delete_volume(VolumeId=volume)
        ec2.get_waiter("volume_deleted").wait(VolumeIds=[volume])

    def test_paginators_show_everything_once(self):
        ec2 = self.client()
        made = {self.image(ec2, f"page-{n:02}") for n in range(12)}
        for operation, arguments, key, name in (
                ("describe_images", {"Owners": ["self"]}, "Images", "ImageId"),
                ("describe_snapshots", {"OwnerIds": ["self"]}, "Snapshots", "SnapshotId"),
                ("describe_volumes", {}, "Volumes", "VolumeId")):
            pages = list(ec2.get_paginator(operation).paginate(
                **arguments, PaginationConfig={"PageSize": 5}))
            ids = [item[name] for page in pages for item in page[key]]
            with self.subTest(operation=operation):
                self.assertEqual(len(pages), 3)
                self.assertEqual(len(ids), 12)
                self.assertEqual(len(set(ids)), 12)
        self.assertTrue(made)

    def test_a_token_gives_the_same_copy(self):
        ec2 = self.client()
        image = self.image(ec2, "source")
        arguments = dict(Name="copy", SourceImageId=image, SourceRegion="us-east-1",
                         ClientToken="token-1")
        first = self.client(region="eu-west-1").copy_image(**arguments)["ImageId"]
        again = self.client(region="eu-west-1").copy_image(**arguments)["ImageId"]
        self.assertEqual(first, again)
        with self.assertRaises(botocore.exceptions.ClientError) as caught:
            self.client(region="eu-west-1").copy_image(**{**arguments, "Name": "other"})
        self.assertEqual(caught.exception.response["Error"]["Code"],
                         "IdempotentParameterMismatch")

    def test_the_caller_is_the_account_of_the_key(self):
        identity = self.client(account="444455556666", service="sts").get_caller_identity()
        self.assertEqual(identity["Account"], "444455556666")

    def test_images_of_other_accounts_are_hidden(self):
        image = self.image(self.client(), "private")
        with self.assertRaises(botocore.exceptions.ClientError) as caught:
            self.client(account="222222222222").describe_images(ImageIds=[image])
        self.assertEqual(caught.exception.response["Error"]["Code"], "InvalidAMIID.NotFound")

    def test_reset_empties_everything(self):
        ec2 = self.client()
        self.image(ec2, "gone")
        self.assertEqual(Wire(self.server.port).control("POST", "reset").status, 200)
        self.assertEqual(ec2.describe_images(Owners=["self"])["Images"], [])


@unittest.skipIf(boto3 is None, "boto3 is not installed")
class Boto3InSlowMotion(Boto3):
    """With --task-time the middle of asynchronous work can be seen; the clock moves it on."""

    arguments = ("--task-time", "10m")

    # What the first looks of waiters see is tested without a task time.
    test_waiters_end_at_their_first_look = None
    test_paginators_show_everything_once = None
    test_a_token_gives_the_same_copy = None
    test_images_of_other_accounts_are_hidden = None
    test_reset_empties_everything = None
    test_the_caller_is_the_account_of_the_key = None

    def test_progress_is_seen_and_ends_with_the_clock(self):
        ec2, wire = self.client(), Wire(self.server.port)
        wire.control("POST", "clock", '{"freeze":true}')
        volume = ec2.create_volume(AvailabilityZone="us-east-1a", Size=1)
        self.assertEqual(volume["State"], "creating")
        wire.control("POST", "clock", '{"advance":"10m"}')
        snapshot = ec2.create_snapshot(VolumeId=volume["VolumeId"])
        ids = [snapshot["SnapshotId"]]
        wire.control("POST", "clock", '{"advance":"4m"}')
        shown = ec2.describe_snapshots(SnapshotIds=ids)["Snapshots"][0]
        self.assertEqual((shown["State"], shown["Progress"]), ("pending", "40%"))
        wire.control("POST", "clock", '{"advance":"6m"}')
        shown = ec2.describe_snapshots(SnapshotIds=ids)["Snapshots"][0]
        self.assertEqual((shown["State"], shown["Progress"]), ("completed", "100%"))


if __name__ == "__main__":
    unittest.main()
