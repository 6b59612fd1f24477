"""Wrong input of every kind, and the code, status and text that AWS gives it.

The texts are those of the project's collection of AWS's own answers (docs/compatibility.md says
which of them are certain)."""

import os
import unittest

from server import Server, Wire

NOT_FOUND = "The image id '[ami-abcd1234]' does not exist"

# (why, action, parameters, status, code, message or None where only the code is certain)
REFUSALS = [
    ("unknown action", "NoSuchThing", {}, 400, "InvalidAction",
     "The action NoSuchThing is not valid for this web service."),
    ("known, not emulated", "RequestSpotFleet", {}, 400, "UnsupportedOperation", None),
    ("missing parameter", "CopyImage", {"Name": "abc", "SourceRegion": "us-east-1"}, 400,
     "MissingParameter", "The request must contain the parameter SourceImageId"),
    ("missing ids have an internal name", "CreateTags", {"Tag__1__Key": "a"}, 400,
     "MissingParameter", "The request must contain the parameter resourceIdSet"),
    ("volume of no size", "CreateVolume", {"AvailabilityZone": "us-east-1a"}, 400,
     "MissingParameter", "The request must contain the parameter size/snapshot"),
    ("unknown parameter", "DescribeImages", {"Foo": "1"}, 400, "UnknownParameter",
     "The parameter Foo is not recognized"),
    ("unknown nested parameter", "RegisterImage",
     {"Name": "abc", "BlockDeviceMapping__1__Ebs__Speed": "1"}, 400, "UnknownParameter",
     "The parameter Speed is not recognized"),
    ("no integer", "DescribeImages", {"MaxResults": "many"}, 400, "InvalidParameterValue", None),
    ("no boolean", "DescribeImages", {"IncludeDisabled": "maybe"}, 400, "InvalidParameterValue",
     None),
    ("no such enumerator", "RegisterImage", {"Name": "abc", "Architecture": "amd64"}, 400,
     "InvalidParameterValue", None),
    ("MaxResults too small", "DescribeInstances", {"MaxResults": "3"}, 400,
     "InvalidParameterValue",
     "Value ( 3 ) for parameter maxResults is invalid. Expecting a value greater than 5."),
    ("ids with MaxResults, images", "DescribeImages",
     {"ImageId__1": "ami-abcd1234", "MaxResults": "10"}, 400, "InvalidParameterCombination",
     "The parameter imageIdsSet cannot be used with the parameter maxResults"),
    ("ids with MaxResults, instances", "DescribeInstances",
     {"InstanceId__1": "i-abcd1234", "MaxResults": "10"}, 400, "InvalidParameterCombination",
     "The parameter instancesSet cannot be used with the parameter maxResults"),
    ("ids with MaxResults, snapshots", "DescribeSnapshots",
     {"SnapshotId__1": "snap-abcd1234", "MaxResults": "10"}, 400, "InvalidParameterCombination",
     "The parameter snapshotSet cannot be used with the parameter maxResults"),
    ("ids with MaxResults, volumes", "DescribeVolumes",
     {"VolumeId__1": "vol-abcd1234", "MaxResults": "10"}, 400, "InvalidParameterCombination",
     "The parameter volumeIdsSet cannot be used with the parameter maxResults"),
    ("malformed image id", "DescribeImages", {"ImageId__1": "not_an_ami_id"}, 400,
     "InvalidAMIID.Malformed", 'Invalid id: "not_an_ami_id" (expecting "ami-...")'),
    ("only the first malformed id is named", "DescribeImages",
     {"ImageId__1": "ami-abcd1234", "ImageId__2": "bad", "ImageId__3": "worse"}, 400,
     "InvalidAMIID.Malformed", 'Invalid id: "bad" (expecting "ami-...")'),
    ("unknown image", "DescribeImages", {"ImageId__1": "ami-abcd1234"}, 400,
     "InvalidAMIID.NotFound", NOT_FOUND),
    ("unknown images", "DescribeImages",
     {"ImageId__1": "ami-abcd1234", "ImageId__2": "ami-1234abcd"}, 400, "InvalidAMIID.NotFound",
     "The image ids '[ami-abcd1234, ami-1234abcd]' do not exist"),
    ("unknown image, deregister", "DeregisterImage", {"ImageId": "ami-abcd1234"}, 400,
     "InvalidAMIID.NotFound", NOT_FOUND),
    ("unknown image, run", "RunInstances",
     {"ImageId": "ami-abcd1234", "MinCount": "1", "MaxCount": "1"}, 400, "InvalidAMIID.NotFound",
     NOT_FOUND),
    ("unknown filter", "DescribeImages", {"Filter__1__Name": "foo", "Filter__1__Value__1": "x"},
     400, "InvalidParameterValue", "The filter 'foo' is invalid"),
    ("disabled without the flag", "DescribeImages",
     {"Filter__1__Name": "state", "Filter__1__Value__1": "disabled"}, 400, "InvalidParameter",
     "When filtering by the 'disabled' state, 'IncludeDisabled' must be set to 'true' in the "
     "request."),
    ("owner of no form", "DescribeImages", {"Owner__1": "foo"}, 400, "InvalidUserID.Malformed",
     'Invalid user id: "foo"'),
    ("name too short", "CopyImage",
     {"Name": "ab", "SourceImageId": "ami-abcd1234", "SourceRegion": "us-east-1"}, 400,
     "InvalidAMIName.Malformed",
     "AMI names must be between 3 and 128 characters long, and may contain letters, numbers, "
     "'(', ')', '.', '-', '/' and '_'"),
    ("bad account in a permission", "ModifyImageAttribute",
     {"ImageId": "OWN", "LaunchPermission__Add__1__UserId": "abc"}, 400,
     "InvalidAMIAttributeItemValue", 'Invalid attribute item value "abc" for userId item type.'),
    ("mapping as an attribute", "DescribeImageAttribute",
     {"ImageId": "OWN", "Attribute": "blockDeviceMapping"}, 400, "AuthFailure",
     "Unauthorized attempt to access restricted resource"),
    ("unknown attribute", "DescribeImageAttribute", {"ImageId": "OWN", "Attribute": "foo"}, 400,
     "InvalidParameterValue",
     "Value (foo) for parameter attribute is invalid. Unknown attribute."),
    ("somebody else's image", "DescribeImageAttribute",
     {"ImageId": "PUBLIC", "Attribute": "launchPermission"}, 400, "AuthFailure",
     "Not authorized for image:PUBLIC"),
    ("somebody else's image, deregister", "DeregisterImage", {"ImageId": "PUBLIC"}, 400,
     "AuthFailure", "Not authorized for image:PUBLIC"),
    ("name taken", "RegisterImage",
     {"Name": "own", "RootDeviceName": "/dev/xvda", "BlockDeviceMapping__1__DeviceName":
      "/dev/xvda", "BlockDeviceMapping__1__Ebs__SnapshotId": "SNAPSHOT"}, 400,
     "InvalidAMIName.Duplicate", "AMI name own is already in use by AMI OWN"),
    ("encrypted with a snapshot", "RegisterImage",
     {"Name": "abc", "RootDeviceName": "/dev/sda1", "BlockDeviceMapping__1__DeviceName":
      "/dev/sda1", "BlockDeviceMapping__1__Ebs__SnapshotId": "SNAPSHOT",
      "BlockDeviceMapping__1__Ebs__Encrypted": "true"}, 400, "InvalidBlockDeviceMapping",
     "the encrypted flag cannot be specified since device /dev/sda1 has a snapshot specified."),
    ("size below the snapshot's", "RegisterImage",
     {"Name": "abc", "RootDeviceName": "/dev/sda1", "BlockDeviceMapping__1__DeviceName":
      "/dev/sda1", "BlockDeviceMapping__1__Ebs__SnapshotId": "SNAPSHOT",
      "BlockDeviceMapping__1__Ebs__VolumeSize": "1"}, 400, "InvalidBlockDeviceMapping",
     "Volume of size 1GB is smaller than snapshot 'SNAPSHOT', expect size >= 2GB"),
    ("unknown snapshot", "DescribeSnapshots", {"SnapshotId__1": "snap-0d16416527e67c663"}, 400,
     "InvalidSnapshot.NotFound", "The snapshot 'snap-0d16416527e67c663' does not exist."),
    ("malformed snapshot id", "DeleteSnapshot", {"SnapshotId": "x"}, 400,
     "InvalidSnapshotID.Malformed", 'Invalid id: "x" (expecting "snap-...")'),
    ("snapshot of an image", "DeleteSnapshot", {"SnapshotId": "SNAPSHOT"}, 400,
     "InvalidSnapshot.InUse", "The snapshot SNAPSHOT is currently in use by OWN"),
    ("unknown volume", "CreateSnapshot", {"VolumeId": "vol-0ec2ee2808bf1bb7d"}, 400,
     "InvalidVolume.NotFound", "The volume 'vol-0ec2ee2808bf1bb7d' does not exist."),
    ("volume that is not attached", "DetachVolume", {"VolumeId": "VOLUME"}, 400, "IncorrectState",
     "Volume 'VOLUME' is in the 'available' state."),
    ("unknown instance", "StopInstances", {"InstanceId__1": "i-4cbc822a"}, 400,
     "InvalidInstanceID.NotFound", "The instance ID 'i-4cbc822a' does not exist"),
    ("unknown instance, create image", "CreateImage", {"InstanceId": "i-4cbc822a", "Name": "abc"},
     400, "InvalidInstanceID.NotFound", "The instance ID 'i-4cbc822a' does not exist"),
    ("architectures differ", "RunInstances",
     {"ImageId": "OWN", "InstanceType": "t4g.micro", "MinCount": "1", "MaxCount": "1"}, 400,
     "InvalidParameterValue",
     "The architecture 'arm64' of the specified instance type does not match the architecture "
     "'x86_64' of the specified AMI. Specify an instance type and an AMI that have matching "
     "architectures, and try again. You can use 'describe-instance-types' or 'describe-images' to "
     "discover the architecture of the instance type or AMI."),
    ("no such tag target", "CreateTags",
     {"ResourceId__1": "eipassoc-0578b4e3415869944", "Tag__1__Key": "a", "Tag__1__Value": ""},
     400, "InvalidID", "The ID 'eipassoc-0578b4e3415869944' is not valid"),
    ("no tags", "CreateTags", {"ResourceId__1": "OWN"}, 400, "InvalidParameterValue",
     "Value ( empty ) for parameter tagSet is invalid. You must specify one or more tags to "
     "create"),
    ("reserved tag", "CreateTags",
     {"ResourceId__1": "OWN", "Tag__1__Key": "aws:x", "Tag__1__Value": ""}, 400,
     "InvalidParameterValue", "Tag keys starting with 'aws:' are reserved for internal use"),
    ("tag of an absent image", "CreateTags",
     {"ResourceId__1": "ami-abcd1234", "Tag__1__Key": "a", "Tag__1__Value": ""}, 400,
     "InvalidAMIID.NotFound", NOT_FOUND),
    ("dry run", "DeregisterImage", {"ImageId": "OWN", "DryRun": "true"}, 412, "DryRunOperation",
     "Request would have succeeded, but DryRun flag is set."),
    ("dry run of what would fail", "DeregisterImage",
     {"ImageId": "ami-abcd1234", "DryRun": "true"}, 400, "InvalidAMIID.NotFound", NOT_FOUND),
    ("token of no form", "CopyImage",
     {"Name": "abc", "SourceImageId": "OWN", "SourceRegion": "us-east-1", "ClientToken": "x" * 200},
     400, "InvalidClientToken", None),
    ("page token that is none", "DescribeImages", {"NextToken": "abc"}, 400, "InvalidNextToken",
     "The token 'abc' is invalid"),
]


