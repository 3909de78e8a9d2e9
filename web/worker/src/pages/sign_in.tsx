// Signing in, signing up, and choosing a new password by a reset link.
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Form from '@cloudscape-design/components/form';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMemo, useState, type FormEvent, type ReactNode } from 'react';
import { Navigate, useNavigate, useSearchParams } from 'react-router-dom';
import type { SignedIn } from '../api';
import { countries, type Country } from '../countries';
import { LinkTo, Page, Refused } from '../parts/page';
import * as paths from '../paths';
import { useAction, useSession } from '../session';

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

function FormPage({ title, description, button, busy, error, onSubmit, children, below }: FrameProps) {
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
  focus?: boolean;
}

function TextField({ label, value, onChange, wrong, hint, autoComplete, password, focus }: TextFieldProps) {
  return (
    <FormField label={label} errorText={wrong ?? ''} constraintText={hint ?? ''}>
      <Input
        value={value}
        type={password === true ? 'password' : 'text'}
        autoComplete={autoComplete}
        spellcheck={false}
        autoFocus={focus === true}
        onChange={({ detail }) => onChange(detail.value)}
      />
    </FormField>
  );
}

function passwordProblem(password: string): string | undefined {
  const length = [...password].length;
  return length < 8 || length > 200 ? 'Use 8 to 200 characters' : undefined;
}

/** Finishes signing in: takes over the answer and goes where the worker wanted to go. */
function useArrival(): (answer: SignedIn) => void {
  const { signedIn } = useSession();
  const navigate = useNavigate();
  const [query] = useSearchParams();
  return (answer) => {
    signedIn(answer);
    navigate(paths.afterSignIn(query.get('to')), { replace: true });
  };
}

export function SignInPage() {
  const { client, profile } = useSession();
  const [query] = useSearchParams();
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const { busy, error, run } = useAction();
  const arrive = useArrival();
  if (profile.Worker !== undefined) return <Navigate replace to={paths.afterSignIn(query.get('to'))} />;
  const submit = () => {
    setTried(true);
    if (username === '' || password === '') return;
    run(async () => arrive(await client.call('SignIn', { Username: username, Password: password })));
  };
  const to = query.get('to');
  const signUp = to === null ? '/sign-up' : `/sign-up?to=${encodeURIComponent(to)}`;
  return (
    <FormPage
      title="Sign in"
      description="to work on HITs"
      button="Sign in"
      busy={busy}
      error={error}
      onSubmit={submit}
      below={
        profile.SignUpOpen ? (
          <>
            New here? <LinkTo to={signUp}>Create a worker account</LinkTo>
          </>
        ) : (
          'Accounts are made by whoever runs this server. A sign-in link you were given works by opening it.'
        )
      }
    >
      <TextField
        label="Name"
        value={username}
        onChange={setUsername}
        autoComplete="username"
        focus
        wrong={tried && username === '' ? 'Enter your name' : undefined}
      />
      <TextField
        label="Password"
        value={password}
        onChange={setPassword}
        autoComplete="current-password"
        password
        wrong={tried && password === '' ? 'Enter your password' : undefined}
      />
    </FormPage>
  );
}

function CountryField(props: { country: Country | null; onChange(next: Country | null): void }) {
  const { country, onChange } = props;
  const options = useMemo(countries, []);
  return (
    <FormField
      label={
        <>
          Country <i>– optional</i>
        </>
      }
      constraintText="Some HITs are offered in some countries only."
    >
      <Select
        selectedOption={country}
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

export function SignUpPage() {
  const { client, profile } = useSession();
  const [query] = useSearchParams();
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [country, setCountry] = useState<Country | null>(null);
  const [tried, setTried] = useState(false);
  const { busy, error, run } = useAction();
  const arrive = useArrival();
  if (profile.Worker !== undefined) return <Navigate replace to={paths.afterSignIn(query.get('to'))} />;
  if (!profile.SignUpOpen) return <Navigate replace to="/sign-in" />;
  const length = [...username].length;
  const wrongName = length < 3 || length > 64 ? 'Use 3 to 64 characters' : undefined;
  const wrongPassword = passwordProblem(password);
  const submit = () => {
    setTried(true);
    if (wrongName !== undefined || wrongPassword !== undefined) return;
    const where = country === null ? {} : { Country: country.value };
    run(async () =>
      arrive(await client.call('SignUp', { Username: username, Password: password, ...where })),
    );
  };
  return (
    <FormPage
      title="Create a worker account"
      description="One account per person"
      button="Create the account"
      busy={busy}
      error={error}
      onSubmit={submit}
      below={
        <>
          Already have one? <LinkTo to="/sign-in">Sign in</LinkTo>
        </>
      }
    >
      <TextField
        label="Name"
        value={username}
        onChange={setUsername}
        autoComplete="username"
        focus
        hint="You sign in with it; requesters do not see it."
        wrong={tried ? wrongName : undefined}
      />
      <TextField
        label="Password"
        value={password}
        onChange={setPassword}
        autoComplete="new-password"
        password
        hint="At least 8 characters."
        wrong={tried ? wrongPassword : undefined}
      />
      <CountryField country={country} onChange={setCountry} />
    </FormPage>
  );
}

export function ResetPage({ token, onDone }: { token: string; onDone(): void }) {
  const { client } = useSession();
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const { busy, error, run } = useAction();
  const arrive = useArrival();
  const wrong = passwordProblem(password);
  const submit = () => {
    setTried(true);
    if (wrong !== undefined) return;
    run(async () => {
      const answer = await client.call('SignIn', { LinkToken: token, NewPassword: password });
      onDone();
      arrive(answer);
    });
  };
  return (
    <FormPage
      title="Choose a new password"
      description="The link you opened lets you set it once"
      button="Save and sign in"
      busy={busy}
      error={error}
      onSubmit={submit}
      below={
        <Button variant="link" onClick={onDone}>
          Cancel
        </Button>
      }
    >
      <TextField
        label="New password"
        value={password}
        onChange={setPassword}
        autoComplete="new-password"
        password
        focus
        hint="At least 8 characters."
        wrong={tried ? wrong : undefined}
      />
    </FormPage>
  );
}
