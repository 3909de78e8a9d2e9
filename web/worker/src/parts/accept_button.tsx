// Accepting a HIT: the one button that reserves work for the worker, then goes to it.
import Button from '@cloudscape-design/components/button';
import { useEffect } from 'react';
import { useNavigate } from 'react-router-dom';
import type { HITGroup } from '../api';
import * as paths from '../paths';
import { useAction, useSession } from '../session';

interface AcceptButtonProps {
  group: HITGroup;
  /** The one HIT, or the next of a group. */
  what: { HITId: string } | { HITGroupId: string };
  onRefused(error: unknown): void;
  text?: string;
}

export function AcceptButton({ group, what, onRefused, text }: AcceptButtonProps) {
  const { client } = useSession();
  const { busy, error, run } = useAction();
  const navigate = useNavigate();
  useEffect(() => {
    if (error !== undefined) onRefused(error);
  }, [error, onRefused]);
  const accept = () =>
    run(async () => {
      const { Assignment } = await client.call('AcceptHIT', what);
      navigate(paths.work(Assignment));
    });
  return (
    <Button
      variant="primary"
      loading={busy}
      loadingText="Accepting"
      disabled={!group.CallerMeetsRequirements}
      disabledReason="You do not meet the requirements"
      ariaLabel={`${text ?? 'Accept'}: ${group.Title}`}
      onClick={accept}
    >
      {text ?? 'Accept'}
    </Button>
  );
}
