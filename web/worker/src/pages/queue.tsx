// The HITs the worker has accepted and not finished, the most pressing first.
import Button from '@cloudscape-design/components/button';
import Cards from '@cloudscape-design/components/cards';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { Navigate, useParams } from 'react-router-dom';
import type { Assignment } from '../api';
import { ButtonTo, Empty, LinkTo, Page, Refused, Waiting } from '../parts/page';
import { ReturnButton } from '../parts/return_button';
import { TimeLeft } from '../parts/time_left';
import * as paths from '../paths';
import { useLoaded } from '../session';
import { dollars } from '../words';

function sections(onReturned: () => void) {
  return [
    { id: 'description', content: (one: Assignment) => one.HITGroup.Description },
    {
      id: 'requester',
      header: 'Requester',
      width: 50,
      content: (one: Assignment) => one.HITGroup.RequesterName,
    },
    { id: 'reward', header: 'Reward', width: 50, content: (one: Assignment) => dollars(one.HITGroup.Reward) },
    {
      id: 'time',
      content: (one: Assignment) => (
        <TimeLeft deadline={one.Deadline} allotted={one.HITGroup.AssignmentDurationInSeconds} />
      ),
    },
    {
      id: 'draft',
      content: (one: Assignment) =>
        one.HasDraft ? (
          <LinkTo to={paths.confirmation(one.AssignmentId)}>An answer was sent: submit it</LinkTo>
        ) : null,
    },
    {
      id: 'actions',
      content: (one: Assignment) => (
        <SpaceBetween size="xs" direction="horizontal">
          <ButtonTo variant="primary" to={paths.work(one)} ariaLabel={`Continue: ${one.HITGroup.Title}`}>
            Continue
          </ButtonTo>
          <ReturnButton assignment={one} onReturned={onReturned} />
        </SpaceBetween>
      ),
    },
  ];
}

/** `/tasks`, and `/tasks/{hitId}`, which leads to the work on that HIT if it is in the queue. */
export function QueuePage() {
  const { hitId } = useParams();
  const [loaded, reload] = useLoaded('queue', (client) =>
    client.call('ListMyAssignments', { Status: 'Accepted', MaxResults: 100 }),
  );
  if (loaded.state === 'ready' && hitId !== undefined) {
    const wanted = loaded.data.Assignments.find((one) => one.HITId === hitId);
    return <Navigate replace to={wanted === undefined ? paths.queue : paths.work(wanted)} />;
  }
  const mine =
    loaded.state === 'ready'
      ? [...loaded.data.Assignments].sort((one, other) => one.Deadline - other.Deadline)
      : [];
  return (
    <Page
      title="Your queue"
      description="HITs you have accepted and not finished"
      actions={<Button iconName="refresh" ariaLabel="Look again" onClick={reload} />}
    >
      {loaded.state === 'loading' && <Waiting text="Looking at your queue…" />}
      {loaded.state === 'failed' && <Refused error={loaded.error} retry={reload} />}
      {loaded.state === 'ready' && mine.length === 0 && (
        <Empty
          header="Your queue is empty"
          text="HITs you accept are kept here until you submit or return them."
          action={<ButtonTo to={paths.list}>Find HITs</ButtonTo>}
        />
      )}
      {mine.length > 0 && (
        <Cards
          items={mine}
          trackBy="AssignmentId"
          cardsPerRow={[{ cards: 1 }, { minWidth: 760, cards: 2 }]}
          ariaLabels={{ itemSelectionLabel: () => '', selectionGroupLabel: '', cardsLabel: 'Accepted HITs' }}
          cardDefinition={{
            header: (one) => <LinkTo to={paths.work(one)}>{one.HITGroup.Title}</LinkTo>,
            sections: sections(reload),
          }}
        />
      )}
    </Page>
  );
}
