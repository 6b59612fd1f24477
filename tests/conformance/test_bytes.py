"""Bytes: disks written block by block, images stored in buckets and restored elsewhere."""

import base64
import hashlib
import os
import shutil
import subprocess
import tempfile
import unittest
import urllib.request

from server import Server

try:
    import boto3
    import botocore.exceptions
    from botocore.config import Config
except ImportError:
    boto3 = None

BINARY = os.environ["AMILOCAL_BINARY"]
BLOCK = 524288
SIZE = 64 << 20
ACCOUNT = "111111111111"


def checksum(data):
    return base64.b64encode(hashlib.sha256(data).digest()).decode()


@unittest.skipIf(boto3 is None, "boto3 is not installed")
@unittest.skipIf(shutil.which("aws") is None, "the aws CLI is not installed")
class Bytes(unittest.TestCase):
    def setUp(self):
        self.server = Server(BINARY)
        self.server.start()
        self.addCleanup(self.server.stop)
        self.directory = tempfile.TemporaryDirectory()
        self.addCleanup(self.directory.cleanup)

    def client(self, service, region="us-east-1"):
        config = Config(s3={"addressing_style": "path"}, retries={"max_attempts": 1})
        return boto3.client(service, region_name=region, endpoint_url=self.server.endpoint,
                            aws_access_key_id=ACCOUNT, aws_secret_access_key="x", config=config)

    def write(self, ebs, data, **arguments):
        """A completed snapshot with these bytes at its beginning."""
        snapshot = ebs.start_snapshot(VolumeSize=1, **arguments)["SnapshotId"]
        digests = b""
        for at in range(0, len(data), BLOCK):
            block = data[at:at + BLOCK]
            digests += hashlib.sha256(block).digest()
            ebs.put_snapshot_block(SnapshotId=snapshot, BlockIndex=at // BLOCK, BlockData=block,
                                   DataLength=BLOCK, Checksum=checksum(block),
                                   ChecksumAlgorithm="SHA256")
        ebs.complete_snapshot(SnapshotId=snapshot, ChangedBlocksCount=len(data) // BLOCK,
                              Checksum=checksum(digests), ChecksumAlgorithm="SHA256",
                              ChecksumAggregationMethod="LINEAR")
        return snapshot

    def read(self, ebs, snapshot):
        data, more = b"", {}
        while more is not None:
            page = ebs.list_snapshot_blocks(SnapshotId=snapshot, MaxResults=100, **more)
            for block in page["Blocks"]:
                got = ebs.get_snapshot_block(SnapshotId=snapshot, BlockIndex=block["BlockIndex"],
                                             BlockToken=block["BlockToken"])
                content = got["BlockData"].read()
                self.assertEqual(got["Checksum"], checksum(content))
                data += content
            more = {"NextToken": page["NextToken"]} if "NextToken" in page else None
        return data

    def register(self, ec2, snapshot, name):
        return ec2.register_image(
            Name=name, RootDeviceName="/dev/xvda", VirtualizationType="hvm", Architecture="x86_64",
            BlockDeviceMappings=[{"DeviceName": "/dev/xvda",
                                  "Ebs": {"SnapshotId": snapshot}}])["ImageId"]

    def cli(self, *arguments, region="us-east-1"):
        settings = os.path.join(self.directory.name, "settings")
        with open(settings, "w", encoding="utf-8") as out:
            out.write("[default]\ns3 =\n  addressing_style = path\n")
        environment = {k: v for k, v in os.environ.items() if not k.startswith("AWS_")}
        environment.update(AWS_ACCESS_KEY_ID=ACCOUNT, AWS_SECRET_ACCESS_KEY="x",
                           AWS_DEFAULT_REGION=region, AWS_CONFIG_FILE=settings, AWS_PAGER="",
                           AWS_EC2_METADATA_DISABLED="true")
        done = subprocess.run(
            ["aws", "--endpoint-url", self.server.endpoint, *arguments], env=environment,
            capture_output=True, text=True, timeout=120, check=False)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return done.stdout

    # A disk of random bytes, from block writes in one partition to block reads in another.
    def test_an_image_travels_to_another_partition_byte_for_byte(self):
        data = os.urandom(SIZE)
        ec2, ebs, s3 = (self.client(each) for each in ("ec2", "ebs", "s3"))
        image = self.register(ec2, self.write(ebs, data), "golden")
        s3.create_bucket(Bucket="from-here")
        key = ec2.create_store_image_task(ImageId=image, Bucket="from-here")["ObjectKey"]
        ec2.get_waiter("store_image_task_complete").wait(ImageIds=[image])

        file = os.path.join(self.directory.name, key)
        self.cli("s3", "cp", f"s3://from-here/{key}", file, "--no-progress")
        self.cli("s3", "mb", "s3://to-there", region="us-gov-west-1")
        self.cli("s3", "cp", file, "s3://to-there/image.bin", "--no-progress",
                 region="us-gov-west-1")

        gov = self.client("ec2", "us-gov-west-1")
        restored = gov.create_restore_image_task(Bucket="to-there", ObjectKey="image.bin",
                                                 Name="golden")["ImageId"]
        gov.get_waiter("image_available").wait(ImageIds=[restored])
        found = gov.describe_images(ImageIds=[restored])["Images"][0]
        self.assertNotIn("SourceImageId", found)
        snapshot = found["BlockDeviceMappings"][0]["Ebs"]["SnapshotId"]
        back = self.read(self.client("ebs", "us-gov-west-1"), snapshot)
        self.assertEqual(hashlib.sha256(back).hexdigest(), hashlib.sha256(data).hexdigest())

    def test_a_snapshot_knows_what_its_parent_had(self):
        ebs = self.client("ebs")
        parent = self.write(ebs, b"a" * BLOCK * 2)
        child = self.write(ebs, b"b" * BLOCK, ParentSnapshotId=parent)
        changes = ebs.list_changed_blocks(FirstSnapshotId=parent, SecondSnapshotId=child)
        self.assertEqual([block["BlockIndex"] for block in changes["ChangedBlocks"]], [0])
        self.assertEqual(self.read(ebs, child), b"b" * BLOCK + b"a" * BLOCK)

    def test_ebs_refuses_in_its_own_form(self):
        with self.assertRaises(botocore.exceptions.ClientError) as raised:
            self.client("ebs").list_snapshot_blocks(SnapshotId="snap-0123456789abcdef0")
        self.assertEqual(raised.exception.response["Error"]["Code"], "ResourceNotFoundException")
        self.assertEqual(raised.exception.response["Reason"], "SNAPSHOT_NOT_FOUND")

    def test_s3_takes_large_files_in_parts(self):
        data = os.urandom(20_000_000)
        file = os.path.join(self.directory.name, "large")
        with open(file, "wb") as out:
            out.write(data)
        self.cli("s3", "mb", "s3://large")
        self.cli("s3", "cp", file, "s3://large/a", "--no-progress")
        self.cli("s3", "cp", "s3://large/a", "s3://large/b", "--no-progress")
        body = self.client("s3").get_object(Bucket="large", Key="b", ChecksumMode="ENABLED")["Body"]
        self.assertEqual(body.read(), data)
        part = self.client("s3").get_object(Bucket="large", Key="b", Range="bytes=8388600-8388619")
        self.assertEqual(part["Body"].read(), data[8388600:8388620])
        self.cli("s3", "rb", "s3://large", "--force")

    def test_s3_synchronizes_directories(self):
        tree = os.path.join(self.directory.name, "tree")
        os.makedirs(os.path.join(tree, "sub"))
        for name in ("a.txt", "sub/b c+d.txt"):
            with open(os.path.join(tree, name), "w", encoding="utf-8") as out:
                out.write(name)
            # S3 tells times in whole seconds: a file of the same one would be newer than its copy
            os.utime(out.name, (0, 0))
        self.cli("s3", "mb", "s3://tree")
        self.cli("s3", "sync", tree, "s3://tree/copy", "--no-progress")
        listed = self.cli("s3", "ls", "--recursive", "s3://tree")
        self.assertIn("copy/sub/b c+d.txt", listed)
        self.assertEqual(self.cli("s3", "sync", tree, "s3://tree/copy", "--no-progress"), "")
        back = os.path.join(self.directory.name, "back")
        self.cli("s3", "sync", "s3://tree/copy", back, "--no-progress")
        with open(os.path.join(back, "sub/b c+d.txt"), encoding="utf-8") as text:
            self.assertEqual(text.read(), "sub/b c+d.txt")

    def test_s3_takes_every_checksum_and_signed_urls(self):
        s3 = self.client("s3")
        s3.create_bucket(Bucket="checked")
        for algorithm in ("CRC32", "SHA1", "SHA256"):
            answer = s3.put_object(Bucket="checked", Key=algorithm, Body=b"hello",
                                   ChecksumAlgorithm=algorithm)
            self.assertIn("Checksum" + algorithm, answer)
        url = s3.generate_presigned_url("get_object", {"Bucket": "checked", "Key": "SHA1"})
        with urllib.request.urlopen(url) as answer:
            self.assertEqual(answer.read(), b"hello")

    def test_s3_knows_keys_with_every_character(self):
        s3 = self.client("s3")
        s3.create_bucket(Bucket="characters")
        keys = ["a//b", "blank and plus+", "ä/ö", "percent%41", "question?", "quote\"<&>"]
        for key in keys:
            s3.put_object(Bucket="characters", Key=key, Body=key.encode())
        listed = s3.list_objects_v2(Bucket="characters")["Contents"]
        self.assertEqual([each["Key"] for each in listed], sorted(keys, key=str.encode))
        for key in keys:
            got = s3.get_object(Bucket="characters", Key=key)
            self.assertEqual(got["Body"].read(), key.encode())
