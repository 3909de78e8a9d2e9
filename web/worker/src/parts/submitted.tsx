// What is shown when an answer was submitted: that it worked, and the next HIT of the same kind if there is
// one.
import Alert from '@cloudscape-design/components/alert';
import Container from '@cloudscape-design/components/container';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { Assignment } from '../api';
import * as paths from '../paths';
import { useLoaded } from '../session';
import { duration } from '../time';
import { dollars, hits } from '../words';
import { AcceptButton } from './accept_button';
import { ButtonTo, Page, Refused } from './page';

export function SubmittedPage({ assignment }: { assignment: Assignment }) {
  const group = assignment.HITGroup;
  const [refusal, setRefusal] = useState<unknown>(undefined);
  const [next] = useLoaded(
    assignment.AssignmentId,
    async (client) => (await client.call('GetHITGroup', { HITGroupId: group.HITGroupId })).HITGroup,
  );
  const more = next.state === 'ready' ? next.data.NumberOfHITsAvailable : 0;
  return (
    <Page title="Submitted" description={group.Title}>
      <div role="status">
        <Alert type="success" header="The HIT has been successfully submitted">
          {dollars(group.Reward)} will be paid when {group.RequesterName} approves your answer, and at the
          latest {duration(group.AutoApprovalDelayInSeconds)} from now unless it is rejected.
        </Alert>
      </div>
      {refusal !== undefined && <Refused error={refusal} />}
      <Container>
        <SpaceBetween size="m">
          <span>
            {next.state === 'loading' && 'Looking for more HITs of this kind…'}
            {next.state !== 'loading' &&
              more > 0 &&
              `${hits(more)} of this kind ${more === 1 ? 'is' : 'are'} left for you.`}
            {next.state !== 'loading' &&
              more === 0 &&
              'There are no more HITs of this kind for you right now.'}
          </span>
          <SpaceBetween size="xs" direction="horizontal">
            {next.state === 'ready' && more > 0 && (
              <AcceptButton
                group={next.data}
                what={{ HITGroupId: group.HITGroupId }}
                onRefused={setRefusal}
                text="Accept the next HIT"
              />
            )}
            <ButtonTo to={paths.list}>Back to the HITs</ButtonTo>
            <ButtonTo to={paths.earnings} variant="link">
              See your earnings
            </ButtonTo>
          </SpaceBetween>
        </SpaceBetween>
      </Container>
    </Page>
  );
}
