// What the worker has earned, and every assignment with what became of it.
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import { useState } from 'react';
import type { Assignment, AssignmentStatus, Earnings } from '../api';
import { ButtonTo, Empty, Page, Refused, Waiting } from '../parts/page';
import * as paths from '../paths';
import { useLoaded } from '../session';
import { moment } from '../time';
import { dollars, statuses } from '../words';

function approvalRate(earnings: Earnings): string {
  const decided = earnings.NumberApproved + earnings.NumberRejected;
  return decided === 0 ? '–' : `${Math.round((earnings.NumberApproved / decided) * 1000) / 10} %`;
}

function Totals() {
  const [loaded, reload] = useLoaded('earnings', (client) => client.call('GetEarnings', {}));
  if (loaded.state === 'loading') return <Waiting text="Adding up…" />;
  if (loaded.state === 'failed') return <Refused error={loaded.error} retry={reload} />;
  const earnings = loaded.data;
  return (
    <Container header={<Header variant="h2">Totals</Header>}>
      <SpaceBetween size="l">
        <KeyValuePairs
          columns={4}
          items={[
            {
              label: 'Earned in total',
              value: (
                <Box fontSize="heading-xl" fontWeight="bold">
                  {dollars(earnings.Total)}
                </Box>
              ),
            },
            { label: 'Approved work', value: dollars(earnings.Approved) },
            { label: 'Bonuses', value: dollars(earnings.Bonuses) },
            { label: 'Waiting for approval', value: dollars(earnings.Pending) },
          ]}
        />
        <KeyValuePairs
          columns={4}
          items={[
            { label: 'Approved', value: earnings.NumberApproved },
            { label: 'Rejected', value: earnings.NumberRejected },
            { label: 'Pending', value: earnings.NumberPending },
            { label: 'Approval rate', value: approvalRate(earnings) },
          ]}
        />
      </SpaceBetween>
    </Container>
  );
}

function happened(one: Assignment): string {
  if (one.ApprovalTime !== undefined) return `Approved ${moment(one.ApprovalTime)}`;
  if (one.RejectionTime !== undefined) return `Rejected ${moment(one.RejectionTime)}`;
  if (one.Status === 'Submitted' && one.AutoApprovalTime !== undefined) {
    return `Approved at the latest ${moment(one.AutoApprovalTime)}`;
  }
  return one.Status === 'Accepted' ? `Until ${moment(one.Deadline)}` : '–';
}

const columns = [
  {
    id: 'title',
    header: 'HIT',
    isRowHeader: true,
    minWidth: 180,
    cell: (one: Assignment) => one.HITGroup.Title,
  },
  {
    id: 'requester',
    header: 'Requester',
    minWidth: 120,
    cell: (one: Assignment) => one.HITGroup.RequesterName,
  },
  { id: 'reward', header: 'Reward', minWidth: 90, cell: (one: Assignment) => dollars(one.HITGroup.Reward) },
  {
    id: 'status',
    header: 'Status',
    minWidth: 180,
    cell: (one: Assignment) => (
      <StatusIndicator type={statuses[one.Status].tone}>{statuses[one.Status].label}</StatusIndicator>
    ),
  },
  {
    id: 'submitted',
    header: 'Submitted',
    minWidth: 160,
    cell: (one: Assignment) => (one.SubmitTime === undefined ? '–' : moment(one.SubmitTime)),
  },
  { id: 'decided', header: 'Decision', minWidth: 200, cell: happened },
  {
    id: 'feedback',
    header: 'Feedback',
    minWidth: 200,
    cell: (one: Assignment) => one.RequesterFeedback ?? '–',
  },
];

const everything = { value: '', label: 'All' };
const choices = [
  everything,
  ...(Object.keys(statuses) as AssignmentStatus[]).map((status) => ({
    value: status as string,
    label: statuses[status].label,
  })),
];

function MyWork() {
  const [choice, setChoice] = useState(everything);
  const [tokens, setTokens] = useState<string[]>([]);
  const token = tokens[tokens.length - 1];
  const [loaded, reload] = useLoaded(`${choice.value} ${token ?? ''}`, (client) =>
    client.call('ListMyAssignments', {
      ...(choice.value === '' ? {} : { Status: choice.value as AssignmentStatus }),
      ...(token === undefined ? {} : { NextToken: token }),
      MaxResults: 20,
    }),
  );
  if (loaded.state === 'failed') return <Refused error={loaded.error} retry={reload} />;
  const next = loaded.state === 'ready' ? loaded.data.NextToken : undefined;
  return (
    <Table
      columnDefinitions={columns}
      items={loaded.state === 'ready' ? loaded.data.Assignments : []}
      trackBy="AssignmentId"
      loading={loaded.state === 'loading'}
      loadingText="Looking for your work…"
      wrapLines
      ariaLabels={{ tableLabel: 'Your work' }}
      header={<Header variant="h2">Your work</Header>}
      filter={
        <FormField label="Show">
          <Select
            selectedOption={choice}
            options={choices}
            onChange={({ detail }) => {
              setTokens([]);
              setChoice(choices.find((one) => one.value === detail.selectedOption.value) ?? everything);
            }}
          />
        </FormField>
      }
      empty={
        <Empty
          header="Nothing here yet"
          text="Work you accept and submit is listed here, for as long as this server runs."
          action={<ButtonTo to={paths.list}>Find HITs</ButtonTo>}
        />
      }
      footer={
        tokens.length === 0 && next === undefined ? undefined : (
          <SpaceBetween size="s" direction="horizontal">
            <Button disabled={tokens.length === 0} onClick={() => setTokens(tokens.slice(0, -1))}>
              Newer
            </Button>
            <Button disabled={next === undefined} onClick={() => setTokens([...tokens, next as string])}>
              Older
            </Button>
          </SpaceBetween>
        )
      }
    />
  );
}

export function EarningsPage() {
  return (
    <Page title="Earnings" description="Your work, and what became of it">
      <Totals />
      <MyWork />
    </Page>
  );
}
