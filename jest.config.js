/** @type {import("jest").Config} */
module.exports = {
  testEnvironment: "node",
  globalSetup: "<rootDir>/__tests__/support/build.ts",
  roots: ["<rootDir>/__tests__"],
  setupFilesAfterEnv: ["<rootDir>/__tests__/support/record-messages.ts"],
  reporters: [
    "default",
    "<rootDir>/__tests__/support/said-messages.js",
    "<rootDir>/__tests__/support/closing-line.js",
  ],
  testMatch: ["<rootDir>/__tests__/**/*.test.ts"],
  testPathIgnorePatterns: [
    "<rootDir>/__tests__/(stand-in|terraform|real|languages|release/compat)",
  ],
  moduleNameMapper: { "^cdktf-aks-workload-identity$": "<rootDir>/constructs" },
  transform: { "^.+\\.ts$": ["ts-jest", { diagnostics: false }] },
  // Lanes of CI run side by side.
  testTimeout: 30_000,
};
