"""Disks brought into EBS from buckets and images taken out again, by the aws CLI."""

import hashlib
import json
import os
import shutil
import subprocess
import tarfile
import tempfile
import unittest

from server import Server, until

BINARY = os.environ["AMILOCAL_BINARY"]
ACCOUNT = "111111111111"
GIB = 1 << 30
MIB = 1 << 20


def sha256_of(path):
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        while chunk := file.read(MIB):
            digest.update(chunk)
    return digest.hexdigest()


@unittest.skipIf(shutil.which("aws") is None, "the aws CLI is not installed")
class ImportExport(unittest.TestCase):
    def setUp(self):
        self.server = Server(BINARY)
        self.server.start()
        self.addCleanup(self.server.stop)
        self.directory = tempfile.TemporaryDirectory()
        self.addCleanup(self.directory.cleanup)
        self.aws("s3", "mb", "s3://disks")

    def path(self, name):
        return os.path.join(self.directory.name, name)

    def aws(self, *arguments):
        settings = self.path("settings")
        with open(settings, "w", encoding="utf-8") as out:
            out.write("[default]\ns3 =\n  addressing_style = path\n")
        environment = {k: v for k, v in os.environ.items() if not k.startswith("AWS_")}
        environment.update(AWS_ACCESS_KEY_ID=ACCOUNT, AWS_SECRET_ACCESS_KEY="x",
                           AWS_DEFAULT_REGION="us-east-1", AWS_CONFIG_FILE=settings, AWS_PAGER="",
                           AWS_EC2_METADATA_DISABLED="true")
        done = subprocess.run(
            ["aws", "--endpoint-url", self.server.endpoint, "--output", "json", *arguments],
            env=environment, capture_output=True, text=True, timeout=300, check=False)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return done.stdout

    def ec2(self, *arguments):
        return json.loads(self.aws("ec2", *arguments) or "{}")

    def raw_disk(self):
        """A disk of 8 MiB: random bytes, a hole, random bytes."""
        path = self.path("disk.raw")
        with open(path, "wb") as file:
            file.write(os.urandom(3 * MIB))
            file.seek(6 * MIB)
            file.write(os.urandom(2 * MIB))
        return path

    def upload(self, path):
        self.aws("s3", "cp", path, "s3://disks/" + os.path.basename(path), "--no-progress")

    def import_image(self, format_, key):
        task = self.ec2("import-image", "--disk-containers",
                        f"Format={format_},UserBucket={{S3Bucket=disks,S3Key={key}}}")
        self.assertEqual((task["Status"], task["StatusMessage"], task["Progress"]),
                         ("active", "pending", "2"))
        return self.completed("ImportImageTasks", "describe-import-image-tasks",
                              "--import-task-ids", task["ImportTaskId"])

    def completed(self, list_, *look):
        """The task when it has ended: the first look shows it, unless the machine is busy."""
        def ended():
            task = self.ec2(*look)[list_][0]
            return task if task["Status"] != "active" else None
        task = until(ended, 120)
        self.assertEqual(task["Status"], "completed", task)
        return task

    def export_image(self, image, format_):
        """The key of the exported disk."""
        task = self.ec2("export-image", "--image-id", image, "--disk-image-format", format_,
                        "--s3-export-location", "S3Bucket=disks,S3Prefix=out/")
        id_ = task["ExportImageTaskId"]
        self.assertEqual((task["Status"], task["StatusMessage"]), ("active", "validating"))
        self.completed("ExportImageTasks", "describe-export-image-tasks",
                       "--export-image-task-ids", id_)
        return f"out/{id_}.{format_.lower()}"

    def download(self, key):
        path = self.path(os.path.basename(key))
        self.aws("s3", "cp", f"s3://disks/{key}", path, "--no-progress")
        return path

    def assert_object_begins_with(self, key, disk):
        begin = self.path("begin")
        self.aws("s3api", "get-object", "--bucket", "disks", "--key", key, "--range",
                 f"bytes=0-{os.path.getsize(disk) - 1}", begin)
        self.assertEqual(sha256_of(begin), sha256_of(disk))

    def assert_begins_with(self, path, disk):
        """The rest of the volume is zeros."""
        self.assertEqual(os.path.getsize(path), GIB)
        with open(path, "rb") as out, open(disk, "rb") as expected:
            wanted = expected.read()
            self.assertTrue(out.read(len(wanted)) == wanted, "the bytes differ")
            while rest := out.read(MIB):
                self.assertEqual(rest.count(0), len(rest))

    def test_a_raw_disk_becomes_a_snapshot(self):
        disk = self.raw_disk()
        self.upload(disk)
        task = self.ec2("import-snapshot", "--description", "a disk", "--disk-container",
                        "Format=RAW,Url=s3://disks/disk.raw")["ImportTaskId"]
        self.aws("ec2", "wait", "snapshot-imported", "--import-task-ids", task)
        shown = self.ec2("describe-import-snapshot-tasks", "--import-task-ids", task)
        detail = shown["ImportSnapshotTasks"][0]["SnapshotTaskDetail"]
        self.assertEqual(float(detail["DiskImageSize"]), 8 * MIB)
        with open(disk, "rb") as file:
            file.seek(7 * MIB)
            wanted = file.read(MIB // 2)
        blocks = json.loads(self.aws("ebs", "list-snapshot-blocks", "--snapshot-id",
                                     detail["SnapshotId"]))["Blocks"]
        self.assertEqual([block["BlockIndex"] for block in blocks], [*range(6), *range(12, 16)])
        token = next(b["BlockToken"] for b in blocks if b["BlockIndex"] == 14)
        self.aws("ebs", "get-snapshot-block", "--snapshot-id", detail["SnapshotId"],
                 "--block-index", "14", "--block-token", token, self.path("block"))
        with open(self.path("block"), "rb") as file:
            self.assertTrue(file.read() == wanted, "the bytes differ")

    def test_an_image_goes_out_and_comes_back_byte_for_byte(self):
        disk = self.raw_disk()
        self.upload(disk)
        image = self.import_image("RAW", "disk.raw")["ImageId"]
        exported = self.export_image(image, "RAW")
        self.assert_begins_with(self.download(exported), disk)
        again = self.import_image("RAW", exported)["ImageId"]
        shown = self.ec2("describe-images", "--image-ids", again)["Images"][0]
        self.assertEqual((shown["State"], shown["RootDeviceName"]), ("available", "/dev/sda1"))
        self.assert_object_begins_with(self.export_image(again, "RAW"), disk)

    @unittest.skipIf(shutil.which("qemu-img") is None, "qemu-img is not installed")
    def test_other_formats_go_through_qemu_img(self):
        disk = self.raw_disk()
        for format_, driver in (("VMDK", "vmdk"), ("VHD", "vpc"), ("VHDX", "vhdx")):
            path = self.path("disk." + format_.lower())
            subprocess.run(["qemu-img", "convert", "-f", "raw", "-O", driver, disk, path],
                           check=True, timeout=60)
            self.upload(path)
            image = self.import_image(format_, os.path.basename(path))["ImageId"]
            if format_ == "VHDX":
                self.assert_object_begins_with(self.export_image(image, "RAW"), disk)
                continue
            exported = self.download(self.export_image(image, format_))
            back = self.path("back.raw")
            subprocess.run(["qemu-img", "convert", "-f", driver, "-O", "raw", exported, back],
                           check=True, timeout=60)
            self.assert_begins_with(back, disk)

    @unittest.skipIf(shutil.which("qemu-img") is None, "qemu-img is not installed")
    def test_an_ova_becomes_an_image_with_its_disks(self):
        disk = self.raw_disk()
        files = "".join(f'<File ovf:id="f{i}" ovf:href="{i}.vmdk"/>' for i in (1, 2))
        disks = "".join(f'<Disk ovf:diskId="d{i}" ovf:fileRef="f{i}"/>' for i in (1, 2))
        with open(self.path("machine.ovf"), "w", encoding="utf-8") as out:
            out.write('<Envelope xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1"><References>'
                      f"{files}</References><DiskSection>{disks}</DiskSection></Envelope>")
        with tarfile.open(self.path("machine.ova"), "w", format=tarfile.USTAR_FORMAT) as ova:
            ova.add(self.path("machine.ovf"), "machine.ovf")
            for name in ("1.vmdk", "2.vmdk"):
                subprocess.run(["qemu-img", "convert", "-f", "raw", "-O", "vmdk", "-o",
                                "subformat=streamOptimized", disk, self.path(name)],
                               check=True, timeout=60)
                ova.add(self.path(name), name)
        self.upload(self.path("machine.ova"))
        done = self.import_image("ova", "machine.ova")
        self.assertEqual([each["DeviceName"] for each in done["SnapshotDetails"]],
                         ["/dev/sda1", "/dev/sdb"])
        for each in done["SnapshotDetails"]:
            blocks = json.loads(self.aws("ebs", "list-snapshot-blocks", "--snapshot-id",
                                         each["SnapshotId"]))["Blocks"]
            self.assertEqual([block["BlockIndex"] for block in blocks],
                             [*range(6), *range(12, 16)])

    def failure_of(self, format_, key):
        task = self.ec2("import-image", "--disk-containers",
                        f"Format={format_},Url=s3://disks/{key}")
        shown = self.ec2("describe-import-image-tasks", "--import-task-ids", task["ImportTaskId"])
        shown = shown["ImportImageTasks"][0]
        self.assertEqual(shown["Status"], "deleted")
        self.assertNotIn("ImageId", shown)
        return shown["StatusMessage"]

    def test_what_is_not_there_fails_with_a_reason(self):
        self.assertIn("404 Not Found", self.failure_of("RAW", "none"))

    @unittest.skipIf(shutil.which("qemu-img") is None, "qemu-img is not installed")
    def test_what_is_no_disk_fails_with_a_reason(self):
        begin = "ClientError: Disk validation failed ["
        for format_, content in (("VMDK", b"KDMV" + os.urandom(4096)),
                                 ("VMDK", b"# Disk DescriptorFile\nRW 8 FLAT \"/etc/hosts\" 0\n"),
                                 ("VHDX", b"vhdxfile" + os.urandom(4096)),
                                 ("OVA", os.urandom(4096))):
            with open(self.path("bad"), "wb") as out:
                out.write(content)
            self.upload(self.path("bad"))
            message = self.failure_of(format_, "bad")
            self.assertTrue(message.startswith(begin), message)
