// Tests that run terraform itself, against stand-in providers or, for checks, the real plugins.
/** @type {import("jest").Config} */
module.exports = {
  testEnvironment: "node",
  reporters: ["default", "<rootDir>/__tests__/support/closing-line.js"],
  testMatch: [
    "<rootDir>/__tests__/stand-in/**/*.test.ts",
    "<rootDir>/__tests__/terraform/**/*.test.ts",
  ],
  moduleNameMapper: { "^cdktf-aks-workload-identity$": "<rootDir>/constructs" },
  transform: {
    // `npm run lint` checks the types; tsconfig's isolatedModules keeps ts-jest from doing it too.
    "^.+\\.ts$": ["ts-jest", { diagnostics: false }],
  },
  testTimeout: 120_000,
  maxWorkers: 1,
  verbose: true,
};
