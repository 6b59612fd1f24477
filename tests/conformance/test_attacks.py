"""Attacks on `--auth sigv4 --iam enforce --control-token`, as somebody on the network makes them:
each request is signed by hand, then spoiled."""

import datetime
import hashlib
import hmac
import http.client
import json
import os
import re
import tempfile
import unittest
import urllib.parse

from server import Server

BINARY = os.environ["AMILOCAL_BINARY"]
ACCOUNT = "111122223333"
TOKEN = "control-secret"
ALLOW_ALL = {"Effect": "Allow", "Action": "*", "Resource": "*"}
ROOT = ("AKIAROOT", "root-secret", None)
ALICE = ("AKIAALICE", "alice-secret", None)
CREDENTIALS = {"accounts": [{
    "id": ACCOUNT,
    "keys": [{"id": ROOT[0], "secret": ROOT[1]}],
    "users": [{
        "name": "alice",
        "keys": [{"id": ALICE[0], "secret": ALICE[1]}],
        "policies": [{"name": "p", "document": {"Version": "2012-10-17", "Statement": [
            {"Effect": "Allow", "Action": ["ec2:Describe*", "sts:*"], "Resource": "*"},
            {"Effect": "Allow", "Action": "s3:*", "Resource": [
                "arn:aws:s3:::shared", "arn:aws:s3:::shared/${aws:username}/*"]},
            {"Effect": "Allow", "Action": "ec2:DeleteTags", "Resource": "*"},
            {"Effect": "Deny", "Action": "ec2:DeleteTags",
             "Resource": "arn:aws:ec2:*:*:volume/*"}]}}]}]}]}


def now(ago=0):
    return datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(seconds=ago)


def mac(key, text):
    return hmac.new(key, text.encode(), hashlib.sha256).digest()


def quote(text, keep=""):
    return urllib.parse.quote(text, safe="-_.~" + keep)


class Request:
    """One request, signed as a client would, whose parts can be changed afterwards."""

    def __init__(self, service, method="POST", path="/", query=(), body="", headers=()):
        self.service, self.method, self.path = service, method, path
        self.query, self.body = list(query), body
        self.region, self.host = "us-east-1", f"{service}.us-east-1.amazonaws.com"
        self.headers = {"Host": self.host, **dict(headers)}

    def target(self):
        query = "&".join(f"{quote(k)}={quote(v)}" for k, v in self.query)
        return self.path + ("?" + query if query else "")

    def signature(self, keys, at, signed, payload):
        path = self.path if self.service == "s3" else quote(self.path, "/")
        query = "&".join(sorted(f"{quote(k)}={quote(v)}" for k, v in self.query))
        lines = [f"{name}:{self.headers[name.title() if name == 'host' else name].strip()}"
                 for name in signed]
        canonical = "\n".join([self.method, path, query, *lines, "", ";".join(signed), payload])
        scope = f"{at:%Y%m%d}/{self.region}/{self.service}/aws4_request"
        text = "\n".join(["AWS4-HMAC-SHA256", f"{at:%Y%m%dT%H%M%SZ}", scope,
                          hashlib.sha256(canonical.encode()).hexdigest()])
        key = ("AWS4" + keys[1]).encode()
        for part in scope.split("/"):
            key = mac(key, part)
        return scope, hmac.new(key, text.encode(), hashlib.sha256).hexdigest()

    def sign(self, keys=ALICE, ago=0):
        at = now(ago)
        payload = hashlib.sha256(self.body.encode()).hexdigest()
        self.headers["x-amz-date"] = f"{at:%Y%m%dT%H%M%SZ}"
        self.headers["x-amz-content-sha256"] = payload
        if keys[2]:
            self.headers["x-amz-security-token"] = keys[2]
        signed = sorted(["host"] + [n for n in self.headers if n.startswith("x-amz-")])
        scope, signature = self.signature(keys, at, signed, payload)
        self.headers["Authorization"] = (
            f"AWS4-HMAC-SHA256 Credential={keys[0]}/{scope}, SignedHeaders={';'.join(signed)}, "
            f"Signature={signature}")
        return self

    def presign(self, keys=ALICE, ago=0, expires=60):
        at = now(ago)
        scope = f"{at:%Y%m%d}/{self.region}/{self.service}/aws4_request"
        self.query += [("X-Amz-Algorithm", "AWS4-HMAC-SHA256"),
                       ("X-Amz-Credential", f"{keys[0]}/{scope}"),
                       ("X-Amz-Date", f"{at:%Y%m%dT%H%M%SZ}"), ("X-Amz-Expires", str(expires)),
                       ("X-Amz-SignedHeaders", "host")]
        payload = ("UNSIGNED-PAYLOAD" if self.service == "s3"
                   else hashlib.sha256(b"").hexdigest())
        self.query.append(("X-Amz-Signature", self.signature(keys, at, ["host"], payload)[1]))
        return self


