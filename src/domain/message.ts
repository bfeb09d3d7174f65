/** What a placeholder of a message may be filled with. */
export type MessageValue = string | number | readonly string[];

/**
 * A sentence for people, not yet in any language: the key of a catalogue entry and the facts that fill it.
 * Everything that a room returns for people to read is of this form, so that window and report may differ in language.
 */
export interface Message {
  readonly key: string;
  readonly values: Readonly<Record<string, MessageValue>>;
}

/** Returns the message `key` filled with `values`. The key must stand in `assets/messages/en`; a test checks it. */
export function message(key: string, values: Readonly<Record<string, MessageValue>> = {}): Message {
  return { key, values };
}
