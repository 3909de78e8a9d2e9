// Signing in, signing up, and choosing a new password by a reset link.
import Button from '@cloudscape-design/components/button';
import { useState } from 'react';
import { Navigate, useNavigate, useSearchParams } from 'react-router-dom';
import type { SignedIn } from '../api';
import type { Country } from '../countries';
import { CountryField, FormPage, TextField } from '../parts/form_page';
import { LinkTo } from '../parts/page';
import * as paths from '../paths';
import { useAction, useSession } from '../session';

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
