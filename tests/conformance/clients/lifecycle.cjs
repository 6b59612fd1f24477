// The life of an image by the AWS SDK for JavaScript v3, with its own waiters and paginators:
// node lifecycle.cjs ENDPOINT. Prints each answer, one JSON object a line.
"use strict";

const sdk = require("@aws-sdk/client-ec2");

const [owner, other] = ["111111111111", "111122223333"];
const maxWaitTime = 60; // seconds

function client(account = owner, region = "us-east-1") {
  return new sdk.EC2Client({
    endpoint: process.argv[2], region, maxAttempts: 1,
    credentials: { accessKeyId: account, secretAccessKey: "x" },
  });
}

async function call(ec2, operation, input) {
  const answer = await ec2.send(new sdk[`${operation}Command`](input));
  delete answer.$metadata;
  console.log(JSON.stringify({ operation, answer }));
  return answer;
}

async function refused(ec2, operation, input) {
  try {
    await ec2.send(new sdk[`${operation}Command`](input));
  } catch (error) {
    console.log(JSON.stringify({ operation, error: error.name, message: error.message }));
    return;
  }
  throw new Error(`${operation} went through`);
}

async function newestPublicImage(ec2) {
  const images = [];
  const pages = sdk.paginateDescribeImages({ client: ec2, pageSize: 5 }, {
    Owners: ["amazon"], Filters: [{ Name: "name", Values: ["al2023-ami-2023.*-x86_64"] }] });
  for await (const page of pages) images.push(...(page.Images ?? []));
  images.sort((a, b) => (a.CreationDate < b.CreationDate ? -1 : 1));
  console.log(JSON.stringify({ operation: "paginated", answer: images.map((i) => i.Name) }));
  return images[images.length - 1].ImageId;
}

async function main() {
  const ec2 = client();
  const there = client(owner, "eu-west-1");
  const source = await newestPublicImage(ec2);
  const launched = await call(ec2, "RunInstances", {
    ImageId: source, InstanceType: "t3.micro", MinCount: 1, MaxCount: 1, ClientToken: "once" });
  const instance = launched.Instances[0].InstanceId;
  await sdk.waitUntilInstanceRunning({ client: ec2, maxWaitTime }, { InstanceIds: [instance] });
  await call(ec2, "DescribeInstances", { InstanceIds: [instance] });

  const image = (await call(ec2, "CreateImage", {
    InstanceId: instance, Name: "golden", Description: "made of it" })).ImageId;
  await sdk.waitUntilImageAvailable({ client: ec2, maxWaitTime }, { ImageIds: [image] });
  const made = await call(ec2, "DescribeImages", { ImageIds: [image] });
  const snapshot = made.Images[0].BlockDeviceMappings[0].Ebs.SnapshotId;
  await call(ec2, "DescribeSnapshots", { SnapshotIds: [snapshot] });

  const copy = (await call(there, "CopyImage", {
    SourceImageId: image, SourceRegion: "us-east-1", Name: "golden" })).ImageId;
  await sdk.waitUntilImageAvailable({ client: there, maxWaitTime }, { ImageIds: [copy] });
  await call(there, "DescribeImages", { ImageIds: [copy] });

  await refused(client(other), "DescribeImages", { ImageIds: [image] });
  await call(ec2, "ModifyImageAttribute", {
    ImageId: image, LaunchPermission: { Add: [{ UserId: other }] } });
  await call(ec2, "DescribeImageAttribute", { ImageId: image, Attribute: "launchPermission" });
  await call(client(other), "DescribeImages", { ImageIds: [image] });

  await call(ec2, "DeregisterImage", { ImageId: image, DeleteAssociatedSnapshots: true });
  await call(ec2, "DescribeImages", { Owners: ["self"] });
  await refused(ec2, "DescribeSnapshots", { SnapshotIds: [snapshot] });
  await refused(ec2, "DeregisterImage", { ImageId: image });
  await call(ec2, "TerminateInstances", { InstanceIds: [instance] });
  await sdk.waitUntilInstanceTerminated({ client: ec2, maxWaitTime }, { InstanceIds: [instance] });
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
