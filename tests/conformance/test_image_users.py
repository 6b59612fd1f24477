"""Who uses which image, as boto3 sees it: reports, references, parameters, recipes, policies."""

import os
import unittest

from server import Server, Wire

try:
    import boto3
    from botocore.config import Config
except ImportError:
    boto3 = None

BINARY = os.environ["AMILOCAL_BINARY"]
ACCOUNTS = ("111111111111", "222222222222", "333333333333")
AL2023 = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"


@unittest.skipIf(boto3 is None, "boto3 is not installed")
class ImageUsers(unittest.TestCase):
    def setUp(self):
        self.server = Server(BINARY)
        self.server.start()
        self.addCleanup(self.server.stop)

    def client(self, service="ec2", account=ACCOUNTS[0], region="us-east-1"):
        return boto3.client(service, endpoint_url=self.server.endpoint, region_name=region,
                            aws_access_key_id=account, aws_secret_access_key="x",
                            config=Config(retries={"max_attempts": 1}))

    def shared_image(self, ec2):
        volume = ec2.create_volume(AvailabilityZone="us-east-1a", Size=1)["VolumeId"]
        snapshot = ec2.create_snapshot(VolumeId=volume)["SnapshotId"]
        image = ec2.register_image(
            Name="shared", RootDeviceName="/dev/xvda", Architecture="x86_64", EnaSupport=True,
            VirtualizationType="hvm",
            BlockDeviceMappings=[{"DeviceName": "/dev/xvda", "Ebs": {"SnapshotId": snapshot}}])[
                "ImageId"]
        ec2.modify_image_attribute(
            ImageId=image, LaunchPermission={"Add": [{"UserId": a} for a in ACCOUNTS[1:]]})
        return image

    def test_reports_and_references_tell_who_uses_an_image(self):
        ec2 = self.client()
        image = self.shared_image(ec2)
        for count, account in enumerate(ACCOUNTS, 1):
            theirs = self.client(account=account)
            theirs.run_instances(ImageId=image, InstanceType="t3.micro", MinCount=count,
                                 MaxCount=count)
            theirs.create_launch_template(LaunchTemplateName="web",
                                          LaunchTemplateData={"ImageId": image})
        report = ec2.create_image_usage_report(
            ImageId=image, ResourceTypes=[{"ResourceType": "ec2:Instance"},
                                          {"ResourceType": "ec2:LaunchTemplate"}])["ReportId"]
        ec2.get_waiter("image_usage_report_available").wait(ReportIds=[report])
        pages = ec2.get_paginator("describe_image_usage_report_entries").paginate(
            ReportIds=[report], PaginationConfig={"PageSize": 2})
        counts = {(e["AccountId"], e["ResourceType"]): e["UsageCount"]
                  for page in pages for e in page["ImageUsageReportEntries"]}
        expected = {(a, "ec2:Instance"): n for n, a in enumerate(ACCOUNTS, 1)}
        expected.update({(a, "ec2:LaunchTemplate"): 1 for a in ACCOUNTS})
        self.assertEqual(counts, expected)
        found = self.client(account=ACCOUNTS[2]).describe_image_references(
            ImageIds=[image], IncludeAllResourceTypes=True)["ImageReferences"]
        self.assertEqual(len(found), 4)
        for reference in found:
            self.assertTrue(reference["Arn"].startswith("arn:aws:ec2:us-east-1:333333333333:"))

    def test_public_parameters_name_images_that_launch(self):
        values = set()
        for region in ("us-east-1", "eu-west-1"):
            value = self.client("ssm", region=region).get_parameters(Names=[AL2023])[
                "Parameters"][0]["Value"]
            ec2 = self.client(region=region)
            self.assertEqual(len(ec2.describe_images(ImageIds=[value])["Images"]), 1)
            made = ec2.run_instances(ImageId="resolve:ssm:" + AL2023, InstanceType="t3.micro",
                                     MinCount=1, MaxCount=1)["Instances"][0]
            self.assertEqual(made["ImageId"], value)
            values.add(value)
        self.assertEqual(len(values), 2)

    def test_a_template_resolves_an_own_parameter(self):
        ec2, ssm = self.client(), self.client("ssm")
        image = ssm.get_parameter(Name=AL2023)["Parameter"]["Value"]
        ssm.put_parameter(Name="/my/param", Type="String", DataType="aws:ec2:image", Value=image)
        ec2.create_launch_template(
            LaunchTemplateName="web", LaunchTemplateData={"ImageId": "resolve:ssm:/my/param",
                                                          "InstanceType": "t3.micro"})
        made = ec2.run_instances(LaunchTemplate={"LaunchTemplateName": "web"}, MinCount=1,
                                 MaxCount=1)["Instances"][0]
        self.assertEqual(made["ImageId"], image)
        references = ec2.describe_image_references(
            ImageIds=[image], ResourceTypes=[{"ResourceType": "ssm:Parameter"}])["ImageReferences"]
        self.assertEqual(references[0]["Arn"],
                         "arn:aws:ssm:us-east-1:111111111111:parameter/my/param")

    def test_a_recipe_refers_to_its_image(self):
        builder = self.client("imagebuilder")
        image = self.client("ssm").get_parameter(Name=AL2023)["Parameter"]["Value"]
        recipe = builder.create_image_recipe(name="My recipe", semanticVersion="1.0.0",
                                             parentImage=image, tags={"a": "b"})["imageRecipeArn"]
        self.assertEqual(builder.get_image_recipe(imageRecipeArn=recipe)["imageRecipe"]["tags"],
                         {"a": "b"})
        references = self.client().describe_image_references(
            ImageIds=[image], IncludeAllResourceTypes=True)["ImageReferences"]
        self.assertEqual([r["Arn"] for r in references], [recipe])
        with self.assertRaises(builder.exceptions.ResourceNotFoundException):
            builder.delete_image_recipe(imageRecipeArn=recipe.replace("my-recipe", "none"))

    def test_a_policy_runs_for_a_month(self):
        ec2, dlm = self.client(), self.client("dlm")
        ec2.run_instances(
            ImageId="resolve:ssm:" + AL2023, InstanceType="t3.micro", MinCount=1, MaxCount=1,
            TagSpecifications=[{"ResourceType": "instance",
                                "Tags": [{"Key": "backup", "Value": "daily"}]}])
        policy = dlm.create_lifecycle_policy(
            Description="daily", State="ENABLED",
            ExecutionRoleArn="arn:aws:iam::111111111111:role/dlm",
            PolicyDetails={
                "PolicyType": "IMAGE_MANAGEMENT", "ResourceTypes": ["INSTANCE"],
                "TargetTags": [{"Key": "backup", "Value": "daily"}],
                "Schedules": [{
                    "Name": "daily", "RetainRule": {"Count": 3},
                    "CreateRule": {"Interval": 24, "IntervalUnit": "HOURS", "Times": ["09:00"]},
                    "DeprecateRule": {"Interval": 2, "IntervalUnit": "DAYS"},
                    "CrossRegionCopyRules": [{
                        "TargetRegion": "eu-west-1", "Encrypted": False,
                        "RetainRule": {"Interval": 7, "IntervalUnit": "DAYS"}}]}]})["PolicyId"]
        Wire(self.server.port).control("POST", "clock", '{"advance":"30d"}')
        for region, count in (("us-east-1", 3), ("eu-west-1", 7)):
            images = self.client(region=region).describe_images(
                Owners=["self"], IncludeDeprecated=True)["Images"]
            self.assertEqual(len(images), count)
            for image in images:
                tags = {tag["Key"]: tag["Value"] for tag in image["Tags"]}
                self.assertEqual(tags["aws:dlm:lifecycle-policy-id"], policy)


if __name__ == "__main__":
    unittest.main()
