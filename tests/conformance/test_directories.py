"""Directories that cannot be used, and disks that fill: refused in a sentence, and unharmed."""

import ctypes
import hashlib
import os
import re
import resource
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import unittest

from server import Bucket, Server, Wire

BINARY = os.environ["AMILOCAL_BINARY"]
CAP_DAC_OVERRIDE = 1
PR_CAPBSET_DROP = 24


def without_privilege():
    """The superuser may write everywhere, unless this is taken from what it starts."""
    if os.geteuid() == 0:
        ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, 0, 0, 0)


class Directories(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.data = os.path.join(directory.name, "data")

    def started(self):
        server = Server(BINARY, "--data-dir", self.data, "--log-level", "error")
        server.start()
        self.addCleanup(server.__exit__)
        return server

    def given_data(self):
        with Server(BINARY, "--data-dir", self.data, "--log-level", "error") as server:
            answer = Wire(server.port).call("CreateVolume", Size="1",
                                            AvailabilityZone="us-east-1a")
            self.volume = answer.element("volumeId")

    def catalog(self):
        return os.path.join(self.data, "catalog.sqlite3")

    def files(self):
        """Every file with its content, but for the lock that names the latest to have tried."""
        found = {}
        for place, _, names in os.walk(self.data):
            for name in names:
                if name != "amilocal.lock":
                    with open(os.path.join(place, name), "rb") as file:
                        found[name] = hashlib.sha256(file.read()).hexdigest()
        return found

    def assert_refused(self, reason):
        before = self.files()
        done = subprocess.run([BINARY, "serve", "--port", "0", "--data-dir", self.data],
                              capture_output=True, text=True, timeout=30,
                              env={"PATH": os.environ["PATH"]}, preexec_fn=without_privilege)
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stderr, f"^amilocal: {reason}\n$")
        self.assertEqual(self.files(), before)

    def assert_unharmed(self):
        server = self.started()
        answer = Wire(server.port).call("DescribeVolumes")
        self.assertEqual(answer.element("volumeId"), self.volume)

    def test_a_second_server_on_the_same_directory(self):
        server = self.started()
        pid = server.process.pid
        self.assert_refused(f"the data directory {self.data} is in use by another amilocal "
                            rf"\(process {pid}\)")
        self.assertEqual(Wire(server.port).call("DescribeVolumes").status, 200)

    def test_another_program_cannot_open_the_catalog_meanwhile(self):
        self.given_data()
        server = self.started()
        other = sqlite3.connect(self.catalog(), timeout=0)
        with self.assertRaisesRegex(sqlite3.OperationalError, "database is locked"):
            other.execute("SELECT count(*) FROM volume")
        other.close()
        self.assertEqual(Wire(server.port).call("DescribeVolumes").status, 200)
        self.assertEqual(server.stop(), 0)
        later = sqlite3.connect(self.catalog())
        self.assertEqual(later.execute("SELECT count(*) FROM volume").fetchone(), (1,))
        later.close()

    def test_a_catalog_of_a_later_version(self):
        self.given_data()
        later = sqlite3.connect(self.catalog())
        version = later.execute("PRAGMA user_version").fetchone()[0]
        later.execute("PRAGMA user_version = 9999")
        later.close()
        self.assert_refused(r"the catalog was written by a later version of amilocal \(schema "
                            rf"9999; this one knows up to {version}\)\. Use that version, or "
                            "another --data-dir")
        back = sqlite3.connect(self.catalog())
        back.execute(f"PRAGMA user_version = {version}")
        back.close()
        self.assert_unharmed()

    def test_a_catalog_that_is_damaged(self):
        self.given_data()
        with open(self.catalog(), "rb") as file:
            whole = file.read()
        for damaged in (b"this is no database" * 500, whole[:20_000],
                        whole[:8192] + b"x" * 40_000 + whole[48_192:]):
            with open(self.catalog(), "wb") as file:
                file.write(damaged)
            self.assert_refused(f"the catalog {self.catalog()} is damaged, or was never one of "
                                r"amilocal's: .+\. It has been left as it is: put a copy of it "
                                "there, or use another --data-dir")
        with open(self.catalog(), "wb") as file:
            file.write(whole)
        self.assert_unharmed()

    def test_a_directory_that_cannot_be_written(self):
        self.given_data()
        os.remove(os.path.join(self.data, "amilocal.lock"))
        os.chmod(self.data, 0o555)
        try:
            self.assert_refused(f"cannot use {self.data}/amilocal.lock: Permission denied")
        finally:
            os.chmod(self.data, 0o755)
        self.assert_unharmed()

    def test_files_that_cannot_be_written(self):
        self.given_data()
        os.chmod(self.catalog(), 0o444)
        os.chmod(self.data, 0o555)
        try:
            self.assert_refused(f"cannot use {self.catalog()}: the file or its directory cannot "
                                "be written")
        finally:
            os.chmod(self.data, 0o755)
            os.chmod(self.catalog(), 0o644)
        self.assert_unharmed()

    def test_a_place_that_is_no_directory(self):
        with open(self.data, "w", encoding="utf-8") as file:
            file.write("text")
        self.assert_refused(f"cannot use {self.data}(/amilocal.lock)?: Not a directory")


