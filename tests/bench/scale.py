"""Measures how cost grows with the number of images: scale.py PATH-OF-AMILOCAL [IMAGES [SVG]].

One account registers images in one Region, up to a thousand, ten thousand and so on until IMAGES
(a million), and at each of these sizes the same questions are asked. Something changes before each,
so that no answer comes from memory. With SVG, a plot of the table is written there."""

import math
import os
import re
import socket
import statistics
import sys
import tempfile
import threading
import time
import urllib.parse

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "conformance"))

from server import Answer, Server, Wire  # noqa: E402

WRITERS, AT_ONCE, ROUNDS, PAGE = 4, 64, 9, 1000
ARCHITECTURES = ("x86_64", "x86_64", "x86_64", "arm64")
SERVER = ("--log-level", "warn", "--quota", "images=2000000")


def image(number, snapshot):
    """The parameters of one image: a hundred products, a tag for each fourth."""
    pairs = {
        "Action": "RegisterImage", "Version": "2016-11-15", "RootDeviceName": "/dev/xvda",
        "Name": f"product{number % 100:02}-build-{number:07}",
        "Description": f"build {number}", "VirtualizationType": "hvm",
        "Architecture": ARCHITECTURES[number % 4],
        "BlockDeviceMapping.1.DeviceName": "/dev/xvda",
        "BlockDeviceMapping.1.Ebs.SnapshotId": snapshot}
    if number % 4 == 0:
        pairs.update({"TagSpecification.1.ResourceType": "image",
                      "TagSpecification.1.Tag.1.Key": "stage",
                      "TagSpecification.1.Tag.1.Value": "test" if number % 8 else "release"})
    return urllib.parse.urlencode(pairs)


def request(wire, body):
    head = "".join(f"{name}: {value}\r\n" for name, value in wire.headers().items())
    return (f"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\n{head}Content-Length: {len(body)}\r\n\r\n"
            f"{body}").encode()


def register(port, snapshot, numbers, failures):
    """Registers over one connection, with some requests under way at a time."""
    wire = Wire(port)
    numbers = list(numbers)
    with socket.create_connection(("127.0.0.1", port)) as connection:
        for first in range(0, len(numbers), AT_ONCE):
            some = numbers[first:first + AT_ONCE]
            connection.sendall(b"".join(request(wire, image(n, snapshot)) for n in some))
            answer = b""
            while answer.count(b"</RegisterImageResponse>") < len(some):
                more = connection.recv(1 << 20)
                answer += more
                if not more or b"<Errors>" in answer:
                    failures.append(answer[-1000:])
                    return


def grow(port, snapshot, begin, end):
    """Images a second."""
    failures = []
    share = math.ceil((end - begin) / WRITERS)
    threads = [threading.Thread(target=register, args=(
        port, snapshot, range(begin + i * share, min(end, begin + (i + 1) * share)), failures))
        for i in range(WRITERS)]
    begun = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise RuntimeError(failures[0].decode(errors="replace"))
    return (end - begin) / (time.monotonic() - begun)


def filters(rows):
    """Parameters of the filters `(name, value)`."""
    pairs = {}
    for i, (name, value) in enumerate(rows, 1):
        pairs[f"Filter__{i}__Name"] = name
        pairs[f"Filter__{i}__Value__1"] = value
    return pairs


# What is asked, by round and number of images; at most a page of each.
QUESTIONS = {
    "by id": None,
    "name": lambda r, n: filters([("name", f"product{r:02}-build-{(n // 200) * 100 + r:07}")]),
    "owner, name with *, state": lambda r, n: {
        "Owner__1": "self", **filters([("name", f"product{r:02}-*"), ("state", "available")])},
    "name with * before it": lambda r, n: filters([("name", f"*-build-*{r:02}")]),
    "architecture": lambda r, n: {"Owner__1": "self", **filters([("architecture", "arm64")])},
    "tag": lambda r, n: {"Owner__1": "self", **filters([("tag:stage", "release")])},
    "creation date with *": lambda r, n: {"Owner__1": "self",
                                          **filters([("creation-date", "20*")])},
    "snapshot with *": lambda r, n: {"Owner__1": "self", **filters([(
        "block-device-mapping.snapshot-id", "snap-*")])},
    "nothing fits": lambda r, n: {"Owner__1": "self", **filters([("description", f"none {r}")])},
    "first page": lambda r, n: {"Owner__1": "self"},
    "a page in the middle": None,
}


def asked(wire, parameters):
    """How many milliseconds it takes until the last byte is here, and the answer. What this client
    does with a megabyte of text afterwards is its own time."""
    begun = time.monotonic()
    wire.ask("DescribeImages", **parameters)
    response = wire.connection.getresponse()
    content = response.read()
    taken = (time.monotonic() - begun) * 1000
    if response.status != 200:
        raise RuntimeError(content)
    return taken, Answer(response.status, response.headers, content.decode())


def change(wire, image):
    """Changes something, so that what is asked next is not remembered."""
    wire.call("CreateTags", ResourceId__1=image, Tag__1__Key="round",
              Tag__1__Value=str(time.monotonic()))


