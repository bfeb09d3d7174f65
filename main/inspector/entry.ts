import { wireError } from '../files/problem.ts';
import type { Progress } from '../../src/domain/archive.ts';
import type { DeepReadonly } from '../../src/contract/define.ts';
import { createAnswers } from './answers.ts';
import type { Asked, Reply } from './protocol.ts';

const BEAT_MS = 1_000;
const PROGRESS_MS = 50;

interface ParentPort {
  on(event: 'message', callback: (message: { readonly data: unknown }) => void): void;
  postMessage(message: unknown): void;
}

const port = (process as unknown as { readonly parentPort: ParentPort }).parentPort;
const send = (reply: DeepReadonly<Reply>): void => port.postMessage(reply);

let lastProgress = 0;
const answers = createAnswers(tell, (listing) => send({ kind: 'listed', listing }));

function tell(progress: Progress): void {
  const now = performance.now();
  // The first and the last of a phase always go out, so that a bar never stops short of its end.
  if (now - lastProgress < PROGRESS_MS && progress.done !== 0 && progress.done !== progress.total) return;
  lastProgress = now;
  send({ kind: 'progress', progress });
}

async function serve({ id, question }: Asked): Promise<void> {
  try {
    send({ kind: 'answered', id, value: await answers(question) });
  } catch (thrown) {
    const error = wireError(thrown);
    // Our own bug, for a person who looks for the cause; the window shows its code only.
    if (error.code === 'INTERNAL') console.error(thrown);
    send({ kind: 'failed', id, error: { ...error, values: copy(error.values) } });
  }
}

function copy(values: ReturnType<typeof wireError>['values']): Record<string, string | number | string[]> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, typeof value === 'object' ? [...value] : value]),
  );
}

port.on('message', (message) => {
  serve(message.data as Asked).catch(() => process.exit(70));
});
setInterval(() => send({ kind: 'beat' }), BEAT_MS);