class FullDisks:
    """A server whose disk fills while it works, and gets room again. Twice: see below."""

    BLOCK = "x" * 200

    def create(self, wire):
        return wire.call("CreateVolume", Size="1", AvailabilityZone="us-east-1a",
                         TagSpecification__1__ResourceType="volume",
                         TagSpecification__1__Tag__1__Key="k",
                         TagSpecification__1__Tag__1__Value=self.BLOCK)

    def volumes(self, wire):
        text = wire.call("DescribeVolumes").text
        return set(re.findall("<volumeId>(.*?)</volumeId>", text))

    def test_a_disk_that_fills(self):
        wire = Wire(self.server.port)
        made = {self.create(wire).element("volumeId") for _ in range(20)}
        for _ in range(3):
            self.fill()
            refused = None
            while refused is None:
                answer = self.create(wire)
                if answer.status == 200:
                    made.add(answer.element("volumeId"))
                else:
                    refused = answer
            self.assertEqual((refused.status, refused.code), self.REFUSAL)
            for _ in range(5):
                self.assertEqual(self.create(wire).status, self.REFUSAL[0])
                self.assertEqual(self.volumes(wire), made)  # reads go on
            self.free()
            for _ in range(20):
                answer = self.create(wire)
                self.assertEqual(answer.status, 200, answer.text)
                made.add(answer.element("volumeId"))
            self.assertEqual(self.volumes(wire), made)
        self.fill()
        while self.create(wire).status == 200:
            pass
        made = self.volumes(wire)
        self.server.kill()
        self.free()
        self.server.start()
        self.assertEqual(self.volumes(Wire(self.server.port)), made)
        self.assertEqual(self.create(Wire(self.server.port)).status, 200)


class FileLimit(FullDisks, unittest.TestCase):
    """A limit on the size of files, as `ulimit -f` sets it: a write fails for no other reason."""

    REFUSAL = (500, "InternalError")

    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.data = directory.name
        self.server = Server(BINARY, "--data-dir", self.data, "--log-level", "off")
        self.server.start()
        self.addCleanup(self.server.__exit__)

    def fill(self):
        log = os.path.join(self.data, "catalog.sqlite3-wal")
        self.limit(os.path.getsize(log) + 20_000)

    def free(self):
        if self.server.process is not None:
            self.limit(resource.RLIM_INFINITY)

    def limit(self, size):
        resource.prlimit(self.server.process.pid, resource.RLIMIT_FSIZE,
                         (size, resource.RLIM_INFINITY))


def may_mount():
    command = ["unshare", "-m", "mount", "-t", "tmpfs", "none", "/mnt"]
    return shutil.which("unshare") and subprocess.run(command, capture_output=True,
                                                      check=False).returncode == 0


class MountedServer(Server):
    """Its data directory is a small file system that nobody else sees."""

    def __init__(self, binary, directory, *arguments):
        super().__init__(binary, "--data-dir", directory, *arguments)
        self.program = binary
        self.binary = os.path.join(self.work, "mounted")
        self.directory = directory
        self.kept = os.path.join(self.work, "kept")
        os.mkdir(self.kept)
        with open(self.binary, "w", encoding="utf-8") as file:
            file.write("#!/bin/sh\nexec unshare -m sh -c '"
                       f'mount -t tmpfs -o size=48m none "{directory}" && '
                       f'cp -a "{self.kept}/." "{directory}" && exec "{binary}" "$@"'
                       "' sh \"$@\"\n")
        os.chmod(self.binary, 0o755)

    def inside(self, name=""):
        return f"/proc/{self.process.pid}/root{self.directory}/{name}"

    def kill(self):
        """The file system goes with the process, so its files are carried to the next."""
        self.process.send_signal(signal.SIGSTOP)
        for name in os.listdir(self.inside()):
            source = self.inside(name)
            if os.path.isfile(source) and not name.startswith("filler"):
                shutil.copy2(source, self.kept)
        super().kill()


@unittest.skipUnless(may_mount(), "no file system can be mounted here")
class FullFileSystem(FullDisks, unittest.TestCase):
    """A file system without room."""

    REFUSAL = (503, "Unavailable")

    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.server = MountedServer(BINARY, directory.name, "--log-level", "off")
        self.server.start()
        self.addCleanup(self.server.__exit__)

    def fill(self):
        """All but a few pages."""
        room = os.statvfs(self.server.inside())
        with open(self.server.inside("filler"), "wb") as file:
            file.write(bytes(max(0, room.f_bavail * room.f_frsize - 40_000)))

    def free(self):
        if self.server.process is not None:
            os.remove(self.server.inside("filler"))

    def test_objects_on_a_disk_that_fills(self):
        bucket = Bucket(self.server.port, "111122223333", "bucket")
        bucket.request("PUT")
        small, large = os.urandom(100_000), os.urandom(3_000_000)
        bucket.request("PUT", "small", small)
        self.fill()
        for content in (small, large):
            status, text = bucket.ask("PUT", "other", content)
            self.assertEqual(status, 500, text)
            self.assertIn(b"<Code>InternalError</Code>", text)
            bucket = Bucket(self.server.port, "111122223333", "bucket")
        self.assertEqual(bucket.request("GET", "small"), small)
        self.assertEqual(bucket.ask("GET", "other")[0], 404)
        self.free()
        bucket.request("PUT", "other", large)
        self.assertEqual(bucket.request("GET", "other"), large)


if __name__ == "__main__":
    unittest.main()
