// The list of HIT groups, with search, order and pages.
import Badge from '@cloudscape-design/components/badge';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Cards from '@cloudscape-design/components/cards';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useEffect, useState, type FormEvent } from 'react';
import { useSearchParams } from 'react-router-dom';
import type { HITGroup } from '../api';
import { AcceptButton } from '../parts/accept_button';
import { ButtonTo, Empty, LinkTo, Page, Refused, Waiting } from '../parts/page';
import { Requirements } from '../parts/hit_details';
import * as paths from '../paths';
import { useLoaded } from '../session';
import { duration, moment } from '../time';
import { dollars, hits } from '../words';

function SearchForm({ search, onSearch }: { search: paths.Search; onSearch(search: paths.Search): void }) {
  const [term, setTerm] = useState(search.term);
  const [minReward, setMinReward] = useState(search.minReward);
  const [wrong, setWrong] = useState('');
  useEffect(() => {
    setTerm(search.term);
    setMinReward(search.minReward);
  }, [search.term, search.minReward]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const amount = minReward.trim() === '' ? '' : paths.moneyFrom(minReward);
    setWrong(amount === undefined ? 'Write an amount such as 0.25' : '');
    if (amount !== undefined) onSearch({ ...search, term: term.trim().slice(0, 200), minReward: amount });
  };
  const sort = paths.sortOrders.find((order) => order.value === search.sort) ?? paths.sortOrders[0];
  return (
    <Container>
      <form onSubmit={submit} role="search" className="search-row">
        <FormField label="Search" stretch>
          <Input
            type="search"
            value={term}
            placeholder="Title, description, keywords"
            onChange={({ detail }) => setTerm(detail.value)}
          />
        </FormField>
        <FormField label="Pays at least" errorText={wrong} stretch>
          <Input
            value={minReward}
            placeholder="0.00"
            inputMode="decimal"
            onChange={({ detail }) => setMinReward(detail.value)}
          />
        </FormField>
        <FormField label="Order" stretch>
          <Select
            selectedOption={sort}
            options={paths.sortOrders}
            onChange={({ detail }) =>
              onSearch({ ...search, sort: detail.selectedOption.value ?? 'updated_desc' })
            }
          />
        </FormField>
        <Button formAction="submit" iconName="search">
          Search
        </Button>
      </form>
    </Container>
  );
}

function Actions({ group, onRefused }: { group: HITGroup; onRefused(error: unknown): void }) {
  return (
    <SpaceBetween size="xs" direction="horizontal">
      <ButtonTo to={paths.preview(group.HITGroupId)} ariaLabel={`Preview: ${group.Title}`}>
        Preview
      </ButtonTo>
      <AcceptButton group={group} what={{ HITGroupId: group.HITGroupId }} onRefused={onRefused} />
    </SpaceBetween>
  );
}

function sections(onRefused: (error: unknown) => void) {
  return [
    { id: 'description', content: (group: HITGroup) => group.Description },
    { id: 'requester', header: 'Requester', width: 50, content: (group: HITGroup) => group.RequesterName },
    {
      id: 'reward',
      header: 'Reward',
      width: 50,
      content: (group: HITGroup) => <b>{dollars(group.Reward)}</b>,
    },
    {
      id: 'time',
      header: 'Time allotted',
      width: 50,
      content: (group: HITGroup) => duration(group.AssignmentDurationInSeconds),
    },
    {
      id: 'paid',
      header: 'Paid at the latest',
      width: 50,
      content: (group: HITGroup) => `${duration(group.AutoApprovalDelayInSeconds)} after you submit`,
    },
    {
      id: 'published',
      header: 'Published',
      width: 50,
      content: (group: HITGroup) => moment(group.CreationTime),
    },
    {
      id: 'requirements',
      header: 'Requirements',
      width: 50,
      content: (group: HITGroup) => <Requirements group={group} />,
    },
    { id: 'actions', content: (group: HITGroup) => <Actions group={group} onRefused={onRefused} /> },
  ];
}

