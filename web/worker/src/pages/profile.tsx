// What the worker says about himself: where he lives, where mail goes, and what he agrees to see.
import Checkbox from '@cloudscape-design/components/checkbox';
import { useState } from 'react';
import type { Worker } from '../api';
import { countries, type Country } from '../countries';
import { CountryField, FormPage, TextField } from '../parts/form_page';
import { useAction, useSession } from '../session';

const fixedHint = 'Only the operator of this server can change it.';

function countryOf(worker: Worker): Country | null {
  return countries().find((one) => one.value === worker.Country) ?? null;
}

export function ProfilePage() {
  const { profile } = useSession();
  if (profile.Worker === undefined) return null;
  return <ProfileForm worker={profile.Worker} />;
}

function ProfileForm({ worker }: { worker: Worker }) {
  const { client, profile, changed, tell } = useSession();
  const [country, setCountry] = useState(() => countryOf(worker));
  const [subdivision, setSubdivision] = useState(worker.Subdivision ?? '');
  const [email, setEmail] = useState(worker.Email ?? '');
  const [adult, setAdult] = useState(worker.AdultContent);
  const { busy, error, run } = useAction();
  // In live he says once where he lives.
  const fixed = profile.Marketplace === 'live';
  const submit = () =>
    run(async () => {
      const place = country === null ? {} : { Country: country.value, Subdivision: subdivision };
      const answer = await client.call('UpdateProfile', { ...place, Email: email, AdultContent: adult });
      changed(answer.Worker);
      tell('success', 'Your profile is saved');
    });
  return (
    <FormPage
      title="Profile"
      description={`${worker.Username}, ${worker.Masters ? 'with' : 'without'} the Masters qualification`}
      button="Save"
      busy={busy}
      error={error}
      onSubmit={submit}
    >
      <CountryField
        country={country}
        fixed={fixed && worker.Country !== undefined ? fixedHint : undefined}
        onChange={(next) => {
          setCountry(next);
          setSubdivision('');
        }}
      />
      <TextField
        label="State or region"
        value={subdivision}
        onChange={(text) => setSubdivision(text.toUpperCase())}
        autoComplete="off"
        disabled={country === null || (fixed && worker.Subdivision !== undefined)}
        hint="As in the post: CA for California. Leave it empty outside the United States."
      />
      <TextField
        label="E-mail"
        value={email}
        onChange={setEmail}
        autoComplete="email"
        hint="Where requesters' messages go besides your inbox; they do not see the address."
      />
      <Checkbox checked={adult} onChange={({ detail }) => setAdult(detail.checked)}>
        I am an adult and agree to see content for adults
      </Checkbox>
    </FormPage>
  );
}
