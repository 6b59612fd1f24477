"""Treats the server badly in every way that needs no more than a socket, while a well-behaved
client goes on asking: it must be served all the time, and the server's memory stay bounded.

hostile.py PATH-OF-AMILOCAL [ANSWERS]

Each attack lasts until the well-behaved client has got so many answers.

Prints a table: what was done, the well-behaved client's latency meanwhile, the server's memory. The
figures are for docs/reliability.md; what fails the test is a refusal of the well-behaved client, a
latency or a memory beyond what a busy machine explains, a dead server, and an attack that was
answered with anything but AWS's own errors."""

import os
import random
import resource
import socket
import sys
import threading
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "conformance"))

from server import Server, Wire  # noqa: E402

IDLE = 10_000
LATENCY_LIMIT = 3.0  # seconds, of the slowest in a hundred; docs/reliability.md has true figures
MEMORY_LIMIT = 512  # MiB

HEAD = (b"POST / HTTP/1.1\r\nHost: localhost\r\n"
        b"Content-Type: application/x-www-form-urlencoded\r\n")


def form(body):
    return HEAD + b"Content-Length: %d\r\n\r\n" % len(body) + body


def last(message):
    """The same, as the last of its connection: its answer ends with it."""
    return message.replace(b"\r\n", b"\r\nConnection: close\r\n", 1)


def s3(method, target, body=b""):
    scope = "111122223333/20260101/us-east-1/s3/aws4_request"
    return (f"{method} {target} HTTP/1.1\r\nHost: localhost\r\nAuthorization: AWS4-HMAC-SHA256 "
            f"Credential={scope}, SignedHeaders=host, Signature=0\r\n"
            f"Content-Length: {len(body)}\r\n\r\n").encode() + body


class Neighbour(threading.Thread):
    """Asks for a volume of its own all the time, and notes how long the answers took."""

    def __init__(self, port):
        super().__init__(daemon=True)
        self.wire = Wire(port, account="999999999999")
        self.volume = self.wire.call("CreateVolume", Size="1",
                                     AvailabilityZone="us-east-1a").element("volumeId")
        self.times, self.failures, self.stopping = [], [], False
        self.served = threading.Condition()

    def run(self):
        while not self.stopping:
            begin = time.monotonic()
            try:
                answer = self.wire.call("DescribeVolumes", VolumeId__1=self.volume)
                if answer.status != 200:
                    self.failures.append(answer.text[:200])
            except Exception as error:  # noqa: BLE001
                self.failures.append(repr(error))
                self.stopping = True
            with self.served:
                self.times.append(time.monotonic() - begin)
                self.served.notify_all()

    def take(self):
        with self.served:
            times, self.times = sorted(self.times), []
        return times

    def wait_for(self, answers):
        """Until it has got so many more."""
        with self.served:
            wanted = len(self.times) + answers
            self.served.wait_for(lambda: self.stopping or len(self.times) >= wanted, 60)


