// Tests that deploy with the real providers to a real API server, and to Azure as a simulator plays it.
/** @type {import("jest").Config} */
module.exports = {
  testEnvironment: "node",
  reporters: ["default", "<rootDir>/__tests__/support/closing-line.js"],
  testMatch: ["<rootDir>/__tests__/real/**/*.test.ts"],
  moduleNameMapper: { "^cdktf-aks-workload-identity$": "<rootDir>/constructs" },
  transform: { "^.+\\.ts$": ["ts-jest", { diagnostics: false }] },
  testTimeout: 1_800_000,
  maxWorkers: 1,
  verbose: true,
};
