import type { Listing, Progress } from '../../src/domain/archive.ts';
import { Cancelled } from '../../src/domain/errors.ts';
import { Problem, RemoteFailure } from '../files/problem.ts';
import type { InspectorProcess } from './process.ts';
import { ANSWERS, replySchema, type Answers, type Asked, type Question, type Reply } from './protocol.ts';

/** Longest silence of an inspector. It beats every second unless one computation holds it; two minutes is no honest computation. */
const MOST_SILENCE_MS = 120_000;

/** Takes what an inspector tells before it answers. */
export interface Heard {
  readonly onProgress: (progress: Progress) => void;
  readonly onListed?: (listing: Listing) => void;
}

/** One inspector as the main process sees it. */
export interface Inspector {
  /** Returns the checked answer. Rejects with what the inspector reported, with `INSPECTOR_ENDED`, or with `Cancelled`. */
  ask<Kind extends Question['kind']>(
    question: Extract<Question, { readonly kind: Kind }>,
    heard?: Heard,
  ): Promise<Answers[Kind]>;
  /** Ends the process at once; open questions reject with `Cancelled`. */
  cancel(): void;
  readonly ended: boolean;
}

interface Waiting {
  readonly kind: Question['kind'];
  readonly resolve: (value: unknown) => void;
  readonly reject: (thrown: unknown) => void;
  readonly heard: Heard | undefined;
}

/** Returns an inspector over `process`. Whatever it sends that is not in the protocol ends it: it has read hostile bytes. */
export function createInspector(process: InspectorProcess, mostSilence: number = MOST_SILENCE_MS): Inspector {
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  let ended = false;
  let silence: NodeJS.Timeout | undefined;

  function end(thrown: Error): void {
    if (ended) return;
    ended = true;
    clearTimeout(silence);
    process.kill();
    for (const one of waiting.values()) one.reject(thrown);
    waiting.clear();
  }

  function listenOn(): void {
    clearTimeout(silence);
    if (ended || waiting.size === 0) return;
    silence = setTimeout(() => end(new Problem('INSPECTOR_ENDED', { reason: 'silent' })), mostSilence);
  }

  function settle(reply: Reply): void {
    if (reply.kind === 'beat') return;
    if (reply.kind === 'progress') {
      for (const { heard } of waiting.values()) heard?.onProgress(reply.progress);
      return;
    }
    if (reply.kind === 'listed') {
      for (const { heard } of waiting.values()) heard?.onListed?.(reply.listing);
      return;
    }
    const one = waiting.get(reply.id);
    if (one === undefined) {
      end(brokenProtocol());
    } else if (reply.kind === 'failed') {
      waiting.delete(reply.id);
      one.reject(new RemoteFailure(reply.error));
    } else {
      const answer = ANSWERS[one.kind].safeParse(reply.value);
      if (!answer.success) {
        end(brokenProtocol());
        return;
      }
      waiting.delete(reply.id);
      one.resolve(answer.data);
    }
  }

  process.onExit(() => end(new Problem('INSPECTOR_ENDED', { reason: 'exited' })));
  process.onMessage((message) => {
    if (ended) return;
    const reply = replySchema.safeParse(message);
    if (reply.success) settle(reply.data);
    else end(brokenProtocol());
    listenOn();
  });

  return {
    ask: (question, heard) =>
      new Promise((resolve, reject) => {
        if (ended) {
          reject(new Problem('INSPECTOR_ENDED', { reason: 'ended' }));
          return;
        }
        lastId += 1;
        const kind = question.kind;
        waiting.set(lastId, { kind, resolve: resolve as (value: unknown) => void, reject, heard });
        process.send({ id: lastId, question } satisfies Asked);
        listenOn();
      }),
    cancel: () => end(new Cancelled()),
    get ended() {
      return ended;
    },
  };
}

function brokenProtocol(): Problem {
  return new Problem('INSPECTOR_ENDED', { reason: 'protocol' });
}
