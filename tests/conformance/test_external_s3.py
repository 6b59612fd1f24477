"""`--s3-endpoint`: the buckets of one amilocal, which asks for signatures, are those of another."""

import base64
import hashlib
import http.server
import json
import os
import shutil
import subprocess
import tempfile
import threading
import unittest
import unittest.mock

from server import Server, Wire, until

try:
    import boto3
    import botocore.exceptions
    from botocore.config import Config
except ImportError:
    boto3 = None

BINARY = os.environ["AMILOCAL_BINARY"]
ACCOUNT = "222222222222"
BLOCK = 524288
MIB = 1 << 20
CREDENTIALS = """
accounts:
  - id: "111122223333"
    keys: [{id: AKIAROOT, secret: root+secret/x}]
"""
KEY, SECRET = "AKIAROOT", "root+secret/x"


def checksum(data):
    return base64.b64encode(hashlib.sha256(data).digest()).decode()


def client(service, endpoint, key=ACCOUNT, secret="x", region="us-east-1"):
    config = Config(s3={"addressing_style": "path"}, retries={"max_attempts": 0})
    return boto3.client(service, region_name=region, endpoint_url=endpoint, aws_access_key_id=key,
                        aws_secret_access_key=secret, config=config)


class HangingS3:
    """Knows every bucket and no object, and takes no byte until it is let go."""

    def __init__(self):
        asked, go = threading.Event(), threading.Event()
        self.asked, self.go = asked, go

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_HEAD(self):
                is_bucket = self.path.count("/") == 1
                self.send_response(200 if is_bucket else 404)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def do_PUT(self):
                asked.set()
                go.wait(60)
                self.close_connection = True

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.endpoint = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.go.set()
        self.server.shutdown()
        self.server.server_close()


