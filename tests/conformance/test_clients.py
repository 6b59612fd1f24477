"""Packer, Ansible and Terraform as their users run them, with nothing but the endpoint set."""

import datetime
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

import boto3

from server import Server

BINARY = os.environ["AMILOCAL_BINARY"]
HERE = pathlib.Path(__file__).resolve().parent
ACCOUNT = "111111111111"
STEP_LIMIT = 600  # seconds


class ClientTest(unittest.TestCase):
    """A server and an empty home directory for one client."""

    program = None

    def setUp(self):
        if not shutil.which(self.program):
            self.skipTest(f"{self.program} is not installed")
        self.server = self.enterContext(Server(BINARY))
        self.home = self.enterContext(tempfile.TemporaryDirectory())
        self.environment = {k: v for k, v in os.environ.items() if not k.startswith("AWS_")}
        self.environment.update(
            AWS_ENDPOINT_URL=self.server.endpoint, AWS_ACCESS_KEY_ID=ACCOUNT,
            AWS_SECRET_ACCESS_KEY="x", AWS_REGION="us-east-1", AWS_DEFAULT_REGION="us-east-1",
            AWS_EC2_METADATA_DISABLED="true", AWS_POLL_DELAY_SECONDS="1", HOME=self.home,
            CHECKPOINT_DISABLE="1", ANSIBLE_LOCAL_TEMP=self.home, ANSIBLE_NOCOLOR="1",
            ANSIBLE_INVENTORY_UNPARSED_WARNING="False", ANSIBLE_LOCALHOST_WARNING="False")

    def run_it(self, *arguments, expected=0):
        done = subprocess.run([self.program, *arguments], cwd=self.home, env=self.environment,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                              timeout=STEP_LIMIT)
        self.assertEqual(done.returncode, expected, done.stdout[-4000:])
        return done.stdout

    def ec2(self, region="us-east-1"):
        return boto3.client("ec2", region_name=region, endpoint_url=self.server.endpoint,
                            aws_access_key_id=ACCOUNT, aws_secret_access_key="x")

    def inventory(self, region="us-east-1"):
        """Every id that the account holds in a Region and a client could leave behind."""
        ec2 = self.ec2(region)
        ids = [i["ImageId"] for i in ec2.describe_images(Owners=["self"])["Images"]]
        ids += [s["SnapshotId"] for s in ec2.describe_snapshots(OwnerIds=["self"])["Snapshots"]]
        ids += [v["VolumeId"] for v in ec2.describe_volumes()["Volumes"]]
        ids += [g["GroupId"] for g in ec2.describe_security_groups()["SecurityGroups"]
                if g["GroupName"] != "default"]
        ids += [k["KeyPairId"] for k in ec2.describe_key_pairs()["KeyPairs"]]
        ids += [t["LaunchTemplateId"]
                for t in ec2.describe_launch_templates()["LaunchTemplates"]]
        ids += [i["InstanceId"] for r in ec2.describe_instances()["Reservations"]
                for i in r["Instances"] if i["State"]["Name"] != "terminated"]
        return sorted(ids)


class Packer(ClientTest):
    program = "packer"

    def build(self, encrypt):
        self.run_it("build", "-color=false", "-var", f"endpoint={self.server.endpoint}",
                    "-var", f"encrypt={encrypt}", str(HERE / "clients" / "packer.json"))
        images = {}
        for region in ("us-east-1", "eu-west-1", "ap-southeast-2"):
            found = self.ec2(region).describe_images(
                Owners=["self"], Filters=[{"Name": "name", "Values": [f"built-{encrypt}"]}])
            self.assertEqual(len(found["Images"]), 1, region)
            images[region] = found["Images"][0]
        return images

    def test_builds_an_image_and_copies_it_to_two_regions(self):
        for region, image in self.build("false").items():
            self.assertEqual(image["State"], "available", region)
            self.assertEqual(image["Description"], "built by packer")
            self.assertIn("al2023-ami-2023", image["Tags"][0]["Value"])
            self.assertFalse(image["BlockDeviceMappings"][0]["Ebs"]["Encrypted"])

    def test_builds_an_encrypted_image_and_leaves_only_that(self):
        for region, image in self.build("true").items():
            self.assertTrue(image["BlockDeviceMappings"][0]["Ebs"]["Encrypted"], region)
            snapshot = image["BlockDeviceMappings"][0]["Ebs"]["SnapshotId"]
            self.assertEqual(self.inventory(region), sorted([image["ImageId"], snapshot]))

    def test_builds_from_a_spot_instance(self):
        self.run_it("build", "-color=false", "-var", f"endpoint={self.server.endpoint}",
                    str(HERE / "clients" / "spot.json"))
        ec2 = self.ec2()
        image = ec2.describe_images(Owners=["self"])["Images"][0]
        self.assertEqual(image["Name"], "built-of-spot")
        snapshot = image["BlockDeviceMappings"][0]["Ebs"]["SnapshotId"]
        self.assertEqual(self.inventory(), sorted([image["ImageId"], snapshot]))
        request = ec2.describe_spot_instance_requests()["SpotInstanceRequests"][0]
        self.assertEqual(request["SpotPrice"], "0.05")
        self.assertEqual(request["State"], "closed")


