import fc from "fast-check";
import { parse } from "yaml";
import { yamlOf, yamlText, type YamlValue } from "../../../constructs/private/yaml";

test("it is written as Terraform's yamlencode does", () => {
  expect(
    yamlText({
      text: "a: b # c",
      list: ["x", "y"],
      items: [{ k: "v", flag: true }, { k: "w" }],
      nested: [["a"], ["b"]],
      emptyMap: {},
      emptyList: [],
      blocks: ["a\nb\n"],
      block: "line1\nline2\n",
      open: "l1\nl2",
      quoted: 'say "hi" \\ é\ttab',
      left: undefined,
    }),
  ).toBe(
    [
      '"block": |',
      "  line1",
      "  line2",
      '"blocks":',
      "- |",
      "  a",
      "  b",
      '"emptyList": []',
      '"emptyMap": {}',
      '"items":',
      '- "flag": true',
      '  "k": "v"',
      '- "k": "w"',
      '"list":',
      '- "x"',
      '- "y"',
      '"nested":',
      '- - "a"',
      '- - "b"',
      '"open": |-',
      "  l1",
      "  l2",
      '"quoted": "say \\"hi\\" \\\\ é\\ttab"',
      '"text": "a: b # c"',
      "",
    ].join("\n"),
  );
});

test("whatever is written is read again", () => {
  const key = fc.string().filter((text) => text !== "__proto__" && text !== "<<");
  const text = fc.oneof(
    fc.string(),
    fc.constantFrom("yes", "1", "a\nb", "a\n\n b\n", "\n", " a\nb"),
  );
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      text,
      fc.boolean(),
      fc.array(tie("value"), { maxLength: 3 }),
      fc.dictionary(key, tie("value"), { maxKeys: 3 }),
    ),
  }));
  fc.assert(
    fc.property(fc.dictionary(key, value), (document) => {
      expect(parse(yamlText(document as YamlValue))).toEqual(JSON.parse(JSON.stringify(document)));
    }),
  );
});

test("what is all known is text, without Terraform", () => {
  expect(yamlOf({ a: "b" })).toBe('"a": "b"\n');
});
