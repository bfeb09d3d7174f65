/** Ends a switch over a closed union; throws when a value outside the union arrives, which is our own bug (exit code 70). */
export function assertNever(value: never, reason: string): never {
  throw new Error(`${reason}: ${JSON.stringify(value)}`);
}
