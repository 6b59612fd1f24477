"""Keys and policies: what clients see of `--auth sigv4` and `--iam enforce`."""

import base64
import hashlib
import json
import os
import shutil
import subprocess
import tempfile
import unittest
import urllib.error
import urllib.request

from server import Server

try:
    import boto3
    import botocore.exceptions
    from botocore.config import Config
except ImportError:
    boto3 = None

BINARY = os.environ["AMILOCAL_BINARY"]
ACCOUNT = "111122223333"
CREDENTIALS = """
accounts:
  - id: "111122223333"
    keys: [{id: AKIAROOT, secret: root-secret}]
    users:
      - name: alice
        keys: [{id: AKIAALICE, secret: alice+secret/x}]
        policies:
          - name: look
            document:
              Version: "2012-10-17"
              Statement:
                - {Effect: Allow, Action: ["ec2:Describe*", "sts:*"], Resource: "*"}
"""
ROOT = ("AKIAROOT", "root-secret", None)
ALICE = ("AKIAALICE", "alice+secret/x", None)


@unittest.skipIf(boto3 is None, "boto3 is not installed")
class Security(unittest.TestCase):
    OPTIONS = ()

    def setUp(self):
        self.directory = tempfile.TemporaryDirectory()
        self.addCleanup(self.directory.cleanup)
        path = os.path.join(self.directory.name, "keys.yaml")
        with open(path, "w", encoding="utf-8") as file:
            file.write(CREDENTIALS)
        self.server = Server(BINARY, "--auth", "sigv4", "--credentials", path, *self.OPTIONS)
        self.server.start()
        self.addCleanup(self.server.stop)

    def client(self, service, keys=ALICE, **config):
        config = Config(s3={"addressing_style": "path"}, retries={"max_attempts": 1}, **config)
        return boto3.client(service, region_name="us-east-1", endpoint_url=self.server.endpoint,
                            aws_access_key_id=keys[0], aws_secret_access_key=keys[1],
                            aws_session_token=keys[2], config=config)

    def refusal(self, call, **arguments):
        """Code and status of the error that a call ends with."""
        with self.assertRaises(botocore.exceptions.ClientError) as caught:
            call(**arguments)
        response = caught.exception.response
        return (response["Error"]["Code"], response["ResponseMetadata"]["HTTPStatusCode"])


