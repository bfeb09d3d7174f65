import { EventEmitter } from 'node:events';
import type { BrowserWindow } from 'electron';
import { describe, expect, it, vi } from 'vitest';
import { guardClosing } from '../../../main/closing.ts';

function guarded(isNeeded = true) {
  const events = new EventEmitter();
  const contents = new EventEmitter();
  const ask = vi.fn();
  let time = 1_000;
  let closed = 0;
  /** Plays a click on the cross. */
  const close = (): void => {
    let prevented = false;
    events.emit('close', { preventDefault: () => (prevented = true) });
    if (!prevented) closed += 1;
  };
  const window = { on: events.on.bind(events), webContents: contents, close } as unknown as BrowserWindow;
  const closing = guardClosing(window, { isNeeded: () => isNeeded, ask, now: () => time });
  return {
    closing,
    close,
    ask,
    crash: () => contents.emit('render-process-gone'),
    wait: (milliseconds: number) => (time += milliseconds),
    closed: () => closed,
  };
}

describe('a window that is closed', () => {
  it('closes at once when no archive is open', () => {
    const { close, closed, ask } = guarded(false);
    close();
    expect(closed()).toBe(1);
    expect(ask).not.toHaveBeenCalled();
  });

  it('waits until its page has let it go', () => {
    const { close, closed, closing, ask } = guarded();
    close();
    expect(ask).toHaveBeenCalledTimes(1);
    expect(closed()).toBe(0);
    closing.leave();
    expect(closed()).toBe(1);
  });

  it('does not close by impatience alone', () => {
    const { close, closed, wait } = guarded();
    close();
    wait(2_000);
    close();
    expect(closed()).toBe(0);
  });

  it('stays as long as the auditor is being asked', () => {
    const { close, closed, closing, wait, ask } = guarded();
    close();
    closing.stay();
    wait(60_000);
    close();
    expect(closed()).toBe(0);
    expect(ask).toHaveBeenCalledTimes(2);
  });

  it('is not held by a page that does not answer', () => {
    const { close, closed, wait } = guarded();
    close();
    wait(3_000);
    close();
    expect(closed()).toBe(1);
  });

  it('is not held by a page that crashed', () => {
    const { close, closed, crash } = guarded();
    crash();
    close();
    expect(closed()).toBe(1);
  });
});
