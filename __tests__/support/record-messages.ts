import { randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type * as messages from "../../constructs/private/message";
import type * as rules from "../../constructs/private/rules";

// Runs before each file of tests, and notes which messages the library declares in it, which of them it says, and of
// which rules it says that a value does not follow them.

type Messages = typeof messages;
type Said = (...args: never[]) => unknown;

const declared = new Set<string>();
const said = new Set<string>();

jest.mock("../../constructs/private/message", () => {
  const actual = jest.requireActual<Messages>("../../constructs/private/message");
  const { RULES, BOUNDS } = jest.requireActual<typeof rules>("../../constructs/private/rules");
  const keys = new Map<unknown, string>(
    Object.entries({ RULES, BOUNDS }).flatMap(([table, all]) =>
      Object.entries(all).map(([name, rule]) => [rule, `${table}.${name}`] as const),
    ),
  );
  for (const key of keys.values()) declared.add(key);
  let shown = false;
  const recorded =
    (declare: Said) => (declaration: { code?: string; cure: string; says: Said }) => {
      const key = declaration.code ?? declaration.cure;
      declared.add(key);
      const says: Said = (...args) => {
        if (!shown)
          for (const one of [key, ...args.flatMap((arg) => keys.get(arg) ?? [])]) said.add(one);
        return declaration.says(...args);
      };
      const message = declare({ ...declaration, says } as never);
      const entry = actual.MESSAGES[actual.MESSAGES.length - 1] as { sample: () => string };
      const { sample } = entry;
      entry.sample = () => {
        shown = true;
        try {
          return sample();
        } finally {
          shown = false;
        }
      };
      return message;
    };
  const { problem, refusal, finding, warning, condition } = actual;
  const kinds = Object.entries({ problem, refusal, finding, warning, condition });
  return {
    ...actual,
    ...Object.fromEntries(kinds.map(([name, declare]) => [name, recorded(declare as Said)])),
  };
});

afterAll(() => {
  const folder = process.env.MESSAGES_SAID;
  // What a random program meets, the next one may not.
  const isRandom = expect.getState().testPath?.endsWith(".property.test.ts");
  if (!folder || declared.size === 0 || isRandom) return;
  writeFileSync(
    join(folder, `${randomUUID()}.json`),
    JSON.stringify({ declared: [...declared], said: [...said] }),
  );
});
