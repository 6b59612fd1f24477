"""S3-backed images: bundles made, moved, registered, copied, opened and made EBS-backed, as in the
chapters "Create an Amazon S3-backed AMI" and "Convert your Amazon S3-backed AMI to an EBS-backed
AMI" of the EC2 User Guide."""

import base64
import hashlib
import json
import os
import shutil
import subprocess
import tarfile
import tempfile
import unittest

from server import Server

BINARY = os.environ["AMILOCAL_BINARY"]
ACCOUNT = "111111111111"
BLOCK = 524288
SIZE = 24 << 20


def checksum(data):
    return base64.b64encode(hashlib.sha256(data).digest()).decode()


class BundleCase(unittest.TestCase):
    def setUp(self):
        self.server = Server(BINARY)
        self.server.start()
        self.addCleanup(self.server.stop)
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.directory = directory.name
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj",
             "/CN=user", "-keyout", self.path("key.pem"), "-out", self.path("cert.pem")],
            check=True, capture_output=True)

    def path(self, *names):
        return os.path.join(self.directory, *names)

    def write(self, name, data):
        with open(self.path(name), "wb") as out:
            out.write(data)
        return self.path(name)

    def read(self, *names):
        with open(self.path(*names), "rb") as file:
            return file.read()

    def bundle(self, command, *arguments, expect=0):
        environment = {k: v for k, v in os.environ.items() if not k.startswith("AMILOCAL_")}
        environment["AMILOCAL_ENDPOINT"] = self.server.endpoint
        done = subprocess.run([BINARY, "bundle", command, *arguments], env=environment,
                              capture_output=True, text=True, timeout=120, check=False)
        self.assertEqual(done.returncode, expect, done.stdout + done.stderr)
        return done.stdout + done.stderr

    def make_bundle(self, image, *arguments):
        os.makedirs(self.path("bundle"), exist_ok=True)
        return self.bundle("image", "-i", image, "-c", self.path("cert.pem"), "-k",
                           self.path("key.pem"), "-u", ACCOUNT, "-d", self.path("bundle"),
                           "-r", "x86_64", *arguments)

    def transfer(self, command, *arguments, expect=0):
        return self.bundle(command, "-a", ACCOUNT, "-s", "secret", *arguments, expect=expect)


