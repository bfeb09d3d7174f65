/** Words that make the packaged program run as a command instead of opening a window. */
const COMMANDS: readonly string[] = ['verify', 'audit', 'demo', 'rules', 'help', '--help', '-h', '--version', '-v'];

/** Returns whether `word`, the first of a packaged program's command line, names a command. */
export function isCommand(word: string | undefined): boolean {
  return word !== undefined && COMMANDS.includes(word);
}

/** Runs the command line and returns its exit code. It is a bundle of its own and reads its arguments where a script finds them. */
export async function runCommand(): Promise<number> {
  const command = new URL('../cli/index.js', import.meta.url);
  process.argv.splice(1, 0, command.pathname);
  await import(command.href);
  return Number(process.exitCode ?? 0);
}
