import { distance } from "../constructs/private/suggestions";

/** The value of the secret, which Terraform reads and the app never sees. */
const SECRET_VALUE = "TF_VAR_keyvault_secret_value";

/** Names with these beginnings are the app's own. */
const OWN = /^(KEYVAULT|EXISTING|BACKEND)_/;

/** What Microsoft's tutorials export for `az` and for pods. */
const OF_TUTORIALS = ["KEYVAULT_URL", "KEYVAULT_RESOURCE_ID", "KEYVAULT_SCOPE"];

/** What Kubernetes tells a pod of a Service, in a pipeline that runs as one: `BACKEND_SERVICE_HOST`. */
const OF_SERVICES =
  /_SERVICE_(HOST|PORT(_\w+)?)$|_PORT(_\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)?$/;

/**
 * Tells which variables were meant for the app and are none of its own: names that look like one, and names
 * that begin like the app's. Values are never looked at, since they may be secrets.
 */
export function unknownVariables(given: Iterable<string>, known: readonly string[]): string[] {
  const names = [...given];
  const meant = new Map(known.map((name) => [name, name]));
  for (const name of [SECRET_VALUE, SECRET_VALUE.replace("TF_VAR_", "")]) {
    meant.set(name.toUpperCase(), SECRET_VALUE);
  }
  const wrong = names.flatMap((name) => {
    if (known.includes(name) || name === SECRET_VALUE || OF_TUTORIALS.includes(name)) return [];
    const near = [...meant].find(([variable]) => isSlipOf(name.toUpperCase(), variable))?.[1];
    if (near) return [`  ${name}: not a variable of the app, did you mean ${near}?`];
    const [own] = OWN.exec(name) ?? [];
    if (!own || OF_SERVICES.test(name)) return [];
    const siblings = known.filter((variable) => variable.startsWith(own));
    return [`  ${name}: not a variable of the app, whose ${own}… are ${siblings.join(", ")}`];
  });
  const [first] = wrong;
  if (first === undefined) return [];
  const [name] = first.trim().split(":");
  return [
    ...wrong,
    `  What is another program's can be kept from the app: env -u ${name} npm run …`,
  ];
}

/** Whether a name is likely a known one with a slip of the fingers. A longer name is another name. */
function isSlipOf(name: string, known: string): boolean {
  const lettersOf = (text: string) => text.replace(/[^A-Z0-9]/g, "");
  const [letters, wanted] = [lettersOf(name), lettersOf(known)];
  if (letters === wanted) return true;
  if (name.startsWith(`${known}_`) || name.endsWith(`_${known}`)) return false;
  if (name.replace(/\d+$/, "") === known) return false;
  const [words, wantedWords] = [name.split("_"), known.split("_")];
  if (wantedWords.length === 1) {
    // One word is everybody's: many a program has IMAGES.
    return name !== `${known}S` && name[0] === known[0] && slips(name, known) <= 1;
  }
  if (words.length !== wantedWords.length) return slips(letters, wanted) <= 1;
  let sum = 0;
  for (const [n, word] of wantedWords.entries()) {
    const count = slips(words[n] ?? "", word);
    if (count > (word.length > 5 ? 2 : word.length > 2 ? 1 : 0)) return false;
    sum += count;
  }
  return sum <= 2;
}

/** How many characters are wrong; two that changed places are one slip. */
function slips(word: string, wanted: string): number {
  const sorted = (text: string) => [...text].sort().join("");
  const count = distance(word, wanted);
  return count === 2 && sorted(word) === sorted(wanted) ? 1 : count;
}
