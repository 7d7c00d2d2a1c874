/** Runs the app. What goes wrong is reported by its message alone, which names path, value and fix. */
export function runProgram(program: () => void): void {
  try {
    program();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
