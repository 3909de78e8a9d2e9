// Looking at a HIT before accepting it. Nothing is reserved, and the page in the frame knows that it is a
// preview.
import Alert from '@cloudscape-design/components/alert';
import { useState } from 'react';
import { useParams, useSearchParams } from 'react-router-dom';
import { ApiError, type Explanation, type HIT, type HITGroup } from '../api';
import { QuestionForm } from '../form/question_form';
import { AcceptButton } from '../parts/accept_button';
import { HitDetails } from '../parts/hit_details';
import { ButtonTo, LinkTo, Page, Refused, Waiting } from '../parts/page';
import { QuestionFrame } from '../parts/question_frame';
import { WhyNot } from '../parts/why_not';
import * as paths from '../paths';
import { useLoaded } from '../session';
import { duration } from '../time';
import { dollars } from '../words';

function refusalAction(error: unknown) {
  const code = error instanceof ApiError ? error.code : '';
  if (code === 'AlreadyWorkedOnHIT' || code === 'QueueFull')
    return <ButtonTo to={paths.queue}>Open your queue</ButtonTo>;
  return <ButtonTo to={paths.list}>See other HITs</ButtonTo>;
}

interface NoticeProps {
  group: HITGroup;
  hit: HIT;
  explanation: Explanation;
  asked: boolean;
}

function Notice({ group, hit, explanation, asked }: NoticeProps) {
  const [refusal, setRefusal] = useState<unknown>(undefined);
  if (refusal !== undefined) return <Refused error={refusal} action={refusalAction(refusal)} />;
  const what = asked ? { HITGroupId: group.HITGroupId } : { HITId: hit.HITId };
  const accept = <AcceptButton group={group} what={what} onRefused={setRefusal} text="Accept this HIT" />;
  if (!explanation.Accept.Allowed) return <WhyNot explanation={explanation} action={accept} />;
  if (asked) {
    return (
      <Alert type="info" header="Do you want to accept this HIT?" action={accept}>
        The link you followed asks for it. Accepting reserves the HIT for you for{' '}
        {duration(group.AssignmentDurationInSeconds)}.
      </Alert>
    );
  }
  return (
    <Alert type="info" header="You are previewing this HIT" action={accept}>
      What you enter now is not sent. Accept the HIT to work on it: it is then reserved for you for{' '}
      {duration(group.AssignmentDurationInSeconds)}.
    </Alert>
  );
}

/** `/projects/{groupId}/tasks`, and `/projects/{groupId}/tasks/{hitId}` without an assignment. */
export function PreviewPage() {
  const { groupId = '', hitId } = useParams();
  const [query] = useSearchParams();
  const [loaded, reload] = useLoaded(`${groupId} ${hitId ?? ''}`, async (client) => {
    const { HIT } = await client.call(
      'PreviewHIT',
      hitId === undefined ? { HITGroupId: groupId } : { HITId: hitId },
    );
    const { Explanation } = await client.call('ExplainHIT', { HITId: HIT.HITId });
    return { hit: HIT, explanation: Explanation };
  });
  if (loaded.state === 'loading')
    return (
      <Page title="Preview">
        <Waiting text="Opening the preview…" />
      </Page>
    );
  if (loaded.state === 'failed') {
    const mayPass =
      !(loaded.error instanceof ApiError) || loaded.error.status === 0 || loaded.error.status >= 429;
    return (
      <Page title="Preview">
        <Refused
          error={loaded.error}
          {...(mayPass ? { retry: reload } : { action: refusalAction(loaded.error) })}
        />
      </Page>
    );
  }
  const { hit, explanation } = loaded.data;
  const group = hit.HITGroup;
  return (
    <Page
      title={group.Title}
      description={
        <>
          {group.RequesterName} · {dollars(group.Reward)} · <LinkTo to={paths.list}>All HITs</LinkTo>
        </>
      }
    >
      <Notice group={group} hit={hit} explanation={explanation} asked={query.get('accept') === 'ask'} />
      <HitDetails group={group} hitId={hit.HITId} expanded={!group.CallerMeetsRequirements} />
      {hit.Frame !== undefined && (
        <QuestionFrame frame={hit.Frame} title={`Preview of the HIT: ${group.Title}`} />
      )}
      {hit.Form !== undefined && <QuestionForm key={hit.HITId} form={hit.Form} />}
    </Page>
  );
}