class Refusals(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server(os.environ["AMILOCAL_BINARY"])
        cls.server.start()
        wire = Wire(cls.server.port)
        volume = wire.call("CreateVolume", AvailabilityZone="us-east-1a", Size="2")
        cls.names = {"VOLUME": volume.element("volumeId")}
        snapshot = wire.call("CreateSnapshot", VolumeId=cls.names["VOLUME"])
        cls.names["SNAPSHOT"] = snapshot.element("snapshotId")
        image = wire.call("RegisterImage", Name="own", Architecture="x86_64",
                          VirtualizationType="hvm", RootDeviceName="/dev/xvda",
                          BlockDeviceMapping__1__DeviceName="/dev/xvda",
                          BlockDeviceMapping__1__Ebs__SnapshotId=cls.names["SNAPSHOT"])
        cls.names["OWN"] = image.element("imageId")
        public = wire.call("DescribeImages", Owner__1="amazon", Filter__1__Name="name",
                           Filter__1__Value__1="al2023-ami-2023.*-x86_64")
        cls.names["PUBLIC"] = public.element("imageId")
        if None in cls.names.values():
            raise RuntimeError(f"the world could not be set up: {cls.names} {image.text}")

    @classmethod
    def tearDownClass(cls):
        cls.server.stop()

    def fill(self, text):
        for name, value in self.names.items():
            text = text.replace(name, value)
        return text

    def test_every_refusal_has_the_code_and_text_of_aws(self):
        wire = Wire(self.server.port)
        for why, action, parameters, status, code, message in REFUSALS:
            with self.subTest(why=why):
                answer = wire.call(action, **{k: self.fill(v) for k, v in parameters.items()})
                self.assertEqual((answer.code, answer.status), (code, status), answer.text)
                if message is not None:
                    self.assertEqual(answer.message, self.fill(message))
                self.assertEqual(answer.headers["x-amzn-requestid"], answer.element("RequestID"))

    def test_broken_bodies_are_refused_and_the_server_lives(self):
        wire = Wire(self.server.port)
        for body in ("Action=%zz", "Action=DescribeImages&A=1&A=2", "&&&", "\x00\x01", "=",
                     "Action=DescribeImages&Owner.1=%00", "a." * 50 + "b=1"):
            with self.subTest(body=body):
                answer = wire.post(body)
                self.assertEqual(answer.status, 400, answer.text)
                self.assertTrue(answer.text.startswith("<?xml"))
        self.assertEqual(wire.call("DescribeRegions").status, 200)


if __name__ == "__main__":
    unittest.main()
