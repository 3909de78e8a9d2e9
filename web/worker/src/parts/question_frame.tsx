// The requester's page, in its sandbox, and the one message from it that matters.
import Alert from '@cloudscape-design/components/alert';
import { useEffect, useRef } from 'react';
import type { Frame } from '../api';
import { isShowable, isSubmission, sandboxFlags } from '../frame';
import { useSession } from '../session';

interface QuestionFrameProps {
  frame: Frame;
  title: string;
  /** With the assignment being worked on, `onSubmission` is called when its form was sent. */
  assignmentId?: string;
  onSubmission?: () => void;
}

export function QuestionFrame({ frame, title, assignmentId, onSubmission }: QuestionFrameProps) {
  const element = useRef<HTMLIFrameElement>(null);
  const { profile } = useSession();
  useEffect(() => {
    if (assignmentId === undefined || onSubmission === undefined) return undefined;
    const hear = (event: MessageEvent) => {
      if (isSubmission(event, element.current?.contentWindow, assignmentId)) onSubmission();
    };
    window.addEventListener('message', hear);
    return () => window.removeEventListener('message', hear);
  }, [assignmentId, onSubmission]);
  if (!isShowable(frame.URL)) {
    return (
      <Alert type="error" header="This HIT cannot be shown">
        Its address is not one of the web.
      </Alert>
    );
  }
  const origins = [window.location.origin, new URL(profile.ContentURL, window.location.href).origin];
  return (
    <iframe
      ref={element}
      key={frame.URL}
      className={frame.Height > 0 ? 'question' : 'question question-fills'}
      style={frame.Height > 0 ? { height: `${frame.Height}px` } : undefined}
      src={frame.URL}
      title={title}
      sandbox={sandboxFlags(frame, origins)}
      allow="fullscreen; autoplay; clipboard-write"
    />
  );
}
