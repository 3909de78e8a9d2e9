// The whole site: navigation, addresses, printed links, and who may see what.
import Box from '@cloudscape-design/components/box';
import Flashbar from '@cloudscape-design/components/flashbar';
import TopNavigation, { type TopNavigationProps } from '@cloudscape-design/components/top-navigation';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { Navigate, Route, Routes, useLocation, useNavigate } from 'react-router-dom';
import { ButtonTo, Empty, Page, Refused, Waiting } from './parts/page';
import { WorkerId } from './parts/worker_id';
import { ConfirmPage } from './pages/confirm';
import { EarningsPage } from './pages/earnings';
import { ListPage } from './pages/list';
import { MessagesPage } from './pages/messages';
import { PreviewPage } from './pages/preview';
import { ProfilePage } from './pages/profile';
import { QualificationPage } from './pages/qualification';
import { QualificationTestPage } from './pages/qualification_test';
import { QualificationsPage } from './pages/qualifications';
import { QueuePage } from './pages/queue';
import { ResetPage, SignInPage, SignUpPage } from './pages/sign_in';
import { WorkPage } from './pages/work';
import * as paths from './paths';
import { useSession } from './session';

function Navigation() {
  const { profile, signOut } = useSession();
  const navigate = useNavigate();
  const to = (text: string, href: string): TopNavigationProps.Utility => ({
    type: 'button',
    text,
    href,
    onFollow: (event) => {
      event.preventDefault();
      navigate(href);
    },
  });
  const worker = profile.Worker;
  const utilities: TopNavigationProps.Utility[] =
    worker === undefined
      ? []
      : [
          to('HITs', paths.list),
          to('Queue', paths.queue),
          to('Qualifications', paths.qualifications),
          to('Earnings', paths.earnings),
          to('Messages', paths.messages),
          {
            type: 'menu-dropdown',
            text: worker.Username,
            ariaLabel: `Account of ${worker.Username}`,
            iconName: 'user-profile',
            items: [
              { id: 'profile', text: 'Profile', href: paths.profile },
              { id: 'sign-out', text: 'Sign out' },
            ],
            onItemFollow: (event) => {
              event.preventDefault();
              navigate(paths.profile);
            },
            onItemClick: ({ detail }) => {
              if (detail.id === 'sign-out') void signOut();
            },
          },
        ];
  return (
    <TopNavigation
      identity={{
        href: '/',
        title: profile.Marketplace === 'sandbox' ? 'Kempelen · sandbox' : 'Kempelen',
        onFollow: (event) => {
          event.preventDefault();
          navigate(paths.list);
        },
      }}
      i18nStrings={{ overflowMenuTriggerText: 'More', overflowMenuTitleText: 'All' }}
      utilities={utilities}
    />
  );
}

function SignedInOnly({ children }: { children: ReactNode }) {
  const { profile } = useSession();
  const { pathname, search } = useLocation();
  if (profile.Worker === undefined) return <Navigate replace to={paths.signIn(pathname + search)} />;
  return <>{children}</>;
}

function NotFoundPage() {
  return (
    <Page title="There is nothing here">
      <Empty
        header="No such page"
        text="The address may be old, or mistyped."
        action={<ButtonTo to={paths.list}>Go to the HITs</ButtonTo>}
      />
    </Page>
  );
}

function Pages() {
  const guarded = (page: ReactNode) => <SignedInOnly>{page}</SignedInOnly>;
  return (
    <Routes>
      <Route path="/" element={guarded(<ListPage />)} />
      <Route path="/projects" element={guarded(<ListPage />)} />
      <Route path="/projects/:groupId/tasks" element={guarded(<PreviewPage />)} />
      <Route path="/projects/:groupId/tasks/:hitId" element={guarded(<WorkPage />)} />
      <Route path="/tasks" element={guarded(<QueuePage />)} />
      <Route path="/tasks/:hitId" element={guarded(<QueuePage />)} />
      <Route path="/dashboard" element={guarded(<EarningsPage />)} />
      <Route path="/earnings" element={guarded(<EarningsPage />)} />
      <Route path="/messages" element={guarded(<MessagesPage />)} />
      <Route path="/qualifications" element={guarded(<QualificationsPage />)} />
      <Route path="/qualifications/assigned" element={guarded(<QualificationsPage />)} />
      <Route path="/qualifications/pending" element={guarded(<QualificationsPage />)} />
      <Route path="/qualifications/:typeId" element={guarded(<QualificationPage />)} />
      <Route path="/qualifications/tests/:requestId" element={guarded(<QualificationTestPage />)} />
      <Route path="/profile" element={guarded(<ProfilePage />)} />
      <Route path="/confirm/:assignmentId" element={guarded(<ConfirmPage />)} />
      <Route path="/sign-in" element={<SignInPage />} />
      <Route path="/sign-up" element={<SignUpPage />} />
      <Route path="*" element={<NotFoundPage />} />
    </Routes>
  );
}

function SignInByLink({ token, onDone }: { token: string; onDone(): void }) {
  const { client, signedIn } = useSession();
  const [error, setError] = useState<unknown>(undefined);
  const used = useRef('');
  useEffect(() => {
    if (used.current === token) return; // a link may be good for one use only
    used.current = token;
    client.call('SignIn', { LinkToken: token }).then((answer) => {
      signedIn(answer);
      onDone();
    }, setError);
  }, [client, token, signedIn, onDone]);
  if (error === undefined) return <Waiting text="Signing you in…" />;
  return (
    <Page title="This link does not work">
      <Refused
        error={error}
        action={
          <ButtonTo to="/sign-in" onClick={onDone}>
            Sign in another way
          </ButtonTo>
        }
      />
    </Page>
  );
}

/** The printed link in the address, taken out of it at once: it is a key and must not stay in the history. */
function useLink(first: paths.Link | undefined): [paths.Link | undefined, () => void] {
  const [link, setLink] = useState(first);
  useEffect(() => {
    const look = () => {
      const found = takeLink();
      if (found !== undefined) setLink(found);
    };
    window.addEventListener('hashchange', look);
    return () => window.removeEventListener('hashchange', look);
  }, []);
  return [link, useRef(() => setLink(undefined)).current];
}

export function takeLink(): paths.Link | undefined {
  const link = paths.linkFrom(window.location.hash);
  if (link !== undefined) {
    window.history.replaceState(window.history.state, '', window.location.pathname + window.location.search);
  }
  return link;
}

export function App({ link: first }: { link: paths.Link | undefined }) {
  const [link, forget] = useLink(first);
  const { messages } = useSession();
  const main = useRef<HTMLElement>(null);
  return (
    <>
      <a
        className="skip-link"
        href="#content"
        onClick={(event) => {
          event.preventDefault();
          main.current?.focus();
        }}
      >
        Skip to the content
      </a>
      <header>
        <Navigation />
      </header>
      <main ref={main} id="content" tabIndex={-1} className="site-content">
        <WorkerId />
        {messages.length > 0 && (
          <Box padding={{ bottom: 'm' }}>
            <Flashbar items={messages} i18nStrings={{ ariaLabel: 'Messages' }} />
          </Box>
        )}
        {link === undefined && <Pages />}
        {link?.kind === 'sign-in' && <SignInByLink token={link.token} onDone={forget} />}
        {link?.kind === 'reset' && <ResetPage token={link.token} onDone={forget} />}
      </main>
    </>
  );
}
