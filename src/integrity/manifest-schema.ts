import { z } from 'zod';
import { EDITIONS, SAFETY_CLASSES } from '../domain/clause.ts';

/**
 * The release manifest (docs/release-format.md) over plain values whose numbers are still text, so that the version `1.10`
 * stays what was written. A field that is absent, `null` or empty is `null`.
 */
const text = z
  .string()
  .nullish()
  .transform((value) => (value === undefined || value === null || value.trim() === '' ? null : value.trim()));

const flag = z
  .boolean()
  .nullish()
  .transform((value) => value ?? null);

const years = z
  .string()
  .regex(/^\d{1,4}(?:\.\d{1,4})?$/u)
  .nullish()
  .transform((value) => (value === undefined || value === null ? null : Number(value)));

/** One item or a list of them. */
function several<T extends z.ZodType>(item: T) {
  const list = (found: unknown): unknown => (typeof found === 'string' ? [found] : (found ?? []));
  return z.preprocess(list, z.array(item));
}

const texts = several(z.string());

/** A map with keys that the file chooses, as pairs: such keys must never become property names on the way. */
function pairs<T extends z.ZodType>(value: T) {
  const list = (map: unknown): unknown => {
    if (isMap(map)) return [...map].map(([key, item]) => ({ key, value: item }));
    return map === undefined || map === null ? [] : false;
  };
  return z.preprocess(list, z.array(z.object({ key: z.string(), value })));
}

function isMap(value: unknown): value is ReadonlyMap<string, unknown> {
  return value instanceof Map;
}

/** A map with the keys of the format. Other keys are collected elsewhere and not looked at. */
function record<T extends z.ZodRawShape>(shape: T) {
  return z.preprocess((map) => (isMap(map) ? Object.fromEntries(known(map, shape)) : map), z.object(shape));
}

function known(map: ReadonlyMap<string, unknown>, shape: z.ZodRawShape): readonly (readonly [string, unknown])[] {
  return [...map].filter(([key]) => Object.hasOwn(shape, key));
}

const productShape = {
  name: text,
  manufacturer: text,
  basic_udi_di: text,
  device_class: text,
  safety_class: z.enum(SAFETY_CLASSES).nullish(),
  edition: z.enum(EDITIONS).nullish(),
  implantable: flag,
  networked: flag,
  lifetime_years: years,
  delivery_channels: texts,
};

const testShape = { path: z.string(), level: z.enum(['unit', 'integration', 'system', 'hil']).nullish() };
const approvalShape = { name: z.string(), date: text, statement: text };

/** A bare text stands for a map that has it under `key` alone. */
function short<T extends z.ZodType>(key: string, full: T) {
  return z.preprocess((found) => (typeof found === 'string' ? new Map([[key, found]]) : found), full);
}

const manifestShape = {
  schema: z.literal('countersign/release@1').nullish(),
  version: text,
  git_tag: text,
  git_commit: text,
  build: text,
  date: text,
  branch: text,
  previous: text,
  kind: text,
  product: record(productShape).nullish(),
  artifacts: texts,
  checksums: pairs(texts),
  approvals: pairs(short('name', record(approvalShape).nullish())),
  tests: several(short('path', record(testShape))),
  evidence: pairs(texts),
};

export const manifestSchema = record(manifestShape);
export type ManifestFields = z.output<typeof manifestSchema>;

/** The keys that the format knows, by the map they stand in. */
export const KNOWN_KEYS = {
  manifest: new Set(Object.keys(manifestShape)),
  product: new Set(Object.keys(productShape)),
  test: new Set(Object.keys(testShape)),
  approval: new Set(Object.keys(approvalShape)),
} as const;