class Attacker:
    def __init__(self, port, neighbour, answers):
        self.port, self.neighbour, self.patience = port, neighbour, answers
        self.open = []
        self.chance = random.Random(7)
        self.answers = []

    def connect(self):
        link = socket.create_connection(("127.0.0.1", self.port), 10)
        self.open.append(link)
        return link

    def close(self):
        for link in self.open:
            link.close()
        self.open = []

    def ask(self, message):
        """One message, and all that comes back until the server closes or says no more."""
        link = self.connect()
        answer = b""
        try:
            link.sendall(message)
            link.settimeout(0.3)
            while part := link.recv(65536):
                answer += part
        except OSError:
            pass
        link.close()
        self.open.remove(link)
        self.answers.append(answer)
        return answer

    def until_over(self, step):
        for _ in range(self.patience // 10):
            step()
            self.neighbour.wait_for(10)

    # ---- The attacks

    def nothing(self):
        self.neighbour.wait_for(self.patience)

    def slow_headers(self):
        links = [self.connect() for _ in range(200)]
        message = iter((HEAD + b"X-Filler: " + b"x" * 5000).decode())

        def step():
            byte = next(message).encode()
            for link in links:
                link.send(byte)
        self.until_over(step)

    def slow_bodies(self):
        links = [self.connect() for _ in range(200)]
        for link in links:
            link.sendall(HEAD + b"Content-Length: 100000\r\n\r\nAction=")
        self.until_over(lambda: [link.send(b"D") for link in links])

    def idle_connections(self):
        try:
            for _ in range(IDLE):
                self.connect()
        except OSError as error:
            raise SystemExit(f"this machine lets nobody open {IDLE} connections: {error}")
        self.neighbour.wait_for(self.patience)

    def pipelining(self):
        """Requests without end, whose answers nobody reads."""
        message = form(b"Action=DescribeRegions&Version=2016-11-15") * 50
        links = [self.connect() for _ in range(8)]
        for link in links:
            link.setblocking(False)

        def step():
            for link in links:
                try:
                    link.send(message)
                except (BlockingIOError, BrokenPipeError, ConnectionResetError):
                    pass
        self.until_over(step)

    def open_and_shut(self):
        def step():
            for _ in range(50):
                link = socket.create_connection(("127.0.0.1", self.port), 10)
                link.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
                link.sendall(HEAD)
                link.close()
        self.until_over(step)

    def many_parameters(self):
        few = "&".join(f"ImageId.{n}=ami-{n:017x}" for n in range(1, 40_000))
        many = "&".join(f"Filter.{n}.Value.{n}={n}" for n in range(200_000))
        deep = "A" + ".1" * 100_000
        for body in (few, many, deep + "=1", "&" * 1_000_000, "Filter.99999999999999999999.Name=x"):
            self.ask(last(form(b"Action=DescribeImages&Version=2016-11-15&" + body.encode())))

    def odd_text(self):
        odd = (b"\xff\xfe", b"%00", b"%zz", b"%", b"\0", b"\xc0\xaf", b"%ED%A0%80",
               b"\xf4\x90\x80\x80")
        for text in odd:
            for place in (b"Action=" + text, b"Action=DescribeImages&Owner.1=" + text,
                          b"Action=CreateImage&InstanceId=i-1&Name=" + text,
                          b"Action=DescribeImages&" + text + b"=1"):
                self.ask(last(form(place + b"&Version=2016-11-15")))

    def odd_values(self):
        for number in ("9" * 400, "-1", "1e308", "0x10", "NaN", "-0", "+5", "1.5", " 1"):
            self.ask(last(form(
                f"Action=CreateVolume&AvailabilityZone=us-east-1a&Size={number}".encode())))
        for date in ("0000-00-00T00:00:00Z", "9999-12-31T23:59:60Z", "2026-02-30T00:00:00Z",
                     "-1", "99999999999999999999", "2026-11-21T00:00:00+99:99"):
            self.ask(last(form("Action=EnableImageDeprecation&ImageId=ami-00000000000000000"
                               f"&DeprecateAt={date}".encode())))

    def object_paths(self):
        self.ask(last(s3("PUT", "/hostile")))
        for key in ("../../etc/passwd", "..%2f..%2fetc%2fpasswd", "%00", "a%00b", "//", "%2e%2e/",
                    "\u202e".encode().decode("latin-1"), "x" * 2000, "%ff%fe", "a/./b", "a\\b"):
            self.ask(last(s3("PUT", "/hostile/" + key, b"x")))
            self.ask(last(s3("GET", "/hostile/" + key)))
            self.ask(last(s3("DELETE", "/hostile/" + key)))

    def bombs(self):
        entities = "".join(f"<!ENTITY e{n} '{'&e%d;' % (n - 1) * 10 if n else 'x' * 10}'>"
                           for n in range(12))
        bomb = f"<!DOCTYPE d [{entities}]><Delete><Object><Key>&e11;</Key></Object></Delete>"
        nest = "<Delete>" + "<Object>" * 100_000
        for body in (bomb, nest, "<" * 100_000, "<a b='" + "x" * 1_000_000):
            self.ask(last(s3("POST", "/hostile?delete", body.encode())))
        for body in ("[" * 1_000_000, '{"a":' * 100_000, '{"faults":' + "9" * 100_000 + "}"):
            text = body.encode()
            self.ask(b"POST /_amilocal/faults HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                     b"Content-Length: %d\r\n\r\n" % len(text) + text)

    def smuggling(self):
        """Each may end in one answer at most: what follows must not be taken for another."""
        inner = form(b"Action=DescribeRegions&Version=2016-11-15")
        for lines in (b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                      b"Content-Length: 0\r\nContent-Length: 90\r\n\r\n",
                      b"Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
                      b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
                      b"Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
                      b"Transfer-Encoding: chunked\r\n\r\n5;\nx\r\nhello\r\n0\r\n\r\n",
                      b"Transfer-Encoding: chunked\r\n\r\n-1\r\n\r\n",
                      b"Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n\r\n",
                      b"Content-Length: +5\r\n\r\nhello", b"Content-Length: 5 5\r\n\r\nhello",
                      b"Content-Length: 18446744073709551621\r\n\r\nhello",
                      b" Content-Length: 5\r\n\r\nhello", b"Content-Length\r\n\r\n"):
            answer = self.ask(HEAD + lines + inner)
            if answer.count(b"HTTP/1.1 ") > 1 and b"HTTP/1.1 200" in answer:
                raise SystemExit(f"smuggled through {lines!r}: {answer[:400]!r}")

    ATTACKS = (nothing, slow_headers, slow_bodies, idle_connections, pipelining, open_and_shut,
               many_parameters, odd_text, odd_values, object_paths, bombs, smuggling)


def memory_of(process):
    """Resident MiB now, and at their most."""
    with open(f"/proc/{process.pid}/status", encoding="ascii") as file:
        fields = dict(line.split(":", 1) for line in file)
    return [int(fields[name].split()[0]) / 1024 for name in ("VmRSS", "VmHWM")]


def percentile(times, share):
    return times[min(len(times) - 1, int(len(times) * share))] if times else float("inf")


def unlike_aws(answer):
    """Is it anything but an answer of HTTP in AWS's own form, or none?"""
    if not answer:
        return False
    head, _, body = answer.partition(b"\r\n\r\n")
    bad = b"<html" in body.lower() or b"HTTP/1.1 5" in head[:12]
    return bad and b"503" not in head[:13]


def main():
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    binary = os.path.abspath(sys.argv[1])
    answers = int(sys.argv[2]) if len(sys.argv) > 2 else 200
    problems = []
    with Server(binary, "--log-level", "off") as server:
        neighbour = Neighbour(server.port)
        neighbour.start()
        print(f"{'attack':<18} {'answers':>8} {'p50 ms':>8} {'p99 ms':>8} {'MiB':>6} {'peak':>6}")
        for attack in Attacker.ATTACKS:
            attacker = Attacker(server.port, neighbour, answers)
            neighbour.take()
            attack(attacker)
            neighbour.wait_for(10)
            times = neighbour.take()
            now, peak = memory_of(server.process)
            attacker.close()
            p50, p99 = percentile(times, 0.5), percentile(times, 0.99)
            print(f"{attack.__name__:<18} {len(attacker.answers):>8} {p50 * 1000:>8.1f} "
                  f"{p99 * 1000:>8.1f} {now:>6.0f} {peak:>6.0f}", flush=True)
            problems += [f"{attack.__name__}: {a[:300]!r}" for a in attacker.answers
                         if unlike_aws(a)]
            if p99 > LATENCY_LIMIT:
                problems.append(f"{attack.__name__}: the neighbour waited {p99:.2f} s")
            if peak > MEMORY_LIMIT:
                problems.append(f"{attack.__name__}: {peak:.0f} MiB")
        neighbour.stopping = True
        neighbour.join(5)
        problems += neighbour.failures
        if server.process.poll() is not None:
            problems.append(f"the server ended: {server.log()[-500:]}")
        elif server.stop() != 0:
            problems.append("the server did not end well")
    for line in problems[:20]:
        print(f"  {line}")
    print(f"{len(Attacker.ATTACKS) if not problems else 0} passed, {len(problems)} failed")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
