import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Protocol } from 'electron';
import { z } from 'zod';
import { CONTENT_POLICY } from './block-inline-code.ts';

const SCHEME = 'app';
const HOST = 'countersign';
export const ORIGIN = `${SCHEME}://${HOST}`;

/** What the build wrote down of the window's files: the address of each, its file name, its media type. */
const tableSchema = z.array(
  z.strictObject({
    address: z.string().startsWith('/'),
    file: z.string().regex(/^[\w-][\w.-]*(?:\/[\w-][\w.-]*)*$/u),
    type: z.string(),
  }),
);
export type ServedTable = z.infer<typeof tableSchema>;

/** Returns the build's table of served files. Throws when it is malformed, because then there is no window to show. */
export function readServedTable(json: string): ServedTable {
  return tableSchema.parse(JSON.parse(json));
}

/**
 * Returns the answer to every request for `app://countersign/…`. Addresses are looked up in the table as they are: there is no
 * path arithmetic that an address could lead astray, and what the build did not list does not exist.
 */
export function ownFiles(folder: string, table: ServedTable): (request: Request) => Promise<Response> {
  const files = new Map(table.map((entry) => [entry.address, entry]));
  return async (request) => {
    const url = new URL(request.url);
    if (request.method !== 'GET' || url.protocol !== `${SCHEME}:` || url.host !== HOST) return nothing(403);
    const entry = files.get(url.pathname === '/' ? '/index.html' : url.pathname);
    if (entry === undefined) return nothing(404);
    const bytes = await readFile(join(folder, ...entry.file.split('/')));
    return new Response(new Uint8Array(bytes), { status: 200, headers: { ...HEADERS, 'Content-Type': entry.type } });
  };
}

const HEADERS = {
  'Content-Security-Policy': CONTENT_POLICY,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-store',
} as const;

function nothing(status: number): Response {
  return new Response(null, { status, headers: HEADERS });
}

/** Declares `app:` as a scheme with an origin of its own, which content policy and same-origin rules can hold on to. Before `ready`. */
export function declareOwnScheme(protocol: Protocol): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Answers every request for `app:` from the window's files in `folder`, as the build listed them. */
export async function serveOwnFiles(protocol: Protocol, folder: string): Promise<void> {
  const table = readServedTable(await readFile(join(folder, 'served.json'), 'utf8'));
  protocol.handle(SCHEME, ownFiles(folder, table));
}
