import { z } from 'zod';
import { readWrittenTime } from '../../domain/written-time.ts';

/** Versions of CycloneDX JSON that are read. */
export const SPEC_VERSIONS = ['1.2', '1.3', '1.4', '1.5', '1.6'] as const;

export type SpecVersion = (typeof SPEC_VERSIONS)[number];

const COMPONENT_TYPES = [
  'application',
  'framework',
  'library',
  'container',
  'operating-system',
  'device',
  'firmware',
  'file',
];
const TYPES_SINCE_1_5 = ['platform', 'device-driver', 'machine-learning-model', 'data'];

const HASH_LENGTHS: ReadonlyMap<string, number | null> = new Map<string, number | null>([
  ['MD5', 32],
  ['SHA-1', 40],
  ['SHA-256', 64],
  ['SHA-384', 96],
  ['SHA-512', 128],
  ['SHA3-256', 64],
  ['SHA3-384', 96],
  ['SHA3-512', 128],
  ['BLAKE2b-256', 64],
  ['BLAKE2b-384', 96],
  ['BLAKE2b-512', 128],
  // BLAKE3 has no fixed length.
  ['BLAKE3', null],
]);

const text = z.string();
const ref = z.string().min(1);
const base64Text = z.looseObject({
  content: text,
  contentType: text.optional(),
  encoding: z.literal('base64').optional(),
});
const hash = z
  .looseObject({
    alg: z.enum([...HASH_LENGTHS.keys()] as [string, ...string[]]),
    content: z.string().regex(/^[0-9a-fA-F]+$/u),
  })
  .refine(({ alg, content }) => [null, content.length].includes(HASH_LENGTHS.get(alg) ?? null), { path: ['content'] });
const contact = z.looseObject({ name: text.optional(), email: text.optional(), phone: text.optional() });
const organisation = z.looseObject({
  name: text.optional(),
  url: z.array(text).optional(),
  contact: z.array(contact).optional(),
});
const reference = z.looseObject({ url: text, type: text, hashes: z.array(hash).optional() });
const swid = z.looseObject({ tagId: text, name: text });
const issue = z.looseObject({ type: z.enum(['defect', 'enhancement', 'security']) });
const patch = z.looseObject({
  type: z.enum(['unofficial', 'monkey', 'backport', 'cherry-pick']),
  diff: z.looseObject({ text: base64Text.optional(), url: text.optional() }).optional(),
  resolves: z.array(issue).optional(),
});
const dateTime = z.string().refine((written) => {
  const time = readWrittenTime(written);
  return time.instant !== null && time.zoned && !time.dayOnly;
});

function propertyOf(version: SpecVersion): z.ZodType {
  const named = version === '1.6';
  return z.looseObject({ name: named ? text : text.optional(), value: text.optional() });
}

/** One of `id` and `name`, or an expression; from 1.5 on an expression stands alone. */
function licencesOf(version: SpecVersion): z.ZodType {
  const licence = z
    .looseObject({
      id: text.optional(),
      name: text.optional(),
      text: base64Text.optional(),
      properties: z.array(propertyOf(version)).optional(),
    })
    .refine((one) => (one.id === undefined) !== (one.name === undefined));
  const choice = z
    .looseObject({ license: licence.optional(), expression: text.optional() })
    .refine((one) => (one.license === undefined) !== (one.expression === undefined));
  const alone = version === '1.5' || version === '1.6';
  return z
    .array(choice)
    .refine((all) => !alone || all.length === 1 || all.every((one) => one.expression === undefined));
}

/** The schema of a BOM, and those of the items of its lists that may be long. */
export interface BomSchema {
  readonly bom: z.ZodType;
  readonly items: Readonly<Record<'components' | 'dependencies', z.ZodType>>;
}

function componentOf(version: SpecVersion): z.ZodType {
  const since15 = version === '1.5' || version === '1.6';
  const types = [
    ...COMPONENT_TYPES,
    ...(since15 ? TYPES_SINCE_1_5 : []),
    ...(version === '1.6' ? ['cryptographic-asset'] : []),
  ];
  const versionRequired = version === '1.2' || version === '1.3';
  const component: z.ZodType = z.lazy(() =>
    z.looseObject({
      type: z.enum(types as [string, ...string[]]),
      name: text,
      version: versionRequired ? text : text.optional(),
      'bom-ref': ref.optional(),
      group: text.optional(),
      publisher: text.optional(),
      purl: text.optional(),
      cpe: text.optional(),
      description: text.optional(),
      scope: z.enum(['required', 'optional', 'excluded']).optional(),
      supplier: organisation.optional(),
      manufacturer: organisation.optional(),
      hashes: z.array(hash).optional(),
      licenses: licencesOf(version).optional(),
      swid: swid.optional(),
      externalReferences: z.array(reference).optional(),
      properties: z.array(propertyOf(version)).optional(),
      pedigree: z
        .looseObject({ patches: z.array(patch).optional(), ancestors: list, descendants: list, variants: list })
        .optional(),
      components: list,
    }),
  );
  const list = z.array(component).optional();
  return component;
}

function serviceOf(version: SpecVersion): z.ZodType {
  const data = z.looseObject({
    flow: z.enum(['inbound', 'outbound', 'bi-directional', 'unknown']),
    classification: text,
  });
  const service: z.ZodType = z.lazy(() =>
    z.looseObject({
      name: text,
      'bom-ref': ref.optional(),
      endpoints: z.array(text).optional(),
      authenticated: z.boolean().optional(),
      'x-trust-boundary': z.boolean().optional(),
      data: z.array(data).optional(),
      licenses: licencesOf(version).optional(),
      properties: z.array(propertyOf(version)).optional(),
      externalReferences: z.array(reference).optional(),
      services: z.array(service).optional(),
    }),
  );
  return service;
}

function bomOf(version: SpecVersion): BomSchema {
  const component = componentOf(version);
  const dependency = z.looseObject({ ref, dependsOn: z.array(ref).optional() });
  const revision = z.number().int().min(1);
  const bom = z.looseObject({
    bomFormat: z.literal('CycloneDX'),
    specVersion: z.literal(version),
    version: version === '1.5' || version === '1.6' ? revision.optional() : revision,
    serialNumber: z
      .string()
      .regex(/^urn:uuid:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/u)
      .optional(),
    metadata: z
      .looseObject({
        timestamp: dateTime.optional(),
        component: component.optional(),
        licenses: licencesOf(version).optional(),
        supplier: organisation.optional(),
        properties: z.array(propertyOf(version)).optional(),
      })
      .optional(),
    components: z.array(component).optional(),
    services: z.array(serviceOf(version)).optional(),
    dependencies: z.array(dependency).optional(),
    externalReferences: z.array(reference).optional(),
    properties: z.array(propertyOf(version)).optional(),
  });
  return { bom, items: { components: component, dependencies: dependency } };
}

const schemas = new Map<SpecVersion, BomSchema>();

/**
 * Returns the schema of the parts of a CycloneDX JSON BOM that say what the product consists of: its head, components, services,
 * dependencies, licences, hashes. Of other parts (vulnerabilities, formulation, declarations …) nothing is read, so nothing is
 * judged. Unknown keys are allowed: they cannot change what the known ones say.
 */
export function bomSchema(version: SpecVersion): BomSchema {
  const schema = schemas.get(version) ?? bomOf(version);
  schemas.set(version, schema);
  return schema;
}
