// Whether two synthesized apps ask Terraform for the same. Each program has addresses of its own, and names
// the outputs between its stacks and the triggers of its waits after them; all are replaced by the names of
// the resources, and what has no name goes by what it is written with.
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

/** A block without the keys that a program chooses. */
function unkeyed({ triggers, ...body }) {
  return triggers ? { ...body, triggers: Object.values(triggers) } : body;
}

/** The resources and data sources of a stack, with the name that a program gave and may not choose. */
function blocksOf({ resource, data }) {
  const blocks = (kinds = {}, prefix) =>
    Object.entries(kinds).flatMap(([type, bodies]) =>
      Object.entries(bodies).map(([id, body]) => ({
        type: `${prefix}${type}`,
        address: `${prefix}${type}.${id}`,
        name: body.name ?? body.metadata?.name,
        body: unkeyed(body),
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
  const named = new Map(
    stacks.map((stack) => [
      stack.name,
      new Map(
        blocksOf(stack)
          .filter(({ type }) => type !== "data.terraform_remote_state")
          .map((block) => [block.address, block]),
      ),
    ]),
  );
  const outputs = new Map(
    stacks.flatMap(({ name, output = {} }) =>
      Object.entries(output).map(([id, { value }]) => [
        id,
        { from: name, value: value.slice(2, -1) },
      ]),
    ),
  );
  const known = new Map();
  /** What stands for an address of a stack: its type with its name, or with what it is written with. */
  const title = (stack, address) => {
    const block = named.get(stack)?.get(address);
    if (!block) return address;
    const key = `${stack} ${address}`;
    if (!known.has(key)) {
      const name = block.name ?? JSON.stringify(plainly(stack, block.body));
      known.set(key, `${block.type}<${name}>`);
    }
    return known.get(key);
  };
  const plain = (stack, text) =>
    text.replace(
      /data\.terraform_remote_state\.[\w-]+\.outputs\.([\w-]+)|(?:data\.)?\b\w+\.[\w-]+/g,
      (found, id) => {
        const output = outputs.get(id);
        return output ? `other stack: ${plain(output.from, output.value)}` : title(stack, found);
      },
    );
  const plainly = (stack, value) =>
    JSON.parse(JSON.stringify(value), (key, entry) => {
      if (key === "triggers") return [...entry].sort();
      return typeof entry === "string" ? plain(stack, entry) : entry;
    });
  return stacks.map((stack) => ({
    name: stack.name,
    terraform: stack.terraform,
    variable: stack.variable,
    provider: plainly(stack.name, stack.provider),
    blocks: blocksOf(stack)
      .filter(({ type }) => type !== "data.terraform_remote_state")
      .map(({ address }) => ({
        title: title(stack.name, address),
        body: plainly(stack.name, named.get(stack.name).get(address).body),
      }))
      .sort((one, other) => (one.title < other.title ? -1 : 1)),
    outputs: Object.values(stack.output ?? {})
      .map(({ value, sensitive }) => ({ value: plain(stack.name, value), sensitive }))
      .sort((one, other) => (one.value < other.value ? -1 : 1)),
  }));
}

/** Throws unless both apps ask Terraform for the same. Returns how many blocks of each type. */
function assertSame(one, other) {
  const counts = countTypes(one);
  try {
    deepStrictEqual(countTypes(other), counts);
    deepStrictEqual(describe(other), describe(one));
  } catch ({ message }) {
    throw new Error(message.split("\n").slice(0, 60).join("\n"));
  }
  return counts;
}

module.exports = { assertSame };
