// Who is signed in, the client to call the server with, and the messages at the top of the page.
import type { FlashbarProps } from '@cloudscape-design/components/flashbar';
import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
  type ReactNode,
} from 'react';
import { ApiError, Client, type Profile, type SignedIn, type Worker } from './api';
import { explain } from './words';

export interface Session {
  client: Client;
  profile: Profile;
  /** Takes over the answer of SignIn or SignUp. */
  signedIn(answer: SignedIn): void;
  /** The worker's profile has changed. */
  changed(worker: Worker): void;
  signOut(): Promise<void>;
  /** The server does not know this session any more. */
  signedOut(): void;
  messages: readonly FlashbarProps.MessageDefinition[];
  tell(type: 'success' | 'info' | 'error', header: string, text?: string): void;
}

const SessionContext = createContext<Session | undefined>(undefined);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === undefined) throw new Error('There is no session around this component.');
  return session;
}

function useMessages(): Pick<Session, 'messages' | 'tell'> {
  const [messages, setMessages] = useState<readonly FlashbarProps.MessageDefinition[]>([]);
  const lastId = useRef(0);
  const tell = useCallback<Session['tell']>((type, header, text) => {
    lastId.current += 1;
    const id = String(lastId.current);
    const dismiss = () => setMessages((all) => all.filter((one) => one.id !== id));
    const message = {
      id,
      type,
      header,
      content: text,
      dismissible: true,
      dismissLabel: 'Dismiss',
      onDismiss: dismiss,
    };
    setMessages((all) => [message, ...all].slice(0, 3));
  }, []);
  return { messages, tell };
}

interface ProviderProps {
  client: Client;
  profile: Profile;
  children: ReactNode;
}

export function SessionProvider({ client, profile: first, children }: ProviderProps) {
  const [profile, setProfile] = useState(first);
  const { messages, tell } = useMessages();
  const signedOut = useCallback(() => {
    client.csrfToken = undefined;
    setProfile((before) => ({ ...before, Worker: undefined, CSRFToken: undefined }));
  }, [client]);
  const session = useMemo<Session>(
    () => ({
      client,
      profile,
      messages,
      tell,
      signedOut,
      signedIn: (answer) => setProfile((before) => ({ ...before, ...answer })),
      changed: (worker) => setProfile((before) => ({ ...before, Worker: worker })),
      signOut: async () => {
        try {
          await client.call('SignOut', {});
        } catch (error) {
          if (!(error instanceof ApiError && error.code === 'NotSignedIn')) {
            const words = explain(error);
            tell('error', words.header, words.text);
            return;
          }
        }
        signedOut();
      },
    }),
    [client, profile, messages, tell, signedOut],
  );
  return <SessionContext.Provider value={session}>{children}</SessionContext.Provider>;
}

export type Loaded<T> =
  { state: 'loading' } | { state: 'ready'; data: T } | { state: 'failed'; error: unknown };

/** Loads when `key` changes and when `reload` is called; answers that come too late are dropped. */
export function useLoaded<T>(key: string, load: (client: Client) => Promise<T>): [Loaded<T>, () => void] {
  const { client, signedOut } = useSession();
  const [loaded, setLoaded] = useState<Loaded<T>>({ state: 'loading' });
  const [round, setRound] = useState(0);
  const latest = useRef(load);
  latest.current = load;
  useEffect(() => {
    let wanted = true;
    setLoaded({ state: 'loading' });
    latest.current(client).then(
      (data) => {
        if (wanted) setLoaded({ state: 'ready', data });
      },
      (error: unknown) => {
        if (!wanted) return;
        if (error instanceof ApiError && error.code === 'NotSignedIn') signedOut();
        setLoaded({ state: 'failed', error });
      },
    );
    return () => {
      wanted = false;
    };
  }, [key, round, client, signedOut]);
  return [loaded, useCallback(() => setRound((before) => before + 1), [])];
}

/** Runs something the worker asked for: `busy` meanwhile, `error` if it was refused. */
export function useAction(): {
  busy: boolean;
  error: unknown;
  run(action: () => Promise<void>): void;
  clear(): void;
} {
  const { signedOut } = useSession();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(undefined);
  const run = useCallback(
    (action: () => Promise<void>) => {
      setBusy(true);
      setError(undefined);
      action()
        .catch((thrown: unknown) => {
          if (thrown instanceof ApiError && thrown.code === 'NotSignedIn') signedOut();
          setError(thrown);
        })
        .finally(() => setBusy(false));
    },
    [signedOut],
  );
  return { busy, error, run, clear: useCallback(() => setError(undefined), []) };
}
