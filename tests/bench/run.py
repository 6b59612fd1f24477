"""Measures amilocal beside its peers on this machine, in one run: run.py PATH-OF-AMILOCAL [--json].

Each figure is the median of several rounds in which the servers take turns, so that a machine that
slows down meanwhile slows all of them. The ratios are what to quote; figures are this machine's.
Needs wrk; nginx and moto_server are measured where they are installed."""

import json
import os
import re
import shutil
import signal
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "conformance"))

from server import Server, Wire  # noqa: E402

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "3"))
SECONDS = int(os.environ.get("BENCH_SECONDS", "4"))
CONNECTIONS = 16
COMMIT = 64  # images
QUIET = ("--log-level", "warn", "--quota", "images=10000000")
NAME = "al2023-ami-2023.*-kernel-6.1-x86_64"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port, process):
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            if process.poll() is not None:
                raise RuntimeError("the peer ended")
            time.sleep(0.01)
    raise RuntimeError("the peer does not listen")


class Nginx:
    """nginx with two workers, serving fixed bytes from files."""

    def __init__(self, files):
        self.work = tempfile.mkdtemp(prefix="amilocal-bench-")
        self.port = free_port()
        for name, content in files.items():
            with open(os.path.join(self.work, name), "w", encoding="utf-8") as file:
                file.write(content)
        config = os.path.join(self.work, "nginx.conf")
        with open(config, "w", encoding="utf-8") as file:
            file.write(f"""daemon off; worker_processes 2; pid {self.work}/pid;
error_log {self.work}/error.log;
events {{ worker_connections 1024; }}
http {{ access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000;
  client_body_temp_path {self.work}; proxy_temp_path {self.work}; fastcgi_temp_path {self.work};
  uwsgi_temp_path {self.work}; scgi_temp_path {self.work}; default_type text/xml;
  server {{ listen 127.0.0.1:{self.port}; root {self.work}; }} }}
""")
        os.chmod(self.work, 0o755)
        self.process = subprocess.Popen([shutil.which("nginx") or "/usr/sbin/nginx", "-c", config],
                                        stderr=subprocess.DEVNULL)
        wait_for(self.port, self.process)

    def stop(self):
        self.process.terminate()
        self.process.wait()
        shutil.rmtree(self.work, ignore_errors=True)


class Moto:
    def __init__(self):
        self.port = free_port()
        begun = time.monotonic()
        self.process = subprocess.Popen(["moto_server", "-p", str(self.port)],
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                        start_new_session=True)
        wait_for(self.port, self.process)
        Wire(self.port).call("DescribeRegions")
        self.started_in = time.monotonic() - begun

    def stop(self):
        os.killpg(self.process.pid, signal.SIGTERM)
        self.process.wait()


def body_of(action, **parameters):
    pairs = {"Action": action, "Version": "2016-11-15"}
    pairs.update({k.replace("__", "."): v for k, v in parameters.items()})
    return urllib.parse.urlencode(pairs)


def wrk(port, body=None, path="/", unique=False, connections=CONNECTIONS,
        account="111122223333", pause_ms=0):
    """Requests a second, and the percentiles 50, 99 and 99.9 in milliseconds. `unique` numbers
    `COUNTER` in the body; each connection waits `pause_ms` before each request."""
    script = tempfile.NamedTemporaryFile("w", suffix=".lua", delete=False)
    if body is not None:
        headers = Wire(1, account=account).headers()
        script.write('wrk.method = "POST"\n')
        for name, value in headers.items():
            script.write(f'wrk.headers["{name}"] = "{value}"\n')
        script.write(f'wrk.body = "{body}"\n')
    if unique:
        script.write('local n = 0\nlocal base = wrk.body\nfunction request()\n  n = n + 1\n'
                     '  return wrk.format(nil, nil, nil, (base:gsub("COUNTER", '
                     'tostring({}):sub(10) .. "-" .. n)))\nend\n')
    if pause_ms:
        script.write(f"function delay() return {pause_ms} end\n")
    script.write('function done(_, latency) io.write(string.format("Percentiles %f %f %f\\n", '
                 'latency:percentile(50), latency:percentile(99), latency:percentile(99.9))) end\n')
    script.close()
    done = subprocess.run(["wrk", "-t1", f"-c{connections}", f"-d{SECONDS}s", "-s", script.name,
                           f"http://127.0.0.1:{port}{path}"],
                          capture_output=True, text=True, check=True)
    os.unlink(script.name)
    if "Non-2xx" in done.stdout:
        raise RuntimeError(f"refusals under load:\n{done.stdout}")
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", done.stdout).group(1))
    found = re.search(r"Percentiles (\S+) (\S+) (\S+)", done.stdout)
    return rate, [float(microseconds) / 1000 for microseconds in found.groups()]


