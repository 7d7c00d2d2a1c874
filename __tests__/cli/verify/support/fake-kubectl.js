#!/usr/bin/env node
// kubectl, as far as verify calls it: it answers from `cluster.json` in the folder of FAKE_KUBECTL and
// keeps a log of its calls there. Dry runs get what the webhook would put in.
"use strict";

const { Buffer } = require("node:buffer");
const { appendFileSync, readFileSync } = require("node:fs");
const { join } = require("node:path");

const folder = process.env.FAKE_KUBECTL;
const cluster = JSON.parse(readFileSync(join(folder, "cluster.json"), "utf8"));
const args = process.argv
  .slice(2)
  .filter((arg) => !/^--(context|kubeconfig|request-timeout)=/.test(arg));
appendFileSync(join(folder, "calls.jsonl"), `${JSON.stringify(process.argv.slice(2))}\n`);

const print = (value) => process.stdout.write(`${JSON.stringify(value, null, 4)}\n`);
const option = (name) => {
  const at = args.indexOf(name);
  const joined = args.find((arg) => arg.startsWith(`${name}=`));
  return joined ? joined.slice(name.length + 1) : at < 0 ? undefined : args[at + 1];
};

function refuse(text) {
  process.stderr.write(`Error from server (Forbidden): ${text}\n`);
  process.exitCode = 1;
}

function get() {
  if (args[1] === "--raw") {
    const answer = cluster.raw[args[2]];
    return answer ? print(answer) : refuse(`forbidden: User "x" cannot get path "${args[2]}"`);
  }
  const namespace = option("--namespace");
  const wanted = args[1].split(",").map((one) => one.split(".")[0]);
  for (const resource of wanted.filter((one) => cluster.forbidden.includes(one))) {
    refuse(`${resource} is forbidden: User "x" cannot list resource "${resource}" in API group ""`);
  }
  const items = wanted
    .filter((one) => !cluster.forbidden.includes(one))
    .flatMap((one) => cluster.items[one] ?? [])
    .filter(
      ({ metadata }) => !namespace || !metadata.namespace || metadata.namespace === namespace,
    );
  if (cluster.garbled) process.stdout.write(cluster.garbled);
  else print({ apiVersion: "v1", kind: "List", items });
}

function inject(pod) {
  if (pod.metadata.labels?.["azure.workload.identity/use"] !== "true") return pod;
  const account = cluster.items.serviceaccounts.find(
    ({ metadata }) =>
      metadata.namespace === pod.metadata.namespace &&
      metadata.name === pod.spec.serviceAccountName,
  );
  const client = account?.metadata.annotations?.["azure.workload.identity/client-id"];
  const put = (env = []) => [
    ...env,
    ...(client ? [{ name: "AZURE_CLIENT_ID", value: client }] : []),
    { name: "AZURE_TENANT_ID", value: cluster.tenant },
  ];
  const serviceAccountToken = { audience: "api://AzureADTokenExchange", path: "token" };
  return {
    ...pod,
    spec: {
      ...pod.spec,
      containers: pod.spec.containers.map((one) => ({ ...one, env: put(one.env) })),
      volumes: [
        ...(pod.spec.volumes ?? []),
        { name: "token", projected: { sources: [{ serviceAccountToken }] } },
      ],
    },
  };
}

function create() {
  if (args[1] === "token") {
    if (cluster.forbidden.includes("serviceaccounts/token")) {
      return refuse(
        'serviceaccounts "x" is forbidden: cannot create resource "serviceaccounts/token"',
      );
    }
    const sub = `system:serviceaccount:${option("--namespace")}:${args[2]}`;
    const claims = { iss: cluster.issuer, sub, aud: [option("--audience")] };
    const parts = [{ alg: "RS256" }, claims].map((one) =>
      Buffer.from(JSON.stringify(one)).toString("base64url"),
    );
    return process.stdout.write(`${parts.join(".")}.${cluster.signature}\n`);
  }
  for (const pod of JSON.parse(readFileSync(0, "utf8")).items) {
    const refusal = cluster.refusals?.[pod.spec.serviceAccountName];
    if (!refusal) print(inject(pod));
    else {
      process.stderr.write(`Error from server: error when creating "STDIN": ${refusal}\n`);
      process.exitCode = 1;
    }
  }
}

const COMMANDS = {
  config: () => print({ clusters: [{ cluster: { server: cluster.server } }] }),
  get,
  create,
  auth: () => process.stdout.write(cluster.forbidden.includes("create pods") ? "no\n" : "yes\n"),
  logs: () => process.stdout.write(cluster.logs ?? ""),
};

if (cluster.unreachable) {
  process.stderr.write("Unable to connect to the server: dial tcp: no such host\n");
  process.exitCode = 1;
} else COMMANDS[args[0]]();