class Attacks(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.directory = tempfile.TemporaryDirectory()
        path = os.path.join(cls.directory.name, "keys.yaml")
        with open(path, "w", encoding="utf-8") as file:
            json.dump(CREDENTIALS, file)  # JSON is YAML
        cls.server = Server(BINARY, "--auth", "sigv4", "--iam", "enforce", "--credentials", path,
                            "--control-token", TOKEN)
        cls.server.start()
        cls.must(Request("s3", "PUT", "/shared").sign(ROOT))
        cls.must(Request("s3", "PUT", "/private").sign(ROOT))
        cls.must(Request("s3", "PUT", "/private/key", body="secret").sign(ROOT))

    @classmethod
    def tearDownClass(cls):
        cls.server.stop()
        cls.directory.cleanup()

    @classmethod
    def send(cls, request, extra=()):
        """Status, code of the error if there is one, and the body."""
        connection = http.client.HTTPConnection("127.0.0.1", cls.server.port, timeout=30)
        connection.putrequest(request.method, request.target(), skip_host=True,
                              skip_accept_encoding=True)
        for name, value in [*request.headers.items(), *extra]:
            connection.putheader(name, value)
        body = request.body.encode()
        if body or request.method in ("POST", "PUT"):
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body)
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        connection.close()
        found = re.search(r"<Code>(.*?)</Code>", text) or re.search(r'"__type":"(.*?)"', text)
        code = found.group(1) if found else answer.getheader("x-amzn-ErrorType")
        return answer.status, code, text

    @classmethod
    def must(cls, request):
        status, code, text = cls.send(request)
        assert status == 200, (code, text)
        return text

    def code(self, request, extra=()):
        return self.send(request, extra)[1]

    # ---- Signatures

    def test_nobody_gets_in_without_a_signature(self):
        body = "Action=DescribeImages&Version=2016-11-15"
        self.assertEqual(self.code(Request("ec2", body=body)), "MissingAuthenticationToken")
        self.assertEqual(self.code(Request("sts", body="Action=GetCallerIdentity")),
                         "MissingAuthenticationToken")
        for named in ("AWSAccessKeyId=AKIAROOT", "X-Amz-Credential=AKIAROOT%2F20260101%2Fus-east-1"
                      "%2Fec2%2Faws4_request"):
            self.assertNotEqual(self.send(Request("ec2", body=body + "&" + named))[0], 200)
        self.assertEqual(self.send(Request("s3", "GET", "/private/key"))[0], 403)
        for service, path in (("rbin", "/rules"), ("dlm", "/policies")):
            self.assertNotEqual(self.send(Request(service, "GET", path))[0], 200)

    def test_a_signature_is_for_one_service(self):
        # The scope says sts, so EC2's operations are none of it, whatever the host says.
        request = Request("sts", body="Action=DescribeImages&Version=2016-11-15")
        request.headers["Host"] = "ec2.us-east-1.amazonaws.com"
        self.assertEqual(self.code(request.sign()), "InvalidAction")
        # A scope that was changed afterwards is not the one that was signed.
        request = Request("sts", body="Action=DescribeImages&Version=2016-11-15").sign()
        request.headers["Authorization"] = request.headers["Authorization"].replace(
            "/sts/", "/ec2/")
        self.assertEqual(self.code(request), "AuthFailure")

    def test_a_signature_is_for_one_region(self):
        request = Request("ec2", body="Action=DescribeRegions&Version=2016-11-15").sign()
        request.headers["Authorization"] = request.headers["Authorization"].replace(
            "/us-east-1/", "/eu-west-1/")
        self.assertEqual(self.code(request), "AuthFailure")

    def test_a_body_cannot_be_changed(self):
        request = Request("ec2", body="Action=DescribeRegions&Version=2016-11-15").sign()
        self.assertEqual(self.send(request)[0], 200)
        request.body = "Action=DescribeImages&Version=2016-11-15"
        self.assertEqual(self.code(request), "AuthFailure")
        request = Request("s3", "PUT", "/shared/alice/a", body="good").sign()
        request.body = "evil"
        self.assertEqual(self.code(request), "XAmzContentSHA256Mismatch")

    def test_parameters_cannot_be_added_in_another_place(self):
        request = Request("ec2", body="Action=DescribeRegions&Version=2016-11-15").sign()
        request.query.append(("RegionName.1", "eu-west-1"))
        self.assertEqual(self.code(request), "AuthFailure")
        presigned = Request("ec2", "GET", query=[("Action", "DescribeRegions"),
                                                 ("Version", "2016-11-15")]).presign()
        self.assertEqual(self.send(presigned)[0], 200)
        presigned.body, presigned.method = "DryRun=true", "POST"
        self.assertEqual(self.code(presigned), "AuthFailure")
        presigned.method = "GET"
        self.assertEqual(self.code(presigned, [("Content-Length", "11")]), "AuthFailure")

    def test_old_signatures_expire(self):
        body = "Action=DescribeRegions&Version=2016-11-15"
        self.assertEqual(self.code(Request("ec2", body=body).sign(ago=16 * 60)), "RequestExpired")
        self.assertEqual(self.code(Request("ec2", body=body).sign(ago=-16 * 60)), "RequestExpired")
        url = Request("s3", "GET", "/private/key").presign(ROOT, ago=61, expires=60)
        self.assertEqual(self.send(url)[:2], (403, "AccessDenied"))
        self.assertEqual(self.send(Request("s3", "GET", "/private/key").presign(ROOT))[0], 200)
        longer = Request("s3", "GET", "/private/key").presign(ROOT, ago=61, expires=60)
        longer.query = [(k, "600" if k == "X-Amz-Expires" else v) for k, v in longer.query]
        self.assertEqual(self.code(longer), "SignatureDoesNotMatch")

    def test_a_presigned_url_is_for_one_thing(self):
        for change in (lambda r: setattr(r, "method", "DELETE"),
                       lambda r: setattr(r, "path", "/private/other"),
                       lambda r: r.query.append(("acl", "")),
                       lambda r: r.headers.update(Host="evil.example")):
            url = Request("s3", "GET", "/private/key").presign(ROOT)
            change(url)
            self.assertEqual(self.code(url), "SignatureDoesNotMatch")
        put = Request("s3", "PUT", "/shared/alice/b").presign()
        self.assertEqual(self.code(put, [("x-amz-copy-source", "/private/key")]), "AccessDenied")

    def test_headers_cannot_be_smuggled(self):
        def signed():
            return Request("kms", headers={
                "X-Amz-Target".lower(): "TrentService.ListKeys",
                "Content-Type": "application/x-amz-json-1.1"}, body="{}").sign(ROOT)
        self.assertEqual(self.send(signed())[0], 200)
        self.assertNotEqual(
            self.send(signed(), [("X-Amz-Target", "TrentService.CreateKey")])[0], 200)
        request = signed()
        request.headers["x-amz-target"] = "TrentService.CreateKey"
        self.assertEqual(self.code(request), "InvalidSignatureException")
        for extra in ([("X-Amz-Date", "20200101T000000Z")], [("Host", "evil.example")],
                      [("X-Amz-Security-Token", "x")],
                      [("Authorization", "AWS4-HMAC-SHA256 Credential=AKIAALICE/x")]):
            self.assertNotEqual(self.send(signed(), extra)[0], 200, extra)

    def test_two_ways_to_sign_are_one_too_many(self):
        request = Request("s3", "GET", "/private/key").presign(ROOT)
        request.headers["Authorization"] = Request(
            "s3", "GET", "/private/key").sign(ALICE).headers["Authorization"]
        self.assertNotEqual(self.send(request)[0], 200)

    # ---- Buckets

    def test_hosts_and_paths_name_one_bucket(self):
        # The host says which bucket; the path is then a key of it, whatever it looks like.
        for host, path in (("shared.s3.us-east-1.amazonaws.com", "/private/key"),
                           ("private.s3.us-east-1.amazonaws.com", "/key"),
                           ("private.s3.localhost", "/key"),
                           ("s3.us-east-1.amazonaws.com", "/private/key"),
                           ("s3.us-east-1.amazonaws.com", "//private/key"),
                           ("s3.us-east-1.amazonaws.com", "/shared/../private/key"),
                           ("s3.us-east-1.amazonaws.com", "/%70rivate/key"),
                           ("s3.us-east-1.amazonaws.com", "/shared/alice/../../private/key")):
            request = Request("s3", "GET", path)
            request.headers["Host"] = host
            status, code, text = self.send(request.sign())
            self.assertNotEqual(status, 200, (host, path))
            self.assertNotIn("secret", text)

    def test_a_copy_reads_only_what_may_be_read(self):
        for source in ("/private/key", "private/key", "%2Fprivate%2Fkey",
                       "/private/key?versionId=null", "/shared/alice/../../private/key"):
            request = Request("s3", "PUT", "/shared/alice/copy",
                              headers={"x-amz-copy-source": source}).sign()
            self.assertIn(self.send(request)[:2], ((403, "AccessDenied"), (404, "NoSuchKey")))

    def test_a_list_of_deletions_is_looked_at_one_by_one(self):
        def deleting(*keys):
            objects = "".join(f"<Object><Key>{key}</Key></Object>" for key in keys)
            body = f"<Delete>{objects}</Delete>"
            return Request("s3", "POST", "/shared", query=[("delete", "")], body=body).sign()
        self.assertEqual(self.send(deleting("alice/a", "alice/b"))[0], 200)
        self.assertEqual(self.code(deleting("alice/a", "bob/b")), "AccessDenied")

    # ---- Policies

    def test_a_list_in_another_spelling_is_the_same_list(self):
        volume = "vol-0123456789abcdef0"
        for spelling in (f"ResourceId.1={volume}", f"ResourceId.7={volume}",
                         f"ResourceId.2={volume}&ResourceId.1=ami-0123456789abcdef0",
                         f"ResourceId.member.1={volume}", f"%52esourceId.1={volume}",
                         f"ResourceId.1=vol%2D0123456789abcdef0", f"ResourceId.01={volume}"):
            request = Request("ec2", body=f"Action=DeleteTags&Version=2016-11-15&{spelling}").sign()
            self.assertEqual(self.code(request), "UnauthorizedOperation", spelling)
        for spelling in (f"ResourceId={volume}", f"resourceid.1={volume}",
                         f"ResourceId.x={volume}", f"ResourceId.1=i-1&ResourceId.1={volume}"):
            request = Request("ec2", body=f"Action=DeleteTags&Version=2016-11-15&{spelling}").sign()
            self.assertIn(self.code(request), ("MissingParameter", "UnknownParameter",
                                               "MalformedQueryString"), spelling)

    def test_a_session_cannot_shed_its_policy(self):
        def credentials(text):
            return tuple(re.search(f"<{name}>(.*?)</{name}>", text).group(1)
                         for name in ("AccessKeyId", "SecretAccessKey", "SessionToken"))
        trust = {"Version": "2012-10-17", "Statement": [
            {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": ACCOUNT}}]}
        document = quote(json.dumps(trust))
        allow = quote(json.dumps({"Version": "2012-10-17", "Statement": [ALLOW_ALL]}))
        self.must(Request("iam", body="Action=CreateRole&RoleName=maker&AssumeRolePolicyDocument="
                          + document).sign(ROOT))
        self.must(Request("iam", body="Action=PutRolePolicy&RoleName=maker&PolicyName=p"
                          "&PolicyDocument=" + allow).sign(ROOT))
        narrow = quote(json.dumps({"Version": "2012-10-17", "Statement": [
            {"Effect": "Allow", "Action": ["ec2:DescribeRegions", "sts:*"], "Resource": "*"}]}))
        assume = (f"Action=AssumeRole&RoleArn=arn%3Aaws%3Aiam%3A%3A{ACCOUNT}%3Arole%2Fmaker"
                  "&RoleSessionName=run")
        keys = credentials(self.must(Request("sts", body=assume + "&Policy=" + narrow).sign()))
        regions = "Action=DescribeRegions&Version=2016-11-15"
        self.assertEqual(self.send(Request("ec2", body=regions).sign(keys))[0], 200)
        images = "Action=DescribeImages&Version=2016-11-15"
        self.assertEqual(self.code(Request("ec2", body=images).sign(keys)), "UnauthorizedOperation")
        for body in ("Action=GetSessionToken", "Action=GetFederationToken&Name=bob"):
            self.assertEqual(self.code(Request("sts", body=body).sign(keys)), "AccessDenied", body)
        # The token is part of the key.
        for token in (None, "", keys[2][:-1] + "x", keys[2].lower()):
            other = (keys[0], keys[1], token)
            self.assertEqual(self.code(Request("ec2", body=regions).sign(other)), "AuthFailure")

    # ---- The control API

    def test_the_control_api_wants_its_token(self):
        for path in ("/_amilocal", "/_amilocal/", "/_amilocal/tasks", "/_amilocal/events",
                     "/_amilocal/health/../tasks", "/_amilocal//tasks", "/moto-api/reset"):
            for authorization in (None, "", "Bearer", "Bearer ", "Bearer control-secre",
                                  "Bearer control-secret2", "bearer control-secret",
                                  "Basic " + TOKEN, TOKEN):
                for method in ("GET", "POST", "DELETE"):
                    request = Request("ec2", method, path)
                    request.headers = {"Host": "localhost"}
                    if authorization is not None:
                        request.headers["Authorization"] = authorization
                    self.assertIn(self.send(request)[0], (401, 403), (method, path, authorization))
        request = Request("ec2", "GET", "/_amilocal/tasks")
        request.headers = {"Host": "localhost", "Authorization": "Bearer " + TOKEN}
        self.assertEqual(self.send(request)[0], 200)
        request.headers["Origin"] = "https://evil.example"
        self.assertEqual(self.send(request)[0], 403)


if __name__ == "__main__":
    unittest.main()
