"""Events go to a file and to a URL: each at least once, in order, though the server is killed."""

import http.server
import json
import os
import random
import tempfile
import threading
import unittest

from server import Server, Wire, until

BINARY = os.environ["AMILOCAL_BINARY"]
ACCOUNT = "111122223333"
KILLS = 15


class Receiver:
    """Takes events by POST. Now and then it answers 503, and it is none of the fastest."""

    def __init__(self):
        taken, chance = [], random.Random(5)
        self.taken = taken  # numbers, in the order in which they came

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                event = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                is_taken = chance.random() > 0.05
                if is_taken:
                    taken.append(event["id"])
                self.send_response(200 if is_taken else 503)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class Writer(threading.Thread):
    """Makes snapshots, and so events, until the server is killed."""

    def __init__(self, port):
        super().__init__()
        self.wire = Wire(port, ACCOUNT)
        self.made = []

    def run(self):
        try:
            volume = self.wire.call("CreateVolume", Size="1",
                                    AvailabilityZone="us-east-1a").element("volumeId")
            while True:
                made = self.wire.call("CreateSnapshot", VolumeId=volume).element("snapshotId")
                if made is None:
                    return
                self.made.append(made)
        except (OSError, ValueError, http.client.HTTPException):
            pass  # the kill


class EventDelivery(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.directory = directory.name
        self.receiver = Receiver()
        self.addCleanup(self.receiver.close)

    def path(self, name):
        return os.path.join(self.directory, name)

    def kept(self, port):
        """The ids of all events in the order in which they happened, and what they are about."""
        wire, events, since = Wire(port), [], 0
        while True:
            page = json.loads(wire.control("GET", f"events?limit=1000&since={since}").text)
            if not page["events"]:
                return [each["event"]["id"] for each in events], json.dumps(events)
            events += page["events"]
            since = page["nextSince"]

    def in_file(self):
        with open(self.path("events.jsonl"), encoding="utf-8") as file:
            return [json.loads(line)["id"] for line in file]

    def check(self, came, happened):
        firsts = list(dict.fromkeys(came))
        self.assertEqual(firsts, happened)
        self.assertLessEqual(len(came) - len(firsts), KILLS + 1, "only the last may come twice")

    def test_none_is_lost_and_the_order_is_kept_though_the_server_is_killed(self):
        server = Server(BINARY, "--data-dir", self.path("data"), "--history", "1000000",
                        "--events-file", self.path("events.jsonl"),
                        "--events-url", self.receiver.url, "--log-level", "error")
        self.addCleanup(server.stop)
        server.start()
        chance, made = random.Random(20260101), []
        for _ in range(KILLS):
            writers = [Writer(server.port) for _ in range(2)]
            killer = threading.Timer(chance.uniform(0.002, 0.15), server.kill)
            for thread in (*writers, killer):
                thread.start()
            for thread in (*writers, killer):
                thread.join()
            for writer in writers:
                made += writer.made
            server.start()
        happened, text = self.kept(server.port)
        self.assertGreater(len(happened), KILLS)
        for snapshot in made:
            self.assertIn(snapshot, text)
        until(lambda: set(happened) <= set(self.receiver.taken), 120)
        until(lambda: set(happened) <= set(self.in_file()), 30)
        self.check(list(self.receiver.taken), happened)
        self.check(self.in_file(), happened)


if __name__ == "__main__":
    unittest.main()
