// A narrow page that is one form, and the fields that such pages share.
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Form from '@cloudscape-design/components/form';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMemo, type FormEvent, type ReactNode } from 'react';
import { countries, type Country } from '../countries';
import { Page, Refused } from './page';

interface FrameProps {
  title: string;
  description: string;
  button: string;
  busy: boolean;
  error: unknown;
  onSubmit(): void;
  children: ReactNode;
  below?: ReactNode;
}

export function FormPage({ title, description, button, busy, error, onSubmit, children, below }: FrameProps) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <div className="narrow">
      <Page title={title} description={description}>
        {error !== undefined && <Refused error={error} />}
        <form onSubmit={submit}>
          <Form
            actions={
              <Button variant="primary" formAction="submit" loading={busy} loadingText="One moment">
                {button}
              </Button>
            }
          >
            <Container>
              <SpaceBetween size="m">{children}</SpaceBetween>
            </Container>
          </Form>
        </form>
        {below !== undefined && <Box textAlign="center">{below}</Box>}
      </Page>
    </div>
  );
}

interface TextFieldProps {
  label: string;
  value: string;
  onChange(value: string): void;
  wrong?: string | undefined;
  hint?: string;
  autoComplete: string;
  password?: boolean;
  disabled?: boolean;
  focus?: boolean;
}

export function TextField(props: TextFieldProps) {
  const { label, value, onChange, wrong, hint, autoComplete, password, disabled, focus } = props;
  return (
    <FormField label={label} errorText={wrong ?? ''} constraintText={hint ?? ''}>
      <Input
        value={value}
        type={password === true ? 'password' : 'text'}
        autoComplete={autoComplete}
        spellcheck={false}
        disabled={disabled === true}
        autoFocus={focus === true}
        onChange={({ detail }) => onChange(detail.value)}
      />
    </FormField>
  );
}

/** `fixed` says why it cannot be changed. */
export function CountryField(props: {
  country: Country | null;
  onChange(next: Country | null): void;
  fixed?: string | undefined;
}) {
  const { country, onChange, fixed } = props;
  const options = useMemo(countries, []);
  return (
    <FormField
      label={
        <>
          Country <i>– optional</i>
        </>
      }
      constraintText={fixed ?? 'Some HITs are offered in some countries only.'}
    >
      <Select
        selectedOption={country}
        disabled={fixed !== undefined}
        options={options}
        filteringType="auto"
        placeholder="Choose a country"
        onChange={({ detail }) =>
          onChange(options.find((one) => one.value === detail.selectedOption.value) ?? null)
        }
      />
    </FormField>
  );
}
