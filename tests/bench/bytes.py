"""Measures how bytes travel: bytes.py PATH-OF-AMILOCAL [MIB [GIB-OF-THE-BIG-IMAGE]].

A disk of so many MiB, half of it random and half of it text, is written by EBS direct calls,
registered, stored, fetched, put into another partition's bucket, restored there and read back;
zstd does its part of the work on the same bytes, in the same run. Then a big image is stored and
restored, for the server's memory at its peak. Needs boto3 and zstd."""

import base64
import concurrent.futures
import hashlib
import os
import subprocess
import sys
import tempfile
import time

import boto3
from botocore.config import Config

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "conformance"))

from server import Server, until  # noqa: E402

BLOCK = 512 * 1024
LEVEL = "-1"  # what the server compresses with
HERE_REGION, THERE_REGION = "us-east-1", "us-gov-west-1"


def block_of(number):
    """Half random, half repetitive; no two blocks are alike."""
    noise = hashlib.shake_256(str(number).encode()).digest(BLOCK // 2)
    line = f"block {number:>8} of a disk with text on it\n".encode()
    return noise + (line * (BLOCK // 2 // len(line) + 1))[:BLOCK // 2]


def clients(endpoint, region):
    settings = {"endpoint_url": endpoint, "region_name": region, "aws_access_key_id": "1" * 12,
                "aws_secret_access_key": "x",
                "config": Config(s3={"addressing_style": "path"}, max_pool_connections=8)}
    return [boto3.client(name, **settings) for name in ("ebs", "ec2", "s3")]


def timed(work):
    begin = time.monotonic()
    result = work()
    return result, time.monotonic() - begin


def write_snapshot(ebs, gib, blocks):
    """`blocks` are (index, bytes)."""
    snapshot = ebs.start_snapshot(VolumeSize=gib)["SnapshotId"]
    count = 0

    def put(item):
        index, data = item
        ebs.put_snapshot_block(
            SnapshotId=snapshot, BlockIndex=index, BlockData=data, DataLength=len(data),
            Checksum=base64.b64encode(hashlib.sha256(data).digest()).decode(),
            ChecksumAlgorithm="SHA256")

    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        for _ in pool.map(put, blocks):
            count += 1
    ebs.complete_snapshot(SnapshotId=snapshot, ChangedBlocksCount=count)
    return snapshot


def register(ec2, snapshot, name):
    return ec2.register_image(
        Name=name, RootDeviceName="/dev/xvda", VirtualizationType="hvm",
        BlockDeviceMappings=[{"DeviceName": "/dev/xvda", "Ebs": {"SnapshotId": snapshot}}]
    )["ImageId"]


def read_snapshot(ebs, snapshot):
    token, tokens = None, []
    while True:
        page = ebs.list_snapshot_blocks(SnapshotId=snapshot,
                                        **({"NextToken": token} if token else {}))
        tokens += [(b["BlockIndex"], b["BlockToken"]) for b in page["Blocks"]]
        token = page.get("NextToken")
        if not token:
            break
    digest = hashlib.sha256()
    for index, block_token in tokens:
        data = ebs.get_snapshot_block(SnapshotId=snapshot, BlockIndex=index, BlockToken=block_token)
        digest.update(data["BlockData"].read())
    return digest.hexdigest()


def ended(shown, state, going):
    """A look for until(): empty while work goes on."""
    return shown if shown[state] != going else None


def store(ec2, image, bucket):
    key = ec2.create_store_image_task(ImageId=image, Bucket=bucket)["ObjectKey"]
    state = until(lambda: ended(ec2.describe_store_image_tasks(ImageIds=[image])
                                ["StoreImageTaskResults"][0], "StoreTaskState", "InProgress"), 600)
    assert state["StoreTaskState"] == "Completed", state
    return key


def restore(ec2, bucket, key, name):
    image = ec2.create_restore_image_task(Bucket=bucket, ObjectKey=key, Name=name)["ImageId"]
    return until(lambda: ended(ec2.describe_images(ImageIds=[image])["Images"][0], "State",
                               "pending"), 600)


def peak_mib(process):
    with open(f"/proc/{process.pid}/status", encoding="ascii") as file:
        fields = dict(line.split(":", 1) for line in file)
    return int(fields["VmHWM"].split()[0]) / 1024


def zstd_seconds(plain):
    packed = plain + ".zst"
    _, packing = timed(lambda: subprocess.run(["zstd", "-q", "-f", LEVEL, plain, "-o", packed],
                                              check=True))
    _, unpacking = timed(lambda: subprocess.run(["zstd", "-q", "-f", "-d", packed, "-o",
                                                 plain + ".out"], check=True))
    return packing, unpacking


def travel(server, work, mib):
    """Rows of (what, seconds, seconds of zstd)."""
    count = mib * 1024 * 1024 // BLOCK
    plain = os.path.join(work, "disk")
    digest = hashlib.sha256()
    with open(plain, "wb") as file:
        for number in range(count):
            data = block_of(number)
            digest.update(data)
            file.write(data)
    ebs, ec2, s3 = clients(server.endpoint, HERE_REGION)
    far_ebs, far_ec2, far_s3 = clients(server.endpoint, THERE_REGION)
    s3.create_bucket(Bucket="near")
    far_s3.create_bucket(Bucket="far",
                         CreateBucketConfiguration={"LocationConstraint": THERE_REGION})

    def blocks():
        with open(plain, "rb") as file:
            for index in range(count):
                yield index, file.read(BLOCK)

    snapshot, writing = timed(lambda: write_snapshot(ebs, max(1, mib // 1024 + 1), blocks()))
    image = register(ec2, snapshot, "travels")
    key, storing = timed(lambda: store(ec2, image, "near"))
    fetched = os.path.join(work, "object")
    _, fetching = timed(lambda: s3.download_file("near", key, fetched))
    _, putting = timed(lambda: far_s3.upload_file(fetched, "far", key))
    restored, restoring = timed(lambda: restore(far_ec2, "far", key, "travelled"))
    far = restored["BlockDeviceMappings"][0]["Ebs"]["SnapshotId"]
    read, reading = timed(lambda: read_snapshot(far_ebs, far))
    assert read == digest.hexdigest(), "the bytes have changed on their way"
    packing, unpacking = zstd_seconds(plain)
    return [("write by EBS direct calls", writing, packing), ("store", storing, packing),
            ("fetch the object", fetching, None), ("put it into another bucket", putting, None),
            ("restore", restoring, unpacking), ("read by EBS direct calls", reading, unpacking)]


def big_image(binary, gib):
    with Server(binary, "--log-level", "off") as server:
        ebs, ec2, s3 = clients(server.endpoint, HERE_REGION)
        s3.create_bucket(Bucket="big")
        count = gib * 1024 * 1024 * 1024 // BLOCK
        # Each block is another one, but quickly made: the digest has to be another, no more.
        text = b"x" * (BLOCK - 16)
        blocks = ((i, f"{i:016}".encode() + text) for i in range(count))
        snapshot = write_snapshot(ebs, gib, blocks)
        image = register(ec2, snapshot, "big image")
        _, storing = timed(lambda: store(ec2, image, "big"))
        peak = peak_mib(server.process)
        _, restoring = timed(lambda: restore(ec2, "big", f"{image}.bin", "big again"))
        return storing, restoring, peak, peak_mib(server.process)


def main():
    binary = os.path.abspath(sys.argv[1])
    mib = int(sys.argv[2]) if len(sys.argv) > 2 else 256
    gib = int(sys.argv[3]) if len(sys.argv) > 3 else 8
    with tempfile.TemporaryDirectory(prefix="amilocal-bytes-") as work:
        with Server(binary, "--log-level", "off") as server:
            rows = travel(server, work, mib)
    print(f"| {mib} MiB, half of it random | MiB/s | zstd {LEVEL}, MiB/s | ratio |")
    print("| --- | ---: | ---: | ---: |")
    for what, seconds, peer in rows:
        other = f"{mib / peer:,.0f} | {peer / seconds:.2f}" if peer else "– | –"
        print(f"| {what} | {mib / seconds:,.0f} | {other} |")
    storing, restoring, stored, restored = big_image(binary, gib)
    print(f"\n| an image of {gib} GiB | seconds | memory at its peak |\n| --- | ---: | ---: |")
    print(f"| store | {storing:.2f} | {stored:.0f} MiB |")
    print(f"| restore | {restoring:.2f} | {restored:.0f} MiB |")


if __name__ == "__main__":
    main()
