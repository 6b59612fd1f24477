"""Backups: `amilocal export` and `import`, of servers that run and of directories."""

import gzip
import hashlib
import http.client
import io
import json
import os
import random
import re
import subprocess
import tarfile
import tempfile
import threading
import unittest

from server import Bucket, Server, Wire

BINARY = os.environ["AMILOCAL_BINARY"]
WRITERS = 4


def amilocal(*arguments, stdin=None):
    clean = {k: v for k, v in os.environ.items() if not k.startswith("AMILOCAL_")}
    return subprocess.run([BINARY, *arguments], input=stdin, capture_output=True, env=clean,
                          timeout=120)


class Writer(threading.Thread):
    """Makes volumes, snapshots, images and objects, and remembers what was acknowledged."""

    def __init__(self, port, number):
        super().__init__()
        self.account = f"{number:012}"
        self.wire = Wire(port, account=self.account)
        self.bucket = Bucket(port, self.account, f"bucket-{number}")
        self.bucket.request("PUT")
        self.images, self.objects = [], {}
        self.odd = None
        self.ending = threading.Event()

    def run(self):
        try:
            while not self.ending.is_set():
                self.write()
        except Exception as error:  # the test looks at it
            self.odd = error

    def write(self):
        volume = self.wire.call("CreateVolume", Size="1", AvailabilityZone="us-east-1a")
        snapshot = self.wire.call("CreateSnapshot", VolumeId=volume.element("volumeId"))
        snapshot = snapshot.element("snapshotId")
        image = self.wire.call(
            "RegisterImage", Name=f"image {snapshot}", RootDeviceName="/dev/xvda",
            BlockDeviceMapping__1__DeviceName="/dev/xvda",
            BlockDeviceMapping__1__Ebs__SnapshotId=snapshot).element("imageId")
        self.images.append(image)
        content = os.urandom(3000 + 997 * (len(self.objects) % 300))
        self.bucket.request("PUT", image, content)
        self.objects[image] = hashlib.sha256(content).hexdigest()


def described(port, account, action, element):
    text = Wire(port, account=account).call(action, Owner__1="self").text
    return set(re.findall(f"<{element}>(.*?)</{element}>", text))


def images_of(port, account):
    return described(port, account, "DescribeImages", "imageId")


