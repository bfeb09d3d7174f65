import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { listening, strict } from '../../electron-standin/strict.ts';

describe('what the stand-in does not play', () => {
  const emitter = new EventEmitter();
  const played = strict('app', {
    getName: () => 'x',
    ...listening('app', emitter, { emitted: ['ready'], silent: ['open-file'] }),
  });

  it('throws as a member', () => {
    expect(played.getName()).toBe('x');
    expect(() => (played as unknown as { setBadgeCount: () => void }).setBadgeCount()).toThrow(
      'the Electron stand-in does not play app.setBadgeCount',
    );
  });

  it('throws as an event, which would never come', () => {
    let heard = 0;
    played.on('ready', () => (heard += 1));
    played.on('open-file', () => undefined);
    emitter.emit('ready');
    expect(heard).toBe(1);
    expect(() => played.once('redy', () => undefined)).toThrow("does not play the event 'redy' of app");
  });
});
