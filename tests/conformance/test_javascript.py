"""The life of an image by the AWS SDK for JavaScript v3 and by boto3: the same answers."""

import datetime
import json
import os
import pathlib
import re
import shutil
import subprocess
import unittest

from server import Server

try:
    import boto3
    from botocore.config import Config
    from botocore.exceptions import ClientError
except ImportError:
    boto3 = None

BINARY = os.environ["AMILOCAL_BINARY"]
HERE = pathlib.Path(__file__).resolve().parent
OWNER, OTHER = "111111111111", "111122223333"
TIME = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)$")
ADDRESS = re.compile(r"\b54[.-]\d+[.-]\d+[.-]\d+")  # a public one follows from id and time
LIMIT = 300  # seconds


def modules():
    """Where `./dev test` puts the SDK, unless the environment names another folder."""
    return pathlib.Path(os.environ.get("AMILOCAL_NODE_MODULES")
                        or HERE.parent.parent / "build" / "npm" / "node_modules")


def plain(value):
    """An answer without what differs from run to run: times, and the addresses made of them."""
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items() if each is not None}
    if isinstance(value, list):
        return [plain(each) for each in value]
    if isinstance(value, datetime.datetime):
        return "TIME"
    if isinstance(value, str):
        return "TIME" if TIME.match(value) else ADDRESS.sub("ADDRESS", value)
    return value


class Lifecycle:
    """What clients/lifecycle.cjs does, by boto3."""

    def __init__(self, endpoint):
        self.endpoint, self.record = endpoint, []

    def client(self, account=OWNER, region="us-east-1"):
        return boto3.client("ec2", endpoint_url=self.endpoint, region_name=region,
                            aws_access_key_id=account, aws_secret_access_key="x",
                            config=Config(retries={"max_attempts": 1}))

    def call(self, ec2, operation, **parameters):
        answer = getattr(ec2, re.sub(r"(?<!^)(?=[A-Z])", "_", operation).lower())(**parameters)
        del answer["ResponseMetadata"]
        self.record.append({"operation": operation, "answer": plain(answer)})
        return answer

    def refused(self, ec2, operation, **parameters):
        try:
            self.call(ec2, operation, **parameters)
        except ClientError as error:
            self.record.append({"operation": operation, "error": error.response["Error"]["Code"],
                                "message": error.response["Error"]["Message"]})
            return
        raise AssertionError(f"{operation} went through")

    def newest_public_image(self, ec2):
        pages = ec2.get_paginator("describe_images").paginate(
            Owners=["amazon"], PaginationConfig={"PageSize": 5},
            Filters=[{"Name": "name", "Values": ["al2023-ami-2023.*-x86_64"]}])
        images = sorted((i for page in pages for i in page["Images"]),
                        key=lambda i: i["CreationDate"])
        self.record.append({"operation": "paginated", "answer": [i["Name"] for i in images]})
        return images[-1]["ImageId"]

    def live(self):
        ec2, there = self.client(), self.client(region="eu-west-1")
        source = self.newest_public_image(ec2)
        launched = self.call(ec2, "RunInstances", ImageId=source, InstanceType="t3.micro",
                             MinCount=1, MaxCount=1, ClientToken="once")
        instance = launched["Instances"][0]["InstanceId"]
        ec2.get_waiter("instance_running").wait(InstanceIds=[instance])
        self.call(ec2, "DescribeInstances", InstanceIds=[instance])
        image = self.call(ec2, "CreateImage", InstanceId=instance, Name="golden",
                          Description="made of it")["ImageId"]
        ec2.get_waiter("image_available").wait(ImageIds=[image])
        made = self.call(ec2, "DescribeImages", ImageIds=[image])
        snapshot = made["Images"][0]["BlockDeviceMappings"][0]["Ebs"]["SnapshotId"]
        self.call(ec2, "DescribeSnapshots", SnapshotIds=[snapshot])
        copy = self.call(there, "CopyImage", SourceImageId=image, SourceRegion="us-east-1",
                         Name="golden")["ImageId"]
        there.get_waiter("image_available").wait(ImageIds=[copy])
        self.call(there, "DescribeImages", ImageIds=[copy])
        self.share(ec2, image)
        self.retire(ec2, image, snapshot)
        self.call(ec2, "TerminateInstances", InstanceIds=[instance])
        ec2.get_waiter("instance_terminated").wait(InstanceIds=[instance])

    def share(self, ec2, image):
        self.refused(self.client(OTHER), "DescribeImages", ImageIds=[image])
        self.call(ec2, "ModifyImageAttribute", ImageId=image,
                  LaunchPermission={"Add": [{"UserId": OTHER}]})
        self.call(ec2, "DescribeImageAttribute", ImageId=image, Attribute="launchPermission")
        self.call(self.client(OTHER), "DescribeImages", ImageIds=[image])

    def retire(self, ec2, image, snapshot):
        self.call(ec2, "DeregisterImage", ImageId=image, DeleteAssociatedSnapshots=True)
        self.call(ec2, "DescribeImages", Owners=["self"])
        self.refused(ec2, "DescribeSnapshots", SnapshotIds=[snapshot])
        self.refused(ec2, "DeregisterImage", ImageId=image)


class JavaScript(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        if not shutil.which("node"):
            self.skipTest("node is not installed")
        if not (modules() / "@aws-sdk" / "client-ec2").is_dir():
            self.skipTest(f"@aws-sdk/client-ec2 is not installed in {modules()}")

    def server(self):
        # The same ids in the same order for the one and for the other.
        return self.enterContext(Server(BINARY, "--seed", "7"))

    def recorded(self):
        clean = {k: v for k, v in os.environ.items() if not k.startswith("AWS_")}
        done = subprocess.run(
            ["node", str(HERE / "clients" / "lifecycle.cjs"), self.server().endpoint],
            env={**clean, "NODE_PATH": str(modules())}, capture_output=True, text=True,
            timeout=LIMIT)
        self.assertEqual(done.returncode, 0, done.stderr[-4000:])
        return [plain(json.loads(line)) for line in done.stdout.splitlines()]

    def test_the_life_of_an_image(self):
        record = self.recorded()
        self.assertEqual(len(record), 17)
        self.assertEqual(record[-3]["error"], "InvalidSnapshot.NotFound")
        self.assertEqual(record[-2]["error"], "InvalidAMIID.Unavailable")

    @unittest.skipIf(boto3 is None, "boto3 is not installed")
    def test_answers_are_those_of_boto3_field_by_field(self):
        theirs = Lifecycle(self.server().endpoint)
        theirs.live()
        for ours, expected in zip(self.recorded(), theirs.record, strict=True):
            with self.subTest(operation=expected["operation"]):
                self.assertEqual(ours, expected)


if __name__ == "__main__":
    unittest.main()
