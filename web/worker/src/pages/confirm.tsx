// Submitting an answer by hand, for when the page in the frame could not tell that its form was sent.
import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useParams } from 'react-router-dom';
import type { Assignment } from '../api';
import { ButtonTo, Page, Refused, Waiting } from '../parts/page';
import { SubmittedPage } from '../parts/submitted';
import { TimeLeft } from '../parts/time_left';
import * as paths from '../paths';
import { useAction, useLoaded, useSession } from '../session';
import { NotInProgress } from './work';

function Draft({ draft }: { draft: Record<string, string[]> }) {
  const items = Object.entries(draft).map(([field, values]) => ({
    label: field,
    value: <span className="answer">{values.join(', ') === '' ? '(left empty)' : values.join(', ')}</span>,
  }));
  return (
    <Container header={<Header variant="h2">Your answer</Header>}>
      {items.length === 0 ? (
        'The form had no fields with an answer.'
      ) : (
        <KeyValuePairs columns={1} items={items} />
      )}
    </Container>
  );
}

function Confirm({ assignment }: { assignment: Assignment }) {
  const { client } = useSession();
  const { busy, error, run } = useAction();
  const [submitted, setSubmitted] = useState<Assignment | undefined>(undefined);
  if (submitted !== undefined) return <SubmittedPage assignment={submitted} />;
  const submit = () =>
    run(async () =>
      setSubmitted(
        (await client.call('SubmitAssignment', { AssignmentId: assignment.AssignmentId })).Assignment,
      ),
    );
  const back = <ButtonTo to={paths.work(assignment)}>Back to the HIT</ButtonTo>;
  if (!assignment.HasDraft) {
    return (
      <Page title="Confirm your answer" description={assignment.HITGroup.Title}>
        <Alert type="info" header="There is no answer to submit yet" action={back}>
          Fill in the HIT and send its form first.
        </Alert>
      </Page>
    );
  }
  return (
    <Page title="Confirm your answer" description={assignment.HITGroup.Title}>
      <Alert type="info" header="One more step">
        Your answer has arrived and is kept. It counts once you submit it here.
      </Alert>
      {error !== undefined && <Refused error={error} />}
      <Draft draft={assignment.Draft ?? {}} />
      <TimeLeft
        deadline={assignment.Deadline}
        allotted={assignment.HITGroup.AssignmentDurationInSeconds}
        spoken
      />
      <SpaceBetween size="xs" direction="horizontal">
        <Button variant="primary" loading={busy} loadingText="Submitting" onClick={submit}>
          Submit this answer
        </Button>
        {back}
      </SpaceBetween>
    </Page>
  );
}

export function ConfirmPage() {
  const { assignmentId = '' } = useParams();
  const [loaded, reload] = useLoaded(
    assignmentId,
    async (client) => (await client.call('GetAssignment', { AssignmentId: assignmentId })).Assignment,
  );
  if (loaded.state === 'loading') {
    return (
      <Page title="Confirm your answer">
        <Waiting text="Looking for your answer…" />
      </Page>
    );
  }
  if (loaded.state === 'failed') {
    return (
      <Page title="Confirm your answer">
        <Refused error={loaded.error} retry={reload} />
      </Page>
    );
  }
  return loaded.data.Status === 'Accepted' ? (
    <Confirm assignment={loaded.data} />
  ) : (
    <NotInProgress assignment={loaded.data} />
  );
}
