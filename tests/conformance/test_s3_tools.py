"""Sessions of rclone and s3cmd with S3, as people have them."""

import os
import shutil
import subprocess
import tempfile
import unittest

from server import Server

BINARY = os.environ["AMILOCAL_BINARY"]
ACCOUNT = "111111111111"
LARGE = 12_000_000  # more than one part


class Session(unittest.TestCase):
    def setUp(self):
        self.server = Server(BINARY)
        self.server.start()
        self.addCleanup(self.server.stop)
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.directory = directory.name
        os.makedirs(self.path("tree", "sub"))
        self.small = b"hello\n"
        self.large = os.urandom(LARGE)
        self.write(self.small, "tree", "small.txt")
        self.write(self.large, "tree", "sub", "large with blanks+plus.bin")

    def path(self, *names):
        return os.path.join(self.directory, *names)

    def write(self, data, *names):
        with open(self.path(*names), "wb") as out:
            out.write(data)

    def read(self, *names):
        with open(self.path(*names), "rb") as file:
            return file.read()

    def run_tool(self, *command, **environment):
        clean = {k: v for k, v in os.environ.items() if not k.startswith("AWS_")}
        done = subprocess.run(command, env={**clean, "HOME": self.directory, **environment},
                              capture_output=True, text=True, timeout=120, check=False)
        self.assertEqual(done.returncode, 0, f"{command}: {done.stdout}{done.stderr}")
        return done.stdout


@unittest.skipIf(shutil.which("rclone") is None, "rclone is not installed")
class Rclone(Session):
    def rclone(self, *arguments):
        remote = {"TYPE": "s3", "PROVIDER": "Other", "ENDPOINT": self.server.endpoint,
                  "ACCESS_KEY_ID": ACCOUNT, "SECRET_ACCESS_KEY": "x", "REGION": "us-east-1",
                  "FORCE_PATH_STYLE": "true"}
        settings = {"RCLONE_CONFIG_LOCAL_" + name: value for name, value in remote.items()}
        return self.run_tool("rclone", "--config", "", "--s3-chunk-size", "5Mi",
                             "--s3-upload-cutoff", "5Mi", *arguments, **settings)

    def test_a_session(self):
        self.rclone("mkdir", "local:images")
        self.rclone("copy", self.path("tree"), "local:images/copy")
        self.rclone("check", self.path("tree"), "local:images/copy")
        self.assertEqual(sorted(self.rclone("lsf", "-R", "local:images").splitlines()),
                         ["copy/", "copy/small.txt", "copy/sub/",
                          "copy/sub/large with blanks+plus.bin"])
        self.rclone("moveto", "local:images/copy/small.txt", "local:images/moved.txt")
        self.rclone("sync", "local:images", self.path("back"))
        self.assertEqual(self.read("back", "moved.txt"), self.small)
        self.assertEqual(self.read("back", "copy", "sub", "large with blanks+plus.bin"), self.large)
        self.rclone("purge", "local:images")
        self.assertEqual(self.rclone("lsd", "local:"), "")


@unittest.skipIf(shutil.which("s3cmd") is None, "s3cmd is not installed")
class S3cmd(Session):
    def s3cmd(self, *arguments):
        host = self.server.endpoint.removeprefix("http://")
        return self.run_tool("s3cmd", "--no-ssl", "--host", host, "--host-bucket", host,
                             "--access_key", ACCOUNT, "--secret_key", "x", "--region", "us-east-1",
                             "--multipart-chunk-size-mb", "5", "--no-progress", *arguments)

    def test_a_session(self):
        self.s3cmd("mb", "s3://images")
        self.s3cmd("put", self.path("tree", "small.txt"), "s3://images/a.txt", "--add-header",
                   "x-amz-meta-color: blue")
        self.assertIn("x-amz-meta-color: blue", self.s3cmd("info", "s3://images/a.txt"))
        self.s3cmd("sync", self.path("tree") + "/", "s3://images/copy/")
        self.assertIn("copy/sub/large with blanks+plus.bin", self.s3cmd("ls", "-r", "s3://images"))
        self.s3cmd("cp", "s3://images/a.txt", "s3://images/b.txt")
        self.s3cmd("mv", "s3://images/b.txt", "s3://images/c.txt")
        self.s3cmd("get", "s3://images/copy/sub/large with blanks+plus.bin", self.path("back"))
        self.assertEqual(self.read("back"), self.large)
        self.s3cmd("get", "s3://images/c.txt", self.path("c.txt"))
        self.assertEqual(self.read("c.txt"), self.small)
        self.s3cmd("del", "--recursive", "--force", "s3://images")
        self.s3cmd("rb", "s3://images")
        self.assertEqual(self.s3cmd("ls"), "")
