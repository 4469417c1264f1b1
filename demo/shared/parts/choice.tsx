import { spaced } from "../words.ts";

interface ChoiceProps<Value extends string> {
  readonly name: string;
  readonly label: string;
  readonly values: readonly Value[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}

/** A row of radio buttons that looks like one switch. */
export function Choice<Value extends string>(props: ChoiceProps<Value>) {
  const { name, label, values, value, onChange } = props;
  return (
    <fieldset class="choice">
      <legend class="hidden">{label}</legend>
      {values.map((one) => (
        <label key={one}>
          <input type="radio" name={name} checked={one === value} onChange={() => onChange(one)} />
          <span>{spaced(one)}</span>
        </label>
      ))}
    </fieldset>
  );
}