class Signatures(Security):
    def test_every_protocol_is_verified(self):
        """Query, JSON by target, JSON by path, and paths that hold ARNs."""
        self.assertTrue(self.client("ec2").describe_regions()["Regions"])
        self.assertEqual(self.client("sts").get_caller_identity()["Arn"],
                         f"arn:aws:iam::{ACCOUNT}:user/alice")
        self.assertEqual(self.client("iam").get_user()["User"]["UserName"], "alice")
        self.client("ssm").put_parameter(Name="/a/b", Value="ä", Type="String")
        self.client("kms").list_keys()
        rbin = self.client("rbin")
        rule = rbin.create_rule(ResourceType="EBS_SNAPSHOT", RetentionPeriod={
            "RetentionPeriodValue": 1, "RetentionPeriodUnit": "DAYS"})
        rbin.list_tags_for_resource(ResourceArn=rule["RuleArn"])
        ebs = self.client("ebs")
        snapshot = ebs.start_snapshot(VolumeSize=1)["SnapshotId"]
        block = b"x" * 524288
        ebs.put_snapshot_block(
            SnapshotId=snapshot, BlockIndex=0, BlockData=block, DataLength=len(block),
            Checksum=base64.b64encode(hashlib.sha256(block).digest()).decode(),
            ChecksumAlgorithm="SHA256")

    def test_wrong_secrets_are_refused_in_each_service_s_words(self):
        wrong = ("AKIAALICE", "wrong", None)
        nobody = ("AKIANOBODY", "wrong", None)
        for service, call, of_secret, of_key in (
                ("ec2", "describe_regions", ("AuthFailure", 401), ("AuthFailure", 401)),
                ("sts", "get_caller_identity", ("SignatureDoesNotMatch", 403),
                 ("InvalidClientTokenId", 403)),
                ("kms", "list_keys", ("InvalidSignatureException", 400),
                 ("UnrecognizedClientException", 400)),
                ("dlm", "get_lifecycle_policies", ("InvalidSignatureException", 403),
                 ("UnrecognizedClientException", 403)),
                ("s3", "list_buckets", ("SignatureDoesNotMatch", 403),
                 ("InvalidAccessKeyId", 403))):
            with self.subTest(service=service):
                self.assertEqual(self.refusal(getattr(self.client(service, wrong), call)),
                                 of_secret)
                self.assertEqual(self.refusal(getattr(self.client(service, nobody), call)), of_key)

    def test_sessions_expire_by_the_server_s_clock(self):
        made = self.client("sts").assume_role(
            RoleArn="arn:aws:iam::444455556666:role/deploy", RoleSessionName="run",
            DurationSeconds=900)["Credentials"]
        keys = (made["AccessKeyId"], made["SecretAccessKey"], made["SessionToken"])
        self.assertEqual(self.client("sts", keys).get_caller_identity()["Arn"],
                         "arn:aws:sts::444455556666:assumed-role/deploy/run")
        self.assertEqual(
            self.refusal(self.client("ec2", (*keys[:2], "other")).describe_regions)[0],
            "AuthFailure")
        self.assertEqual(self.refusal(self.client("ec2", (*keys[:2], None)).describe_regions)[0],
                         "AuthFailure")
        subprocess.run([BINARY, "clock", "advance", "20m", "--endpoint", self.server.endpoint],
                       check=True, stdout=subprocess.DEVNULL)
        self.assertEqual(self.refusal(self.client("ec2", keys).describe_regions)[0],
                         "RequestExpired")
        # A month here is no reason to refuse who signs by the machine's clock.
        self.client("ec2").describe_regions()

    def test_objects_and_presigned_urls(self):
        s3 = self.client("s3", signature_version="s3v4")
        s3.create_bucket(Bucket="images")
        key = "a b/ä+c=&d~.bin"
        s3.put_object(Bucket="images", Key=key, Body=b"bytes", Metadata={"x": "y  z"})
        self.assertEqual(s3.get_object(Bucket="images", Key=key)["Body"].read(), b"bytes")
        url = s3.generate_presigned_url("get_object", {"Bucket": "images", "Key": key})
        self.assertEqual(urllib.request.urlopen(url).read(), b"bytes")
        with self.assertRaises(urllib.error.HTTPError) as caught:
            urllib.request.urlopen(url.replace("X-Amz-Signature=", "X-Amz-Signature=0"))
        self.assertEqual(caught.exception.code, 403)
        with self.assertRaises(urllib.error.HTTPError) as caught:
            urllib.request.urlopen(f"{self.server.endpoint}/images/k")
        self.assertEqual(caught.exception.code, 403)

    def test_multipart_uploads(self):
        s3 = self.client("s3")
        s3.create_bucket(Bucket="images")
        path = os.path.join(self.directory.name, "big")
        with open(path, "wb") as file:
            file.write(os.urandom(9 << 20))
        s3.upload_file(path, "images", "big")
        self.assertEqual(s3.head_object(Bucket="images", Key="big")["ContentLength"], 9 << 20)
        s3.delete_objects(Bucket="images", Delete={"Objects": [{"Key": "big"}]})

    @unittest.skipIf(shutil.which("aws") is None, "the aws CLI is not installed")
    def test_the_cli(self):
        environment = dict(os.environ, AWS_ACCESS_KEY_ID=ALICE[0], AWS_SECRET_ACCESS_KEY=ALICE[1],
                           AWS_DEFAULT_REGION="us-east-1")
        environment.pop("AWS_SESSION_TOKEN", None)
        done = subprocess.run(
            ["aws", "--endpoint-url", self.server.endpoint, "ec2", "describe-images", "--filters",
             "Name=name,Values=al2023*", "--query", "length(Images)"],
            env=environment, capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertGreater(int(done.stdout), 0)


class Policies(Security):
    OPTIONS = ("--iam", "enforce")

    def test_a_refusal_can_be_decoded(self):
        ec2 = self.client("ec2")
        self.assertTrue(ec2.describe_images(Owners=["amazon"], MaxResults=5)["Images"])
        with self.assertRaises(botocore.exceptions.ClientError) as caught:
            ec2.register_image(Name="image", DryRun=True)
        error = caught.exception.response["Error"]
        self.assertEqual(error["Code"], "UnauthorizedOperation")
        encoded = error["Message"].rsplit(" ", 1)[1]
        decoded = self.client("sts").decode_authorization_message(EncodedMessage=encoded)
        context = json.loads(decoded["DecodedMessage"])["context"]
        self.assertEqual(context["action"], "ec2:RegisterImage")
        self.assertEqual(context["principal"]["name"], "alice")

    def test_a_role_that_iam_makes_can_be_assumed_and_used(self):
        trust = {"Version": "2012-10-17", "Statement": [
            {"Effect": "Allow", "Action": "sts:AssumeRole",
             "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:user/alice"}}]}
        allow = {"Version": "2012-10-17", "Statement": [
            {"Effect": "Allow", "Action": "ec2:CreateVolume", "Resource": "*",
             "Condition": {"Bool": {"ec2:Encrypted": "true"}}}]}
        iam = self.client("iam", ROOT)
        role = iam.create_role(RoleName="maker", AssumeRolePolicyDocument=json.dumps(trust))
        iam.put_role_policy(RoleName="maker", PolicyName="p", PolicyDocument=json.dumps(allow))
        self.assertEqual(self.refusal(self.client("iam").list_roles), ("AccessDenied", 403))
        made = self.client("sts").assume_role(RoleArn=role["Role"]["Arn"],
                                              RoleSessionName="run")["Credentials"]
        ec2 = self.client("ec2", (made["AccessKeyId"], made["SecretAccessKey"],
                                  made["SessionToken"]))
        ec2.create_volume(AvailabilityZone="us-east-1a", Size=1, Encrypted=True)
        self.assertEqual(
            self.refusal(ec2.create_volume, AvailabilityZone="us-east-1a", Size=1),
            ("UnauthorizedOperation", 403))


if __name__ == "__main__":
    unittest.main()
