import type { CustomScheme, Protocol } from 'electron';
import { strict, type Played } from './strict.ts';

type Answer = (request: Request) => Response | Promise<Response>;

export const schemes = new Set<string>();
const answers = new Map<string, Answer>();

/** Plays `protocol`: schemes must be declared before they are handled, as real ones must to have an origin. */
export const protocol = strict('protocol', {
  registerSchemesAsPrivileged: (declared: readonly CustomScheme[]): void => {
    for (const { scheme } of declared) schemes.add(scheme);
  },
  handle: (scheme: string, answer: Answer): void => {
    if (!schemes.has(scheme)) throw new Error(`the scheme ${scheme} was not declared before the program was ready`);
    answers.set(scheme, answer);
  },
} satisfies Played<Protocol>);

/** Returns the handler of the scheme of `url`. */
export function answerOf(url: string): Answer | undefined {
  return answers.get(url.slice(0, url.indexOf(':')));
}
