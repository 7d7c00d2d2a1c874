// The test that builds another commit, to compare the public API with it.
/** @type {import("jest").Config} */
module.exports = {
  testEnvironment: "node",
  globalSetup: "<rootDir>/__tests__/support/build.ts",
  reporters: ["default", "<rootDir>/__tests__/support/closing-line.js"],
  testMatch: ["<rootDir>/__tests__/release/compat.test.ts"],
  transform: { "^.+\\.ts$": ["ts-jest", { diagnostics: false }] },
  testTimeout: 300_000,
  verbose: true,
};
