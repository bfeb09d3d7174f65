import { chromium, type CDPSession, type Page } from '@playwright/test';
import { chooseChromium } from '../e2e/support/binary.ts';
import { buildFixturePreload, serveFolder, WINDOW } from '../e2e/fixture-window/serve.ts';

const ROWS = 100_000;
const STEPS = 150;
const STEP_MS = 20;
const BAR_MS = 50;

interface TraceEvent {
  readonly name: string;
  readonly cat: string;
  readonly dur?: number;
  readonly tid: number;
  readonly args: { readonly name?: string };
}

/** What scrolling through a table cost the window's main thread. Milliseconds. */
export interface Scrolled {
  readonly tasks: number;
  readonly longest: number;
  readonly over: number;
  /** Longest distance between two frames, as the page saw it. */
  readonly frame: number;
}

/**
 * Scrolls the SBOM table of 100,000 rows in the real window from its beginning to its end, slowly and in leaps, and returns what Chromium's trace
 * says of the main thread. The rows are filtered and paged in the same process here, in the program in another.
 */
export async function scrollTable(): Promise<Scrolled> {
  const executablePath = chooseChromium();
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const script = await buildFixturePreload();
  const { server, address } = await serveFolder(WINDOW);
  const browser = await chromium.launch({ args, ...(executablePath === undefined ? {} : { executablePath }) });
  try {
    const page = await browser.newPage({ viewport: { width: 1_280, height: 800 } });
    const scenario = JSON.stringify({ variant: 'failed', initial: true, rows: ROWS });
    await page.addInitScript({ content: `window.fixtureScenario = ${scenario};\n${script}` });
    await page.goto(address);
    await page.getByRole('button', { name: 'Desk', exact: true }).click();
    await page.getByRole('tab', { name: 'SOUP' }).click();
    await page.getByText('100,000 of 100,000').waitFor();
    const session = await page.context().newCDPSession(page);
    const events = await traced(session, () => scroll(page));
    const frame = await page.evaluate(() => (window as unknown as { longestFrame: number }).longestFrame);
    const main = events.find(({ name, args: of }) => name === 'thread_name' && of.name === 'CrRendererMain')?.tid;
    const tasks = events
      .filter(({ name, tid }) => name === 'RunTask' && tid === main)
      .map(({ dur = 0 }) => dur / 1_000);
    return {
      tasks: tasks.length,
      longest: Math.max(0, ...tasks),
      over: tasks.filter((task) => task > BAR_MS).length,
      frame,
    };
  } finally {
    await browser.close();
    server.close();
  }
}

async function scroll(page: Page): Promise<void> {
  await page.evaluate(() => {
    const seen = window as unknown as { longestFrame: number };
    seen.longestFrame = 0;
    let last = performance.now();
    const look = (now: number): void => {
      seen.longestFrame = Math.max(seen.longestFrame, now - last);
      last = now;
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  await page.mouse.move(600, 500);
  for (let step = 0; step < STEPS; step += 1) {
    await page.mouse.wheel(0, step < STEPS / 2 ? 400 : 40_000);
    await page.waitForTimeout(STEP_MS);
  }
}

async function traced(session: CDPSession, work: () => Promise<void>): Promise<readonly TraceEvent[]> {
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: {
      includedCategories: ['toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline', '__metadata'],
    },
  });
  await work();
  const done = new Promise<void>((resolve) => session.once('Tracing.tracingComplete', () => resolve()));
  await session.send('Tracing.end');
  await done;
  return events;
}
