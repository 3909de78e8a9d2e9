// What is known about a group of HITs before and while working on one.
import Box from '@cloudscape-design/components/box';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import type { HITGroup } from '../api';
import { duration, moment } from '../time';
import { dollars } from '../words';

export function Requirements({ group }: { group: HITGroup }) {
  if (group.Requirements.length === 0) return <>None</>;
  return (
    <>
      <ul className="requirements">
        {group.Requirements.map((asked, index) => (
          <li key={index}>
            {asked.Name} {asked.Required}
          </li>
        ))}
      </ul>
      {!group.CallerMeetsRequirements && <Box color="text-status-error">You do not meet all of them.</Box>}
    </>
  );
}

export function HitDetails({
  group,
  hitId,
  expanded,
}: {
  group: HITGroup;
  hitId?: string;
  expanded?: boolean;
}) {
  const items = [
    { label: 'Requester', value: group.RequesterName },
    { label: 'Reward', value: dollars(group.Reward) },
    { label: 'Time allotted', value: duration(group.AssignmentDurationInSeconds) },
    { label: 'Paid at the latest', value: `${duration(group.AutoApprovalDelayInSeconds)} after you submit` },
    { label: 'Offered until', value: moment(group.LatestExpiration) },
    { label: 'Requirements', value: <Requirements group={group} /> },
    { label: 'Description', value: group.Description },
    ...(group.Keywords === undefined || group.Keywords === ''
      ? []
      : [{ label: 'Keywords', value: group.Keywords }]),
    ...(hitId === undefined ? [] : [{ label: 'HIT ID', value: hitId }]),
  ];
  return (
    <ExpandableSection headerText="HIT details" defaultExpanded={expanded ?? false} headingTagOverride="h2">
      <KeyValuePairs columns={3} items={items} />
    </ExpandableSection>
  );
}
