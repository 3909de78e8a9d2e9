// What requesters wrote to the worker. A message counts as read once it is opened.
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useState } from 'react';
import type { Message } from '../api';
import { Empty, Page, Refused, Waiting } from '../parts/page';
import { useLoaded, useSession } from '../session';
import { moment } from '../time';

function MessageRow({ message }: { message: Message }) {
  const { client } = useSession();
  const [read, setRead] = useState(message.ReadTime !== undefined);
  const [error, setError] = useState<unknown>(undefined);
  const opened = (expanded: boolean) => {
    if (!expanded || read) return;
    client.call('MarkMessageRead', { MessageId: message.MessageId }).then(() => setRead(true), setError);
  };
  return (
    <ExpandableSection
      headerText={message.Subject}
      headerDescription={`${message.RequesterName} · ${moment(message.SendTime)}`}
      headerActions={read ? undefined : <StatusIndicator type="info">New</StatusIndicator>}
      headingTagOverride="h2"
      variant="container"
      onChange={({ detail }) => opened(detail.expanded)}
    >
      {error !== undefined && <Refused error={error} />}
      <div className="message-text">{message.MessageText}</div>
      <Box variant="small" color="text-body-secondary" padding={{ top: 's' }}>
        Requester {message.RequesterId}
      </Box>
    </ExpandableSection>
  );
}

export function MessagesPage() {
  const [tokens, setTokens] = useState<string[]>([]);
  const token = tokens[tokens.length - 1];
  const [loaded, reload] = useLoaded(`messages ${token ?? ''}`, (client) =>
    client.call('ListMessages', { ...(token === undefined ? {} : { NextToken: token }), MaxResults: 20 }),
  );
  const next = loaded.state === 'ready' ? loaded.data.NextToken : undefined;
  return (
    <Page title="Messages" description="What requesters wrote to you">
      {loaded.state === 'loading' && <Waiting text="Looking for messages…" />}
      {loaded.state === 'failed' && <Refused error={loaded.error} retry={reload} />}
      {loaded.state === 'ready' && loaded.data.Messages.length === 0 && (
        <Container>
          <Empty
            header="No messages"
            text="Requesters you have worked for can write to you. What they write stands here."
          />
        </Container>
      )}
      {loaded.state === 'ready' &&
        loaded.data.Messages.map((message) => <MessageRow key={message.MessageId} message={message} />)}
      {(tokens.length > 0 || next !== undefined) && (
        <SpaceBetween size="s" direction="horizontal">
          <Button disabled={tokens.length === 0} onClick={() => setTokens(tokens.slice(0, -1))}>
            Newer
          </Button>
          <Button disabled={next === undefined} onClick={() => setTokens([...tokens, next as string])}>
            Older
          </Button>
        </SpaceBetween>
      )}
    </Page>
  );
}