def middle_token(wire, images):
    """The token of a page half way through."""
    token = {}
    for _ in range(max(1, images // PAGE // 2)):
        answer = wire.call("DescribeImages", Owner__1="self", MaxResults=PAGE, **token)
        following = answer.element("nextToken")
        if not following:
            break
        token = {"NextToken": following}
    return token


def questions(port, images):
    """The median of each question in milliseconds, and how many images its last answer had."""
    wire = Wire(port)
    first = wire.call("DescribeImages", Owner__1="self", MaxResults=PAGE)
    ids = re.findall("<imageId>(.*?)</imageId>", first.text)
    token = middle_token(wire, images)
    results = {}
    for what, parameters in QUESTIONS.items():
        times = []
        for number in range(ROUNDS):
            change(wire, ids[0])
            if what == "by id":
                pairs = {"ImageId__1": ids[number]}
            elif what == "a page in the middle":
                pairs = {"Owner__1": "self", "MaxResults": PAGE, **token}
            else:
                pairs = {"MaxResults": PAGE, **parameters(number, images)}
            taken, answer = asked(wire, pairs)
            times.append(taken)
        results[what] = (statistics.median(times), answer.text.count("<imageId>"))
    return results


def resident_mib(pid, what):
    with open(f"/proc/{pid}/status", encoding="ascii") as file:
        return int(re.search(what + r":\s+(\d+)", file.read()).group(1)) / 1024


def restart_ms(server):
    """From the process's start to its first answer, with the data that it has."""
    server.stop()
    begun = time.monotonic()
    server.start()
    assert Wire(server.port).call("DescribeRegions").status == 200
    return (time.monotonic() - begun) * 1000


def measure(binary, most):
    sizes = [10 ** power for power in range(3, 9) if 10 ** power < most] + [most]
    columns = {}
    with tempfile.TemporaryDirectory(prefix="amilocal-bench-") as kept, \
            Server(binary, *SERVER, "--data-dir", kept) as server:
        wire = Wire(server.port)
        volume = wire.call("CreateVolume", Size="8", AvailabilityZone="us-east-1a")
        snapshot = wire.call("CreateSnapshot", VolumeId=volume.element("volumeId"))
        snapshot = snapshot.element("snapshotId")
        there = 0
        for size in sizes:
            rate = grow(server.port, snapshot, there, size)
            there = size
            start = statistics.median(restart_ms(server) for _ in range(5))
            begun = resident_mib(server.process.pid, "VmRSS")
            columns[size] = {"register": (rate, 0), "start": (start, 0),
                             "memory at start": (begun, 0), **questions(server.port, size)}
            columns[size]["memory at its peak"] = (resident_mib(server.process.pid, "VmHWM"), 0)
            file = sum(os.path.getsize(os.path.join(kept, name)) for name in os.listdir(kept)
                       if name.startswith("catalog"))
            columns[size]["file"] = (file / 1048576, 0)
            print(f"{size:,} images measured", file=sys.stderr)
    return columns


UNITS = {"register": "/s", "memory at start": " MiB", "memory at its peak": " MiB", "file": " MiB"}


def table(columns):
    sizes = list(columns)
    print("| | " + " | ".join(f"{size:,} images" for size in sizes) + " |")
    print("| --- |" + " ---: |" * len(sizes))
    for what in columns[sizes[-1]]:
        count = columns[sizes[-1]][what][1]
        name = f"{what} ({count:,} images)" if count > 1 else what
        cells = []
        for size in sizes:
            value = columns[size][what][0]
            unit = UNITS.get(what, " ms")
            cells.append(f"{value:,.0f}{unit}" if value >= 100 or unit == "/s"
                         else f"{value:,.1f}{unit}")
        print(f"| {name} | " + " | ".join(cells) + " |")


COLOURS = ("#1f77b4", "#ff7f0e", "#2ca02c", "#d62728", "#9467bd", "#8c564b", "#e377c2", "#7f7f7f",
           "#bcbd22", "#17becf", "#000000", "#aa8800")


def plot(columns, path):
    """Milliseconds over images, both as powers of ten."""
    left, top, width, height, beside = 70, 30, 460, 360, 230
    sizes = list(columns)
    lines = {what: [columns[size][what][0] for size in sizes] for what in ["start", *QUESTIONS]}
    low = math.floor(math.log10(min(min(line) for line in lines.values())))
    high = math.ceil(math.log10(max(max(line) for line in lines.values())))

    def x_of(size):
        span = math.log10(sizes[-1]) - math.log10(sizes[0]) or 1
        return left + width * (math.log10(size) - math.log10(sizes[0])) / span

    def y_of(value):
        return top + height * (high - math.log10(value)) / (high - low)

    out = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{left + width + beside}" '
           f'height="{top + height + 50}" font-family="sans-serif" font-size="12">',
           '<rect width="100%" height="100%" fill="white"/>',
           f'<text x="{left}" y="18">milliseconds, by number of images</text>']
    for power in range(low, high + 1):
        y = y_of(10 ** power)
        out.append(f'<path d="M{left} {y:.1f}h{width}" stroke="#ddd"/>'
                   f'<text x="{left - 8}" y="{y + 4:.1f}" text-anchor="end">{10 ** power:g}</text>')
    for size in sizes:
        out.append(f'<text x="{x_of(size):.1f}" y="{top + height + 20}" text-anchor="middle">'
                   f'{size:,}</text>')
    named = sorted(lines, key=lambda what: -lines[what][-1])
    for row, what in enumerate(named):
        points = " ".join(f"{x_of(size):.1f},{y_of(value):.1f}"
                          for size, value in zip(sizes, lines[what]))
        colour = COLOURS[row % len(COLOURS)]
        y = top + 20 + row * 20
        out.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>'
                   f'<path d="M{left + width + 15} {y - 4}h20" stroke="{colour}" stroke-width="3"/>'
                   f'<text x="{left + width + 40}" y="{y}">{what}</text>')
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join([*out, "</svg>"]) + "\n")


def main():
    if len(sys.argv) < 2:
        sys.exit("usage: scale.py PATH-OF-AMILOCAL [IMAGES [SVG]]")
    most = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
    columns = measure(os.path.abspath(sys.argv[1]), most)
    table(columns)
    if len(sys.argv) > 3:
        plot(columns, sys.argv[3])


if __name__ == "__main__":
    main()
