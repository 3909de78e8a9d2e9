// Qualifications: what the worker holds, what was asked for, and what can be asked for.
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { useState, type FormEvent, type ReactNode } from 'react';
import type { Client, Qualification, QualificationRequest } from '../api';
import { Empty, LinkTo, Page, Refused } from '../parts/page';
import * as paths from '../paths';
import { useLoaded } from '../session';
import { moment } from '../time';
import { requestStatuses } from '../words';

const pageSize = 20;

interface Paged<Item> {
  items: readonly Item[];
  next: string | undefined;
}

interface ListProps<Item> {
  title: string;
  name: string;
  columns: TableProps.ColumnDefinition<Item>[];
  trackBy: keyof Item & string;
  empty: ReactNode;
  filter?: ReactNode;
  /** Tells one list from another that is shown in its place. */
  wanted?: string;
  load(client: Client, more: { NextToken?: string; MaxResults: number }): Promise<Paged<Item>>;
}

/** A table with its own pages. */
function List<Item>({ title, name, columns, trackBy, empty, filter, wanted = '', load }: ListProps<Item>) {
  const [tokens, setTokens] = useState<string[]>([]);
  const token = tokens[tokens.length - 1];
  const [loaded, reload] = useLoaded(`${name} ${wanted} ${token ?? ''}`, (client) =>
    load(client, { MaxResults: pageSize, ...(token === undefined ? {} : { NextToken: token }) }),
  );
  if (loaded.state === 'failed') return <Refused error={loaded.error} retry={reload} />;
  const next = loaded.state === 'ready' ? loaded.data.next : undefined;
  return (
    <Table
      columnDefinitions={columns}
      items={loaded.state === 'ready' ? loaded.data.items : []}
      trackBy={trackBy}
      loading={loaded.state === 'loading'}
      loadingText="Looking…"
      wrapLines
      ariaLabels={{ tableLabel: title }}
      header={<Header variant="h2">{title}</Header>}
      filter={filter}
      empty={empty}
      footer={
        tokens.length === 0 && next === undefined ? undefined : (
          <SpaceBetween size="s" direction="horizontal">
            <Button disabled={tokens.length === 0} onClick={() => setTokens(tokens.slice(0, -1))}>
              Back
            </Button>
            <Button disabled={next === undefined} onClick={() => setTokens([...tokens, next as string])}>
              More
            </Button>
          </SpaceBetween>
        )
      }
    />
  );
}

const nameColumn: TableProps.ColumnDefinition<Qualification> = {
  id: 'name',
  header: 'Qualification',
  minWidth: 180,
  isRowHeader: true,
  cell: (one) => <LinkTo to={paths.qualification(one.QualificationTypeId)}>{one.Name}</LinkTo>,
};

const requesterColumn: TableProps.ColumnDefinition<Qualification> = {
  id: 'requester',
  header: 'Requester',
  minWidth: 140,
  cell: (one) => one.RequesterName,
};

const heldColumns: TableProps.ColumnDefinition<Qualification>[] = [
  nameColumn,
  requesterColumn,
  {
    id: 'value',
    header: 'Value',
    minWidth: 160,
    cell: (one) =>
      one.Held?.Status === 'Granted' ? (
        String(one.Held.Value)
      ) : (
        <StatusIndicator type="stopped">Taken back</StatusIndicator>
      ),
  },
  {
    id: 'since',
    header: 'Granted',
    minWidth: 160,
    cell: (one) => (one.Held === undefined ? '–' : moment(one.Held.GrantTime)),
  },
  { id: 'reason', header: 'Reason', minWidth: 160, cell: (one) => one.Held?.Reason ?? '–' },
];

const requestColumns: TableProps.ColumnDefinition<QualificationRequest>[] = [
  {
    id: 'name',
    header: 'Qualification',
    minWidth: 180,
    isRowHeader: true,
    cell: (one) => <LinkTo to={paths.qualification(one.QualificationTypeId)}>{one.Name}</LinkTo>,
  },
  { id: 'asked', header: 'Requested', minWidth: 160, cell: (one) => moment(one.RequestTime) },
  {
    id: 'status',
    header: 'State',
    minWidth: 180,
    cell: (one) => (
      <StatusIndicator type={requestStatuses[one.Status].tone}>
        {requestStatuses[one.Status].label}
      </StatusIndicator>
    ),
  },
  { id: 'reason', header: 'Reason', minWidth: 160, cell: (one) => one.Reason ?? '–' },
];

const requestableColumns: TableProps.ColumnDefinition<Qualification>[] = [
  nameColumn,
  requesterColumn,
  { id: 'description', header: 'What it means', minWidth: 240, cell: (one) => one.Description },
  {
    id: 'how',
    header: 'How to get it',
    minWidth: 160,
    cell: (one) =>
      one.HasTest ? 'By a test' : one.IsAutoGranted ? 'At once' : 'The requester decides',
  },
];

function Requestable() {
  const [query, setQuery] = useState('');
  const [typed, setTyped] = useState('');
  const search = (event: FormEvent) => {
    event.preventDefault();
    setQuery(typed.trim().slice(0, 200));
  };
  return (
    <List
      key={query}
      title="Qualifications you can request"
      name="requestable"
      wanted={query}
      columns={requestableColumns}
      trackBy="QualificationTypeId"
      filter={
        <form onSubmit={search} role="search" className="search-row">
          <FormField label="Search" stretch>
            <Input
              type="search"
              value={typed}
              placeholder="Name, description, keywords"
              onChange={({ detail }) => setTyped(detail.value)}
            />
          </FormField>
          <Button formAction="submit" iconName="search">
            Search
          </Button>
        </form>
      }
      empty={<Empty header="Nothing found" text="No requester offers such a qualification." />}
      load={async (client, more) => {
        const page = await client.call('ListRequestableQualifications', {
          ...more,
          ...(query === '' ? {} : { Query: query }),
        });
        return { items: page.Qualifications, next: page.NextToken };
      }}
    />
  );
}

export function QualificationsPage() {
  return (
    <Page title="Qualifications" description="What requesters ask for before you can accept some HITs">
      <List
        title="Your qualifications"
        name="held"
        columns={heldColumns}
        trackBy="QualificationTypeId"
        empty={<Empty header="None yet" text="Qualifications you are granted are listed here." />}
        load={async (client, more) => {
          const page = await client.call('ListMyQualifications', more);
          return { items: page.Qualifications, next: page.NextToken };
        }}
      />
      <List
        title="Your requests"
        name="requests"
        columns={requestColumns}
        trackBy="QualificationRequestId"
        empty={<Empty header="None yet" text="Qualifications you request are listed here." />}
        load={async (client, more) => {
          const page = await client.call('ListMyQualificationRequests', more);
          return { items: page.QualificationRequests, next: page.NextToken };
        }}
      />
      <Requestable />
    </Page>
  );
}