@unittest.skipIf(boto3 is None, "boto3 is not installed")
class ExternalS3(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.directory = directory.name
        self.write("keys.yaml", CREDENTIALS.encode())
        self.external = self.serve("--auth", "sigv4", "--credentials", self.path("keys.yaml"))
        self.s3 = client("s3", self.external.endpoint, KEY, SECRET)
        self.s3.create_bucket(Bucket="disks")

    def serve(self, *arguments):
        server = Server(BINARY, *arguments)
        server.start()
        self.addCleanup(server.stop)
        return server

    def local(self, *arguments, endpoint=None, key=KEY, secret=SECRET):
        """A server that has its buckets elsewhere."""
        return self.serve("--s3-endpoint", endpoint or self.external.endpoint,
                          "--s3-access-key", key, "--s3-secret-key", secret, *arguments)

    def path(self, *names):
        return os.path.join(self.directory, *names)

    def write(self, name, data):
        with open(self.path(name), "wb") as out:
            out.write(data)
        return self.path(name)

    def refusal(self, call, **arguments):
        """Code and message of the error that a call ends with."""
        with self.assertRaises(botocore.exceptions.ClientError) as caught:
            call(**arguments)
        error = caught.exception.response["Error"]
        return error["Code"], error["Message"]

    def image_of(self, server, data, name="golden"):
        """An image whose disk has these bytes."""
        ebs = client("ebs", server.endpoint)
        snapshot = ebs.start_snapshot(VolumeSize=1)["SnapshotId"]
        for at in range(0, len(data), BLOCK):
            block = data[at:at + BLOCK]
            ebs.put_snapshot_block(SnapshotId=snapshot, BlockIndex=at // BLOCK, DataLength=BLOCK,
                                   BlockData=block, Checksum=checksum(block),
                                   ChecksumAlgorithm="SHA256")
        ebs.complete_snapshot(SnapshotId=snapshot, ChangedBlocksCount=len(data) // BLOCK)
        return client("ec2", server.endpoint).register_image(
            Name=name, Description="size  XL", RootDeviceName="/dev/xvda",
            VirtualizationType="hvm",
            BlockDeviceMappings=[{"DeviceName": "/dev/xvda", "Ebs": {"SnapshotId": snapshot}}],
        )["ImageId"]

    def bytes_of(self, server, image, region="us-east-1"):
        """What has been written on the only disk of an image."""
        ec2 = client("ec2", server.endpoint, region=region)
        ebs = client("ebs", server.endpoint, region=region)
        shown = ec2.describe_images(ImageIds=[image])["Images"][0]
        snapshot = shown["BlockDeviceMappings"][0]["Ebs"]["SnapshotId"]
        blocks = ebs.list_snapshot_blocks(SnapshotId=snapshot)["Blocks"]
        return b"".join(
            ebs.get_snapshot_block(SnapshotId=snapshot, BlockIndex=each["BlockIndex"],
                                   BlockToken=each["BlockToken"])["BlockData"].read()
            for each in blocks)

    def store_task(self, server, image):
        tasks = client("ec2", server.endpoint).describe_store_image_tasks(ImageIds=[image])
        return tasks["StoreImageTaskResults"][0]

    def stored(self, server, image, state="Completed"):
        """The store task of an image, when it has come to its end."""
        def ended():
            task = self.store_task(server, image)
            return task if task["StoreTaskState"] != "InProgress" else None
        task = until(ended)
        self.assertEqual(task["StoreTaskState"], state, task)
        return task

    def restored(self, server, image, state="available", region="us-east-1"):
        def ended():
            shown = client("ec2", server.endpoint, region=region).describe_images(ImageIds=[image])
            return shown["Images"][0] if shown["Images"][0]["State"] != "pending" else None
        found = until(ended)
        self.assertEqual(found["State"], state, found)
        return found

    def transfer(self, look, key, status="completed"):
        def ended():
            task = look()[key][0]
            detail = task.get("SnapshotTaskDetail", task)
            return task if detail["Status"] not in ("active", "deleting") else None
        task = until(ended, 120)
        detail = task.get("SnapshotTaskDetail", task)
        self.assertEqual(detail["Status"], status, task)
        return detail

    # -- Store and restore

    def test_an_image_is_stored_there_and_restored_from_there(self):
        server = self.local()
        ec2 = client("ec2", server.endpoint)
        data = os.urandom(6 * BLOCK)
        image = self.image_of(server, data)
        key = ec2.create_store_image_task(
            ImageId=image, Bucket="disks", S3ObjectTags=[{"Key": "a b", "Value": "c&d"}]
        )["ObjectKey"]
        self.stored(server, image)
        head = self.s3.head_object(Bucket="disks", Key=key)
        self.assertEqual(head["Metadata"]["ami-name"], "golden")
        self.assertEqual(head["Metadata"]["ami-owner-account"], ACCOUNT)
        self.assertEqual(head["Metadata"]["ami-description"], "size  XL")
        tags = self.s3.get_object_tagging(Bucket="disks", Key=key)["TagSet"]
        self.assertEqual(tags, [{"Key": "a b", "Value": "c&d"}])

        code, _ = self.refusal(ec2.create_store_image_task, ImageId=image, Bucket="disks")
        self.assertEqual(code, "InvalidRequest")  # it is there already

        west = client("ec2", server.endpoint, region="eu-west-1")
        again = west.create_restore_image_task(Bucket="disks", ObjectKey=key)["ImageId"]
        shown = self.restored(server, again, region="eu-west-1")
        self.assertEqual(shown["Description"], "size  XL")
        self.assertTrue(self.bytes_of(server, again, "eu-west-1") == data, "the bytes differ")

    def test_a_large_object_goes_in_parts(self):
        server = self.local()
        ec2 = client("ec2", server.endpoint)
        data = os.urandom(160 * BLOCK)
        image = self.image_of(server, data)
        key = ec2.create_store_image_task(ImageId=image, Bucket="disks")["ObjectKey"]
        self.stored(server, image)
        head = self.s3.head_object(Bucket="disks", Key=key)
        self.assertGreater(head["ContentLength"], len(data))
        self.assertRegex(head["ETag"], r'-2"$')
        again = ec2.create_restore_image_task(Bucket="disks", ObjectKey=key, Name="again")
        again = again["ImageId"]
        self.restored(server, again)
        self.assertEqual(hashlib.sha256(self.bytes_of(server, again)).hexdigest(),
                         hashlib.sha256(data).hexdigest())

    def test_a_damaged_object_makes_no_image(self):
        server = self.local()
        ec2 = client("ec2", server.endpoint)
        image = self.image_of(server, os.urandom(4 * BLOCK))
        key = ec2.create_store_image_task(ImageId=image, Bucket="disks")["ObjectKey"]
        self.stored(server, image)
        whole = self.s3.get_object(Bucket="disks", Key=key)["Body"].read()
        self.s3.put_object(Bucket="disks", Key="short", Body=whole[:-100])
        self.s3.put_object(Bucket="disks", Key="head", Body=whole[:100])
        self.s3.put_object(Bucket="disks", Key="empty", Body=b"")
        damaged = bytearray(whole)
        damaged[-1000] ^= 1
        self.s3.put_object(Bucket="disks", Key="damaged", Body=bytes(damaged))

        def reason_of(key):
            made = ec2.create_restore_image_task(Bucket="disks", ObjectKey=key,
                                                   Name="of " + key)
            return self.restored(server, made["ImageId"], "failed")["StateReason"]["Message"]

        self.assertIn("it is truncated", reason_of("short"))
        self.assertIn("is damaged", reason_of("damaged"))
        for name, text in (("head", "ends inside its description"), ("empty", "not a stored AMI"),
                           ("none", "The specified key does not exist")):
            _, message = self.refusal(ec2.create_restore_image_task, Bucket="disks",
                                      ObjectKey=name)
            self.assertIn(text, message)

    # -- Import and export

    def imported(self, server, key, format_):
        """An image made of a disk in a bucket."""
        ec2 = client("ec2", server.endpoint)
        task = ec2.import_image(DiskContainers=[
            {"Format": format_, "UserBucket": {"S3Bucket": "disks", "S3Key": key}},
        ])["ImportTaskId"]
        return self.transfer(lambda: ec2.describe_import_image_tasks(ImportTaskIds=[task]),
                             "ImportImageTasks")

    def test_disks_are_read_from_there(self):
        server = self.local()
        ec2 = client("ec2", server.endpoint)
        disk = os.urandom(3 * MIB) + bytes(MIB) + os.urandom(MIB)
        self.s3.put_object(Bucket="disks", Key="in/disk 1.raw", Body=disk)
        done = self.imported(server, "in/disk 1.raw", "RAW")
        self.assertEqual(done["SnapshotDetails"][0]["DiskImageSize"], float(len(disk)))
        self.assertEqual(self.bytes_of(server, done["ImageId"]), disk.replace(bytes(MIB), b""))
        task = ec2.import_snapshot(DiskContainer={
            "Format": "RAW", "Url": "s3://disks/in/disk 1.raw"})["ImportTaskId"]
        self.transfer(lambda: ec2.describe_import_snapshot_tasks(ImportTaskIds=[task]),
                      "ImportSnapshotTasks")

    @unittest.skipIf(shutil.which("qemu-img") is None, "qemu-img is not installed")
    def test_disks_are_written_there(self):
        server = self.local()
        ec2 = client("ec2", server.endpoint)
        data = os.urandom(4 * BLOCK)
        id_ = ec2.export_image(ImageId=self.image_of(server, data), DiskImageFormat="VMDK",
                               S3ExportLocation={"S3Bucket": "disks", "S3Prefix": "out/"}
                               )["ExportImageTaskId"]
        self.transfer(lambda: ec2.describe_export_image_tasks(ExportImageTaskIds=[id_]),
                      "ExportImageTasks")
        self.assertEqual(self.keys_in("disks"), [f"out/{id_}.vmdk"])
        again = self.imported(server, f"out/{id_}.vmdk", "VMDK")["ImageId"]
        self.assertTrue(self.bytes_of(server, again) == data, "the bytes differ")

    def test_an_import_of_what_is_not_there_fails_as_on_aws(self):
        server = self.local()
        ec2 = client("ec2", server.endpoint)
        for place in ("disks/none", "no-such-bucket/disk"):
            task = ec2.import_snapshot(DiskContainer={
                "Format": "RAW", "Url": "s3://" + place})["ImportTaskId"]
            done = self.transfer(
                lambda: ec2.describe_import_snapshot_tasks(ImportTaskIds=[task]),  # noqa: B023
                "ImportSnapshotTasks", "deleted")
            self.assertIn("404 Not Found", done["StatusMessage"])

    # -- Bundles

    def bundle(self, command, *arguments):
        done = subprocess.run([BINARY, "bundle", command, *arguments], capture_output=True,
                              text=True, timeout=120, check=False)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return done.stdout

    def make_bundle(self, size):
        """A bundle that the account's images can be registered from; answers its manifest."""
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj",
             "/CN=user", "-keyout", self.path("key.pem"), "-out", self.path("cert.pem")],
            check=True, capture_output=True)
        os.mkdir(self.path("bundle"))
        self.bundle("image", "-i", self.write("image", os.urandom(size)), "-c",
                    self.path("cert.pem"), "-k", self.path("key.pem"), "-u", ACCOUNT, "-d",
                    self.path("bundle"), "-r", "x86_64")
        return self.path("bundle", "image.manifest.xml")

    def keys_in(self, bucket):
        return [each["Key"] for each in self.s3.list_objects_v2(Bucket=bucket)["Contents"]]

    @unittest.skipIf(shutil.which("openssl") is None, "openssl is not installed")
    def test_a_bundle_is_registered_from_there_copied_and_made_anew(self):
        manifest = self.make_bundle(24 << 20)
        access = ("--url", self.external.endpoint, "-a", KEY, "-s", SECRET)
        self.bundle("upload", *access, "-b", "bundles/web", "-m", manifest)
        server = self.local()
        ec2 = client("ec2", server.endpoint)
        image = ec2.register_image(Name="web", VirtualizationType="hvm",
                                   ImageLocation="bundles/web/image.manifest.xml")["ImageId"]
        copy = client("ec2", server.endpoint, region="eu-west-1").copy_image(
            Name="copy", SourceRegion="us-east-1", SourceImageId=image)["ImageId"]
        place = self.restored(server, copy, region="eu-west-1")["ImageLocation"]
        bucket, path = place.split("/", 1)
        self.assertTrue(bucket.startswith(f"amis-for-{ACCOUNT}-in-eu-west-1-"))
        self.assertEqual(self.keys_in(bucket), [
            os.path.dirname(path) + "/" + name for name in
            ("image.manifest.xml", "image.part.0", "image.part.1", "image.part.2")])

        # What was uploaded comes down, and goes.
        os.mkdir(self.path("down"))
        self.bundle("download", *access, "-b", os.path.dirname(place), "-d", self.path("down"),
                    "-k", self.path("key.pem"))
        with open(self.path("down", "image.part.2"), "rb") as down, \
                open(self.path("bundle", "image.part.2"), "rb") as up:
            self.assertTrue(down.read() == up.read(), "the bytes differ")
        self.s3.put_object(Bucket="bundles", Key="web/image.part.1", Body=bytes(10 << 20))
        code, message = self.refusal(ec2.register_image, Name="web2", VirtualizationType="hvm",
                                     ImageLocation="bundles/web/image.manifest.xml")
        self.assertEqual(code, "InvalidManifest")
        self.assertRegex(message, "its part|its parts have")
        self.bundle("delete", *access, "-b", "bundles/web", "-m", manifest, "-y", "--clear")
        code, message = self.refusal(ec2.register_image, Name="web3", VirtualizationType="hvm",
                                     ImageLocation="bundles/web/image.manifest.xml")
        self.assertEqual(code, "InvalidManifest")
        self.assertIn("404 (Not Found)", message)

    def bundled(self, server, instance, bucket, prefix):
        """Has the image of an instance bundled, and answers the task when it has ended."""
        ec2 = client("ec2", server.endpoint)
        policy = json.dumps({"expiration": "2099-01-01T00:00:00Z", "conditions": [
            {"bucket": bucket}, {"acl": "ec2-bundle-read"}, ["starts-with", "$key", prefix]]})
        task = ec2.bundle_instance(InstanceId=instance, Storage={"S3": {
            "AWSAccessKeyId": ACCOUNT, "Bucket": bucket, "Prefix": prefix,
            "UploadPolicy": policy.encode(),
            "UploadPolicySignature": base64.b64encode(bytes(20)).decode()}})["BundleTask"]

        def ended():
            shown = ec2.describe_bundle_tasks(BundleIds=[task["BundleId"]])["BundleTasks"][0]
            return shown if shown["State"] in ("complete", "failed") else None
        return until(ended, 60)

    @unittest.skipIf(shutil.which("openssl") is None, "openssl is not installed")
    def test_an_instance_is_bundled_there(self):
        manifest = self.make_bundle(12 << 20)
        with open(manifest, encoding="utf-8") as file:
            text = file.read()
        # Only Windows can be bundled; the element is amilocal's own.
        windows = "<platform>windows</platform></machine_configuration>"
        self.write("bundle/image.manifest.xml",
                   text.replace("</machine_configuration>", windows).encode())
        self.bundle("upload", "--url", self.external.endpoint, "-a", KEY, "-s", SECRET, "-b",
                    "bundles/web", "-m", manifest)
        server = self.local()
        ec2 = client("ec2", server.endpoint)
        image = ec2.register_image(Name="win", VirtualizationType="hvm",
                                   ImageLocation="bundles/web/image.manifest.xml")["ImageId"]
        instance = ec2.run_instances(ImageId=image, InstanceType="m3.medium", MinCount=1,
                                     MaxCount=1)["Instances"][0]["InstanceId"]
        self.assertEqual(self.bundled(server, instance, "winbundles", "win/ami")["State"],
                         "complete")
        self.assertEqual(self.keys_in("winbundles"), ["win/ami.manifest.xml", "win/ami.part.0",
                                                      "win/ami.part.1"])
        made = self.s3.get_object(Bucket="winbundles", Key="win/ami.part.1")["Body"].read()
        with open(self.path("bundle", "image.part.1"), "rb") as file:
            self.assertTrue(made == file.read(), "the bytes differ")
        again = ec2.register_image(Name="again", VirtualizationType="hvm",
                                   ImageLocation="winbundles/win/ami.manifest.xml")["ImageId"]
        self.assertEqual(self.restored(server, again)["RootDeviceType"], "instance-store")

        # What the other server does not have any more ends the task, and it says so.
        self.s3.delete_object(Bucket="bundles", Key="web/image.part.1")
        failed = self.bundled(server, instance, "winbundles", "second")
        self.assertEqual(failed["State"], "failed")
        self.assertIn("image.part.1", failed["BundleTaskError"]["Message"])

    # -- When it goes wrong

    def test_a_server_that_is_down_is_named(self):
        server = self.local("--data-dir", self.path("data"))
        image = self.image_of(server, os.urandom(BLOCK))
        server.stop()
        server = self.local("--data-dir", self.path("data"), "--task-time", "hold")
        ec2 = client("ec2", server.endpoint)
        ec2.create_store_image_task(ImageId=image, Bucket="disks")
        self.external.kill()
        code, message = self.refusal(ec2.create_store_image_task, ImageId=image, Bucket="other")
        self.assertEqual((code, message),
                         ("ServiceUnavailable", f"The S3 endpoint {self.external.endpoint} cannot "
                                                "be reached: Connection refused"))
        self.complete_tasks(server)
        task = self.stored(server, image, "Failed")
        self.assertEqual(task["StoreTaskFailureReason"], message)

    def complete_tasks(self, server):
        """Lets the waiting work end, as the control API does."""
        tasks = json.loads(Wire(server.port).control("GET", "tasks?kind=store-image").text)["tasks"]
        for task in tasks:
            answer = Wire(server.port).control("POST", f"tasks/{task['id']}/complete")
            self.assertEqual(answer.status, 200, answer.text)

    def test_what_is_missing_or_forbidden_is_told(self):
        server = self.local()
        ec2 = client("ec2", server.endpoint)
        image = self.image_of(server, os.urandom(BLOCK))
        code, message = self.refusal(ec2.create_store_image_task, ImageId=image, Bucket="none")
        self.assertEqual((code, message), ("InvalidParameterValue",
                                           "Bucket 'none': The specified bucket does not exist"))
        stranger = self.local(key=KEY, secret="wrong")
        ec2 = client("ec2", stranger.endpoint)
        image = self.image_of(stranger, os.urandom(BLOCK))
        code, message = self.refusal(ec2.create_store_image_task, ImageId=image, Bucket="disks")
        self.assertEqual((code, message), ("InvalidParameterValue",
                                           "Bucket 'disks': Access Denied"))

    def test_requests_of_s3_are_told_where_to_go(self):
        server = self.local()
        s3 = client("s3", server.endpoint)
        code, message = self.refusal(s3.list_buckets)
        self.assertEqual(code, "NotImplemented")
        self.assertIn(self.external.endpoint, message)
        code, _ = self.refusal(s3.put_object, Bucket="disks", Key="k", Body=b"x")
        self.assertEqual(code, "NotImplemented")

    def test_the_key_may_be_that_of_aws_clients(self):
        with unittest.mock.patch.dict(os.environ, AWS_ACCESS_KEY_ID=KEY,
                                      AWS_SECRET_ACCESS_KEY=SECRET):
            server = self.serve("--s3-endpoint", self.external.endpoint)
        image = self.image_of(server, os.urandom(BLOCK))
        client("ec2", server.endpoint).create_store_image_task(ImageId=image, Bucket="disks")
        self.stored(server, image)

    def test_it_may_be_spoken_to_by_https(self):
        external = self.serve("--auth", "sigv4", "--credentials", self.path("keys.yaml"),
                              "--tls", "self-signed", "--data-dir", self.path("secure"))
        client("s3", external.endpoint, KEY, SECRET).create_bucket(Bucket="disks")
        endpoint = f"https://localhost:{external.port}"
        server = self.local("--s3-ca", self.path("secure", "certificate.pem"), endpoint=endpoint)
        image = self.image_of(server, os.urandom(2 * BLOCK))
        client("ec2", server.endpoint).create_store_image_task(ImageId=image, Bucket="disks")
        self.stored(server, image)

        code, message = self.refusal(
            client("ec2", self.local(endpoint=endpoint).endpoint).create_restore_image_task,
            Bucket="disks", ObjectKey=image + ".bin")
        self.assertEqual(code, "ServiceUnavailable")
        self.assertIn("certificate verify failed", message)

    def test_nobody_waits_for_a_server_that_hangs(self):
        hanging = HangingS3()
        self.addCleanup(hanging.close)
        server = self.local("--data-dir", self.path("data"), endpoint=hanging.endpoint)
        ec2 = client("ec2", server.endpoint)
        image = self.image_of(server, os.urandom(BLOCK))
        ec2.create_store_image_task(ImageId=image, Bucket="disks")
        self.assertTrue(hanging.asked.wait(20))
        self.assertEqual(self.store_task(server, image)["StoreTaskState"], "InProgress")
        ec2.create_tags(Resources=[image], Tags=[{"Key": "a", "Value": "b"}])
        self.assertEqual(len(ec2.describe_images(ImageIds=[image])["Images"][0]["Tags"]), 1)

        # Killed in the midst of it, the next start does it from its beginning.
        server.kill()
        server = self.local("--data-dir", self.path("data"))
        self.stored(server, image)
        self.assertEqual(self.keys_in("disks"), [image + ".bin"])

    def test_an_end_in_the_midst_of_it_is_prompt_and_loses_nothing(self):
        hanging = HangingS3()
        self.addCleanup(hanging.close)
        server = self.local("--data-dir", self.path("data"), endpoint=hanging.endpoint)
        image = self.image_of(server, os.urandom(BLOCK))
        client("ec2", server.endpoint).create_store_image_task(ImageId=image, Bucket="disks")
        self.assertTrue(hanging.asked.wait(20))
        self.assertEqual(server.stop(), 0)
        server = self.local("--data-dir", self.path("data"))
        self.stored(server, image)


if __name__ == "__main__":
    unittest.main()
