import { runExample } from "./support/run-example";
import { addresses, type StackJson } from "./support/synth";

// The suite runs with bindings of several versions of the providers: the addresses are the same with all.
// What changes here moves what users have: CHANGELOG.md says so, with the way to upgrade a state.
test.each([
  "cross-tenant",
  "estate",
  "existing-vault",
  "gitops-flux",
  "production-cluster",
  "services",
])("the Terraform addresses of the example %s stay what they are", (example) => {
  const stacks = Object.entries(runExample(`${example}.ts`));
  expect(
    stacks.map(([name, json]) => [name, addresses(JSON.parse(json) as StackJson)]),
  ).toMatchSnapshot();
});
