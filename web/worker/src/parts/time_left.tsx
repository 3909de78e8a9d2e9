// The countdown to a deadline, by the server's clock.
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useEffect, useState } from 'react';
import { countdown, type Urgency } from '../time';
import { useSession } from '../session';

const tones: Record<Urgency, 'info' | 'warning' | 'error' | 'stopped'> = {
  calm: 'info',
  soon: 'warning',
  urgent: 'error',
  over: 'stopped',
};

interface TimeLeftProps {
  deadline: number;
  allotted: number;
  spoken?: boolean;
  onOver?: () => void;
}

/**
 * Shows the time left; with `spoken`, says it aloud when it becomes short. `onOver` is called once it is
 * over.
 */
export function TimeLeft({ deadline, allotted, spoken, onOver }: TimeLeftProps) {
  const { client } = useSession();
  const [now, setNow] = useState(() => client.now());
  const { urgency, clock, announcement } = countdown(deadline, allotted, now);
  const over = urgency === 'over';
  useEffect(() => {
    if (over) return undefined;
    const timer = window.setInterval(() => setNow(client.now()), 500);
    return () => window.clearInterval(timer);
  }, [client, over]);
  useEffect(() => {
    if (over) onOver?.();
  }, [over, onOver]);
  return (
    <span className={`time-left time-left-${urgency}`} data-urgency={urgency}>
      <StatusIndicator type={tones[urgency]}>
        {over ? (
          'Time is over'
        ) : (
          <>
            Time left:{' '}
            <span role="timer" aria-live="off">
              {clock}
            </span>
          </>
        )}
      </StatusIndicator>
      {spoken === true && (
        <span className="spoken-only" aria-live="assertive">
          {announcement}
        </span>
      )}
    </span>
  );
}
