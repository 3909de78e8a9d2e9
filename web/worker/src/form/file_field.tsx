// The field of a question whose answer is a file: chosen, checked, sent at once, with its progress.
import Box from '@cloudscape-design/components/box';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useRef, useState } from 'react';
import { ApiError } from '../api';
import { problemOfFile, sizeInWords, withoutIdentifier, type Answer } from './answers';
import type { SendFile } from './send_file';
import type { FileUpload } from './shapes';

interface FileFieldProps {
  rules: FileUpload;
  question: string;
  answer: Answer;
  onChange(answer: Answer): void;
  disabled: boolean;
  invalid: boolean;
  labelledBy: string;
  describedBy: string;
  /** Absent in a preview. */
  sendFile: SendFile | undefined;
}

type State =
  | { is: 'empty' }
  | { is: 'sending'; name: string; part: number }
  | { is: 'sent'; name: string; size: number }
  | { is: 'failed'; reason: string };

function reasonOf(error: unknown, question: string): string {
  return error instanceof ApiError
    ? withoutIdentifier(error.message, question)
    : 'The file could not be sent.';
}

export function FileField(props: FileFieldProps) {
  const { rules, question, answer, onChange, disabled, invalid, labelledBy, describedBy, sendFile } = props;
  const [state, setState] = useState<State>({ is: 'empty' });
  // A file chosen later makes what is still heard of an earlier one worthless.
  const latest = useRef(0);
  const choose = async (file: File | undefined) => {
    const turn = ++latest.current;
    const current = () => turn === latest.current;
    onChange({ ...answer, text: '', sending: false });
    if (file === undefined || sendFile === undefined) return setState({ is: 'empty' });
    const problem = problemOfFile(rules, file.size);
    if (problem !== undefined) return setState({ is: 'failed', reason: problem });
    const progress = (part: number) => {
      if (current()) setState({ is: 'sending', name: file.name, part });
    };
    progress(0);
    onChange({ ...answer, text: '', sending: true });
    try {
      const key = await sendFile(question, file, progress);
      if (!current()) return;
      setState({ is: 'sent', name: file.name, size: file.size });
      onChange({ ...answer, text: key, sending: false });
    } catch (error) {
      if (!current()) return;
      setState({ is: 'failed', reason: reasonOf(error, question) });
      onChange({ ...answer, text: '', sending: false });
    }
  };
  return (
    <SpaceBetween size="xs">
      <input
        type="file"
        disabled={disabled}
        aria-labelledby={labelledBy}
        aria-describedby={describedBy}
        aria-invalid={invalid}
        onChange={(event) => void choose(event.target.files?.[0])}
      />
      {state.is === 'sending' && (
        <ProgressBar value={Math.round(state.part * 100)} label={`Sending ${state.name}`} />
      )}
      {state.is === 'sent' && (
        <div role="status">
          {state.name} was sent ({sizeInWords(state.size)}).
        </div>
      )}
      {state.is === 'failed' && (
        <Box color="text-status-error">
          <div role="alert">{state.reason}</div>
        </Box>
      )}
    </SpaceBetween>
  );
}
