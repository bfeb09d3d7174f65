import { z } from 'zod';
import type { TablePage, TableQuery } from '../domain/desk.ts';
import { SAMPLE_METHODS } from '../domain/sample.ts';
import { VIEWS, type Block, type TreePart } from '../domain/views.ts';
import { evidenceRefSchema, sha256 } from './schemas.ts';
import { populationFilter, sampleItem, sectionId } from './schemas-workspace.ts';

const text = z.string().max(200_000);
const short = z.string().max(1_000);
const count = z.number().int().min(0);

export const MOST_ROWS_A_PAGE = 500;

export const tableQuerySchema = z.strictObject({
  text: short,
  facets: populationFilter.facets,
  sort: z.strictObject({ column: short, descending: z.boolean() }).nullable(),
  from: count,
  count: z.number().int().min(1).max(MOST_ROWS_A_PAGE),
}) satisfies z.ZodType<TableQuery>;

export const tablePageSchema = z.strictObject({
  columns: z
    .array(
      z.strictObject({
        id: short,
        kind: z.enum(['text', 'number', 'word']),
        label: text.nullable(),
        facet: z.boolean(),
      }),
    )
    .max(1_000),
  total: count,
  matched: count,
  facets: z
    .array(
      z.strictObject({
        column: short,
        values: z.array(z.strictObject({ value: text, count })).max(100),
      }),
    )
    .max(1_000),
  from: count,
  rows: z
    .array(z.strictObject({ key: text, cells: z.array(text).max(1_000), at: evidenceRefSchema.nullable() }))
    .max(MOST_ROWS_A_PAGE),
}) satisfies z.ZodType<TablePage>;

/** What a person wants drawn. `keys` are the rows that judgement chose. */
export const drawRequestSchema = z.strictObject({
  section: sectionId,
  ...populationFilter,
  method: z.enum(SAMPLE_METHODS),
  size: z.number().int().min(1).max(10_000),
  seed: z.string().max(100),
  row: short.nullable(),
  strata: short.nullable(),
  keys: z.array(short).max(10_000),
});
export type DrawRequest = z.infer<typeof drawRequestSchema>;

export const drawnSchema = z.strictObject({ size: count, sha256, items: z.array(sampleItem).max(10_000) });

export const viewSchema = z.enum(VIEWS);

const run = z.strictObject({
  text,
  style: z.array(z.enum(['strong', 'emphasis', 'code', 'deleted'])).max(4),
  /** Where a link or picture leads; never followed. */
  target: text.nullable(),
});
const runs = z.array(run).max(100_000);
const line = z.number().int().min(1);

export const blockSchema: z.ZodType<Block> = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('heading'), line, level: z.number().int().min(1).max(6), runs }),
    z.strictObject({ kind: z.literal('paragraph'), line, runs }),
    z.strictObject({ kind: z.literal('code'), line, text: z.string().max(4_000_000) }),
    z.strictObject({ kind: z.literal('rule'), line }),
    z.strictObject({ kind: z.literal('quote'), line, blocks: z.array(blockSchema).max(50_000) }),
    z.strictObject({
      kind: z.literal('list'),
      line,
      start: z.number().int().min(0).nullable(),
      items: z
        .array(z.strictObject({ line, checked: z.boolean().nullable(), blocks: z.array(blockSchema).max(50_000) }))
        .max(50_000),
    }),
    z.strictObject({
      kind: z.literal('table'),
      line,
      rows: z.array(z.strictObject({ line, cells: z.array(runs).max(1_000) })).max(50_000),
    }),
  ]),
);

export const formattedSchema = z.strictObject({ blocks: z.array(blockSchema).max(50_000), truncated: z.boolean() });

export const treePartSchema = z.strictObject({
  total: count,
  nodes: z
    .array(
      z.strictObject({
        label: text,
        kind: z.enum(['map', 'list', 'scalar', 'element', 'attribute', 'text']),
        value: text,
        children: count,
        line,
      }),
    )
    .max(1_000),
}) satisfies z.ZodType<TreePart>;

export const imageSchema = z.strictObject({
  type: z.enum(['image/png', 'image/jpeg', 'image/gif', 'image/webp']),
  width: count,
  height: count,
  bytes: z.instanceof(Uint8Array).refine(({ byteLength }) => byteLength <= 32 * 1024 * 1024),
});

export const certificateSchema = z.strictObject({
  subject: text,
  issuer: text,
  serial: text,
  notBefore: text,
  notAfter: text,
  key: text,
  fingerprint: text,
  usage: z.array(text).max(100),
  names: text,
  isAuthority: z.boolean(),
});