function Groups({ groups, onRefused }: { groups: HITGroup[]; onRefused(error: unknown): void }) {
  return (
    <Cards
      items={groups}
      trackBy="HITGroupId"
      cardsPerRow={[{ cards: 1 }, { minWidth: 760, cards: 2 }]}
      ariaLabels={{ itemSelectionLabel: () => '', selectionGroupLabel: '', cardsLabel: 'HIT groups' }}
      cardDefinition={{
        header: (group) => (
          <SpaceBetween size="xs" direction="horizontal" alignItems="center">
            <LinkTo to={paths.preview(group.HITGroupId)}>{group.Title}</LinkTo>
            <Badge color="blue">{hits(group.NumberOfHITsAvailable)}</Badge>
          </SpaceBetween>
        ),
        sections: sections(onRefused),
      }}
    />
  );
}

function NoGroups(props: { filtered: boolean; onClear(): void; onReload(): void }) {
  return props.filtered ? (
    <Empty
      header="Nothing matches"
      text="No HIT fits this search. Try fewer words or a lower reward."
      action={<Button onClick={props.onClear}>Show all HITs</Button>}
    />
  ) : (
    <Empty
      header="No HITs at the moment"
      text="Requesters publish new ones at any time. Look again later."
      action={
        <Button iconName="refresh" onClick={props.onReload}>
          Look again
        </Button>
      }
    />
  );
}

/** `tokens` lead to the pages visited so far; the page shown is behind the last of them. */
function Pages(props: { tokens: string[]; next: string | undefined; onTurn(tokens: string[]): void }) {
  const { tokens, next, onTurn } = props;
  return (
    <Box textAlign="center">
      <SpaceBetween size="s" direction="horizontal">
        <Button
          iconName="angle-left"
          disabled={tokens.length === 0}
          onClick={() => onTurn(tokens.slice(0, -1))}
        >
          Previous
        </Button>
        <Box padding={{ top: 'xxs' }}>Page {tokens.length + 1}</Box>
        <Button
          iconName="angle-right"
          iconAlign="right"
          disabled={next === undefined}
          onClick={() => onTurn(next === undefined ? tokens : [...tokens, next])}
        >
          Next
        </Button>
      </SpaceBetween>
    </Box>
  );
}

export function ListPage() {
  const [query, setQuery] = useSearchParams();
  const search = paths.searchFrom(query);
  const key = paths.searchQuery(search).toString();
  // The API pages by token, so the way back is remembered, for this search only.
  const [visited, setVisited] = useState<{ key: string; tokens: string[] }>({ key, tokens: [] });
  const tokens = visited.key === key ? visited.tokens : [];
  const token = tokens[tokens.length - 1];
  const [refusal, setRefusal] = useState<unknown>(undefined);
  const [loaded, reload] = useLoaded(`${key} ${token ?? ''}`, (client) =>
    client.call('SearchHITGroups', {
      ...(search.term === '' ? {} : { SearchTerm: search.term }),
      ...(search.minReward === '' ? {} : { MinReward: search.minReward }),
      ...(token === undefined ? {} : { NextToken: token }),
      Sort: search.sort,
      MaxResults: search.size,
    }),
  );
  const filtered = search.term !== '' || search.minReward !== '';
  const clear = () => setQuery(paths.searchQuery({ ...search, term: '', minReward: '' }));
  const turn = (next: string[]) => {
    setVisited({ key, tokens: next });
    window.scrollTo(0, 0);
  };
  return (
    <Page
      title="HITs"
      description="Human Intelligence Tasks you can work on now"
      actions={<Button iconName="refresh" ariaLabel="Look for new HITs" onClick={reload} />}
    >
      <SearchForm
        search={search}
        onSearch={(next) => {
          setRefusal(undefined);
          setQuery(paths.searchQuery(next));
        }}
      />
      {refusal !== undefined && <Refused error={refusal} />}
      {loaded.state === 'loading' && <Waiting text="Looking for HITs…" />}
      {loaded.state === 'failed' && <Refused error={loaded.error} retry={reload} />}
      {loaded.state === 'ready' && loaded.data.HITGroups.length > 0 && (
        <Groups groups={loaded.data.HITGroups} onRefused={setRefusal} />
      )}
      {loaded.state === 'ready' && loaded.data.HITGroups.length === 0 && (
        <NoGroups filtered={filtered} onClear={clear} onReload={reload} />
      )}
      {loaded.state === 'ready' && (tokens.length > 0 || loaded.data.NextToken !== undefined) && (
        <Pages tokens={tokens} next={loaded.data.NextToken} onTurn={turn} />
      )}
    </Page>
  );
}
