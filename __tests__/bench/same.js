// Whether two synthesized apps ask Terraform for the same. Each program has addresses of its own, and
// names the outputs between its stacks after them; both are replaced by the names of the resources.
"use strict";

const { deepStrictEqual } = require("node:assert");
const { readdirSync, readFileSync } = require("node:fs");
const { join } = require("node:path");

/** The stacks of an app by name, without cdktf's notes. */
function readStacks(outdir) {
  const withoutNotes = (key, value) => (key === "//" ? undefined : value);
  return readdirSync(join(outdir, "stacks")).map((name) => {
    const text = readFileSync(join(outdir, "stacks", name, "cdk.tf.json"), "utf8");
    return { name, ...JSON.parse(text, withoutNotes) };
  });
}

/** The resources and data sources of a stack, with the name that a program gave and that it may not choose. */
function blocksOf({ resource, data }) {
  const blocks = (kinds = {}, prefix) =>
    Object.entries(kinds).flatMap(([type, bodies]) =>
      Object.entries(bodies).map(([id, body]) => ({
        type: `${prefix}${type}`,
        address: `${prefix}${type}.${id}`,
        name: body.name ?? body.metadata?.name ?? id,
        body,
      })),
    );
  return [...blocks(resource, ""), ...blocks(data, "data.")];
}

/** How many blocks of each type an app has. */
function countTypes(outdir) {
  const counts = {};
  for (const { type } of readStacks(outdir).flatMap(blocksOf)) {
    counts[type] = (counts[type] ?? 0) + 1;
  }
  return counts;
}

/** An app without addresses, and with what crosses the stacks in place of the outputs' names. */
function describe(outdir) {
  const stacks = readStacks(outdir);
  const names = new Map(
    stacks
      .flatMap(blocksOf)
      .filter(({ type }) => type !== "data.terraform_remote_state")
      .map(({ type, address, name }) => [address, `${type}<${name}>`]),
  );
  const outputs = new Map(
    stacks.flatMap(({ output = {} }) =>
      Object.entries(output).map(([id, { value }]) => [id, value.slice(2, -1)]),
    ),
  );
  const plain = (text) =>
    text
      .replace(/data\.terraform_remote_state\.[\w-]+\.outputs\.([\w-]+)/g, (found, id) =>
        outputs.has(id) ? `other stack: ${outputs.get(id)}` : found,
      )
      .replace(/(data\.)?\b\w+\.[\w-]+/g, (found) => names.get(found) ?? found);
  const plainly = (value) =>
    JSON.parse(JSON.stringify(value), (_key, entry) =>
      typeof entry === "string" ? plain(entry) : entry,
    );
  return stacks.map((stack) => ({
    name: stack.name,
    terraform: stack.terraform,
    provider: plainly(stack.provider),
    blocks: blocksOf(stack)
      .map(({ type, name, body }) => ({ type, name, body: plainly(body) }))
      .sort((one, other) => (key(one) < key(other) ? -1 : 1)),
    outputs: Object.values(stack.output ?? {})
      .map(({ value, sensitive }) => ({ value: plain(value), sensitive }))
      .sort((one, other) => (one.value < other.value ? -1 : 1)),
  }));
}

function key({ type, name }) {
  return `${type}<${name}>`;
}

/** Throws unless both apps ask Terraform for the same. Returns how many blocks of each type. */
function assertSame(one, other) {
  const counts = countTypes(one);
  deepStrictEqual(countTypes(other), counts);
  deepStrictEqual(describe(other), describe(one));
  return counts;
}

module.exports = { assertSame };
