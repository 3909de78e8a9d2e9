// What a worker has filled in, whether it fits the form, and how it is sent. The server checks all of it
// again; only patterns that its engine does not have are checked here alone.
import type { FileUpload, Form, FormQuestion, FreeText, SelectionAnswer } from './shapes';

/**
 * A text, or a choice: identifiers of selections, and whether the worker gives another answer. Of a file the
 * text is the key that the server gave it.
 */
export interface Answer {
  text: string;
  chosen: readonly string[];
  otherChosen: boolean;
  /** A file is on its way. */
  sending?: boolean;
}

/** By QuestionIdentifier. */
export type Answers = ReadonlyMap<string, Answer>;

export function questionsOf(form: Form): FormQuestion[] {
  return form.Items.flatMap((item) => (item.Question === undefined ? [] : [item.Question]));
}

export function firstAnswers(form: Form): Answers {
  return new Map(
    questionsOf(form).map((question) => [
      question.QuestionIdentifier,
      {
        text: (question.FreeText ?? question.Selection?.Other)?.DefaultText ?? '',
        chosen: [],
        otherChosen: false,
      },
    ]),
  );
}

const decimal = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

function problemOfNumber(rules: FreeText, text: string): string | undefined {
  const trimmed = text.trim();
  const value = Number(trimmed);
  if (!decimal.test(trimmed) || !Number.isFinite(value)) return 'The answer must be a number.';
  if (rules.MinValue !== undefined && value < rules.MinValue)
    return `The number must be at least ${rules.MinValue}.`;
  if (rules.MaxValue !== undefined && value > rules.MaxValue)
    return `The number must be at most ${rules.MaxValue}.`;
  return undefined;
}

/** Whether the pattern is found in the text. A pattern that this browser does not know counts as found. */
function matches(regex: string, flags: string, text: string): boolean {
  try {
    return new RegExp(regex, flags).test(text);
  } catch {
    return true;
  }
}

function problemOfText(rules: FreeText, text: string): string | undefined {
  if (rules.IsNumeric) {
    const problem = problemOfNumber(rules, text);
    if (problem !== undefined) return problem;
  }
  const length = [...text].length;
  if (length < (rules.MinLength ?? 0)) return `The answer must have at least ${rules.MinLength} characters.`;
  if (rules.MaxLength !== undefined && length > rules.MaxLength)
    return `The answer must have at most ${rules.MaxLength} characters.`;
  return rules.Patterns?.find(
    (pattern) => !matches(pattern.Regex, pattern.IgnoresCase ? 'i' : '', text),
  )?.ErrorText;
}

function problemOfChoice(question: FormQuestion, choice: SelectionAnswer, answer: Answer) {
  if (answer.otherChosen && choice.Other !== undefined) {
    if (answer.text === '') return 'Write your own answer, or choose another one.';
    const problem = problemOfText(choice.Other, answer.text);
    if (problem !== undefined) return problem;
  }
  const count = answer.chosen.length + (answer.otherChosen ? 1 : 0);
  if (count === 0 && !question.IsRequired) return undefined;
  if (count < choice.MinSelectionCount)
    return count === 0 && choice.MinSelectionCount === 1
      ? 'An answer is required.'
      : `Choose at least ${choice.MinSelectionCount}.`;
  return count > choice.MaxSelectionCount ? `Choose at most ${choice.MaxSelectionCount}.` : undefined;
}

/** A size as people say it, such as 1.5 MB. */
export function sizeInWords(bytes: number): string {
  const units = ['bytes', 'KB', 'MB', 'GB'];
  let unit = 0;
  let size = bytes;
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? size : Math.round(size * 10) / 10} ${units[unit]}`;
}

/** What is wrong with a file before it is sent. */
export function problemOfFile(rules: FileUpload, bytes: number): string | undefined {
  if (bytes > rules.MaxFileSizeInBytes)
    return `The file must have at most ${sizeInWords(rules.MaxFileSizeInBytes)}.`;
  if (bytes < rules.MinFileSizeInBytes)
    return `The file must have at least ${sizeInWords(rules.MinFileSizeInBytes)}.`;
  return undefined;
}

function problemOf(question: FormQuestion, answer: Answer): string | undefined {
  if (question.FileUpload !== undefined) {
    if (answer.sending === true) return 'The file is still being sent.';
    return question.IsRequired && answer.text === '' ? 'A file is required.' : undefined;
  }
  if (question.Selection !== undefined) return problemOfChoice(question, question.Selection, answer);
  if (question.FreeText === undefined) return undefined;
  const wanted = question.IsRequired || (question.FreeText.MinLength ?? 0) > 0;
  if (answer.text === '') return wanted ? 'An answer is required.' : undefined;
  return problemOfText(question.FreeText, answer.text);
}

/** What does not fit, by QuestionIdentifier, in the order of the form. */
export function problemsOf(form: Form, answers: Answers): Map<string, string> {
  const problems = new Map<string, string>();
  for (const question of questionsOf(form)) {
    const answer = answers.get(question.QuestionIdentifier);
    const problem = answer === undefined ? undefined : problemOf(question, answer);
    if (problem !== undefined) problems.set(question.QuestionIdentifier, problem);
  }
  return problems;
}

export interface Submission {
  Answers: Record<string, string | string[]>;
  OtherSelections: Record<string, string>;
}

/** The answers as SubmitAssignment takes them. */
export function submissionOf(form: Form, answers: Answers): Submission {
  const sent: [string, string | string[]][] = [];
  const others: [string, string][] = [];
  for (const question of questionsOf(form)) {
    const name = question.QuestionIdentifier;
    const answer = answers.get(name);
    if (answer === undefined) continue;
    sent.push([name, question.Selection === undefined ? answer.text : [...answer.chosen]]);
    if (question.Selection?.Other !== undefined && answer.otherChosen) others.push([name, answer.text]);
  }
  return { Answers: Object.fromEntries(sent), OtherSelections: Object.fromEntries(others) };
}

/** The server's sentence without the identifier, which is not meant for workers. */
export function withoutIdentifier(message: string, identifier: string): string {
  const start = `Question "${identifier}": `;
  return message.startsWith(start) ? message.slice(start.length) : message;
}

/** What a question asks of its answer, in words to stand below the field. */
export function hintsOf(question: FormQuestion): string {
  const wanted = question.IsRequired || (question.FreeText?.MinLength ?? 0) > 0;
  const hints = [wanted ? 'Required' : 'Optional'];
  const choice = question.Selection;
  if (choice !== undefined && choice.MaxSelectionCount > 1) {
    const { MinSelectionCount: least, MaxSelectionCount: most } = choice;
    hints.push(
      least <= 1 ? `choose up to ${most}` : least === most ? `choose ${most}` : `choose ${least} to ${most}`,
    );
  }
  if (question.FileUpload !== undefined)
    hints.push(`a file of at most ${sizeInWords(question.FileUpload.MaxFileSizeInBytes)}`);
  const rules = question.FreeText;
  if (rules?.IsNumeric === true) {
    const { MinValue: least, MaxValue: most } = rules;
    if (least !== undefined && most !== undefined) hints.push(`a number from ${least} to ${most}`);
    else if (least !== undefined) hints.push(`a number, at least ${least}`);
    else if (most !== undefined) hints.push(`a number, at most ${most}`);
    else hints.push('a number');
  }
  if ((rules?.MinLength ?? 0) > 1) hints.push(`at least ${rules?.MinLength} characters`);
  if (rules?.MaxLength !== undefined) hints.push(`at most ${rules.MaxLength} characters`);
  return hints.join(' · ');
}