class Ansible(ClientTest):
    program = "ansible-playbook"

    def test_reports_truthfully_what_changed_time_and_again(self):
        for _ in range(2):
            self.run_it("-i", "localhost,", "-e", f"ansible_python_interpreter={sys.executable}",
                        str(HERE / "clients" / "playbook.yml"))
            self.assertEqual(self.inventory(), [])


def provider_mirror():
    """A folder with Terraform's AWS provider, where one is installed for use without a network."""
    implied = ["/usr/share/terraform/plugins", "/usr/local/share/terraform/plugins"]
    named = os.environ.get("TF_PLUGIN_MIRROR")
    for place in [named] if named else implied:
        if pathlib.Path(place, "registry.terraform.io", "hashicorp", "aws").is_dir():
            return place
    return None


class Terraform(ClientTest):
    program = "terraform"

    def setUp(self):
        mirror = provider_mirror()
        if shutil.which("terraform") and not mirror:
            self.skipTest("terraform's AWS provider is not in a mirror: set TF_PLUGIN_MIRROR")
        super().setUp()
        rc = pathlib.Path(self.home, "cli.tfrc")
        rc.write_text("provider_installation {\n  filesystem_mirror {\n"
                      f'    path = "{mirror}"\n  }}\n}}\n')
        self.environment.update(TF_CLI_CONFIG_FILE=str(rc), TF_IN_AUTOMATION="1", TF_INPUT="0")

    def given(self, configuration):
        shutil.copy(HERE / "clients" / configuration / "main.tf", self.home)
        self.run_it("init", "-no-color")

    def test_applies_plans_nothing_more_imports_and_destroys(self):
        self.given("golden")
        self.run_it("apply", "-auto-approve", "-no-color")
        self.assertEqual(len([i for i in self.inventory() if i.startswith("ami-")]), 21)
        self.run_it("plan", "-detailed-exitcode", "-no-color")  # 2 would say: changes
        image = self.run_it("output", "-raw", "image")
        copy = "aws_ami_copy.copy[0]"
        found = self.ec2().describe_images(
            Owners=["self"], Filters=[{"Name": "name", "Values": ["golden-0"]}])["Images"][0]
        self.assertEqual(found["SourceImageId"], image)
        self.run_it("state", "rm", "aws_launch_template.golden")
        template = self.ec2().describe_launch_templates()["LaunchTemplates"][0]
        self.run_it("import", "-no-color", "aws_launch_template.golden",
                    template["LaunchTemplateId"])
        self.assertIn(copy, self.run_it("state", "list"))
        self.run_it("plan", "-detailed-exitcode", "-no-color")
        self.run_it("destroy", "-auto-approve", "-no-color")
        self.assertEqual(self.inventory(), [])

    def test_shares_images_and_sees_what_others_change_time_and_again(self):
        self.given("sharing")
        next_year = datetime.date.today().year + 1
        arguments = ["-no-color", "-var", f"deprecation_time={next_year}-01-02T03:04:00.000Z"]
        for _ in range(2):
            self.run_it("apply", "-auto-approve", *arguments)
            self.run_it("plan", "-detailed-exitcode", *arguments)
            image = self.run_it("output", "-raw", "image")
            self.ec2().modify_image_attribute(
                ImageId=image, LaunchPermission={"Remove": [{"UserId": "444455556666"}]})
            self.run_it("plan", "-detailed-exitcode", *arguments, expected=2)
            arguments_of_one = [*arguments, "-var", 'accounts=["111122223333"]']
            self.run_it("plan", "-detailed-exitcode", *arguments_of_one)
            self.run_it("destroy", "-auto-approve", *arguments)
            self.assertEqual(self.inventory(), [])


if __name__ == "__main__":
    unittest.main()
