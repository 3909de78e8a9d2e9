// Giving an accepted HIT back, after asking: what was typed is lost.
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { Assignment } from '../api';
import { useAction, useSession } from '../session';
import { Refused } from './page';

export function ReturnButton({ assignment, onReturned }: { assignment: Assignment; onReturned(): void }) {
  const { client, tell } = useSession();
  const { busy, error, run, clear } = useAction();
  const [asking, setAsking] = useState(false);
  const close = () => {
    setAsking(false);
    clear();
  };
  const giveBack = () =>
    run(async () => {
      await client.call('ReturnAssignment', { AssignmentId: assignment.AssignmentId });
      setAsking(false);
      tell('info', 'HIT returned', `“${assignment.HITGroup.Title}” is free for others again.`);
      onReturned();
    });
  return (
    <>
      <Button onClick={() => setAsking(true)} ariaLabel={`Return: ${assignment.HITGroup.Title}`}>
        Return
      </Button>
      <Modal
        visible={asking}
        onDismiss={close}
        header="Return this HIT?"
        closeAriaLabel="Close"
        footer={
          <Box float="right">
            <SpaceBetween size="xs" direction="horizontal">
              <Button variant="link" onClick={close}>
                Keep it
              </Button>
              <Button variant="primary" loading={busy} loadingText="Returning" onClick={giveBack}>
                Return the HIT
              </Button>
            </SpaceBetween>
          </Box>
        }
      >
        <SpaceBetween size="s">
          <span>What you have entered is lost, you are not paid, and someone else can take the HIT.</span>
          {error !== undefined && <Refused error={error} />}
        </SpaceBetween>
      </Modal>
    </>
  );
}
