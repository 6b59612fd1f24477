"""The server under test as a process, and the smallest client of its wire."""

import http.client
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.parse

START_LIMIT = 20  # seconds; a start takes milliseconds


def until(look, limit=30):
    """The first answer of `look` that is true, asked again and again for so many seconds."""
    deadline = time.monotonic() + limit
    while True:
        found = look()
        if found:
            return found
        if time.monotonic() > deadline:
            raise AssertionError(f"it has not come to that: {found!r}")
        time.sleep(0.02)


class Server:
    """Starts `amilocal serve` on a port of its own and stops it at the end of a `with`."""

    def __init__(self, binary, *arguments):
        self.binary = binary
        self.arguments = list(arguments)
        self.work = tempfile.mkdtemp(prefix="amilocal-test-")
        self.process = None
        self.port = None

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.stop()
        shutil.rmtree(self.work, ignore_errors=True)

    @property
    def endpoint(self):
        return f"http://127.0.0.1:{self.port}"

    def start(self):
        port_file = os.path.join(self.work, "port")
        if os.path.exists(port_file):
            os.remove(port_file)
        log = open(os.path.join(self.work, "log"), "ab")
        clean = {k: v for k, v in os.environ.items() if not k.startswith("AMILOCAL_")}
        self.process = subprocess.Popen(
            [self.binary, "serve", "--port", "0", "--port-file", port_file, *self.arguments],
            stdout=log, stderr=log, env=clean)
        log.close()
        deadline = time.monotonic() + START_LIMIT
        while True:
            # The file is renamed into its place when the server listens.
            if os.path.exists(port_file):
                self.port = int(open(port_file).read())
                return
            if self.process.poll() is not None:
                raise RuntimeError(f"the server ended:\n{self.log()}")
            if time.monotonic() > deadline:
                raise RuntimeError(f"the server does not listen:\n{self.log()}")
            time.sleep(0.002)

    def stop(self):
        if self.process is None:
            return None
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise
        finally:
            self.process = None

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.process = None

    def log(self):
        with open(os.path.join(self.work, "log"), encoding="utf-8", errors="replace") as file:
            return file.read()


class Answer:
    """What came back: status, headers, text; for errors the code and the message."""

    def __init__(self, status, headers, text):
        self.status = status
        self.headers = headers
        self.text = text
        self.code = self.element("Code")
        self.message = self.element("Message")

    def element(self, name):
        found = re.search(f"<{name}>(.*?)</{name}>", self.text, re.S)
        if not found:
            return None
        for escaped, plain in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
            found = (found if isinstance(found, str) else found.group(1)).replace(escaped, plain)
        return found


class Wire:
    """One kept-alive connection that speaks the Query API, unsigned but for the scope."""

    def __init__(self, port, account="111122223333", region="us-east-1", service="ec2"):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.account, self.region, self.service = account, region, service

    def headers(self):
        scope = f"{self.account}/20260101/{self.region}/{self.service}/aws4_request"
        return {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8",
                "Authorization": f"AWS4-HMAC-SHA256 Credential={scope}, "
                                 "SignedHeaders=host, Signature=0"}

    def call(self, action, **parameters):
        """Parameters are named as on the wire, with `__` for a dot."""
        self.ask(action, **parameters)
        return self.answer()

    def ask(self, action, **parameters):
        """As call(), without waiting for the answer."""
        pairs = {"Action": action, "Version": "2016-11-15"}
        pairs.update({k.replace("__", "."): v for k, v in parameters.items()})
        self.send(urllib.parse.urlencode(pairs))

    def post(self, body):
        self.send(body)
        return self.answer()

    def send(self, body):
        self.connection.request("POST", "/", body, self.headers())

    def control(self, method, path, body=None):
        self.connection.request(method, "/_amilocal/" + path, body,
                                {"Content-Type": "application/json"})
        return self.answer()

    def answer(self):
        response = self.connection.getresponse()
        return Answer(response.status, response.headers, response.read().decode())


class Bucket:
    """Objects by the shortest way: nothing is signed but the scope."""

    def __init__(self, port, account, name):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        scope = f"{account}/20260101/us-east-1/s3/aws4_request"
        self.headers = {"Authorization": f"AWS4-HMAC-SHA256 Credential={scope}, "
                                         "SignedHeaders=host, Signature=0"}
        self.name = name

    def request(self, method, key="", body=None):
        """The content of a good answer."""
        status, content = self.ask(method, key, body)
        assert status == 200, content
        return content

    def ask(self, method, key="", body=None):
        self.connection.request(method, f"/{self.name}/{key}", body, self.headers)
        answer = self.connection.getresponse()
        return answer.status, answer.read()
