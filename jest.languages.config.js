// Tests that run programs of other languages with the packages that jsii makes for them.
/** @type {import("jest").Config} */
module.exports = {
  testEnvironment: "node",
  globalSetup: "<rootDir>/__tests__/support/build.ts",
  reporters: ["default", "<rootDir>/__tests__/support/closing-line.js"],
  testMatch: ["<rootDir>/__tests__/languages/**/*.test.ts"],
  transform: { "^.+\\.ts$": ["ts-jest", { diagnostics: false }] },
  testTimeout: 1_200_000,
  maxWorkers: 1,
  verbose: true,
};
