"""The life of an image by the real aws CLI, in every version that is installed."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

from server import Server

BINARY = os.environ["AMILOCAL_BINARY"]


def programs():
    """Each aws program once: the one on the PATH and Debian's."""
    found = []
    for name in ("aws", "/usr/bin/aws"):
        path = shutil.which(name)
        if path and os.path.realpath(path) not in [os.path.realpath(p) for p in found]:
            found.append(path)
    return found


class Cli:
    def __init__(self, program, endpoint):
        self.program, self.endpoint = program, endpoint
        first = subprocess.run([program, "--version"], capture_output=True, text=True, check=True)
        self.version = re.search(r"aws-cli/(\S+)", first.stdout + first.stderr).group(1)

    def run(self, *arguments, account="111111111111", region="us-east-1"):
        environment = {k: v for k, v in os.environ.items() if not k.startswith("AWS_")}
        environment.update(AWS_ACCESS_KEY_ID=account, AWS_SECRET_ACCESS_KEY="x",
                           AWS_DEFAULT_REGION=region, AWS_EC2_METADATA_DISABLED="true",
                           AWS_PAGER="", AWS_CONFIG_FILE=os.devnull,
                           AWS_SHARED_CREDENTIALS_FILE=os.devnull)
        return subprocess.run([self.program, "--endpoint-url", self.endpoint, "--output", "json",
                               "ec2", *arguments],
                              capture_output=True, text=True, env=environment, timeout=120)

    def __call__(self, *arguments, **who):
        done = self.run(*arguments, **who)
        if done.returncode != 0:
            raise AssertionError(f"{' '.join(arguments)}: {done.stderr}")
        return json.loads(done.stdout) if done.stdout.strip() else None

    def error(self, *arguments, **who):
        done = self.run(*arguments, **who)
        found = re.search(r"An error occurred \((\S+)\)", done.stderr)
        return found.group(1) if found else f"none: {done.stdout}{done.stderr}"

    def knows(self, operation, option):
        done = self.run(operation, "--generate-cli-skeleton", "input")
        return option in done.stdout


class Lifecycle(unittest.TestCase):
    def test_the_life_of_an_image(self):
        if not programs():
            self.skipTest("no aws CLI is installed")
        for program in programs():
            with Server(BINARY) as server:
                cli = Cli(program, server.endpoint)
                with self.subTest(version=cli.version):
                    self.live(cli)

    def test_the_password_of_windows_is_opened_by_the_key_of_the_launch(self):
        if not programs():
            self.skipTest("no aws CLI is installed")
        with Server(BINARY) as server, tempfile.TemporaryDirectory() as home:
            cli = Cli(programs()[0], server.endpoint)
            newest = cli("describe-images", "--owners", "amazon", "--filters",
                         "Name=name,Values=Windows_Server-2022-English-Full-Base-*", "--query",
                         "sort_by(Images,&CreationDate)[-1].ImageId")
            key = cli("create-key-pair", "--key-name", "mine")["KeyMaterial"]
            path = os.path.join(home, "key.pem")
            pathlib.Path(path).write_text(key)
            instance = cli("run-instances", "--image-id", newest, "--instance-type", "m5.large",
                           "--key-name", "mine")["Instances"][0]["InstanceId"]
            cli("wait", "password-data-available", "--instance-id", instance)
            secret = cli("get-password-data", "--instance-id", instance)["PasswordData"]
            opened = cli("get-password-data", "--instance-id", instance,
                         "--priv-launch-key", path)["PasswordData"]
            self.assertEqual(len(opened), 32)
            self.assertNotIn(opened, secret)

    def live(self, cli):
        is_new = cli.knows("deregister-image", "DeleteAssociatedSnapshots")
        newest = cli("describe-images", "--owners", "amazon", "--filters",
                     "Name=name,Values=al2023-ami-2023.*-x86_64", "--query",
                     "sort_by(Images,&CreationDate)[-1]")
        self.assertRegex(newest["Name"], r"^al2023-ami-2023\..*-x86_64$")

        launched = cli("run-instances", "--image-id", newest["ImageId"], "--instance-type",
                       "t3.micro")
        instance = launched["Instances"][0]["InstanceId"]
        self.assertEqual(launched["Instances"][0]["State"]["Name"], "pending")
        cli("wait", "instance-running", "--instance-ids", instance)

        image = cli("create-image", "--instance-id", instance, "--name", "golden",
                    "--description", "made of it")["ImageId"]
        cli("wait", "image-available", "--image-ids", image)
        made = cli("describe-images", "--image-ids", image)["Images"][0]
        # An older CLI leaves out the elements that came after it.
        self.assertIn(made.get("SourceInstanceId"), {instance} if is_new else {instance, None})
        self.assertIn(made.get("SourceImageId"),
                      {newest["ImageId"]} if is_new else {newest["ImageId"], None})
        self.assertEqual(made["BlockDeviceMappings"][0]["DeviceName"], "/dev/xvda")
        self.assertFalse(made["Public"])

        copy = cli("copy-image", "--source-image-id", image, "--source-region", "us-east-1",
                   "--name", "golden", region="eu-west-1")["ImageId"]
        cli("wait", "image-available", "--image-ids", copy, region="eu-west-1")
        there = cli("describe-images", "--image-ids", copy, region="eu-west-1")["Images"][0]
        self.assertEqual(there["BlockDeviceMappings"][0]["Ebs"]["VolumeSize"],
                         made["BlockDeviceMappings"][0]["Ebs"]["VolumeSize"])
        if is_new:
            self.assertEqual(there["SourceImageId"], image)
            self.assertEqual(there["SourceImageRegion"], "us-east-1")

        other = "111122223333"
        self.assertEqual(cli.error("describe-images", "--image-ids", image, account=other),
                         "InvalidAMIID.NotFound")
        cli("modify-image-attribute", "--image-id", image, "--launch-permission",
            f"Add=[{{UserId={other}}}]")
        seen = cli("describe-images", "--image-ids", image, account=other)["Images"]
        self.assertEqual(seen[0]["OwnerId"], "111111111111")

        self.retire(cli, image, made["BlockDeviceMappings"][0]["Ebs"]["SnapshotId"])

    def retire(self, cli, image, snapshot):
        if cli.knows("deregister-image", "DeleteAssociatedSnapshots"):
            answer = cli("deregister-image", "--image-id", image, "--delete-associated-snapshots")
            self.assertEqual(answer["DeleteSnapshotResults"],
                             [{"SnapshotId": snapshot, "ReturnCode": "success"}])
        else:
            cli("deregister-image", "--image-id", image)
            cli("delete-snapshot", "--snapshot-id", snapshot)
        self.assertEqual(cli("describe-images", "--image-ids", image)["Images"], [])
        self.assertEqual(cli("describe-images", "--owners", "self")["Images"], [])
        self.assertEqual(cli.error("describe-snapshots", "--snapshot-ids", snapshot),
                         "InvalidSnapshot.NotFound")
        self.assertEqual(cli.error("deregister-image", "--image-id", image),
                         "InvalidAMIID.Unavailable")


if __name__ == "__main__":
    unittest.main()
