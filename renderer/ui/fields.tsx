import { useId, type ReactNode } from 'react';

/** A line of text with its label; `hint` says what is asked for. */
export function TextField(props: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly hint?: string | undefined;
  readonly type?: 'text' | 'password' | 'date' | 'number';
  readonly maxLength?: number;
  readonly required?: boolean;
  readonly disabled?: boolean;
  readonly error?: string | null;
}): ReactNode {
  const id = useId();
  const { label, value, onChange, hint, type = 'text', maxLength = 1_000, required, disabled, error = null } = props;
  const said = error ?? hint;
  return (
    <div className="field">
      <label htmlFor={id} className="field-label">
        {label}
      </label>
      <input
        id={id}
        type={type}
        value={value}
        maxLength={maxLength}
        required={required}
        disabled={disabled}
        autoComplete="off"
        aria-invalid={error !== null}
        {...(said === undefined ? {} : { 'aria-describedby': `${id}-said` })}
        onChange={(event) => onChange(event.target.value)}
      />
      {said === undefined ? null : (
        <span id={`${id}-said`} className={error === null ? 'hint' : 'field-error'}>
          {said}
        </span>
      )}
    </div>
  );
}

/** Lines of text with their label. */
export function TextArea(props: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onBlur?: () => void;
  readonly rows?: number;
  readonly hint?: string | undefined;
  readonly maxLength?: number;
  readonly disabled?: boolean;
}): ReactNode {
  const id = useId();
  const { label, value, onChange, onBlur, rows = 3, hint, maxLength = 10_000, disabled } = props;
  return (
    <div className="field">
      <label htmlFor={id} className="field-label">
        {label}
      </label>
      <textarea
        id={id}
        rows={rows}
        maxLength={maxLength}
        value={value}
        disabled={disabled}
        {...(hint === undefined ? {} : { 'aria-describedby': `${id}-hint` })}
        onChange={(event) => onChange(event.target.value)}
        onBlur={onBlur}
      />
      {hint === undefined ? null : (
        <span id={`${id}-hint`} className="hint">
          {hint}
        </span>
      )}
    </div>
  );
}

/** One of few values, by the platform's own list. */
export function SelectField<Value extends string>(props: {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly (readonly [Value, string])[];
  readonly onChange: (value: Value) => void;
  readonly hint?: string | undefined;
  readonly disabled?: boolean;
}): ReactNode {
  const id = useId();
  const { label, value, options, onChange, hint, disabled } = props;
  return (
    <div className="field">
      <label htmlFor={id} className="field-label">
        {label}
      </label>
      <select
        id={id}
        value={value}
        disabled={disabled}
        {...(hint === undefined ? {} : { 'aria-describedby': `${id}-hint` })}
        onChange={(event) => onChange(event.target.value as Value)}
      >
        {options.map(([name, word]) => (
          <option key={name} value={name}>
            {word}
          </option>
        ))}
      </select>
      {hint === undefined ? null : (
        <span id={`${id}-hint`} className="hint">
          {hint}
        </span>
      )}
    </div>
  );
}

/** One of few values, all of them on the screen, each with what it means. */
export function Choice<Value extends string>(props: {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly word: string; readonly what?: string }[];
  readonly onChange: (value: Value) => void;
}): ReactNode {
  const id = useId();
  return (
    <div className="choice" role="radiogroup" aria-labelledby={id}>
      <span id={id} className="field-label">
        {props.label}
      </span>
      {props.options.map(({ value, word, what }) => (
        <label key={value} className="radio">
          <input type="radio" name={id} checked={value === props.value} onChange={() => props.onChange(value)} />
          <span>
            {word}
            {what === undefined ? null : <span className="hint choice-what">{what}</span>}
          </span>
        </label>
      ))}
    </div>
  );
}
