import { AnchorProblem } from '../../src/signature/index.ts';
import { Problem } from './problem.ts';

/** Returns what is told of the file `name` where reading trust anchors from it threw `error`. */
export function anchorProblem(error: unknown, name: string): Problem {
  const secret = error instanceof AnchorProblem && error.code === 'ANCHOR_PRIVATE_KEY';
  return new Problem(secret ? 'ANCHOR_PRIVATE_KEY' : 'ANCHOR_NOT_READABLE', { name });
}
