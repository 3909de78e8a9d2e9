// The worker's id, which surveys ask for, with a button to copy it.
import Box from '@cloudscape-design/components/box';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import { useSession } from '../session';

export function WorkerId() {
  const { profile } = useSession();
  if (profile.Worker === undefined) return null;
  return (
    <div className="worker-id">
      <Box variant="span" color="text-body-secondary">
        Your worker ID:
      </Box>
      <CopyToClipboard
        variant="inline"
        textToCopy={profile.Worker.WorkerId}
        textToDisplay={<Box variant="span">{profile.Worker.WorkerId}</Box>}
        copyButtonAriaLabel="Copy your worker ID"
        copySuccessText="Copied"
        copyErrorText="The browser did not allow copying"
      />
    </div>
  );
}
