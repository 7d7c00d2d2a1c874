// What nobody has run with real parts yet, and what it would take.
test.skip.each([
  ["the tutorial raised to azurerm 5", "stacks of its bindings, which the package for cdktn has"],
  ["the command adopt", "the command"],
])("%s [skipped, missing: %s]", () => undefined);
