import { randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type * as messages from "../../constructs/private/message";

// Runs before each file of tests, and notes which messages the library declares in it, and which of them it says.

type Messages = typeof messages;
type Said = (...args: never[]) => unknown;

const declared = new Set<string>();
const said = new Set<string>();

jest.mock("../../constructs/private/message", () => {
  const actual = jest.requireActual<Messages>("../../constructs/private/message");
  let shown = false;
  const recorded =
    (declare: Said) => (declaration: { code?: string; cure: string; says: Said }) => {
      const key = declaration.code ?? declaration.cure;
      declared.add(key);
      const says: Said = (...args) => {
        if (!shown) said.add(key);
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
  if (!folder || declared.size === 0) return;
  writeFileSync(
    join(folder, `${randomUUID()}.json`),
    JSON.stringify({ declared: [...declared], said: [...said] }),
  );
});
