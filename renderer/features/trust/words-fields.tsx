import { useId, type ReactNode } from 'react';
import type { AnchorWords } from '../../../src/domain/signature.ts';
import { t } from '../../text/text.ts';

/** What the person types of an anchor. Roles as one text, the day of its end as in a calendar. */
export interface TypedWords {
  readonly label: string;
  readonly roles: string;
  readonly manufacturer: string;
  readonly expires: string;
  readonly note: string;
}

/** Returns the words of an anchor as they are typed. */
export function typedWords({ label, roles, manufacturer, expires, note }: AnchorWords): TypedWords {
  return {
    label,
    note,
    roles: roles.join(', '),
    manufacturer: manufacturer ?? '',
    expires: expires?.slice(0, 10) ?? '',
  };
}

/** Returns what was typed as the words of an anchor. A day ends an anchor where it begins, in UTC. */
export function anchorWords({ label, roles, manufacturer, expires, note }: TypedWords): AnchorWords {
  const given = roles
    .split(/[,;\n]/u)
    .map((role) => role.trim())
    .filter((role) => role !== '');
  return {
    label: label.trim(),
    note: note.trim(),
    roles: [...new Set(given)].slice(0, 100),
    manufacturer: manufacturer.trim() === '' ? null : manufacturer.trim(),
    expires: /^\d{4}-\d{2}-\d{2}$/u.test(expires) ? `${expires}T00:00:00.000Z` : null,
  };
}

/** The fields for whose an anchor is, what it is limited to, when it ends, and a note. */
export function WordsFields(props: {
  readonly words: TypedWords;
  readonly onChange: (words: TypedWords) => void;
}): ReactNode {
  const { words, onChange } = props;
  const field = (name: keyof TypedWords, most: number, type: 'text' | 'date' = 'text'): ReactNode => (
    <Field
      name={name}
      most={most}
      type={type}
      value={words[name]}
      onChange={(value) => onChange({ ...words, [name]: value })}
    />
  );
  return (
    <>
      {field('label', 500)}
      {field('roles', 1_000)}
      {field('manufacturer', 500)}
      {field('expires', 10, 'date')}
      {field('note', 1_000)}
    </>
  );
}

function Field(props: {
  readonly name: keyof TypedWords;
  readonly value: string;
  readonly most: number;
  readonly type: 'text' | 'date';
  readonly onChange: (value: string) => void;
}): ReactNode {
  const id = useId();
  return (
    <>
      <label className="field">
        <span className="field-label">{t(`window.trust.${props.name}`)}</span>
        <input
          type={props.type}
          maxLength={props.most}
          value={props.value}
          aria-describedby={id}
          onChange={(event) => props.onChange(event.target.value)}
        />
      </label>
      <p className="hint" id={id}>
        {t(`window.trust.${props.name}-hint`)}
      </p>
    </>
  );
}
