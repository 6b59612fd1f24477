"""Kills the server a hundred times while clients write, and looks for what it had acknowledged.

run.py PATH-OF-AMILOCAL [KILLS [SECONDS]]

It lives for 0.12 seconds at most each time. With some seconds, kills fall into the copying of
SQLite's log as well, which begins after 40 MiB."""

import os
import random
import sqlite3
import sys
import tempfile
import threading

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "conformance"))

from server import Server, Wire  # noqa: E402

WRITERS = 4


class Writer(threading.Thread):
    """Writes until the connection breaks, and remembers each answer that came back whole."""

    def __init__(self, port, number):
        super().__init__()
        self.wire = Wire(port, account=f"{number:012}")
        self.acknowledged = []
        self.odd = []

    def run(self):
        try:
            while True:
                volume = self.note(self.wire.call("CreateVolume", Size="1",
                                                  AvailabilityZone="us-east-1a"), "volumeId")
                snapshot = self.note(self.wire.call("CreateSnapshot", VolumeId=volume),
                                     "snapshotId")
                image = self.note(self.wire.call(
                    "RegisterImage", Name=f"image {snapshot}", RootDeviceName="/dev/xvda",
                    BlockDeviceMapping__1__DeviceName="/dev/xvda",
                    BlockDeviceMapping__1__Ebs__SnapshotId=snapshot), "imageId")
                self.note(self.wire.call("CopyImage", Name="copy", SourceImageId=image,
                                         SourceRegion="us-east-1"), "imageId")
        except (OSError, ValueError, __import__("http").client.HTTPException):
            pass  # the kill

    def note(self, answer, element):
        value = answer.element(element)
        if answer.status != 200 or value is None:
            self.odd.append(answer.text)
            raise ValueError(answer.text)
        self.acknowledged.append(value)
        return value


def listed(port, account):
    """Everything the account has, and whether all of it has come to its end."""
    wire = Wire(port, account=account)
    ids, unfinished = set(), []
    import re
    for action, parameters, element, state in (
            ("DescribeVolumes", {}, "volumeId", "creating"),
            ("DescribeSnapshots", {"Owner__1": "self"}, "snapshotId", "pending"),
            ("DescribeImages", {"Owner__1": "self"}, "imageId", "pending")):
        text = wire.call(action, **parameters).text
        ids.update(re.findall(f"<{element}>(.*?)</{element}>", text))
        if f">{state}<" in text:
            unfinished.append(f"{account} {action}: {state}")
    return ids, unfinished


def main():
    binary = os.path.abspath(sys.argv[1])
    kills = int(sys.argv[2]) if len(sys.argv) > 2 else 100
    longest = float(sys.argv[3]) if len(sys.argv) > 3 else 0.12
    chance = random.Random(20260101)
    lost, odd, unfinished, total = [], [], [], 0
    with tempfile.TemporaryDirectory(prefix="amilocal-crash-") as directory:
        with Server(binary, "--data-dir", directory, "--log-level", "error") as server:
            for round_number in range(kills):
                accounts = [round_number * WRITERS + n + 1 for n in range(WRITERS)]
                writers = [Writer(server.port, account) for account in accounts]
                killer = threading.Timer(chance.uniform(0.01, longest), server.kill)
                for thread in [*writers, killer]:
                    thread.start()
                for thread in [*writers, killer]:
                    thread.join()
                server.start()
                for writer in writers:
                    there, late = listed(server.port, writer.wire.account)
                    lost += [i for i in writer.acknowledged if i not in there]
                    unfinished += late
                    odd += writer.odd
                    total += len(writer.acknowledged)
            server.stop()
        check = sqlite3.connect(os.path.join(directory, "catalog.sqlite3"))
        integrity = check.execute("PRAGMA integrity_check").fetchone()[0]
        check.close()
    print(f"{kills} kills, {total} acknowledged writes, {len(lost)} lost, "
          f"{len(unfinished)} unfinished, {len(odd)} odd answers, integrity {integrity}")
    for line in (lost[:5] + unfinished[:5] + odd[:5]):
        print(f"  {line}")
    ok = not lost and not unfinished and not odd and integrity == "ok" and total > kills
    print(f"{kills if ok else 0} passed, {0 if ok else 1} failed")
    sys.exit(0 if ok else 1)


if __name__ == "__main__":
    main()
