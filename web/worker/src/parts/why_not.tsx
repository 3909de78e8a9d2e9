// Why a HIT cannot be accepted, in the server's own judgement.
import Alert from '@cloudscape-design/components/alert';
import type { ReactNode } from 'react';
import type { Explanation } from '../api';
import { obstacle } from '../words';

/** Each obstacle, and each requirement that is not met with what the worker has of it. */
export function WhyNot({ explanation, action }: { explanation: Explanation; action?: ReactNode }) {
  const unmet = explanation.Requirements.filter((one) => !one.Met);
  return (
    <Alert type="warning" header="You can look, but not accept" action={action}>
      <ul className="requirements">
        {explanation.Accept.Reasons.filter((reason) => reason.Code !== 'RequirementNotMet').map((reason) => (
          <li key={reason.Code}>{obstacle(reason)}</li>
        ))}
        {unmet.map((one, index) => (
          <li key={index}>
            {one.Name} {one.Required}; you have {one.Has}.
          </li>
        ))}
      </ul>
    </Alert>
  );
}
