import type { z } from 'zod';

/** A call from the window: arguments and answer, both checked at run time on the main side. */
export interface Invoke<Input extends z.ZodType, Output extends z.ZodType> {
  readonly type: 'invoke';
  readonly input: Input;
  readonly output: Output;
  /** Whether only the preload may make it, with values the page cannot choose (the path of a dropped file). */
  readonly preloadOnly: boolean;
}

/** An event to the window. */
export interface Notify<Payload extends z.ZodType> {
  readonly type: 'notify';
  readonly payload: Payload;
}

/** Declares a call. */
export function invoke<Input extends z.ZodType, Output extends z.ZodType>(schemas: {
  readonly input: Input;
  readonly output: Output;
  readonly preloadOnly?: boolean;
}): Invoke<Input, Output> {
  return { type: 'invoke', input: schemas.input, output: schemas.output, preloadOnly: schemas.preloadOnly ?? false };
}

/** Declares an event. */
export function notify<Payload extends z.ZodType>(payload: Payload): Notify<Payload> {
  return { type: 'notify', payload };
}

export type Entry = Invoke<z.ZodType, z.ZodType> | Notify<z.ZodType>;
export type ContractShape = Readonly<Record<string, Readonly<Record<string, Entry>>>>;

/** A value nobody may change, down to its last list. Answers come from the frozen values of the core. */
export type DeepReadonly<T> = T extends string | number | boolean | null | undefined | Uint8Array
  ? T
  : T extends readonly (infer Item)[]
    ? readonly DeepReadonly<Item>[]
    : { readonly [Key in keyof T]: DeepReadonly<T[Key]> };

/** What `bindMain` must be given: one handler a call; a missing or misspelt one does not compile. */
export type Handlers<C extends ContractShape> = {
  readonly [Group in keyof C]: {
    readonly [
      Call in keyof C[Group] as C[Group][Call] extends Invoke<z.ZodType, z.ZodType> ? Call : never
    ]: C[Group][Call] extends Invoke<infer Input, infer Output>
      ? (input: z.infer<Input>) => Promise<DeepReadonly<z.input<Output>>>
      : never;
  };
};

/** What the window sees: `client.group.call(input)` and `client.group.event.listen(callback)`, which returns the unsubscriber. */
export type Client<C extends ContractShape> = {
  readonly [Group in keyof C]: {
    readonly [Name in keyof C[Group]]: C[Group][Name] extends Invoke<infer Input, infer Output>
      ? (input: z.infer<Input>) => Promise<z.infer<Output>>
      : C[Group][Name] extends Notify<infer Payload>
        ? { readonly listen: (callback: (payload: z.infer<Payload>) => void) => () => void }
        : never;
  };
};

/** How an answer crosses the process border: errors keep their code, and never carry a stack. */
export type Envelope =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: WireError };

/** An error as the window gets it. `code` is a refusal code, or one of the window's own below. */
export interface WireError {
  readonly code: string;
  readonly values: Readonly<Record<string, string | number | readonly string[]>>;
  /** The member it is about. */
  readonly member: string | null;
}

/**
 * Codes of errors that are no refusal of an archive. Each has `error.<CODE>.sentence` and `error.<CODE>.remedy` in the catalogue.
 */
export const ERROR_CODES = [
  'INTERNAL',
  'CANCELLED',
  'FILE_NOT_FOUND',
  'FILE_NOT_READABLE',
  'FILE_NOT_WRITABLE',
  'SESSION_UNKNOWN',
  'MEMBER_UNKNOWN',
  'ANCHOR_NOT_READABLE',
  'ANCHOR_PRIVATE_KEY',
  'LIMITS_NOT_READABLE',
  'THRESHOLDS_NOT_READABLE',
  'COLUMNS_NOT_READABLE',
  'WORKSPACE_ALTERED',
  'WORKSPACE_READ_ONLY',
  'WORKSPACE_NOT_READABLE',
  'WORKSPACE_HANDED_OVER',
  'WORKSPACE_NOT_RETURNED',
  'NOT_HANDED_OVER',
  'REVIEWER_IS_AUDITOR',
  'NOTHING_TO_UNDO',
  'POPULATION_CHANGED',
  'POPULATION_EMPTY',
  'TREE_NOT_READABLE',
  'PASSPHRASE_NEEDED',
  'PASSPHRASE_WRONG',
  'SUPPLEMENT_ABSENT',
  'INSPECTOR_ENDED',
  'CALL_REFUSED',
  'NOT_VERIFIED',
  'USAGE',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** Returns the channel name of a call or event. */
export function channelOf(group: string, name: string): string {
  return `countersign:${group}.${name}`;
}
