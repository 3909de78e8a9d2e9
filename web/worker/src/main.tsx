// Starts the worker site: asks the server who is signed in, then shows the page of the address.
import { I18nProvider } from '@cloudscape-design/components/i18n';
import messages from '@cloudscape-design/components/i18n/messages/all.en';
import { applyMode, Mode } from '@cloudscape-design/global-styles';
import '@cloudscape-design/global-styles/index.css';
import { StrictMode, useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router-dom';
import { Client, type Profile } from './api';
import { App, takeLink } from './app';
import { Refused, Waiting } from './parts/page';
import { SessionProvider } from './session';
import './style.css';

/** Light or dark, as the reader's system is set, also when that changes. */
function followColorScheme(): void {
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  const follow = () => applyMode(dark.matches ? Mode.Dark : Mode.Light);
  dark.addEventListener('change', follow);
  follow();
}

const link = takeLink();
const client = new Client();

function Start() {
  const [profile, setProfile] = useState<Profile | undefined>(undefined);
  const [error, setError] = useState<unknown>(undefined);
  const [round, setRound] = useState(0);
  useEffect(() => {
    let wanted = true;
    setError(undefined);
    client.call('GetProfile', {}).then(
      (answer) => {
        if (wanted) setProfile(answer);
      },
      (thrown: unknown) => {
        if (wanted) setError(thrown);
      },
    );
    return () => {
      wanted = false;
    };
  }, [round]);
  if (profile !== undefined)
    return (
      <SessionProvider client={client} profile={profile}>
        <App link={link} />
      </SessionProvider>
    );
  return (
    <main className="site-content">
      {error === undefined ? (
        <Waiting text="One moment…" />
      ) : (
        <Refused error={error} retry={() => setRound((before) => before + 1)} />
      )}
    </main>
  );
}

followColorScheme();
createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <I18nProvider locale="en" messages={[messages]}>
      <BrowserRouter>
        <Start />
      </BrowserRouter>
    </I18nProvider>
  </StrictMode>,
);
