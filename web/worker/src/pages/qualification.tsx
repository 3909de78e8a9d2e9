// One qualification: what it means, what the worker has of it, and asking for it.
import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useNavigate, useParams } from 'react-router-dom';
import type { Qualification } from '../api';
import { ButtonTo, Page, Refused, Waiting } from '../parts/page';
import * as paths from '../paths';
import { useAction, useLoaded, useSession } from '../session';
import { duration, moment } from '../time';
import { requestStatuses } from '../words';

function Held({ held }: { held: Qualification['Held'] }) {
  if (held === undefined) return <>You do not have it</>;
  if (held.Status === 'Granted') return <>{String(held.Value)}</>;
  return (
    <StatusIndicator type="stopped">
      Taken back{held.Reason === undefined ? '' : `: ${held.Reason}`}
    </StatusIndicator>
  );
}

function Latest({ request }: { request: Qualification['LatestRequest'] }) {
  if (request === undefined) return <>You have not requested it</>;
  const status = requestStatuses[request.Status];
  return (
    <StatusIndicator type={status.tone}>
      {status.label}
      {request.Reason === undefined ? '' : `: ${request.Reason}`} ({moment(request.RequestTime)})
    </StatusIndicator>
  );
}

/** What stands in the way of asking, or nothing. */
function obstacle(one: Qualification): string | undefined {
  if (one.CanRequest || one.LatestRequest?.Status === 'InTest') return undefined;
  if (one.EarliestRequestTime !== undefined)
    return `You can request it again at ${moment(one.EarliestRequestTime)}.`;
  if (one.LatestRequest?.Status === 'Pending') return 'The requester has not decided on your request yet.';
  return 'It cannot be requested, or not once more.';
}

function Details({ one, reload }: { one: Qualification; reload(): void }) {
  const { client, tell } = useSession();
  const navigate = useNavigate();
  const { busy, error, run } = useAction();
  const ask = () =>
    run(async () => {
      const answer = await client.call('RequestQualification', {
        QualificationTypeId: one.QualificationTypeId,
      });
      if (answer.Form !== undefined) {
        navigate(paths.qualificationTest(answer.QualificationRequest.QualificationRequestId));
        return;
      }
      const granted = answer.QualificationRequest.Status === 'Granted';
      tell('success', granted ? 'Qualification granted' : 'Qualification requested', one.Name);
      reload();
    });
  const inTest = one.LatestRequest?.Status === 'InTest' ? one.LatestRequest : undefined;
  const why = obstacle(one);
  return (
    <Page title={one.Name} description={one.RequesterName}>
      {error !== undefined && <Refused error={error} />}
      <Container>
        <SpaceBetween size="l">
          <span>{one.Description}</span>
          <KeyValuePairs
            columns={2}
            items={[
              { label: 'Your value', value: <Held held={one.Held} /> },
              { label: 'Your last request', value: <Latest request={one.LatestRequest} /> },
              {
                label: 'How to get it',
                value: one.HasTest
                  ? `By a test of ${duration(one.TestDurationInSeconds ?? 0)}`
                  : one.IsAutoGranted
                    ? 'Granted at once'
                    : 'The requester decides',
              },
              {
                label: 'Requesting again',
                value:
                  one.RetryDelayInSeconds === undefined
                    ? 'Not possible'
                    : one.RetryDelayInSeconds === 0
                      ? 'At any time'
                      : `After ${duration(one.RetryDelayInSeconds)}`,
              },
            ]}
          />
          {why !== undefined && <Alert type="info">{why}</Alert>}
          <SpaceBetween size="xs" direction="horizontal">
            {inTest !== undefined && (
              <ButtonTo variant="primary" to={paths.qualificationTest(inTest.QualificationRequestId)}>
                Continue the test
              </ButtonTo>
            )}
            {one.CanRequest && (
              <Button variant="primary" loading={busy} loadingText="Requesting" onClick={ask}>
                {one.HasTest ? 'Start the test' : 'Request it'}
              </Button>
            )}
            <ButtonTo to={paths.qualifications}>All qualifications</ButtonTo>
          </SpaceBetween>
        </SpaceBetween>
      </Container>
    </Page>
  );
}

/** `/qualifications/{typeId}` */
export function QualificationPage() {
  const { typeId = '' } = useParams();
  const [loaded, reload] = useLoaded(
    typeId,
    async (client) => (await client.call('GetQualification', { QualificationTypeId: typeId })).Qualification,
  );
  if (loaded.state === 'loading')
    return (
      <Page title="Qualification">
        <Waiting text="Opening the qualification…" />
      </Page>
    );
  if (loaded.state === 'failed')
    return (
      <Page title="Qualification">
        <Refused error={loaded.error} retry={reload} />
      </Page>
    );
  return <Details one={loaded.data} reload={reload} />;
}
