// Working on an accepted HIT: the requester's page or form, the time left, submitting and returning.
import Alert from '@cloudscape-design/components/alert';
import Container from '@cloudscape-design/components/container';
import { useCallback, useRef, useState } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router-dom';
import { ApiError, type Assignment } from '../api';
import type { Submission } from '../form/answers';
import { QuestionForm } from '../form/question_form';
import { sendFile, type SendFile } from '../form/send_file';
import { HitDetails } from '../parts/hit_details';
import { ButtonTo, Page, Refused, Waiting } from '../parts/page';
import { QuestionFrame } from '../parts/question_frame';
import { ReturnButton } from '../parts/return_button';
import { SubmittedPage } from '../parts/submitted';
import { TimeLeft } from '../parts/time_left';
import * as paths from '../paths';
import { useAction, useLoaded, useSession } from '../session';
import { dollars, statuses } from '../words';
import { PreviewPage } from './preview';

function TimeOver() {
  return (
    <div role="alert">
      <Alert
        type="error"
        header="The time is over"
        action={<ButtonTo to={paths.list}>See other HITs</ButtonTo>}
      >
        This HIT went back to the others. Copy anything you want to keep from the page before you leave it.
      </Alert>
    </div>
  );
}

/** Such refusals are shown beside the question. */
function isAboutAQuestion(error: unknown): boolean {
  return error instanceof ApiError && error.question !== undefined;
}

/** Submits once at a time: the answers to a form, or without any what the server holds. */
function useSubmit(assignment: Assignment) {
  const { client } = useSession();
  const { busy, error, run } = useAction();
  const [submitted, setSubmitted] = useState<Assignment | undefined>(undefined);
  const sending = useRef(false);
  const submit = useCallback(
    (answers: Partial<Submission>) => {
      if (sending.current) return;
      sending.current = true;
      run(async () => {
        try {
          const answer = await client.call('SubmitAssignment', {
            AssignmentId: assignment.AssignmentId,
            ...answers,
          });
          setSubmitted(answer.Assignment);
        } finally {
          sending.current = false;
        }
      });
    },
    [assignment.AssignmentId, client, run],
  );
  return { submit, submitted, busy, error };
}

function Workspace({ assignment }: { assignment: Assignment }) {
  const navigate = useNavigate();
  const [over, setOver] = useState(false);
  const { submit, submitted, busy, error } = useSubmit(assignment);
  const { client } = useSession();
  const send = useCallback<SendFile>(
    (question, file, progress) => sendFile(client, assignment.AssignmentId, question, file, progress),
    [assignment.AssignmentId, client],
  );
  const group = assignment.HITGroup;
  // What the page in the frame sent waits at the server.
  const onSubmission = useCallback(() => submit({}), [submit]);
  const onOver = useCallback(() => setOver(true), []);
  if (submitted !== undefined) return <SubmittedPage assignment={submitted} />;
  return (
    <Page title={group.Title} description={`${group.RequesterName} · ${dollars(group.Reward)}`}>
      <div className="work-bar" role="group" aria-label="Your work on this HIT">
        <Container>
          <div className="work-bar-content">
            <TimeLeft
              deadline={assignment.Deadline}
              allotted={group.AssignmentDurationInSeconds}
              spoken
              onOver={onOver}
            />
            {!over && <ReturnButton assignment={assignment} onReturned={() => navigate(paths.list)} />}
          </div>
        </Container>
      </div>
      {over && error === undefined && <TimeOver />}
      {error !== undefined && !isAboutAQuestion(error) && (
        <Refused error={error} {...(assignment.Form === undefined ? { retry: onSubmission } : {})} />
      )}
      {busy && assignment.Form === undefined && <Waiting text="Submitting your answer…" />}
      {assignment.HasDraft && error === undefined && !busy && (
        <Alert
          type="warning"
          header="An answer was sent, but not submitted yet"
          action={<ButtonTo to={paths.confirmation(assignment.AssignmentId)}>Look at it and submit</ButtonTo>}
        >
          You can submit that answer, or fill in the page again.
        </Alert>
      )}
      <HitDetails group={group} hitId={assignment.HITId} />
      {assignment.Frame !== undefined && (
        <QuestionFrame
          frame={assignment.Frame}
          title={`The HIT: ${group.Title}`}
          assignmentId={assignment.AssignmentId}
          onSubmission={onSubmission}
        />
      )}
      {assignment.Form !== undefined && (
        <QuestionForm
          form={assignment.Form}
          busy={busy}
          error={error}
          sendFile={send}
          {...(over ? {} : { onSubmit: submit })}
        />
      )}
    </Page>
  );
}

export function NotInProgress({ assignment }: { assignment: Assignment }) {
  return (
    <Page title={assignment.HITGroup.Title}>
      <Alert
        type="info"
        header={`This HIT is not in progress: ${statuses[assignment.Status].label.toLowerCase()}`}
        action={<ButtonTo to={paths.earnings}>See your work</ButtonTo>}
      >
        It can no longer be worked on or submitted.
      </Alert>
    </Page>
  );
}

function AcceptedPage({ assignmentId }: { assignmentId: string }) {
  const [loaded, reload] = useLoaded(
    assignmentId,
    async (client) => (await client.call('GetAssignment', { AssignmentId: assignmentId })).Assignment,
  );
  if (loaded.state === 'loading')
    return (
      <Page title="Your HIT">
        <Waiting text="Opening the HIT…" />
      </Page>
    );
  if (loaded.state === 'failed')
    return (
      <Page title="Your HIT">
        <Refused error={loaded.error} retry={reload} />
      </Page>
    );
  if (loaded.data.Status !== 'Accepted') return <NotInProgress assignment={loaded.data} />;
  return <Workspace key={assignmentId} assignment={loaded.data} />;
}

/**
 * `/projects/{groupId}/tasks/{hitId}?assignment_id={id}`; without the assignment it is a preview of that HIT.
 */
export function WorkPage() {
  const [query] = useSearchParams();
  const { hitId } = useParams();
  const assignmentId = query.get('assignment_id');
  return assignmentId === null || assignmentId === '' ? (
    <PreviewPage key={hitId} />
  ) : (
    <AcceptedPage key={assignmentId} assignmentId={assignmentId} />
  );
}