class Backups(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.directory = directory.name
        self.archive = self.path("backup.tar")

    def path(self, name):
        return os.path.join(self.directory, name)

    def started(self, *arguments):
        server = Server(BINARY, "--log-level", "error", *arguments)
        server.start()
        self.addCleanup(server.__exit__)
        return server

    def done(self, *arguments, stdin=None):
        result = amilocal(*arguments, stdin=stdin)
        self.assertEqual(result.returncode, 0, result.stderr.decode())
        return result.stdout

    def test_what_was_acknowledged_before_is_in_it(self):
        source = self.started()
        writers = [Writer(source.port, number + 1) for number in range(WRITERS)]
        for writer in writers:
            writer.start()
        while any(len(writer.objects) < 20 and writer.odd is None for writer in writers):
            threading.Event().wait(0.01)
        before = {writer.account: dict(writer.objects) for writer in writers}
        self.done("export", "--endpoint", source.endpoint, self.archive)
        count = sum(len(writer.images) for writer in writers)
        while sum(len(writer.images) for writer in writers) < count + 20:
            threading.Event().wait(0.01)  # writing went on
        for writer in writers:
            writer.ending.set()
            writer.join()
            self.assertIsNone(writer.odd)
        target = self.started()
        said = self.done("import", "--endpoint", target.endpoint, self.archive).decode()
        self.assertRegex(said, r"^Imported \d+ images and \d+ blobs, as they were at 20")
        for number, (account, objects) in enumerate(before.items()):
            self.assertGreaterEqual(images_of(target.port, account), objects.keys())
            bucket = Bucket(target.port, account, f"bucket-{number + 1}")
            for image, digest in objects.items():
                content = bucket.request("GET", image)
                self.assertEqual(hashlib.sha256(content).hexdigest(), digest)
            # One instant for all: no image without its snapshot.
            self.assertLessEqual(
                described(target.port, account, "DescribeImages", "snapshotId"),
                described(target.port, account, "DescribeSnapshots", "snapshotId"))

    def given_state(self, server, account="111122223333"):
        writer = Writer(server.port, int(account))
        for _ in range(3):
            writer.write()
        return writer

    def test_other_programs_read_and_check_it(self):
        server = self.started()
        writer = self.given_state(server)
        self.done("export", "--endpoint", server.endpoint, self.archive)
        with tarfile.open(self.archive) as tar:
            names = tar.getnames()
            sums = tar.extractfile("SHA256SUMS").read().decode().splitlines()
            self.assertEqual([line.split("  ")[1] for line in sums], names[:-1])
            digests = set()
            for line in sums:
                digest, name = line.split("  ")
                content = tar.extractfile(name).read()
                self.assertEqual(hashlib.sha256(content).hexdigest(), digest)
                digests.add(digest)
        self.assertEqual(names[:2], ["amilocal-export.txt", "catalog.sqlite3"])
        self.assertLessEqual(set(writer.objects.values()), digests)

    def test_pipes_carry_it_from_one_server_to_another(self):
        source, target = self.started(), self.started("--control-token", "secret")
        writer = self.given_state(source)
        archive = self.done("export", "--endpoint", source.endpoint, "-")
        self.done("import", "--endpoint", target.endpoint, "--control-token", "secret", "-",
                  stdin=archive)
        self.assertEqual(images_of(target.port, writer.account), set(writer.images))

    def test_an_import_outlives_a_restart_and_a_kill(self):
        source = self.started()
        writer = self.given_state(source)
        self.done("export", "--endpoint", source.endpoint, self.archive)
        target = self.started("--data-dir", self.path("data"))
        self.given_state(target, "444455556666")
        self.done("import", "--endpoint", target.endpoint, self.archive)
        for end in (target.kill, target.stop):
            end()
            target.start()
            self.assertEqual(images_of(target.port, writer.account), set(writer.images))
            self.assertEqual(images_of(target.port, "444455556666"), set())
            bucket = Bucket(target.port, writer.account, f"bucket-{int(writer.account)}")
            for key, digest in writer.objects.items():
                self.assertEqual(hashlib.sha256(bucket.request("GET", key)).hexdigest(), digest)

    def test_a_kill_in_the_midst_leaves_the_old_state_or_the_new(self):
        account, chance = "111122223333", random.Random(20260101)
        source = self.started()
        new = set(self.given_state(source).images)
        self.done("export", "--endpoint", source.endpoint, self.archive)
        target = self.started("--data-dir", self.path("data"))
        old = set(self.given_state(target).images)
        self.done("export", "--endpoint", target.endpoint, self.path("old.tar"))
        for _ in range(20):
            client = subprocess.Popen([BINARY, "import", "--endpoint", target.endpoint,
                                       self.archive], stdout=subprocess.PIPE,
                                      stderr=subprocess.DEVNULL)
            threading.Event().wait(chance.uniform(0.005, 0.06))
            target.kill()
            acknowledged = b"Imported" in client.communicate()[0]
            target.start()
            images = images_of(target.port, account)
            self.assertIn(images, [new] if acknowledged else [old, new])
            bucket = Bucket(target.port, account, f"bucket-{int(account)}")
            for image in images:
                bucket.request("GET", image)
            self.assertFalse([path for path in self.files() if "incoming" in path])
            self.done("import", "--endpoint", target.endpoint, self.path("old.tar"))

    def test_directories_without_a_server(self):
        server = self.started("--data-dir", self.path("data"))
        writer = self.given_state(server)
        held = amilocal("export", "--data-dir", self.path("data"), self.archive)
        self.assertEqual(held.returncode, 1)
        self.assertIn(b"is in use by another amilocal", held.stderr)
        server.stop()
        self.done("export", "--data-dir", self.path("data"), self.archive)
        self.done("import", "--data-dir", self.path("other"), self.archive)
        again = amilocal("import", "--data-dir", self.path("other"), self.archive)
        self.assertIn(b"already; --force puts the archive in its place", again.stderr)
        self.done("import", "--data-dir", self.path("piped"), "-",
                  stdin=open(self.archive, "rb").read())
        for name in ("other", "piped"):
            other = self.started("--data-dir", self.path(name))
            self.assertEqual(images_of(other.port, writer.account), set(writer.images))

    def damaged(self, archive):
        """Archives that are none, and what is said of them."""
        def rewritten(change):
            out = io.BytesIO()
            with tarfile.open(fileobj=io.BytesIO(archive)) as old, \
                    tarfile.open(fileobj=out, mode="w", format=tarfile.GNU_FORMAT) as new:
                for member in old:
                    content = change(member.name, old.extractfile(member).read())
                    if content is None:
                        continue
                    member.size = len(content)
                    new.addfile(member, io.BytesIO(content))
            return out.getvalue()

        def flipped(at):
            return archive[:at] + bytes([archive[at] ^ 1]) + archive[at + 1:]

        with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
            blobs = [m for m in tar if m.name.startswith("blobs/")]
            catalog = tar.getmember("catalog.sqlite3")
        newer = rewritten(lambda name, content: re.sub(rb"schema: \d+", b"schema: 9999", content)
                          if name == "amilocal-export.txt" else content)
        yield b"", "it is empty"
        yield b"hello", "it was not written by 'amilocal export'"
        yield os.urandom(100_000), "it was not written by 'amilocal export'"
        yield gzip.compress(archive), "it is compressed; unpack it before"
        yield newer, r"it was written by a later version of amilocal \(.*schema 9999; this is .*\)"
        for end in (600, len(archive) // 2, len(archive) - 2048, len(archive) - 1024):
            yield archive[:end], "it ends before its end"
        yield flipped(catalog.offset_data + 5000), "catalog.sqlite3 in it is damaged: .*"
        yield flipped(blobs[1].offset_data + 7), f"{blobs[1].name} in it is damaged: .*"
        yield flipped(blobs[1].offset + 3), "it is damaged: the checksum of its header is not right"
        yield rewritten(lambda name, content: None if name == blobs[0].name else content), \
            "it was not written by 'amilocal export'"
        yield rewritten(lambda name, content: None if name == "SHA256SUMS" else content), \
            "it was not written by 'amilocal export'"

    def test_damaged_archives_change_nothing(self):
        server = self.started("--data-dir", self.path("data"))
        self.given_state(server, "444455556666")
        self.done("export", "--endpoint", server.endpoint, self.archive)
        archive = open(self.archive, "rb").read()
        writer = self.given_state(server)
        files = self.files()
        for damaged, reason in self.damaged(archive):
            result = amilocal("import", "--endpoint", server.endpoint, "-", stdin=damaged)
            self.assertRegex(result.stderr.decode(),
                             f"^amilocal: The archive cannot be imported: {reason}\n$")
            self.assertEqual(result.returncode, 1)
            self.assertEqual(images_of(server.port, writer.account), set(writer.images))
            self.assertEqual(self.files(), files)
            result = amilocal("import", "--data-dir", self.path("new"), "-", stdin=damaged)
            self.assertRegex(result.stderr.decode(), f"cannot be imported: {reason}\n$")
            self.assertFalse(os.path.exists(self.path("new")))

    def files(self):
        """What there is in the data directory, but for what SQLite grows."""
        return sorted(os.path.join(place, name)
                      for place, _, names in os.walk(self.path("data")) for name in names)

    def test_an_upload_that_breaks_off_leaves_nothing_behind(self):
        server = self.started("--data-dir", self.path("data"))
        writer = self.given_state(server)
        self.done("export", "--endpoint", server.endpoint, self.archive)
        archive = open(self.archive, "rb").read() + bytes(3_000_000)
        files = self.files()
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
        connection.putrequest("PUT", "/_amilocal/archive")
        connection.putheader("Content-Length", str(len(archive)))
        connection.endheaders(archive[:len(archive) // 2])
        connection.close()
        self.assertEqual(self.files(), files)
        self.assertEqual(images_of(server.port, writer.account), set(writer.images))

    # A blob is gone: a backup without it would be none.
    def test_a_state_that_is_not_whole_is_not_exported(self):
        server = self.started("--data-dir", self.path("data"))
        self.given_state(server)
        blob = next(path for path in self.files() if "/blobs/" in path)
        os.remove(blob)
        result = amilocal("export", "--endpoint", server.endpoint, self.archive)
        self.assertEqual(result.returncode, 1)
        self.assertRegex(result.stderr.decode(),
                         f"The state cannot be exported: blob {os.path.basename(blob)}: No such")
        self.assertFalse(os.path.exists(self.archive))

    def test_long_bodies_are_taken_from_nobody_else(self):
        server = self.started("--control-token", "secret")
        token = {"Authorization": "Bearer secret"}
        for path, headers, status in (("archive", {}, 401), ("quotas", token, 413),
                                      ("quotas", {"Authorization": "Bearer wrong"}, 401),
                                      ("archive", {"Origin": "http://evil.example"}, 403)):
            connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
            connection.putrequest("PUT", f"/_amilocal/{path}")
            connection.putheader("Content-Length", str(1 << 40))
            for header in headers.items():
                connection.putheader(*header)
            connection.endheaders()
            answer = connection.getresponse()
            self.assertEqual(answer.status, status)
            if status != 413:
                self.assertEqual(json.load(answer)["error"]["code"],
                                 "WrongToken" if status == 401 else "ForeignOrigin")
            connection.close()
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
        connection.request("PUT", "/_amilocal/quotas", b" " * 2_000_000,
                           {"Authorization": "Bearer secret"})
        answer = connection.getresponse()
        self.assertEqual((answer.status, json.load(answer)["error"]["code"]),
                         (413, "BodyTooLarge"))
        connection.close()


if __name__ == "__main__":
    unittest.main()