def wrk_at_half(port, body, most, **options):
    """The same at about half of the rate `most`."""
    connections = 256
    pause = round(connections / (most / 2) * 1000)
    return wrk(port, body, connections=connections, pause_ms=max(1, pause), **options)


def compare(measures):
    """Lets the servers take turns; answers the median rate and percentile of each."""
    seen = {name: [] for name in measures}
    for _ in range(ROUNDS):
        for name, measure in measures.items():
            seen[name].append(measure())
    return {name: (statistics.median(r for r, _ in rows), statistics.median(p[1] for _, p in rows))
            for name, rows in seen.items()}


def rows_written(source, table):
    """As many rows of a table as were written. Of journal and events only the last are kept, so
    these are used again and again, with numbers of their own."""
    rows = source.execute(f"SELECT * FROM {table}").fetchall()
    ever, = source.execute("SELECT max(seq) FROM sqlite_sequence WHERE name = ?",
                           (table,)).fetchone()
    if ever is None:
        return rows
    return [(None, *rows[number % len(rows)][1:]) for number in range(ever)]


def insert_of(source, table, rows):
    """The statement and its rows, without the columns that are empty in all of them: Python takes
    longer to bind an empty one than SQLite to store it."""
    names = [name for _, name, *_ in source.execute(f"PRAGMA table_info({table})")]
    used = [at for at, values in enumerate(zip(*rows)) if any(v is not None for v in values)]
    sql = (f"INSERT INTO {table} ({', '.join(names[at] for at in used)})"
           f" VALUES ({', '.join('?' * len(used))})")
    return sql, [tuple(row[at] for at in used) for row in rows]


