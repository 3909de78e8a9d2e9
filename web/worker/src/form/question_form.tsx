// A QuestionForm on the worker page itself: overviews and questions from top to bottom, and a button to
// submit. In a preview it is there to be looked at.
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useEffect, useId, useRef, useState, type FormEvent } from 'react';
import { ApiError } from '../api';
import {
  firstAnswers,
  hintsOf,
  problemsOf,
  submissionOf,
  withoutIdentifier,
  type Answer,
  type Answers,
  type Submission,
} from './answers';
import { Content } from './content';
import { ChoiceField, TextField } from './fields';
import { FileField } from './file_field';
import type { Form, FormQuestion } from './shapes';
import type { SendFile } from './send_file';

interface QuestionProps {
  question: FormQuestion;
  answer: Answer;
  problem: string | undefined;
  disabled: boolean;
  /** Changes when the page should lead the worker here. */
  attention: number;
  sendFile: SendFile | undefined;
  onChange(answer: Answer): void;
}

function Question({ question, answer, problem, disabled, attention, sendFile, onChange }: QuestionProps) {
  const id = useId();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (attention > 0) place.current?.focus();
  }, [attention]);
  const field = {
    answer,
    onChange,
    disabled,
    invalid: problem !== undefined,
    describedBy: problem === undefined ? `${id}-hint` : `${id}-problem ${id}-hint`,
  };
  const asked = `${id}-asked`;
  return (
    <div
      ref={place}
      tabIndex={-1}
      role="group"
      aria-labelledby={asked}
      aria-describedby={field.describedBy}
      className="form-question"
    >
      <Container
        {...(question.DisplayName === undefined
          ? {}
          : { header: <Header variant="h2">{question.DisplayName}</Header> })}
      >
        <SpaceBetween size="s">
          <div id={asked}>
            <Content parts={question.Content} />
          </div>
          <FormField
            errorText={problem === undefined ? '' : <span id={`${id}-problem`}>{problem}</span>}
            constraintText={<span id={`${id}-hint`}>{hintsOf(question)}</span>}
            stretch
          >
            {question.FreeText !== undefined && (
              <TextField rules={question.FreeText} label={{ ariaLabelledby: asked }} {...field} />
            )}
            {question.Selection !== undefined && (
              <ChoiceField choice={question.Selection} labelledBy={asked} {...field} />
            )}
            {question.FileUpload !== undefined && (
              <FileField
                rules={question.FileUpload}
                question={question.QuestionIdentifier}
                labelledBy={asked}
                sendFile={sendFile}
                {...field}
              />
            )}
          </FormField>
        </SpaceBetween>
      </Container>
    </div>
  );
}

/** Which question is wrong and why, from a refusal of the server. */
function problemsFrom(error: unknown): Map<string, string> {
  if (!(error instanceof ApiError) || error.question === undefined) return new Map();
  return new Map([[error.question, withoutIdentifier(error.message, error.question)]]);
}

/** An answer cannot be taken back, so the return key in a field does not hand it in. */
function notByEnter(event: FormEvent): void {
  event.preventDefault();
}

interface QuestionFormProps {
  form: Form;
  /** Without it the form is a preview. */
  onSubmit?: (submission: Submission) => void;
  /** Sends a file that answers a question. */
  sendFile?: SendFile;
  busy?: boolean;
  /** The server's refusal of what was submitted last. */
  error?: unknown;
}

export function QuestionForm({ form, onSubmit, sendFile, busy = false, error }: QuestionFormProps) {
  const [answers, setAnswers] = useState<Answers>(() => firstAnswers(form));
  const [problems, setProblems] = useState<ReadonlyMap<string, string>>(new Map());
  const [attention, setAttention] = useState({ name: '', count: 0 });
  const show = (found: ReadonlyMap<string, string>) => {
    setProblems(found);
    const [first] = found.keys();
    if (first !== undefined) setAttention((before) => ({ name: first, count: before.count + 1 }));
  };
  useEffect(() => {
    const found = problemsFrom(error);
    if (found.size > 0) show(found);
  }, [error]);
  const change = (name: string, answer: Answer) => {
    setAnswers((before) => new Map(before).set(name, answer));
    setProblems((before) => new Map([...before].filter(([wrong]) => wrong !== name)));
  };
  const submit = () => {
    if (onSubmit === undefined || busy) return;
    const found = problemsOf(form, answers);
    show(found);
    if (found.size === 0) onSubmit(submissionOf(form, answers));
  };
  return (
    <form onSubmit={notByEnter} noValidate aria-label="Questions of this HIT">
      <SpaceBetween size="l">
        {form.Items.map((item, index) => {
          if (item.Question === undefined)
            return (
              <Container key={index}>
                <Content parts={item.Overview ?? []} heading="h2" />
              </Container>
            );
          const name = item.Question.QuestionIdentifier;
          return (
            <Question
              key={index}
              question={item.Question}
              answer={answers.get(name) ?? { text: '', chosen: [], otherChosen: false }}
              problem={problems.get(name)}
              disabled={onSubmit === undefined || busy}
              attention={attention.name === name ? attention.count : 0}
              sendFile={sendFile}
              onChange={(answer) => change(name, answer)}
            />
          );
        })}
        {problems.size > 0 && (
          <Box color="text-status-error">
            <div role="alert">
              {problems.size === 1 ? 'One answer does' : `${problems.size} answers do`} not fit yet.
            </div>
          </Box>
        )}
        <Button
          variant="primary"
          formAction="none"
          onClick={submit}
          loading={busy}
          loadingText="Submitting"
          disabled={onSubmit === undefined}
        >
          {onSubmit === undefined ? 'You must accept the HIT before you can submit' : 'Submit'}
        </Button>
      </SpaceBetween>
    </form>
  );
}
