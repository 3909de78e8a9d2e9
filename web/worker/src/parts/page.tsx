// What every page has: a heading that takes the focus on arrival, refusals in words, waiting and emptiness.
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button, { type ButtonProps } from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import { useEffect, useRef, type ReactNode } from 'react';
import { useNavigate } from 'react-router-dom';
import { explain } from '../words';

interface PageProps {
  title: string;
  description?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/**
 * A page under its title. The heading gets the focus, so that a screen reader says where the reader is now.
 */
export function Page({ title, description, actions, children }: PageProps) {
  const heading = useRef<HTMLDivElement>(null);
  useEffect(() => {
    document.title = `${title} · Kempelen`;
    heading.current?.focus({ preventScroll: true });
  }, [title]);
  return (
    <SpaceBetween size="l">
      <div ref={heading} tabIndex={-1} className="page-heading">
        <Header variant="h1" description={description} actions={actions}>
          {title}
        </Header>
      </div>
      {children}
    </SpaceBetween>
  );
}

export function Waiting({ text }: { text: string }) {
  return (
    <Box textAlign="center" padding="xxl">
      <div role="status">
        <Spinner /> {text}
      </div>
    </Box>
  );
}

interface RefusedProps {
  error: unknown;
  retry?: () => void;
  action?: ReactNode;
}

/** A refusal or failure, in words, with what can be done about it. */
export function Refused({ error, retry, action }: RefusedProps) {
  const words = explain(error);
  const button = action ?? (retry === undefined ? undefined : <Button onClick={retry}>Try again</Button>);
  return (
    <div role="alert">
      <Alert type="error" header={words.header} action={button}>
        {words.text}
      </Alert>
    </div>
  );
}

export function Empty({ header, text, action }: { header: string; text: string; action?: ReactNode }) {
  return (
    <Box textAlign="center" padding={{ vertical: 'xxl', horizontal: 'm' }} color="inherit">
      <SpaceBetween size="s">
        <Box variant="h2" color="inherit">
          {header}
        </Box>
        <Box variant="p" color="inherit">
          {text}
        </Box>
        {action}
      </SpaceBetween>
    </Box>
  );
}

/**
 * A button that is a link to a page of this site: opens in a new tab as links do, without loading anew
 * otherwise.
 */
export function ButtonTo({ to, ...rest }: ButtonProps & { to: string }) {
  const navigate = useNavigate();
  return (
    <Button
      {...rest}
      href={to}
      onFollow={(event) => {
        event.preventDefault();
        navigate(to);
      }}
    />
  );
}

export function LinkTo({ to, children }: { to: string; children: ReactNode }) {
  const navigate = useNavigate();
  return (
    <Link
      href={to}
      onFollow={(event) => {
        event.preventDefault();
        navigate(to);
      }}
    >
      {children}
    </Link>
  );
}