def raw_rate(directory):
    """Images a second where nothing but SQLite is at work: the rows of the images in this catalog,
    written by one process into a new file of the same schema, in commits of COMMIT images, with the
    same settings. Journal and events are not shortened there."""
    per_image = ("image", "image_block_device", "snapshot", "journal", "event")
    source = sqlite3.connect(os.path.join(directory, "catalog.sqlite3"))
    schema = [sql for kind in ("table", "index", "trigger") for (sql,) in source.execute(
        "SELECT sql FROM sqlite_schema WHERE type = ? AND sql IS NOT NULL"
        " AND name NOT LIKE 'sqlite_%'", (kind,))]
    images, = source.execute("SELECT count(*) FROM image").fetchone()
    rows = {table: rows_written(source, table) for table in per_image}
    inserts = {table: insert_of(source, table, all_rows) for table, all_rows in rows.items()}
    source.close()
    with tempfile.TemporaryDirectory(prefix="amilocal-bench-", dir=directory) as work:
        target = sqlite3.connect(os.path.join(work, "raw.sqlite3"), isolation_level=None)
        target.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
                             "PRAGMA wal_autocheckpoint = 4000; PRAGMA cache_size = -16384;")
        for sql in schema:
            target.execute(sql)
        begun = time.monotonic()
        commits = images // COMMIT
        for number in range(commits):
            target.execute("BEGIN IMMEDIATE")
            for sql, all_rows in inserts.values():
                target.executemany(sql, all_rows[len(all_rows) * number // commits:
                                                 len(all_rows) * (number + 1) // commits])
            target.execute("COMMIT")
        rate = images / (time.monotonic() - begun)
        target.close()
    return rate


def beside_sqlite(binary):
    """CreateImage with --data-dir, and SQLite alone with the rows that this wrote, in turns: the
    rates of each round. While the requests of one half of the connections are committed, those of
    the other half arrive, so that the server's commits are about as large as SQLite's."""
    rounds = []
    for _ in range(ROUNDS):
        with tempfile.TemporaryDirectory(prefix="amilocal-bench-") as kept:
            with Server(binary, *QUIET, "--data-dir", kept) as server:
                ours, _ = wrk(server.port, create_image(server.port), unique=True,
                              connections=2 * COMMIT)
            rounds.append((ours, raw_rate(kept)))
    return rounds


def start_times(binary, count=20):
    times = []
    for _ in range(count):
        begun = time.monotonic()
        with Server(binary, "--log-level", "warn") as server:
            assert Wire(server.port).call("DescribeRegions").status == 200
            times.append((time.monotonic() - begun) * 1000)
    return times


def resident_mib(pid):
    with open(f"/proc/{pid}/status", encoding="ascii") as file:
        return int(re.search(r"VmRSS:\s+(\d+)", file.read()).group(1)) / 1024


def instance_on(port):
    """An instance of Amazon Linux, with one volume; of moto's first image where it has none."""
    wire = Wire(port)
    image = wire.call("DescribeImages", Owner__1="amazon", Filter__1__Name="name",
                      Filter__1__Value__1=NAME).element("imageId")
    image = image or wire.call("DescribeImages", Owner__1="amazon").element("imageId")
    answer = wire.call("RunInstances", ImageId=image, InstanceType="t3.micro", MinCount="1",
                       MaxCount="1")
    return answer.element("instanceId")


def control_ms(port, target):
    """How long a POST to the control API takes, in milliseconds, connection included."""
    url = f"http://127.0.0.1:{port}/_amilocal/{target}"
    request = urllib.request.Request(url, b"", method="POST")
    begun = time.monotonic()
    with urllib.request.urlopen(request) as answer:
        answer.read()
    return (time.monotonic() - begun) * 1000


def checkpoint_times(binary, images=10_000, count=20):
    """Keeping and restoring a catalog of that many images, each with its snapshot."""
    with Server(binary, "--log-level", "warn") as server:
        wire = Wire(server.port)
        instance = instance_on(server.port)
        for number in range(images):
            wire.call("CreateImage", InstanceId=instance, Name=f"image{number}", NoReboot="true")
        times = {"checkpoint": [], "restore": []}
        for number in range(count):
            times["checkpoint"].append(control_ms(server.port, "checkpoints/bench"))
            wire.call("CreateImage", InstanceId=instance, Name=f"other{number}", NoReboot="true")
            times["restore"].append(control_ms(server.port, "checkpoints/bench/restore"))
        return times


class Peers:
    """The other servers, as far as they are installed; ended whatever happens."""

    def __init__(self):
        self.moto = Moto() if shutil.which("moto_server") else None
        self.nginx = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for server in (self.moto, self.nginx):
            if server:
                server.stop()

    def serve(self, files):
        if shutil.which("nginx") or os.path.exists("/usr/sbin/nginx"):
            self.nginx = Nginx(files)

    def beside(self, ours, file, theirs):
        """amilocal's measure beside those of the peers that are there."""
        measures = {"amilocal": ours}
        if self.nginx and file:
            measures["nginx"] = lambda: wrk(self.nginx.port, path="/" + file)
        if self.moto and theirs:
            measures["moto"] = theirs
        return measures


def create_image(port):
    """The body of a CreateImage whose name is another each time."""
    return body_of("CreateImage", InstanceId=instance_on(port), Name="imageCOUNTER",
                   NoReboot="true")


def asked_anew(**parameters):
    """A description that is asked for with other words each time, so that no answer is remembered:
    all images match the filter."""
    return body_of("DescribeImages", **parameters, Filter__1__Name="hypervisor",
                   Filter__1__Value__1="xen", Filter__1__Value__2="COUNTER")


def rows_of(binary):
    begun = start_times(binary)
    kept = tempfile.mkdtemp(prefix="amilocal-bench-")
    with Peers() as peers, Server(binary, *QUIET) as server, \
            Server(binary, *QUIET, "--data-dir", kept) as durable:
        fresh = resident_mib(server.process.pid)
        moto = peers.moto.port if peers.moto else 0
        wire = Wire(server.port)
        first = wire.call("DescribeImages", Owner__1="amazon", Filter__1__Name="name",
                          Filter__1__Value__1=NAME)
        image = first.element("imageId")
        one = body_of("DescribeImages", ImageId__1=image)
        one_anew = asked_anew(ImageId__1=image)
        everything = body_of("DescribeImages")
        listing = wire.post(everything).text
        peers.serve({"one": wire.post(one).text, "all": listing})
        created, kept_created = create_image(server.port), create_image(durable.port)
        moto_image = Wire(moto).call("DescribeImages").element("imageId") if moto else ""
        moto_created = create_image(moto) if moto else ""
        what = (f"DescribeImages, all {listing.count('<imageId>')} public images, "
                f"{len(listing) / 1e6:.1f} MB")
        results = [
            ("DescribeImages by id", compare(peers.beside(
                lambda: wrk(server.port, one), "one",
                lambda: wrk(moto, body_of("DescribeImages", ImageId__1=moto_image))))),
            ("the same, made anew", compare(peers.beside(
                lambda: wrk(server.port, one_anew, unique=True), "one", None))),
            ("CreateImage", compare({
                **peers.beside(lambda: wrk(server.port, created, unique=True, connections=64),
                               None, lambda: wrk(moto, moto_created, unique=True)),
                "amilocal --data-dir": lambda: wrk(durable.port, kept_created, unique=True,
                                                   connections=64)})),
            # The created images are the owner's alone, and not in another account's listing.
            (what, compare(peers.beside(
                lambda: wrk(server.port, everything, account="999999999999"), "all",
                lambda: wrk(moto, everything, connections=1)))),
            ("the same listing, made anew", compare(peers.beside(
                lambda: wrk(server.port, asked_anew(), unique=True, account="999999999999"),
                "all", None))),
        ]
        started = peers.moto.started_in if peers.moto else None
        most = {what: rows["amilocal"][0] for what, rows in results}
        halves = [
            ("DescribeImages by id", wrk_at_half(server.port, one, most["DescribeImages by id"])),
            ("CreateImage", wrk_at_half(server.port, created, most["CreateImage"], unique=True))]
    shutil.rmtree(kept, ignore_errors=True)
    return {"rates": results, "start_ms": begun, "resident_mib": fresh, "moto_start_s": started,
            "half": halves, "beside_sqlite": beside_sqlite(binary)}


def a_second(rate):
    """What moto does of some writes is less than one a second."""
    return f"{rate:,.2f}/s" if rate < 10 else f"{rate:,.0f}/s"


def print_rates(found):
    print("| what | amilocal | p99 | nginx, same bytes | ratio | moto_server | ratio |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    for what, rows in found["rates"]:
        ours, worst = rows["amilocal"]
        cells = [a_second(ours), f"{worst:.1f} ms"]
        for peer in ("nginx", "moto"):
            if peer not in rows:
                cells += ["–", "–"]
            elif rows[peer][0] == 0:
                cells += [f"none in {SECONDS} s", "–"]
            else:
                cells += [a_second(rows[peer][0]), f"{ours / rows[peer][0]:,.2f}"]
        print(f"| {what} | " + " | ".join(cells) + " |")
        if "amilocal --data-dir" in rows:
            rate, worst = rows["amilocal --data-dir"]
            print(f"| {what}, with --data-dir | {rate:,.0f}/s | {worst:.1f} ms | – | – | – | – |")
    begun, started = found["start_ms"], found["moto_start_s"]
    theirs = (f"{started * 1000:,.0f} ms | {statistics.median(begun) / 1000 / started:.3f}"
              if started else "– | –")
    print(f"| process start to first answer | {statistics.median(begun):.1f} ms | "
          f"{max(begun):.1f} ms | – | – | {theirs} |")
    for verb, times in found["checkpoints_ms"].items():
        print(f"| {verb} of 10,000 images | {statistics.median(times):.1f} ms | "
              f"{max(times):.1f} ms | – | – | – | – |")
    print(f"| resident after start | {found['resident_mib']:.1f} MiB | | | | | |")


def print_others(found):
    print("\n| at half of the rate above | rate | p50 | p99 | p99.9 |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for what, (rate, (middle, high, highest)) in found["half"]:
        print(f"| {what} | {rate:,.0f}/s | {middle:.2f} ms | {high:.1f} ms | {highest:.1f} ms |")
    print(f"\n| CreateImage in commits of {COMMIT} images | images a second | ratio |")
    print("| --- | ---: | ---: |")
    ours, raw = (statistics.median(rates) for rates in zip(*found["beside_sqlite"]))
    ratio = statistics.median(ours / raw for ours, raw in found["beside_sqlite"])
    print(f"| amilocal --data-dir, {2 * COMMIT} connections | {ours:,.0f} | {ratio:.2f} |")
    print(f"| the same rows by SQLite alone | {raw:,.0f} | 1 |")


def main():
    if len(sys.argv) < 2:
        sys.exit("usage: run.py PATH-OF-AMILOCAL [--json]")
    if not shutil.which("wrk"):
        sys.exit("wrk is not installed")
    binary = os.path.abspath(sys.argv[1])
    found = rows_of(binary)
    found["checkpoints_ms"] = checkpoint_times(binary)
    if "--json" in sys.argv:
        print(json.dumps(found))
        return
    print_rates(found)
    print_others(found)


if __name__ == "__main__":
    main()
