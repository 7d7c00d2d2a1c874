/** Says at the end what was skipped and why, and in one line of its own how many tests passed, failed and were skipped. */
module.exports = class ClosingLine {
  onRunComplete(_contexts, { numPassedTests, numFailedTests, numPendingTests, testResults }) {
    const titles = testResults
      .flatMap(({ testResults: tests }) => tests)
      .flatMap(({ ancestorTitles, title }) => [...ancestorTitles, title])
      .filter((title) => title.includes("[skipped, "));
    for (const title of new Set(titles)) console.log(`skipped: ${title}`);
    console.log(`${numPassedTests} passed, ${numFailedTests} failed, ${numPendingTests} skipped`);
  }
};
