"""Measures whom work on many bytes holds up: bystanders.py PATH-OF-AMILOCAL [GIB].

An image of so many GiB (8), all of them written, each block another one, is restored from an object
that a client has put; then it is exported, and imported again. Meanwhile one client lists images,
one tags another image, and one asks after the work itself. Needs nothing but Python."""

import os
import sys
import tempfile
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "conformance"))

from server import Bucket, Server, Wire  # noqa: E402
from stored_object import write_stored_image  # noqa: E402

ACCOUNT = "111122223333"
PAUSE = 0.002


class Poller(threading.Thread):
    """Asks the same again and again, and notes how long each answer took."""

    def __init__(self, port, name, action, **parameters):
        super().__init__(daemon=True)
        self.name, self.seconds, self.ended = name, [], False
        self.wire = Wire(port, ACCOUNT)
        self.wire.connection.timeout = 600
        self.question = action, parameters

    def run(self):
        action, parameters = self.question
        while not self.ended:
            begin = time.monotonic()
            answer = self.wire.call(action, **parameters)
            self.seconds.append(time.monotonic() - begin)
            assert answer.status == 200, answer.text
            time.sleep(PAUSE)

    def row(self):
        seconds = sorted(self.seconds)
        at = [seconds[int(len(seconds) * part)] for part in (0.5, 0.99)] + [seconds[-1]]
        return f"{self.name} ({len(seconds)})", *(f"{1000 * each:.1f}" for each in at)


def measured(port, image, what, work):
    """`work` while others ask: it answers when the work has ended."""
    pollers = [Poller(port, "DescribeImages", "DescribeImages", Owner__1="self"),
               Poller(port, "CreateTags", "CreateTags", ResourceId__1=image, Tag__1__Key="k",
                      Tag__1__Value="v")]
    begin = time.monotonic()
    for poller in pollers:
        poller.start()
    result = work(pollers)
    seconds = time.monotonic() - begin
    for poller in pollers:
        poller.ended = True
    for poller in pollers:
        poller.join()
    for poller in pollers:
        print("| " + " | ".join((f"{what}, {seconds:.1f} s", *poller.row())) + " |", flush=True)
    return result


def main():
    binary = os.path.abspath(sys.argv[1])
    gib = int(sys.argv[2]) if len(sys.argv) > 2 else 8
    with tempfile.TemporaryDirectory(prefix="amilocal-bystanders-") as work, \
            Server(binary, "--log-level", "off", "--data-dir", os.path.join(work, "data"),
                   "--max-data", "64GiB") as server:
        wire, bucket = Wire(server.port, ACCOUNT), Bucket(server.port, ACCOUNT, "big")
        wire.connection.timeout = bucket.connection.timeout = 600
        bucket.request("PUT")
        path = os.path.join(work, "object")
        write_stored_image(path, gib, range(gib * 2048))
        with open(path, "rb") as body:
            bucket.request("PUT", "big.bin", body)
        os.remove(path)
        volume = wire.call("CreateVolume", Size="1", AvailabilityZone="us-east-1a")
        snapshot = wire.call("CreateSnapshot", VolumeId=volume.element("volumeId"))
        other = wire.call("RegisterImage", Name="other", RootDeviceName="/dev/xvda",
                          BlockDeviceMapping__1__DeviceName="/dev/xvda",
                          BlockDeviceMapping__1__Ebs__SnapshotId=snapshot.element("snapshotId")
                          ).element("imageId")

        def followed(pollers, action, parameters, element, going):
            asks = Poller(server.port, "the one who asks after it", action, **parameters)
            pollers.append(asks)
            asks.start()
            follower = Wire(server.port, ACCOUNT)
            follower.connection.timeout = 600
            while True:
                state = follower.call(action, **parameters).element(element)
                if state not in going:
                    return state
                time.sleep(0.02)

        def restore(pollers):
            image = wire.call("CreateRestoreImageTask", Bucket="big", ObjectKey="big.bin",
                              Name="again").element("imageId")
            state = followed(pollers, "DescribeImages", {"ImageId__1": image}, "imageState",
                             ("pending",))
            assert state == "available", state
            return image

        def store(pollers):
            key = wire.call("CreateStoreImageTask", ImageId=image, Bucket="big")
            assert key.status == 200, key.text
            state = followed(pollers, "DescribeStoreImageTasks", {"ImageId__1": image},
                             "storeTaskState", ("InProgress",))
            assert state == "Completed", state

        def export(pollers):
            task = wire.call("ExportImage", ImageId=image, DiskImageFormat="RAW",
                             S3ExportLocation__S3Bucket="big").element("exportImageTaskId")
            state = followed(pollers, "DescribeExportImageTasks", {"ExportImageTaskId__1": task},
                             "status", ("active",))
            assert state == "completed", state
            return task + ".raw"

        def import_disk(pollers):
            task = wire.call("ImportSnapshot", DiskContainer__Format="RAW",
                             DiskContainer__UserBucket__S3Bucket="big",
                             DiskContainer__UserBucket__S3Key=key).element("importTaskId")
            state = followed(pollers, "DescribeImportSnapshotTasks", {"ImportTaskId__1": task},
                             "status", ("active",))
            assert state == "completed", state

        print(f"| {gib} GiB | who (answers) | median, ms | 99 of 100 below | longest |")
        print("| --- | --- | ---: | ---: | ---: |")
        measured(server.port, other, "nothing else", lambda pollers: time.sleep(3))
        image = measured(server.port, other, "restore", restore)
        measured(server.port, other, "store", store)
        key = measured(server.port, other, "export as RAW", export)
        measured(server.port, other, "import of it", import_disk)


if __name__ == "__main__":
    main()
