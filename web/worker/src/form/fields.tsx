// The fields of a form: a text in one line or several, and every way to choose.
import Checkbox from '@cloudscape-design/components/checkbox';
import Input from '@cloudscape-design/components/input';
import Multiselect from '@cloudscape-design/components/multiselect';
import RadioGroup from '@cloudscape-design/components/radio-group';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import type { Answer } from './answers';
import { Part, plainText } from './content';
import type { FreeText, Selection, SelectionAnswer } from './shapes';

interface FieldProps {
  answer: Answer;
  onChange(answer: Answer): void;
  disabled: boolean;
  invalid: boolean;
  /** Ids of the elements that say what is asked, and what is expected or wrong. */
  labelledBy: string;
  describedBy: string;
}

interface TextProps extends Omit<FieldProps, 'labelledBy'> {
  rules: FreeText;
  label: { ariaLabelledby: string } | { ariaLabel: string };
}

export function TextField({ rules, answer, onChange, disabled, invalid, describedBy, label }: TextProps) {
  const shared = {
    value: answer.text,
    disabled,
    invalid,
    ariaDescribedby: describedBy,
    onChange: ({ detail }: { detail: { value: string } }) => onChange({ ...answer, text: detail.value }),
    ...label,
  };
  if (rules.NumberOfLines > 1) return <Textarea {...shared} rows={Math.min(rules.NumberOfLines, 30)} />;
  return <Input {...shared} autoComplete={false} {...(rules.IsNumeric ? { inputMode: 'decimal' } : {})} />;
}

interface ChoiceProps extends FieldProps {
  choice: SelectionAnswer;
}

/** Stands for "other" where an identifier is wanted; no identifier is empty. */
const other = '';

const otherText = 'Other';

function Own({ choice, describedBy, ...field }: ChoiceProps) {
  if (choice.Other === undefined || !field.answer.otherChosen) return null;
  return (
    <TextField
      {...field}
      rules={choice.Other}
      describedBy={describedBy}
      label={{ ariaLabel: 'Your own answer' }}
    />
  );
}

function RadioButtons(props: ChoiceProps) {
  const { choice, answer, onChange, disabled, labelledBy, describedBy } = props;
  const items = choice.Selections.map((selection) => ({
    value: selection.SelectionIdentifier,
    label: <Part part={selection.Content} />,
    disabled,
  }));
  if (choice.Other !== undefined) items.push({ value: other, label: <>{otherText}</>, disabled });
  return (
    <SpaceBetween size="xs">
      <RadioGroup
        items={items}
        value={answer.otherChosen ? other : (answer.chosen[0] ?? null)}
        ariaLabelledby={labelledBy}
        ariaDescribedby={describedBy}
        onChange={({ detail }) =>
          onChange({
            ...answer,
            chosen: detail.value === other ? [] : [detail.value],
            otherChosen: detail.value === other,
          })
        }
      />
      <Own {...props} />
    </SpaceBetween>
  );
}

function CheckBoxes(props: ChoiceProps) {
  const { choice, answer, onChange, disabled } = props;
  const toggle = ({ SelectionIdentifier: name }: Selection, checked: boolean) =>
    onChange({
      ...answer,
      chosen: checked ? [...answer.chosen, name] : answer.chosen.filter((one) => one !== name),
    });
  return (
    <SpaceBetween size="xs">
        {choice.Selections.map((selection) => (
          <Checkbox
            key={selection.SelectionIdentifier}
            checked={answer.chosen.includes(selection.SelectionIdentifier)}
            disabled={disabled}
            onChange={({ detail }) => toggle(selection, detail.checked)}
          >
            <Part part={selection.Content} />
          </Checkbox>
        ))}
        {choice.Other !== undefined && (
          <Checkbox
            checked={answer.otherChosen}
            disabled={disabled}
            onChange={({ detail }) => onChange({ ...answer, otherChosen: detail.checked })}
          >
            {otherText}
          </Checkbox>
        )}
        <Own {...props} />
    </SpaceBetween>
  );
}

function optionsOf(choice: SelectionAnswer) {
  const options = choice.Selections.map((selection) => ({
    value: selection.SelectionIdentifier,
    label: plainText(selection.Content),
  }));
  return choice.Other === undefined ? options : [...options, { value: other, label: otherText }];
}

function DropDown(props: ChoiceProps) {
  const { choice, answer, onChange, disabled, invalid, labelledBy, describedBy } = props;
  const options = optionsOf(choice);
  const value = answer.otherChosen ? other : answer.chosen[0];
  return (
    <SpaceBetween size="xs">
      <Select
        options={options}
        selectedOption={options.find((option) => option.value === value) ?? null}
        placeholder="Choose one"
        filteringType={options.length > 10 ? 'auto' : 'none'}
        disabled={disabled}
        invalid={invalid}
        ariaLabelledby={labelledBy}
        ariaDescribedby={describedBy}
        onChange={({ detail }) => {
          const chosen = detail.selectedOption.value ?? other;
          onChange({ ...answer, chosen: chosen === other ? [] : [chosen], otherChosen: chosen === other });
        }}
      />
      <Own {...props} />
    </SpaceBetween>
  );
}

function MultiChooser(props: ChoiceProps) {
  const { choice, answer, onChange, disabled, invalid, labelledBy, describedBy } = props;
  const options = optionsOf(choice);
  const values = answer.otherChosen ? [...answer.chosen, other] : answer.chosen;
  return (
    <SpaceBetween size="xs">
      <Multiselect
        options={options}
        selectedOptions={options.filter((option) => values.includes(option.value))}
        placeholder="Choose"
        filteringType={options.length > 10 ? 'auto' : 'none'}
        disabled={disabled}
        invalid={invalid}
        ariaLabelledby={labelledBy}
        ariaDescribedby={describedBy}
        onChange={({ detail }) => {
          const chosen = detail.selectedOptions.map((option) => option.value ?? other);
          onChange({
            ...answer,
            chosen: chosen.filter((one) => one !== other),
            otherChosen: chosen.includes(other),
          });
        }}
      />
      <Own {...props} />
    </SpaceBetween>
  );
}

export function ChoiceField(props: ChoiceProps) {
  const several = props.choice.MaxSelectionCount > 1;
  switch (props.choice.Style) {
    case 'radiobutton':
      return <RadioButtons {...props} />;
    case 'checkbox':
      return <CheckBoxes {...props} />;
    case 'list':
      return (
        <div className="form-choices">
          {several ? <CheckBoxes {...props} /> : <RadioButtons {...props} />}
        </div>
      );
    case 'dropdown':
      return <DropDown {...props} />;
    default:
      return several ? <MultiChooser {...props} /> : <DropDown {...props} />;
  }
}
