// A qualification test: its form, the time left, and handing it in.
import Alert from '@cloudscape-design/components/alert';
import Container from '@cloudscape-design/components/container';
import { useCallback, useState } from 'react';
import { useParams } from 'react-router-dom';
import { ApiError, type Qualification, type QualificationRequest } from '../api';
import type { Submission } from '../form/answers';
import { QuestionForm } from '../form/question_form';
import type { Form } from '../form/shapes';
import { ButtonTo, Page, Refused, Waiting } from '../parts/page';
import { TimeLeft } from '../parts/time_left';
import * as paths from '../paths';
import { useAction, useLoaded, useSession } from '../session';

function HandedIn({ qualification }: { qualification: Qualification }) {
  const graded = qualification.LatestRequest?.Status === 'Granted';
  return (
    <Page title="Test handed in" description={qualification.Name}>
      <div role="status">
        <Alert
          type="success"
          header={graded ? `Your value is ${qualification.Held?.Value ?? ''}` : 'Your answers were sent'}
          action={
            <ButtonTo to={paths.qualification(qualification.QualificationTypeId)}>
              See the qualification
            </ButtonTo>
          }
        >
          {graded
            ? 'The test was graded at once. Each HIT says which value it asks for.'
            : `${qualification.RequesterName} looks at them and decides.`}
        </Alert>
      </div>
    </Page>
  );
}

/** Such refusals are shown beside the question. */
function isAboutAQuestion(error: unknown): boolean {
  return error instanceof ApiError && error.question !== undefined;
}

function Test({ request, form }: { request: QualificationRequest; form: Form }) {
  const { client } = useSession();
  const { busy, error, run } = useAction();
  const [over, setOver] = useState(false);
  const [after, setAfter] = useState<Qualification | undefined>(undefined);
  const onOver = useCallback(() => setOver(true), []);
  const submit = (answers: Submission) =>
    run(async () => {
      const answer = await client.call('SubmitQualificationTest', {
        QualificationRequestId: request.QualificationRequestId,
        ...answers,
      });
      setAfter(answer.Qualification);
    });
  if (after !== undefined) return <HandedIn qualification={after} />;
  const deadline = request.Deadline ?? request.RequestTime;
  return (
    <Page title={request.Name} description="Qualification test">
      <div className="work-bar" role="group" aria-label="Your test">
        <Container>
          <div className="work-bar-content">
            <TimeLeft
              deadline={deadline}
              allotted={deadline - request.RequestTime}
              spoken
              onOver={onOver}
            />
          </div>
        </Container>
      </div>
      {over && error === undefined && (
        <div role="alert">
          <Alert
            type="error"
            header="The time is over"
            action={
              <ButtonTo to={paths.qualification(request.QualificationTypeId)}>See the qualification</ButtonTo>
            }
          >
            The test can no longer be handed in.
          </Alert>
        </div>
      )}
      {error !== undefined && !isAboutAQuestion(error) && <Refused error={error} />}
      <QuestionForm form={form} busy={busy} error={error} {...(over ? {} : { onSubmit: submit })} />
    </Page>
  );
}

/** `/qualifications/tests/{requestId}` */
export function QualificationTestPage() {
  const { requestId = '' } = useParams();
  const [loaded] = useLoaded(requestId, (client) =>
    client.call('GetQualificationTest', { QualificationRequestId: requestId }),
  );
  if (loaded.state === 'loading')
    return (
      <Page title="Qualification test">
        <Waiting text="Opening the test…" />
      </Page>
    );
  if (loaded.state === 'failed')
    return (
      <Page title="Qualification test">
        <Refused
          error={loaded.error}
          action={<ButtonTo to={paths.qualifications}>Your qualifications</ButtonTo>}
        />
      </Page>
    );
  return (
    <Test key={requestId} request={loaded.data.QualificationRequest} form={loaded.data.Form} />
  );
}