@unittest.skipIf(shutil.which("aws") is None, "the aws CLI is not installed")
@unittest.skipIf(shutil.which("openssl") is None, "openssl is not installed")
class Bundles(BundleCase):
    def aws(self, *arguments, region="us-east-1", refused=False):
        environment = {k: v for k, v in os.environ.items() if not k.startswith("AWS_")}
        if "AWS_DATA_PATH" in os.environ:
            environment["AWS_DATA_PATH"] = os.environ["AWS_DATA_PATH"]
        environment.update(AWS_ACCESS_KEY_ID=ACCOUNT, AWS_SECRET_ACCESS_KEY="secret",
                           AWS_DEFAULT_REGION=region, AWS_PAGER="", AWS_CONFIG_FILE=os.devnull,
                           AWS_EC2_METADATA_DISABLED="true")
        done = subprocess.run(
            ["aws", "--endpoint-url", self.server.endpoint, "--output", "json", *arguments],
            env=environment, capture_output=True, text=True, timeout=120, check=False)
        self.assertEqual(done.returncode != 0, refused, done.stdout + done.stderr)
        if refused:
            return done.stderr
        try:
            return json.loads(done.stdout or "{}")
        except ValueError:
            return done.stdout

    def image(self, identity, region="us-east-1"):
        found = self.aws("ec2", "describe-images", "--image-ids", identity, region=region)
        return found["Images"][0]

    def snapshot_of(self, data):
        """A completed snapshot with these bytes, written by EBS direct calls."""
        identity = self.aws("ebs", "start-snapshot", "--volume-size", "1")["SnapshotId"]
        count = 0
        for at in range(0, len(data), BLOCK):
            block = data[at:at + BLOCK].ljust(BLOCK, b"\0")
            self.aws("ebs", "put-snapshot-block", "--snapshot-id", identity, "--block-index",
                     str(at // BLOCK), "--data-length", str(BLOCK), "--block-data",
                     self.write("block", block), "--checksum", checksum(block),
                     "--checksum-algorithm", "SHA256")
            count += 1
        self.aws("ebs", "complete-snapshot", "--snapshot-id", identity, "--changed-blocks-count",
                 str(count))
        return identity

    def test_a_bundle_goes_the_whole_way(self):
        data = os.urandom(SIZE)
        image = self.write("image", data)
        self.make_bundle(image, "-B", "ami=sda1,root=/dev/sda1,ephemeral0=sdb",
                         "--kernel", "aki-919dcaf8")
        manifest = self.path("bundle", "image.manifest.xml")
        self.assertEqual(sorted(os.listdir(self.path("bundle"))),
                         ["image.manifest.xml", "image.part.0", "image.part.1", "image.part.2"])

        # Upload, register, describe.
        self.transfer("upload", "-b", "my-bundles/web", "-m", manifest)
        registered = self.aws("ec2", "register-image", "--name", "web", "--image-location",
                              "my-bundles/web/image.manifest.xml", "--virtualization-type", "hvm")
        found = self.image(registered["ImageId"])
        self.assertEqual(found["RootDeviceType"], "instance-store")
        self.assertEqual(found["ImageLocation"], "my-bundles/web/image.manifest.xml")
        self.assertEqual(found["Architecture"], "x86_64")
        self.assertEqual(found["KernelId"], "aki-919dcaf8")
        self.assertEqual(found["BlockDeviceMappings"],
                         [{"DeviceName": "/dev/sdb", "VirtualName": "ephemeral0"}])

        # Copy, and download the copy.
        copy = self.aws("ec2", "copy-image", "--name", "web", "--source-region", "us-east-1",
                        "--source-image-id", registered["ImageId"], region="eu-west-1")
        self.aws("ec2", "wait", "image-available", "--image-ids", copy["ImageId"],
                 region="eu-west-1")
        place = self.image(copy["ImageId"], "eu-west-1")["ImageLocation"]
        self.assertRegex(place, rf"^amis-for-{ACCOUNT}-in-eu-west-1-\w{{8}}/{copy['ImageId']}-\w+/"
                                r"image\.manifest\.xml$")
        os.mkdir(self.path("down"))
        self.transfer("download", "-b", os.path.dirname(place), "-k", self.path("key.pem"),
                      "-d", self.path("down"))

        # Open it: the same bytes.
        os.mkdir(self.path("out"))
        self.bundle("unbundle", "-m", self.path("down", "image.manifest.xml"), "-k",
                    self.path("key.pem"), "-s", self.path("down"), "-d", self.path("out"))
        back = self.read("out", "image")
        self.assertEqual(hashlib.sha256(back).hexdigest(), hashlib.sha256(data).hexdigest())

        # Convert: a snapshot of the bytes, an EBS-backed image of the snapshot.
        snapshot = self.snapshot_of(back[:4 * BLOCK])
        converted = self.aws("ec2", "register-image", "--name", "web-ebs", "--root-device-name",
                             "/dev/sda1", "--virtualization-type", "hvm", "--architecture",
                             "x86_64", "--block-device-mappings",
                             f"DeviceName=/dev/sda1,Ebs={{SnapshotId={snapshot}}}")
        self.assertEqual(self.image(converted["ImageId"])["RootDeviceType"], "ebs")
        token = self.aws("ebs", "list-snapshot-blocks", "--snapshot-id", snapshot)["Blocks"][1]
        self.aws("ebs", "get-snapshot-block", "--snapshot-id", snapshot, "--block-index", "1",
                 "--block-token", token["BlockToken"], self.path("block"))
        self.assertEqual(self.read("block"), data[BLOCK:2 * BLOCK])

        # Deregister: the objects stay until the bundle is deleted.
        self.aws("ec2", "deregister-image", "--image-id", registered["ImageId"])
        listed = self.aws("s3api", "list-objects-v2", "--bucket", "my-bundles")
        self.assertEqual(len(listed["Contents"]), 4)
        self.transfer("delete", "-b", "my-bundles/web", "-p", "image", "-y", "--clear")
        buckets = self.aws("s3api", "list-buckets")["Buckets"]
        self.assertNotIn("my-bundles", [bucket["Name"] for bucket in buckets])

    def test_another_account_needs_the_grant(self):
        self.make_bundle(self.write("image", b"content"))
        manifest = self.path("bundle", "image.manifest.xml")
        self.transfer("upload", "-b", "granted", "-m", manifest)
        acl = self.aws("s3api", "get-object-acl", "--bucket", "granted", "--key", "image.part.0")
        grantees = [grant["Grantee"].get("ID") for grant in acl["Grants"]]
        self.assertIn("6aa5a366c34c1cbe25dc49211496e913e0351eb0e8c37aa3477e40942ec6b97c", grantees)
        refused = self.transfer("upload", "-b", "granted", "-m", manifest, "--location",
                                "eu-west-1", expect=1)
        self.assertIn("the bucket granted is in us-east-1, not in eu-west-1", refused)

    def test_a_damaged_bundle_is_not_registered(self):
        self.make_bundle(self.write("image", b"content"))
        manifest = self.path("bundle", "image.manifest.xml")
        self.transfer("upload", "-b", "damaged", "-m", manifest)
        location = ["--name", "web", "--image-location", "damaged/image.manifest.xml"]
        damaged = bytearray(self.read("bundle", "image.part.0"))
        damaged[3] ^= 255
        self.aws("s3", "cp", self.write("part", damaged), "s3://damaged/image.part.0")
        self.assertIn("InvalidManifest",
                      self.aws("ec2", "register-image", *location, refused=True))
        self.aws("s3", "rm", "s3://damaged/image.part.0")
        self.assertIn("image.part.0 does not exist",
                      self.aws("ec2", "register-image", *location, refused=True))
        self.aws("s3", "rm", "s3://damaged/image.manifest.xml")
        self.assertIn("HTTP 404 (Not Found)",
                      self.aws("ec2", "register-image", *location, refused=True))

    def test_uploads_can_go_on_where_they_ended(self):
        self.make_bundle(self.write("image", os.urandom(SIZE)))
        manifest = self.path("bundle", "image.manifest.xml")
        said = self.transfer("upload", "-b", "parts", "-m", manifest, "--part", "2",
                             "--skipmanifest")
        self.assertIn("Skipping image.part.1\nUploaded image.part.2\nSkipping the manifest", said)
        said = self.transfer("delete", "-b", "parts", "-m", manifest, "--yes")
        self.assertIn("Deleted image.manifest.xml", said)

    def test_mistakes_are_told(self):
        self.assertIn("--manifest is required", self.transfer("upload", "-b", "x", expect=2))
        self.assertIn("NoSuchBucket",
                      self.transfer("download", "-b", "nowhere", "-k", self.path("key.pem"),
                                    "-d", self.directory, expect=1))
        self.assertIn("one of --manifest and --prefix is needed",
                      self.transfer("delete", "-b", "x", expect=2))
        self.assertIn("migrate-manifest", self.bundle("--help"))


@unittest.skipIf(shutil.which("openssl") is None, "openssl is not installed")
class Format(BundleCase):
    """What other tools make of a bundle, and amilocal of theirs: cat, openssl, gzip, tar."""

    def test_others_can_open_it(self):
        data = os.urandom(SIZE // 2)
        self.make_bundle(self.write("image", data))
        text = self.read("bundle", "image.manifest.xml").decode()

        def secret(element):
            wrapped = bytes.fromhex(text.split(f"<{element}")[1].split(">")[1].split("<")[0])
            done = subprocess.run(
                ["openssl", "pkeyutl", "-decrypt", "-inkey", self.path("key.pem")],
                input=wrapped, capture_output=True, check=True)
            return done.stdout.decode()

        parts = b"".join(self.read("bundle", f"image.part.{i}") for i in range(2))
        plain = subprocess.run(
            ["openssl", "enc", "-d", "-aes-128-cbc", "-K", secret("user_encrypted_key"), "-iv",
             secret("user_encrypted_iv")], input=parts, capture_output=True, check=True).stdout
        self.write("image.tar.gz", plain)
        with tarfile.open(self.path("image.tar.gz")) as tar:
            self.assertEqual(tar.extractfile("image").read(), data)

    @unittest.skipIf(shutil.which("tar") is None, "tar is not installed")
    def test_it_opens_those_of_others(self):
        self.write("image", b"\0" * SIZE)
        with open(self.path("image"), "r+b") as image:
            for i in range(0, SIZE, 1 << 20):
                image.truncate(i)
                image.seek(i + 4096)
                image.write(b"x" * 100)
            image.truncate(SIZE)
        data = self.read("image")
        self.make_bundle(self.path("image"))
        # GNU tar with --sparse, gzip and openssl, with the key of a manifest that is there.
        key, iv = "00112233445566778899aabbccddeeff", "ffeeddccbbaa99887766554433221100"
        tar = subprocess.run(["tar", "-C", self.directory, "-S", "-cf", "-", "image"],
                             capture_output=True, check=True).stdout
        gzip = subprocess.run(["gzip"], input=tar, capture_output=True, check=True).stdout
        part = subprocess.run(["openssl", "enc", "-e", "-aes-128-cbc", "-K", key, "-iv", iv],
                              input=gzip, capture_output=True, check=True).stdout

        def wrapped(secret):
            done = subprocess.run(
                ["openssl", "pkeyutl", "-encrypt", "-certin", "-inkey", self.path("cert.pem")],
                input=secret.encode(), capture_output=True, check=True)
            return done.stdout.hex()

        text = self.read("bundle", "image.manifest.xml").decode()

        def put(element, value):
            nonlocal text
            head, rest = text.split(f"<{element}", 1)
            attributes, rest = rest.split(">", 1)
            text = f"{head}<{element}{attributes}>{value}<{rest.split('<', 1)[1]}"

        put("digest", hashlib.sha1(tar).hexdigest())
        put("user_encrypted_key", wrapped(key))
        put("user_encrypted_iv", wrapped(iv))
        parts = (f"<parts count='1'><part index='0'><filename>p</filename><digest "
                 f"algorithm='SHA1'>{hashlib.sha1(part).hexdigest()}</digest></part></parts>")
        text = text.split("<parts")[0] + parts + text.split("</parts>")[1]
        self.write("p", part)
        self.write("other.manifest.xml", text.encode())
        os.mkdir(self.path("out"))
        self.bundle("unbundle", "-m", self.path("other.manifest.xml"), "-k", self.path("key.pem"),
                    "-s", self.directory, "-d", self.path("out"))
        self.assertEqual(self.read("out", "image"), data)


if __name__ == "__main__":
    unittest.main()
